-- A later print stands for one first print; where two were written, what was found out last holds.

alter table recommendations.expression disable trigger requires_entry;
delete from recommendations.expression e
using recommendations.expression o
join recommendations.report newer on newer.id = o.of_report_id
where o.report_id = e.report_id and o.ordinal = e.ordinal and o.of_report_id <> e.of_report_id
  and (newer.entered_at_ms, newer.id) > (
    select r.entered_at_ms, r.id from recommendations.report r where r.id = e.of_report_id);
alter table recommendations.expression enable trigger requires_entry;

alter table recommendations.expression drop constraint expression_pkey;
alter table recommendations.expression add constraint expression_pkey primary key (report_id, ordinal);
