-- Corrections are of what atoms say; what a recommendation is about is settled with its topics.

alter table recommendations.correction drop constraint correction_place_said;
alter table recommendations.correction drop constraint correction_field_known;
alter table recommendations.correction add constraint correction_field_known check (field in ('addressee', 'deontic'));
alter table recommendations.correction alter column place set not null;
create index correction_flag on recommendations.correction (flag_id);
create index erratum_flag on recommendations.erratum (flag_id);
