-- What an entry says is mostly sealed bytes, which do not get smaller: keep it as it is, in its row where it fits.
alter table ledger.entry alter column payload set storage external;
alter table ledger.entry set (toast_tuple_target = 8160);

-- These rows are written by projections alone, in the transaction of the case they belong to, and a rebuilding proves
-- that they are whole; asking once more for every row of an import costs a tenth of it.
alter table cases.person drop constraint person_case_fkey;
alter table cases.consent drop constraint consent_case_fkey;
alter table cases.victim_context drop constraint victim_context_case_fkey;

-- Facts of subjects that have none yet, as an import brings them: read once, written once, nothing to compare.
-- facts: [{"subject_id", "kind", "ordinal", and the columns of statistics.fact}]
create function statistics.record_new_facts(facts json) returns void language sql volatile security definer
  set search_path = statistics, pg_temp as $$
  with given as materialized (
    select gen_random_uuid() as fact_id, g.*
    from json_to_recordset(facts) as g(
      subject_id uuid, kind text, ordinal smallint, year smallint, sex text, age_band text, citizenship text[],
      country_of_exploitation text[], exploitation text[], means text[], industry text[], trafficking_status text,
      agency_kind text, service_type text, stage text)),
  origin as (
    insert into fact_origin (subject_id, kind, ordinal, fact_id) select subject_id, kind, ordinal, fact_id from given)
  insert into fact (id, kind, year, sex, age_band, citizenship, country_of_exploitation, exploitation, means, industry,
                    trafficking_status, agency_kind, service_type, stage)
    select fact_id, kind, year, sex, age_band, citizenship, country_of_exploitation, exploitation, means, industry,
           trafficking_status, agency_kind, service_type, stage
    from given
    -- Random ids in their own order, so that the order of rows says nothing about the order of cases.
    order by fact_id
$$;
revoke all on function statistics.record_new_facts(json) from public;
grant execute on function statistics.record_new_facts(json) to palermo_app, palermo_owner;
