-- Facts: coded observations without a person. Statistics sees this one table and nothing else; which case a fact was
-- drawn from stands in another, which neither statistics nor the application can read.

create schema statistics;
grant usage on schema statistics to palermo_app, palermo_statistics;

create table statistics.fact (
  id                      uuid     not null,
  kind                    text     not null,
  year                    smallint,
  sex                     text,
  age_band                text,
  citizenship             text[],
  country_of_exploitation text[],
  exploitation            text[],
  means                   text[],
  industry                text[],
  trafficking_status      text,
  agency_kind             text,
  service_type            text,
  stage                   text,
  -- True once its case no longer says so; the copy that counts learns of it like of any change.
  withdrawn               boolean  not null default false,
  -- By which the copy finds what changed since it last looked.
  written_by              xid8     not null default pg_current_xact_id(),
  constraint fact_pkey primary key (id),
  constraint fact_kind_known check (kind in ('victim', 'service', 'proceeding'))
);
create index fact_written_by on statistics.fact (written_by);

create table statistics.fact_origin (
  subject_id uuid     not null,
  kind       text     not null,
  ordinal    smallint not null,
  fact_id    uuid     not null default gen_random_uuid(),
  constraint fact_origin_pkey primary key (subject_id, kind, ordinal),
  constraint fact_origin_fact_key unique (fact_id)
);

alter table statistics.fact enable row level security;
create policy fact_counted on statistics.fact for select to palermo_statistics using (true);
alter table statistics.fact_origin enable row level security;
select ledger.guard('statistics.fact');
select ledger.guard('statistics.fact_origin');
grant select on statistics.fact to palermo_statistics;

-- Replaces the facts of subjects. The application may do this, inside an act, and may not read what stands there.
-- facts: [{"subject_id", "kind", "ordinal", and the columns of statistics.fact}]
create function statistics.record_facts(subjects uuid[], facts jsonb) returns void language plpgsql security definer
  set search_path = statistics, pg_temp as $$
begin
  insert into fact_origin (subject_id, kind, ordinal)
    select subject_id, kind, ordinal
    from jsonb_to_recordset(facts) as g(subject_id uuid, kind text, ordinal smallint)
    where subject_id = any(subjects)
    on conflict do nothing;

  insert into fact (id, kind, year, sex, age_band, citizenship, country_of_exploitation, exploitation, means, industry,
                    trafficking_status, agency_kind, service_type, stage)
    select o.fact_id, g.kind, g.year, g.sex, g.age_band, g.citizenship, g.country_of_exploitation, g.exploitation,
           g.means, g.industry, g.trafficking_status, g.agency_kind, g.service_type, g.stage
    from jsonb_to_recordset(facts) as g(
      subject_id uuid, kind text, ordinal smallint, year smallint, sex text, age_band text, citizenship text[],
      country_of_exploitation text[], exploitation text[], means text[], industry text[], trafficking_status text,
      agency_kind text, service_type text, stage text)
    join fact_origin o using (subject_id, kind, ordinal)
    -- Random ids in their own order, so that the order of rows says nothing about the order of cases.
    order by o.fact_id
    on conflict (id) do update set
      year = excluded.year, sex = excluded.sex, age_band = excluded.age_band, citizenship = excluded.citizenship,
      country_of_exploitation = excluded.country_of_exploitation, exploitation = excluded.exploitation,
      means = excluded.means, industry = excluded.industry, trafficking_status = excluded.trafficking_status,
      agency_kind = excluded.agency_kind, service_type = excluded.service_type, stage = excluded.stage,
      withdrawn = false, written_by = pg_current_xact_id()
    where (fact.year, fact.sex, fact.age_band, fact.citizenship, fact.country_of_exploitation, fact.exploitation,
           fact.means, fact.industry, fact.trafficking_status, fact.agency_kind, fact.service_type, fact.stage,
           fact.withdrawn)
      is distinct from
          (excluded.year, excluded.sex, excluded.age_band, excluded.citizenship, excluded.country_of_exploitation,
           excluded.exploitation, excluded.means, excluded.industry, excluded.trafficking_status,
           excluded.agency_kind, excluded.service_type, excluded.stage, false);

  update fact set withdrawn = true, written_by = pg_current_xact_id()
    from fact_origin o
    where o.fact_id = fact.id and o.subject_id = any(subjects) and not fact.withdrawn
      and not exists (
        select from jsonb_to_recordset(facts) as g(subject_id uuid, kind text, ordinal smallint)
        where g.subject_id = o.subject_id and g.kind = o.kind and g.ordinal = o.ordinal);
end $$;
revoke all on function statistics.record_facts(uuid[], jsonb) from public;
grant execute on function statistics.record_facts(uuid[], jsonb) to palermo_app, palermo_owner;
