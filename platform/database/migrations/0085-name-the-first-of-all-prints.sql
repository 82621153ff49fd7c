-- A later print names the one that was printed first, however many lie between. Of a print in between, likeness is at
-- most that of the two steps; what was settled on it holds where it was printed first.

alter table recommendations.expression disable trigger requires_entry;
alter table recommendations.topic disable trigger requires_entry;
alter table recommendations.topic_set disable trigger requires_entry;
alter table recommendations.listed disable trigger requires_entry;

do $$ begin
  for step in 1..20 loop
    update recommendations.expression e
    set of_report_id = o.of_report_id, of_ordinal = o.of_ordinal, likeness = least(e.likeness, o.likeness)
    from recommendations.expression o
    where o.report_id = e.of_report_id and o.ordinal = e.of_ordinal
      and (o.of_report_id, o.of_ordinal) <> (e.report_id, e.ordinal);
    exit when not found;
  end loop;
end $$;

insert into recommendations.topic (report_id, ordinal, concept, origin, proposed, because, weight, leads, decision, main,
    reason, version, decided_by, decided_at_ms)
select distinct on (e.of_report_id, e.of_ordinal, t.concept) e.of_report_id, e.of_ordinal, t.concept, t.origin, false,
  t.because, t.weight, false, t.decision, t.main, t.reason, 0, t.decided_by, t.decided_at_ms
from recommendations.expression e
join recommendations.topic t on t.report_id = e.report_id and t.ordinal = e.ordinal
where t.decision is not null
order by e.of_report_id, e.of_ordinal, t.concept, t.decided_at_ms desc
on conflict (report_id, ordinal, concept) do nothing;

-- Later prints, and the first ones they were settled on, are listed under the topics of the first.
with print as materialized (
    select e.report_id, e.ordinal, e.of_report_id, e.of_ordinal from recommendations.expression e
    union
    select e.of_report_id, e.of_ordinal, e.of_report_id, e.of_ordinal from recommendations.expression e),
  topics as materialized (
    select f.report_id, f.ordinal, array(
        select t.concept from recommendations.topic t
        where t.report_id = f.of_report_id and t.ordinal = f.of_ordinal
          and t.decision is distinct from 'rejected' and (t.proposed or t.decision = 'accepted')
          and exists (select from recommendations.concept k where k.key = t.concept and k.status = 'adopted')
        order by t.concept) as concepts
    from print f),
  numbered as materialized (
    select *, hashtextextended(array_to_string(concepts, e'\x1e'), 0) as id from topics),
  sets as (
    insert into recommendations.topic_set select distinct id, concepts from numbered on conflict do nothing)
update recommendations.listed l set topics = n.id
from numbered n where l.report_id = n.report_id and l.ordinal = n.ordinal and l.topics <> n.id;

alter table recommendations.expression enable trigger requires_entry;
alter table recommendations.topic enable trigger requires_entry;
alter table recommendations.topic_set enable trigger requires_entry;
alter table recommendations.listed enable trigger requires_entry;
