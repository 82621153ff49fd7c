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

with moved as (
  select distinct on (e.of_report_id, e.of_ordinal, t.concept) e.of_report_id, e.of_ordinal, t.*
  from recommendations.expression e
  join recommendations.topic t on t.report_id = e.report_id and t.ordinal = e.ordinal
  where t.decision is not null and not exists (
    select from recommendations.topic o where o.report_id = e.of_report_id and o.ordinal = e.of_ordinal
      and o.concept = t.concept and o.decision is not null)
  order by e.of_report_id, e.of_ordinal, t.concept, t.decided_at_ms desc nulls last)
insert into recommendations.topic (report_id, ordinal, concept, origin, proposed, because, weight, leads, decision, main,
    reason, version, decided_by, decided_at_ms)
select of_report_id, of_ordinal, concept, origin, false, because, weight, false, decision,
  -- One topic is the main one: the first print's own, else what was settled last.
  main and not exists (
    select from recommendations.topic o where o.report_id = of_report_id and o.ordinal = of_ordinal and o.main)
  and row_number() over (
    partition by of_report_id, of_ordinal order by main desc, decided_at_ms desc nulls last, concept) = 1,
  reason, 0, decided_by, decided_at_ms
from moved
on conflict (report_id, ordinal, concept) do update set decision = excluded.decision, main = excluded.main,
  reason = excluded.reason, decided_by = excluded.decided_by, decided_at_ms = excluded.decided_at_ms;

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
