CREATE SCHEMA access;
CREATE SCHEMA accounts;
CREATE SCHEMA boss;
CREATE SCHEMA cases;
CREATE SCHEMA files;
CREATE SCHEMA jobs;
CREATE SCHEMA ledger;
CREATE SCHEMA meetings;
CREATE SCHEMA plan;
CREATE SCHEMA platform;
CREATE SCHEMA recommendations;
CREATE SCHEMA statistics;
CREATE SCHEMA vault;
CREATE FUNCTION access.agency() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('palermo.agency', true), '')::uuid $$;
CREATE FUNCTION access.holds(VARIADIC wanted text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'access', 'pg_temp'
    AS $$
  select exists (select from access.membership
    where user_id = access.member() and agency_id = access.agency() and role = any (wanted))
$$;
CREATE FUNCTION access.member() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('palermo.user', true), '')::uuid $$;
CREATE FUNCTION accounts.end_demonstration() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'accounts', 'pg_temp'
    AS $$
begin
  if not accounts.is_demonstration() then
    delete from accounts."user" where demonstration;
  end if;
  return null;
end $$;
CREATE FUNCTION accounts.is_demonstration() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'access', 'pg_temp'
    AS $$ select exists (select from access.setting where name = 'node.demonstration' and value <> 'false'::jsonb) $$;
CREATE FUNCTION accounts.refuse_conversion() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'accounts', 'pg_temp'
    AS $$
begin
  if new.name = 'node.demonstration' and new.value <> 'false'::jsonb
     and not accounts.is_demonstration()
     and exists (select from accounts."user" where not demonstration) then
    raise exception 'This node has accounts of its own and cannot become a demonstration.' using errcode = 'PL004';
  end if;
  return new;
end $$;
CREATE FUNCTION accounts.refuse_demonstration() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not accounts.is_demonstration() then
    raise exception 'Demonstration accounts exist in a demonstration node only.' using errcode = 'PL003';
  end if;
  return new;
end $$;
CREATE FUNCTION cases.contradicting() RETURNS TABLE(kind text, case_id uuid, reference text)
    LANGUAGE sql STABLE
    SET search_path TO 'cases', 'pg_temp'
    AS $$
  select found.kind, c.id, c.reference
  from cases.case c
  left join cases.victim_context v on v.case_id = c.id
  cross join lateral (values
    ('child-and-adult', case v.majority
      when 'Adult' then v.age_at_registration < 18 or substring(v.age_band from '^[0-9]+')::int < 18
      when 'Minor' then v.age_at_registration >= 18 or substring(v.age_band from '^[0-9]+')::int >= 18 end),
    ('trafficked-when-older', v.age_when_trafficked > v.age_at_registration),
    ('exploited-before-recruited', exists (
      select from cases.trafficking_event r join cases.trafficking_event e on e.case_id = r.case_id
      where r.case_id = c.id and r.type = 'Recruitment' and e.type = 'Exploitation'
        and cases.surely_before(e.date, r.date)
        and not exists (select from cases.trafficking_event s where s.case_id = c.id and s.type = 'Recruitment'
          and not coalesce(cases.surely_before(e.date, s.date), false)))),
    ('service-ends-before-start', exists (
      select from cases.service s where s.case_id = c.id and cases.surely_before(s.until, s."from"))),
    ('convicted-not-prosecuted', exists (
        select from cases.proceeding p where p.case_id = c.id and p.stage = 'Convicted')
      and not exists (select from cases.proceeding p where p.case_id = c.id and p.stage = 'Prosecuted'))
  ) as found (kind, so)
  where not c.erased and found.so
$$;
CREATE FUNCTION cases.is_new(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'cases', 'pg_temp'
    AS $$
  select not exists (select from cases.participant where case_id = wanted)
$$;
CREATE FUNCTION cases.place_courses(agency uuid, place text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'cases', 'statistics', 'pg_temp'
    AS $$
  update statistics.course c set district = place
    from statistics.fact_origin o, cases.participant q
    where o.fact_id = c.fact_id and q.case_id = o.subject_id and q.role = 'owner' and q.agency_id = agency
      and c.district is distinct from place
      and place is not distinct from (select d.district from statistics.agency_district d where d.agency_id = agency)
$$;
CREATE FUNCTION cases.record_courses(subjects uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'cases', 'statistics', 'pg_temp'
    AS $_$
  delete from statistics.course c using statistics.fact_origin o
    where o.fact_id = c.fact_id and o.subject_id = any (subjects);
  insert into statistics.course (fact_id, month, transit, district, reached, days)
    select o.fact_id,
      case when k.opened_on ~ '^\d{4}-\d{2}' then left(k.opened_on, 7) end,
      e.transit,
      d.district,
      array_remove(array[
        case when v.trafficking_status = 'ActualVictimOfTrafficking' then 'identified' end,
        case when s.given then 'assisted' end], null) || coalesce(p.reached, '{}'),
      case when k.opened_on !~ '^\d{4}-\d{2}-\d{2}$' or k.opened_on is null then '{}'::jsonb
        else coalesce(jsonb_strip_nulls(jsonb_build_object('assisted', s.first::date - k.opened_on::date)), '{}'::jsonb)
          || coalesce((select jsonb_object_agg(x.step, x.first::date - k.opened_on::date)
               from unnest(p.steps, p.firsts) as x(step, first) where x.first is not null), '{}'::jsonb)
      end
    from unnest(subjects) as w(id)
    join cases.case k on k.id = w.id
    join statistics.fact_origin o on o.subject_id = k.id and o.kind = 'victim'
    join statistics.fact f on f.id = o.fact_id and not f.withdrawn
    left join cases.victim_context v on v.case_id = k.id
    left join cases.participant q on q.case_id = k.id and q.role = 'owner'
    left join statistics.agency_district d on d.agency_id = q.agency_id
    left join lateral (
      select array_agg(distinct t.country order by t.country) as transit
      from cases.trafficking_event t where t.case_id = k.id and t.type = 'Transit' and t.country is not null) e on true
    left join lateral (
      select count(*) > 0 as given, min(t."from") filter (where t."from" ~ '^\d{4}-\d{2}-\d{2}$') as first
      from cases.service t where t.case_id = k.id) s on true
    left join lateral (
      select array_agg(g.step) as reached, array_agg(g.step) as steps, array_agg(g.first) as firsts from (
        select lower(t.stage) as step, min(t.date) filter (where t.date ~ '^\d{4}-\d{2}-\d{2}$') as first
        from cases.proceeding t where t.case_id = k.id and t.stage is not null group by t.stage) g) p on true
    -- Random ids in their own order, so that the order of rows says nothing about the order of cases.
    order by o.fact_id
    on conflict (fact_id) do nothing
$_$;
CREATE FUNCTION cases.surely_before(first text, second text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when substr(first, 6, 2) > '12' or substr(second, 6, 2) > '12'
    then left(first, 4)::int + 1 < left(second, 4)::int else left(first, known.to_day) < left(second, known.to_day) end
  from (select least(length(first), length(second)) as to_day) as known
$$;
CREATE FUNCTION cases.takes_part(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'cases', 'pg_temp'
    AS $$
  select exists (select from cases.participant where agency_id = access.agency() and case_id = wanted)
$$;
CREATE FUNCTION ledger.guard(guarded regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  execute format('create trigger requires_entry after insert or update or delete on %s
                  for each statement execute function ledger.require_entry()', guarded);
  execute format('create trigger requires_entry_truncate before truncate on %s
                  for each statement execute function ledger.require_entry()', guarded);
end $$;
CREATE FUNCTION ledger.has_entry() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (
    select from ledger.entry
    where id = nullif(current_setting('palermo.entry', true), '')::uuid
      and transaction_id = pg_current_xact_id_if_assigned())
$$;
CREATE FUNCTION ledger.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'An entry of the ledger is never changed or removed.' using errcode = 'PL001';
end $$;
CREATE FUNCTION ledger.require_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ledger', 'pg_temp'
    AS $$
begin
  if not ledger.has_entry() then
    raise exception 'No write without an act: % was changed in a transaction that has no entry in the ledger.',
      tg_table_schema || '.' || tg_table_name using errcode = 'PL002';
  end if;
  return null;
end $$;
CREATE FUNCTION meetings.is_delegation() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select exists (select from access.agency_directory where id = (select access.agency()) and kind = 'delegation')
$$;
CREATE FUNCTION meetings.runs() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select exists (select from access.agency_directory where id = (select access.agency()) and kind = 'secretariat')
$$;
CREATE FUNCTION meetings.takes_part() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select exists (select from access.agency_directory
    where id = (select access.agency()) and kind in ('secretariat', 'delegation'))
$$;
CREATE FUNCTION plan.assesses(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select (plan.holds('rapporteur') or exists (select from access.agency_directory d
      join access.membership m on m.agency_id = d.id and m.user_id = access.member()
      where d.id = access.agency() and d.kind in ('ngo', 'shelter')))
    and exists (select from plan.action a where a.id = wanted and a.institution_id is distinct from access.agency()
      and a.withdrawn_at_ms is null and (a.public or plan.inside(a.id)))
$$;
CREATE FUNCTION plan.holds(VARIADIC wanted text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select exists (select from access.membership
    where user_id = access.member() and agency_id = access.agency() and role = any (wanted))
$$;
CREATE FUNCTION plan.inside(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select plan.is_node() or plan.holds('ministry', 'coordinator', 'rapporteur')
    or exists (select from plan.action a where a.id = wanted
      and access.agency() in (a.institution_id, a.validating_id, a.made_by_agency_id))
$$;
CREATE FUNCTION plan.is_node() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select access.member() = '00000000-0000-0000-0000-000000000000' $$;
CREATE FUNCTION plan.makes() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select plan.holds('ministry', 'coordinator') $$;
CREATE FUNCTION plan.may_give(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select exists (select from files.file where id = wanted and owner_id = access.member())
$$;
CREATE FUNCTION plan.raised() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select id from plan.notice where plan.is_node()
$$;
CREATE FUNCTION plan.receives(to_user uuid, to_role text, to_agency uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select coalesce(to_user = access.member(), false)
    or (to_user is null and to_agency = access.agency() and plan.holds(to_role))
$$;
CREATE FUNCTION plan.reports_on(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select exists (select from plan.action a where a.id = wanted and a.withdrawn_at_ms is null and (
    (a.institution_id = access.agency() and (access.member() in (a.focal_user_id, a.alternate_user_id)
      or plan.holds(a.focal_role, a.alternate_role)))
    or (a.institution_id is null and plan.makes())))
$$;
CREATE FUNCTION plan.validates(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'plan', 'pg_temp'
    AS $$
  select plan.holds('supervisor', 'ministry', 'coordinator')
    and exists (select from plan.action a where a.id = wanted and a.validating_id = access.agency())
$$;
CREATE FUNCTION recommendations.grams(words text) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
  letter text;
  a integer;
  b integer;
  c integer;
  grams integer[] := '{}';
begin
  foreach letter in array string_to_array(words, null) loop
    c := ascii(letter);
    if a is not null then grams := grams || (a % 1024 * 1048576 + b % 1024 * 1024 + c % 1024); end if;
    if b between 13312 and 40959 and c between 13312 and 40959 then
      grams := grams || (-1 - (b % 32768 * 32768 + c % 32768));
    end if;
    a := b;
    b := c;
  end loop;
  return grams;
end $$;
CREATE FUNCTION recommendations.move_listing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'recommendations', 'pg_temp'
    AS $$
begin
  perform from report where id in (select report_id from moved) order by id for update;
  update report set listing = gen_random_uuid() where id in (select report_id from moved);
  return null;
end $$;
CREATE FUNCTION recommendations.pairs(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select coalesce(string_agg(case
      when not coalesce(now, false) then letter
      when coalesce(after, false) then ' ' || letter || next || ' '
      when coalesce(before, false) then ' '
      else ' ' || letter || ' ' end, '' order by n), '')
  from (select n, letter, lead(letter) over following as next,
      ascii(letter) between 13312 and 40959 as now,
      lead(ascii(letter)) over following between 13312 and 40959 as after,
      lag(ascii(letter)) over following between 13312 and 40959 as before
    from unnest(string_to_array(words, null)) with ordinality as u(letter, n)
    window following as (order by n)) letters
$$;
CREATE FUNCTION recommendations.search_of_feed(secret bytea) RETURNS TABLE(search_id uuid, sealed bytea, opened_at_ms bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'recommendations', 'pg_temp'
    AS $$
  select s.id, s.sealed, f.opened_at_ms from feed f
    join saved_search s on s.id = f.search_id
    join accounts."user" u on u.id = f.user_id and u.locked_at is null
    where f.secret_hash = secret and f.closed_at_ms is null
$$;
CREATE FUNCTION recommendations.stemming(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select (case language when 'en' then 'pg_catalog.english' when 'fr' then 'pg_catalog.french'
    when 'es' then 'pg_catalog.spanish' when 'ru' then 'pg_catalog.russian' when 'ar' then 'pg_catalog.arabic'
    else 'pg_catalog.simple' end)::regconfig
$$;
CREATE FUNCTION recommendations.stems(language text, words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select to_tsvector(recommendations.stemming(language), case language when 'zh' then recommendations.pairs(words) else words end)
$$;
CREATE FUNCTION recommendations.wanted(language text, typed text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select websearch_to_tsquery(recommendations.stemming(language), case language
    when 'zh' then (select string_agg(case when left(word, 1) = '-' then '-' else '' end
        || '"' || trim(recommendations.pairs(ltrim(word, '-'))) || '"', ' ' order by n)
      from regexp_split_to_table(trim(typed), '\s+') with ordinality as w(word, n))
    else typed end)
$$;
CREATE FUNCTION statistics.administers() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select statistics.is_node() or access.holds('administrator') $$;
CREATE FUNCTION statistics.contradictions() RETURNS TABLE(kind text, agency_kind text, cases bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'cases', 'pg_temp'
    AS $$
  select k.kind, d.kind, count(*)
  from cases.contradicting() k
  join cases.participant p on p.case_id = k.case_id and p.role = 'owner'
  join access.agency_directory d on d.id = p.agency_id
  group by k.kind, d.kind
$$;
CREATE FUNCTION statistics.defines() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select statistics.is_node() or access.holds('rapporteur', 'ministry') $$;
CREATE FUNCTION statistics.fills_returns() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select access.holds('first-responder', 'caseworker', 'investigator', 'coordinator', 'supervisor', 'ministry')
$$;
CREATE FUNCTION statistics.is_node() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select access.member() = '00000000-0000-0000-0000-000000000000' $$;
CREATE FUNCTION statistics.keep_charge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'DELETE' or new.rho <> old.rho or new.population <> old.population then
    raise exception 'A charge of the privacy ledger cannot be changed.';
  end if;
  return new;
end $$;
CREATE FUNCTION statistics.ledger_holds(at_position bigint, at_hash text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'ledger', 'pg_temp'
    AS $$
  select exists (select from entry where position = at_position and encode(hash, 'hex') = at_hash)
$$;
CREATE FUNCTION statistics.ledger_position() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'ledger', 'pg_temp'
    AS $$ select coalesce(max(position), 0)::bigint from entry $$;
CREATE FUNCTION statistics.makes_releases() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select access.member() = '00000000-0000-0000-0000-000000000000'
    or access.holds('rapporteur', 'ministry', 'supervisor')
$$;
CREATE FUNCTION statistics.reads_returns() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select statistics.is_node() or access.holds('rapporteur', 'ministry') $$;
CREATE FUNCTION statistics.record_facts(subjects uuid[], facts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'statistics', 'pg_temp'
    AS $$
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
CREATE FUNCTION statistics.record_new_facts(facts json) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'statistics', 'pg_temp'
    AS $$
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
CREATE FUNCTION statistics.recording_days(since_ms bigint) RETURNS TABLE(agency_kind text, acts bigint, median_days double precision, most_days double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'ledger', 'access', 'pg_temp'
    AS $$
  select d.kind, count(*),
    percentile_cont(0.5) within group (order by greatest(0, e.recorded_at_ms - e.occurred_at_ms) / 86400000.0),
    percentile_cont(0.9) within group (order by greatest(0, e.recorded_at_ms - e.occurred_at_ms) / 86400000.0)
  from ledger.entry e join access.agency_directory d on d.id = e.agency_id
  where e.subject_kind = 'case' and e.act in ('case.open', 'case.amend') and e.purpose <> 'import'
    and e.recorded_at_ms >= since_ms
  group by d.kind
$$;
CREATE FUNCTION statistics.reminders_raised() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'statistics', 'pg_temp'
    AS $$ select id from return_reminder where statistics.is_node() $$;
CREATE FUNCTION statistics.returned_by(wanted uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'statistics', 'pg_temp'
    AS $$ select agency_id from agency_return where id = wanted $$;
CREATE FUNCTION statistics.sends_returns() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ select access.holds('coordinator', 'supervisor', 'ministry') $$;
CREATE FUNCTION statistics.standing(OUT origin text, OUT mark text, OUT ledger_position bigint, OUT ledger_hash text) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'ledger', 'pg_temp'
    AS $$
  select o.id || '.' || o.xmin || '.' || (select oid from pg_database where datname = current_database()) || '.'
      || pg_relation_filenode('statistics.fact'),
    pg_snapshot_xmin(pg_current_snapshot())::text, coalesce(last.position, 0), coalesce(encode(last.hash, 'hex'), '')
  from statistics.origin o left join (select position, hash from entry order by position desc limit 1) as last on true
$$;
CREATE FUNCTION statistics.unknown_said() RETURNS TABLE(agency_kind text, field text, said bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'statistics', 'cases', 'pg_temp'
    AS $$
  select f.agency_kind, answer.field, count(*)
  from statistics.fact f
  join statistics.fact_origin o on o.fact_id = f.id
  left join cases.person p on p.case_id = o.subject_id
  left join cases.victim_context v on v.case_id = o.subject_id
  cross join lateral (values
    ('sex', f.sex is null and (p.gender = 'NonSpecifiedUnknown' or p.missing ? 'gender')),
    ('ageBand', f.age_band is null and v.missing ?| array['ageAtRegistration', 'ageBand', 'majority']),
    ('citizenship', f.citizenship is null and p.missing ? 'citizenship'),
    ('countryOfExploitation', f.country_of_exploitation is null and v.missing ? 'countryOfExploitation'),
    ('exploitation', f.exploitation is null and v.missing ?| array['typeOfExploitation', 'exploitationAsPublished']),
    ('means', f.means is null and v.missing ?| array['methodsOfControl', 'meansAsPublished']),
    ('industry', f.industry is null and v.missing ?| array['forcedLabourIndustry', 'labourAsPublished']),
    ('traffickingStatus', f.trafficking_status is null and v.missing ? 'traffickingStatus')
  ) as answer (field, said)
  where f.kind = 'victim' and not f.withdrawn and answer.said
  group by f.agency_kind, answer.field
$$;
CREATE FUNCTION vault.entry_is_about(wanted_case uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (
    select from ledger.entry
    where subject_id = wanted_case
      and actor_id = (select access.member())
      and transaction_id = pg_current_xact_id_if_assigned())
$$;
CREATE TABLE access.agency_directory (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    country text,
    closed_on date
);
CREATE TABLE access.membership (
    user_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    role text NOT NULL
);
CREATE TABLE access.setting (
    name text NOT NULL,
    value jsonb NOT NULL
);
CREATE TABLE accounts.attempt (
    key bytea NOT NULL,
    kind text NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT attempt_kind CHECK ((kind = ANY (ARRAY['account'::text, 'address'::text])))
);
CREATE TABLE accounts.credential (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamp with time zone,
    refresh_token_expires_at timestamp with time zone,
    scope text,
    password text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE accounts.demonstration (
    user_id uuid NOT NULL,
    role text NOT NULL,
    agency text NOT NULL,
    password text NOT NULL
);
CREATE TABLE accounts.passkey (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    name text,
    public_key text NOT NULL,
    credential_id text NOT NULL,
    counter integer NOT NULL,
    device_type text NOT NULL,
    backed_up boolean NOT NULL,
    transports text,
    aaguid text,
    created_at timestamp with time zone DEFAULT now()
);
CREATE TABLE accounts.second_factor (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    secret text NOT NULL,
    backup_codes text NOT NULL,
    verified boolean DEFAULT true NOT NULL,
    failed_verification_count integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone
);
CREATE TABLE accounts.session (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    token text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    lapses_at timestamp with time zone NOT NULL,
    strong boolean DEFAULT false NOT NULL,
    agency_id uuid,
    ip_address text,
    user_agent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT session_no_address CHECK (((ip_address IS NULL) OR (ip_address = ''::text)))
);
CREATE TABLE accounts."user" (
    id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_verified boolean DEFAULT true NOT NULL,
    image text,
    language text,
    two_factor_enabled boolean DEFAULT false NOT NULL,
    administrator boolean DEFAULT false NOT NULL,
    must_change_password boolean DEFAULT false NOT NULL,
    locked_at timestamp with time zone,
    demonstration boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT user_email_lower CHECK (((email = lower(email)) AND (POSITION(('@'::text) IN (email)) > 1))),
    CONSTRAINT user_name_given CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE TABLE accounts.verification (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE cases."case" (
    id uuid NOT NULL,
    reference text NOT NULL,
    person_id uuid NOT NULL,
    version integer NOT NULL,
    changed_at_ms bigint NOT NULL,
    erased boolean NOT NULL,
    external_reference text,
    source text,
    opened_on text,
    status text,
    missing jsonb,
    sealed bytea,
    import_id uuid,
    import_key text
);
CREATE TABLE cases.case_comment (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.consent (
    case_id uuid NOT NULL,
    given boolean,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.import (
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    user_id uuid NOT NULL,
    begun_at_ms bigint NOT NULL,
    finished_at_ms bigint,
    state text NOT NULL,
    layout text NOT NULL,
    file_hash text NOT NULL,
    file_bytes bigint NOT NULL,
    read integer DEFAULT 0 NOT NULL,
    opened integer DEFAULT 0 NOT NULL,
    repeated integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    problem_total integer DEFAULT 0 NOT NULL,
    problems bytea,
    CONSTRAINT import_state_known CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text, 'stopped'::text])))
);
CREATE TABLE cases.incoming_referral (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    incoming_referral_date text,
    reason_for_incoming_referral text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.listed (
    agency_id uuid NOT NULL,
    case_id uuid NOT NULL,
    opened_on text NOT NULL COLLATE pg_catalog."C",
    reference text NOT NULL COLLATE pg_catalog."C",
    external_reference text,
    status text,
    gender text,
    age_band text,
    citizenship text[],
    country_of_exploitation text[],
    type_of_exploitation text[],
    trafficking_status text,
    plan_due_on text COLLATE pg_catalog."C"
);
CREATE TABLE cases.organisation (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    country text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.outgoing_referral (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    reason_for_outgoing_referral text,
    outgoing_referral_date text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.participant (
    agency_id uuid NOT NULL,
    case_id uuid NOT NULL,
    role text NOT NULL,
    since_ms bigint NOT NULL,
    CONSTRAINT participant_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'participant'::text])))
);
CREATE TABLE cases.perpetrator_context (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    role_in_process text[],
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.person (
    case_id uuid NOT NULL,
    gender text,
    deceased boolean,
    marital_status text,
    number_of_children double precision,
    primary_language text,
    secondary_language text,
    highest_level_of_education text,
    citizenship text[],
    mailing_country text,
    missing jsonb
);
CREATE TABLE cases.proceeding (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    stage text,
    date text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.service (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    "from" text,
    until text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.support_plan (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    planned_end_date text,
    actual_end_date text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.trafficking_event (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    date text,
    country text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.victim_context (
    case_id uuid NOT NULL,
    agreement_to_manage_personal_data boolean,
    trafficking_status text,
    trafficking_status_decision_making_org text,
    relationship_to_trafficker text,
    recruiter_relation text[],
    age_when_trafficked double precision,
    age_at_registration double precision,
    age_band text,
    majority text,
    majority_at_entry text,
    majority_at_exploitation text,
    migrant_type text,
    international_protection text,
    migration_situation text[],
    method_of_recruitment text[],
    recruitment_websites_and_apps text[],
    abducted boolean,
    methods_of_control text[],
    means_as_published text[],
    type_of_exploitation text[],
    exploitation_as_published text[],
    forced_labour_industry text[],
    labour_as_published text[],
    type_of_sex_exploitation text[],
    country_of_exploitation text[],
    exploitation_websites_and_apps text[],
    months_trafficked text,
    vulnerabilities text[],
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.view (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    saved_at_ms bigint NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE files.file (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    agency_id uuid,
    size_bytes bigint NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed_name bytea NOT NULL,
    created_at_ms bigint NOT NULL
);
CREATE TABLE jobs.progress (
    id uuid NOT NULL,
    kind text NOT NULL,
    owner_id uuid NOT NULL,
    agency_id uuid,
    state text NOT NULL,
    done bigint NOT NULL,
    total bigint,
    result jsonb,
    problem text,
    created_at_ms bigint NOT NULL,
    changed_at_ms bigint NOT NULL,
    CONSTRAINT progress_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'finished'::text, 'failed'::text])))
);
CREATE TABLE ledger.checkpoint (
    number integer NOT NULL,
    position_first bigint NOT NULL,
    position_last bigint NOT NULL,
    sealed_at_ms bigint NOT NULL,
    leaves bytea NOT NULL,
    root bytea NOT NULL,
    previous_root bytea NOT NULL,
    key_id text NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT checkpoint_range CHECK ((position_first <= position_last))
);
CREATE TABLE ledger.entry (
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    version integer NOT NULL,
    act text NOT NULL,
    actor_id uuid NOT NULL,
    agency_id uuid,
    purpose text NOT NULL,
    occurred_at_ms bigint NOT NULL,
    recorded_at_ms bigint NOT NULL,
    payload text NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT entry_hash_length CHECK (((length(hash) = 32) AND (length(previous_hash) = 32))),
    CONSTRAINT entry_version_positive CHECK ((version > 0))
)
WITH (toast_tuple_target='8160');
ALTER TABLE ONLY ledger.entry ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE ONLY ledger.entry ALTER COLUMN payload SET COMPRESSION lz4;
ALTER TABLE ledger.entry ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.entry_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger.head (
    subject_id uuid NOT NULL,
    subject_kind text NOT NULL,
    version integer NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE meetings.agenda_item (
    meeting_id uuid NOT NULL,
    place integer NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    annotation text NOT NULL,
    parts text[] NOT NULL
);
CREATE TABLE meetings.attendance (
    id uuid NOT NULL,
    version integer NOT NULL,
    meeting_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    agency_id uuid NOT NULL,
    removed boolean NOT NULL,
    CONSTRAINT attendance_kind_known CHECK ((kind = ANY (ARRAY['party'::text, 'signatory'::text, 'state'::text, 'united-nations'::text, 'intergovernmental'::text, 'entity'::text, 'non-governmental'::text])))
);
CREATE TABLE meetings.comment (
    id uuid NOT NULL,
    draft_id uuid NOT NULL,
    text text NOT NULL,
    agency_id uuid NOT NULL,
    by_user uuid NOT NULL,
    at_ms bigint NOT NULL
);
CREATE TABLE meetings.document (
    id uuid NOT NULL,
    version integer NOT NULL,
    meeting_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    symbol text,
    link text,
    file_id uuid,
    item text,
    agency_id uuid NOT NULL,
    added_by uuid NOT NULL,
    added_at_ms bigint NOT NULL,
    removed_at_ms bigint,
    CONSTRAINT document_somewhere CHECK (((symbol IS NOT NULL) OR (link IS NOT NULL) OR (file_id IS NOT NULL)))
);
CREATE TABLE meetings.draft (
    id uuid NOT NULL,
    version integer NOT NULL,
    meeting_id uuid NOT NULL,
    place integer NOT NULL,
    section text NOT NULL,
    state text NOT NULL,
    text text NOT NULL,
    shared bytea NOT NULL,
    tabled_text text,
    adopted_text text,
    adopted_by uuid,
    adopted_at_ms bigint,
    agency_id uuid NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at_ms bigint NOT NULL,
    CONSTRAINT draft_adopted_whole CHECK (((state = 'adopted'::text) = (adopted_text IS NOT NULL))),
    CONSTRAINT draft_state_known CHECK ((state = ANY (ARRAY['drafting'::text, 'tabled'::text, 'adopted'::text, 'withdrawn'::text])))
);
CREATE TABLE meetings.draft_hand (
    draft_id uuid NOT NULL,
    hand bigint NOT NULL,
    agency_id uuid NOT NULL,
    by_user uuid NOT NULL
);
CREATE TABLE meetings.draft_update (
    draft_id uuid NOT NULL,
    version integer NOT NULL,
    agency_id uuid NOT NULL,
    by_user uuid NOT NULL,
    at_ms bigint NOT NULL,
    bytes bytea NOT NULL
);
CREATE TABLE meetings.meeting (
    id uuid NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    organ text NOT NULL,
    ordinal text,
    symbol text,
    place text NOT NULL,
    from_on text NOT NULL,
    to_on text NOT NULL,
    chair text,
    chair_state text,
    state text NOT NULL,
    adopted_on text,
    report_slug text,
    agency_id uuid NOT NULL,
    convened_by uuid NOT NULL,
    convened_at_ms bigint NOT NULL,
    CONSTRAINT meeting_days CHECK ((from_on <= to_on)),
    CONSTRAINT meeting_state_known CHECK ((state = ANY (ARRAY['preparation'::text, 'session'::text, 'closed'::text])))
);
CREATE TABLE meetings."position" (
    draft_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    version integer NOT NULL,
    stance text NOT NULL,
    reason text NOT NULL,
    by_user uuid NOT NULL,
    at_ms bigint NOT NULL,
    CONSTRAINT position_stance_known CHECK ((stance = ANY (ARRAY['support'::text, 'accept'::text, 'reservation'::text, 'oppose'::text])))
);
CREATE TABLE meetings.report_part (
    meeting_id uuid NOT NULL,
    part text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    by_user uuid NOT NULL,
    at_ms bigint NOT NULL
);
CREATE TABLE meetings.statement (
    id uuid NOT NULL,
    version integer NOT NULL,
    meeting_id uuid NOT NULL,
    item text NOT NULL,
    place integer NOT NULL,
    speaker text NOT NULL,
    state text NOT NULL,
    text text NOT NULL,
    summary text NOT NULL,
    agency_id uuid NOT NULL,
    by_user uuid NOT NULL,
    CONSTRAINT statement_state_known CHECK ((state = ANY (ARRAY['inscribed'::text, 'made'::text, 'withdrawn'::text])))
);
CREATE TABLE meetings.suggestion (
    id uuid NOT NULL,
    version integer NOT NULL,
    draft_id uuid NOT NULL,
    hand bigint NOT NULL,
    base_text text NOT NULL,
    text text NOT NULL,
    bytes bytea NOT NULL,
    note text NOT NULL,
    state text NOT NULL,
    ruled_by uuid,
    ruled_at_ms bigint,
    agency_id uuid NOT NULL,
    made_by uuid NOT NULL,
    made_at_ms bigint NOT NULL,
    CONSTRAINT suggestion_state_known CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE TABLE meetings.topic (
    id uuid NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    note text NOT NULL,
    source jsonb,
    state text NOT NULL,
    meeting_id uuid,
    agency_id uuid NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at_ms bigint NOT NULL,
    CONSTRAINT topic_state_known CHECK ((state = ANY (ARRAY['proposed'::text, 'chosen'::text, 'withdrawn'::text])))
);
CREATE TABLE meetings.topic_support (
    topic_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    supported boolean NOT NULL,
    version integer NOT NULL,
    said_at_ms bigint NOT NULL
);
CREATE TABLE plan.action (
    id uuid NOT NULL,
    version integer NOT NULL,
    public boolean NOT NULL,
    title text NOT NULL,
    what text,
    theme text NOT NULL,
    institution_id uuid,
    institution_name text,
    focal_user_id uuid,
    focal_role text,
    alternate_user_id uuid,
    alternate_role text,
    validating_id uuid NOT NULL,
    starts_on date NOT NULL,
    due_on date NOT NULL,
    budget numeric,
    currency text,
    funds text,
    indicator_kind text NOT NULL,
    indicator_live text,
    indicator_name text,
    indicator_unit text,
    indicator_baseline numeric,
    indicator_target numeric,
    indicator_months integer,
    made_by_agency_id uuid NOT NULL,
    made_at_ms bigint NOT NULL,
    changed_at_ms bigint NOT NULL,
    withdrawn_at_ms bigint,
    withdrawn_because text,
    CONSTRAINT action_dates CHECK ((starts_on <= due_on)),
    CONSTRAINT action_has_institution CHECK (((institution_id IS NOT NULL) OR (institution_name IS NOT NULL))),
    CONSTRAINT action_indicator_known CHECK ((indicator_kind = ANY (ARRAY['live'::text, 'hand'::text, 'none'::text])))
);
CREATE TABLE plan.assessment (
    id uuid NOT NULL,
    action_id uuid NOT NULL,
    version integer NOT NULL,
    public boolean NOT NULL,
    capacity text NOT NULL,
    status text NOT NULL,
    reason text NOT NULL,
    agency_id uuid NOT NULL,
    assessed_by uuid NOT NULL,
    assessed_at_ms bigint NOT NULL,
    CONSTRAINT assessment_capacity_known CHECK ((capacity = ANY (ARRAY['rapporteur'::text, 'civil-society'::text])))
);
CREATE TABLE plan.evidence (
    id uuid NOT NULL,
    action_id uuid NOT NULL,
    of_id uuid NOT NULL,
    place integer NOT NULL,
    kind text NOT NULL,
    public boolean NOT NULL,
    title text NOT NULL,
    file_id uuid,
    value numeric,
    unit text,
    on_day date,
    source text,
    url text,
    passage text,
    passage_at text,
    agency_id uuid NOT NULL,
    CONSTRAINT evidence_kind_known CHECK ((kind = ANY (ARRAY['file'::text, 'figure'::text, 'extract'::text])))
);
CREATE TABLE plan.measurement (
    id uuid NOT NULL,
    action_id uuid NOT NULL,
    version integer NOT NULL,
    on_day date NOT NULL,
    value numeric NOT NULL,
    source text NOT NULL,
    agency_id uuid NOT NULL,
    measured_by uuid NOT NULL,
    measured_at_ms bigint NOT NULL
);
CREATE TABLE plan.milestone (
    action_id uuid NOT NULL,
    id uuid NOT NULL,
    place integer NOT NULL,
    title text NOT NULL,
    due_on date NOT NULL,
    done_on date
);
CREATE TABLE plan.notice (
    id uuid NOT NULL,
    version integer NOT NULL,
    action_id uuid NOT NULL,
    milestone_id uuid,
    stage text NOT NULL,
    due_on date NOT NULL,
    recipient_user_id uuid,
    recipient_role text,
    recipient_agency_id uuid NOT NULL,
    raised_at_ms bigint NOT NULL,
    seen_at_ms bigint,
    CONSTRAINT notice_recipient CHECK (((recipient_user_id IS NOT NULL) OR (recipient_role IS NOT NULL))),
    CONSTRAINT notice_stage_known CHECK ((stage = ANY (ARRAY['before-30'::text, 'before-7'::text, 'after-1'::text, 'after-30'::text])))
);
CREATE TABLE plan.progress (
    id uuid NOT NULL,
    action_id uuid NOT NULL,
    version integer NOT NULL,
    public boolean NOT NULL,
    status text NOT NULL,
    reason text NOT NULL,
    done text,
    spent numeric,
    agency_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reported_at_ms bigint NOT NULL,
    decision text,
    decided_because text,
    decided_by uuid,
    decided_agency uuid,
    decided_at_ms bigint,
    CONSTRAINT progress_decision_known CHECK ((decision = ANY (ARRAY['accepted'::text, 'returned'::text])))
);
CREATE TABLE plan.serves (
    action_id uuid NOT NULL,
    place integer NOT NULL,
    report_id uuid,
    ordinal integer,
    sub text,
    ask integer,
    body text,
    citation text,
    wording text,
    url text,
    CONSTRAINT serves_one CHECK ((((report_id IS NULL) = (ordinal IS NULL)) AND ((report_id IS NULL) <> (body IS NULL))))
);
CREATE TABLE platform.migration (
    name text NOT NULL,
    text_hash text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE recommendations.asked (
    id bigint NOT NULL,
    asks text[] NOT NULL
);
CREATE TABLE recommendations.atom (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    place integer NOT NULL,
    suggestion boolean NOT NULL,
    sub text,
    sentence integer NOT NULL,
    addressee text NOT NULL,
    origin text NOT NULL,
    deontic text NOT NULL,
    text text NOT NULL,
    reading jsonb NOT NULL
);
CREATE TABLE recommendations.citation (
    report_id uuid NOT NULL,
    place integer NOT NULL,
    ordinal integer,
    sub text,
    kind text NOT NULL,
    relation text NOT NULL,
    target text NOT NULL,
    cited_of text,
    literal text NOT NULL,
    reading jsonb NOT NULL
);
CREATE TABLE recommendations.concept (
    id uuid NOT NULL,
    version integer NOT NULL,
    key text NOT NULL,
    place integer NOT NULL,
    status text NOT NULL,
    replaced_by text,
    content jsonb NOT NULL,
    CONSTRAINT concept_key_form CHECK (((key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(key) <= 60))),
    CONSTRAINT concept_status_known CHECK ((status = ANY (ARRAY['proposed'::text, 'adopted'::text, 'retired'::text])))
);
CREATE TABLE recommendations.correction (
    id uuid NOT NULL,
    version integer NOT NULL,
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    place integer NOT NULL,
    field text NOT NULL,
    read text NOT NULL,
    said text NOT NULL,
    remark text NOT NULL,
    flag_id uuid,
    agency_id uuid,
    corrected_by uuid NOT NULL,
    corrected_at_ms bigint NOT NULL,
    restored_at_ms bigint,
    CONSTRAINT correction_field_known CHECK ((field = ANY (ARRAY['addressee'::text, 'deontic'::text])))
);
CREATE TABLE recommendations.cross_reference (
    report_id uuid NOT NULL,
    place integer NOT NULL,
    origin text NOT NULL,
    from_ordinal integer,
    from_para integer NOT NULL,
    from_sub text,
    to_ordinal integer,
    to_para integer NOT NULL,
    to_sub text,
    direction text,
    literal text,
    reading jsonb NOT NULL,
    CONSTRAINT cross_reference_origin_known CHECK ((origin = ANY (ARRAY['printed'::text, 'derived'::text])))
);
CREATE TABLE recommendations.erratum (
    id uuid NOT NULL,
    version integer NOT NULL,
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    sub text,
    printed text NOT NULL,
    meant text NOT NULL,
    remark text NOT NULL,
    flag_id uuid,
    agency_id uuid,
    recorded_by uuid NOT NULL,
    recorded_at_ms bigint NOT NULL,
    withdrawn_at_ms bigint
);
CREATE TABLE recommendations.evidence (
    id uuid NOT NULL,
    version integer NOT NULL,
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    sub text,
    indicator text NOT NULL,
    agency_id uuid,
    tied_by uuid NOT NULL,
    tied_at_ms bigint NOT NULL,
    untied_at_ms bigint
);
CREATE TABLE recommendations.expression (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    of_report_id uuid NOT NULL,
    of_ordinal integer NOT NULL,
    likeness double precision NOT NULL
);
CREATE TABLE recommendations.feed (
    id uuid NOT NULL,
    version integer NOT NULL,
    search_id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    opened_at_ms bigint NOT NULL,
    closed_at_ms bigint
);
CREATE TABLE recommendations.flag (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    place integer NOT NULL,
    ordinal integer,
    code text NOT NULL,
    literal text NOT NULL,
    what text NOT NULL,
    remedy text NOT NULL,
    reading jsonb NOT NULL,
    compared boolean NOT NULL,
    version integer NOT NULL,
    decision text,
    remark text,
    settled_by uuid,
    settled_at_ms bigint,
    named text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT flag_decision_known CHECK ((decision = ANY (ARRAY['reading-right'::text, 'read-otherwise'::text, 'reading-wrong'::text, 'print-wrong'::text])))
);
CREATE TABLE recommendations.listed (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    meeting_on integer NOT NULL,
    asks bigint NOT NULL,
    topics bigint NOT NULL,
    reissue boolean NOT NULL
);
CREATE TABLE recommendations.note (
    report_id uuid NOT NULL,
    place integer NOT NULL,
    label text NOT NULL,
    literal text NOT NULL,
    text text NOT NULL,
    resolved text,
    reading jsonb NOT NULL
);
CREATE TABLE recommendations.paragraph (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    address text NOT NULL,
    citation text NOT NULL,
    language text NOT NULL,
    theme text,
    meeting_from text,
    asks text[] NOT NULL,
    heading text NOT NULL,
    text text NOT NULL,
    reading jsonb NOT NULL,
    reissue boolean NOT NULL
);
CREATE TABLE recommendations.relating (
    report_id uuid NOT NULL,
    proposed integer NOT NULL,
    related_at_ms bigint NOT NULL
);
CREATE TABLE recommendations.relation (
    id uuid NOT NULL,
    version integer NOT NULL,
    from_report_id uuid NOT NULL,
    from_ordinal integer NOT NULL,
    from_sub text,
    to_report_id uuid NOT NULL,
    to_ordinal integer NOT NULL,
    to_sub text,
    type text NOT NULL,
    origin text NOT NULL,
    state text NOT NULL,
    score double precision,
    reasons jsonb NOT NULL,
    begun_by uuid NOT NULL,
    begun_at_ms bigint NOT NULL,
    decided_by uuid,
    decided_at_ms bigint,
    remark text NOT NULL,
    CONSTRAINT relation_not_itself CHECK (((from_report_id <> to_report_id) OR (from_ordinal <> to_ordinal))),
    CONSTRAINT relation_origin_known CHECK ((origin = ANY (ARRAY['proposed'::text, 'by hand'::text]))),
    CONSTRAINT relation_state_known CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text]))),
    CONSTRAINT relation_type_known CHECK ((type = ANY (ARRAY['recalls'::text, 'builds on'::text, 'repeats'::text, 'narrows'::text, 'supersedes'::text, 'related'::text])))
);
CREATE TABLE recommendations.report (
    id uuid NOT NULL,
    version integer NOT NULL,
    slug text NOT NULL,
    language text NOT NULL,
    symbol text,
    title text,
    byline text,
    kind text NOT NULL,
    dated_on text,
    meeting jsonb,
    meeting_year integer,
    chapters jsonb NOT NULL,
    file_hash text NOT NULL,
    file_bytes bigint NOT NULL,
    text_hash text NOT NULL,
    text text NOT NULL,
    agency_id uuid,
    entered_by uuid NOT NULL,
    entered_at_ms bigint NOT NULL,
    file_kind text DEFAULT 'text'::text NOT NULL,
    pages integer,
    listing uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT report_file_kind_known CHECK ((file_kind = ANY (ARRAY['text'::text, 'pdf'::text, 'word'::text])))
);
CREATE TABLE recommendations.saved_search (
    id uuid NOT NULL,
    version integer NOT NULL,
    user_id uuid NOT NULL,
    saved_at_ms bigint NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE recommendations.topic (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    concept text NOT NULL,
    origin text NOT NULL,
    proposed boolean NOT NULL,
    because text[] NOT NULL,
    weight double precision NOT NULL,
    leads boolean NOT NULL,
    decision text,
    main boolean NOT NULL,
    reason text,
    version integer NOT NULL,
    decided_by uuid,
    decided_at_ms bigint,
    CONSTRAINT topic_decision_known CHECK ((decision = ANY (ARRAY['accepted'::text, 'rejected'::text]))),
    CONSTRAINT topic_origin_known CHECK ((origin = ANY (ARRAY['rule'::text, 'person'::text])))
);
CREATE TABLE recommendations.topic_set (
    id bigint NOT NULL,
    concepts text[] NOT NULL
);
CREATE TABLE recommendations.wording (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    language text NOT NULL,
    folded text NOT NULL,
    search tsvector NOT NULL
)
WITH (toast_tuple_target='8160');
ALTER TABLE ONLY recommendations.wording ALTER COLUMN folded SET STORAGE EXTERNAL;
ALTER TABLE ONLY recommendations.wording ALTER COLUMN search SET STORAGE EXTERNAL;
CREATE TABLE statistics.agency_district (
    agency_id uuid NOT NULL,
    district text NOT NULL,
    CONSTRAINT agency_district_code CHECK ((district ~ '^[A-Z]{3}-[A-Z0-9]{1,10}$'::text))
);
CREATE TABLE statistics.agency_return (
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    table_id text NOT NULL,
    period text NOT NULL,
    began_at_ms bigint NOT NULL
);
CREATE TABLE statistics.course (
    fact_id uuid NOT NULL,
    month text,
    transit text[],
    district text,
    reached text[] NOT NULL,
    days jsonb NOT NULL
);
CREATE TABLE statistics.definition (
    id uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    dimension text,
    since text NOT NULL,
    definition text NOT NULL,
    change text NOT NULL,
    comparable boolean NOT NULL,
    written_by uuid NOT NULL,
    written_at_ms bigint NOT NULL,
    withdrawn_why text,
    CONSTRAINT definition_kind_known CHECK ((kind = ANY (ARRAY['victim'::text, 'service'::text, 'proceeding'::text]))),
    CONSTRAINT definition_since_dated CHECK ((since ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text))
);
CREATE TABLE statistics.fact (
    id uuid NOT NULL,
    kind text NOT NULL,
    year smallint,
    sex text,
    age_band text,
    citizenship text[],
    country_of_exploitation text[],
    exploitation text[],
    means text[],
    industry text[],
    trafficking_status text,
    agency_kind text,
    service_type text,
    stage text,
    withdrawn boolean DEFAULT false NOT NULL,
    written_by xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT fact_kind_known CHECK ((kind = ANY (ARRAY['victim'::text, 'service'::text, 'proceeding'::text])))
);
CREATE TABLE statistics.fact_origin (
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    ordinal smallint NOT NULL,
    fact_id uuid DEFAULT gen_random_uuid() NOT NULL
);
CREATE TABLE statistics.ic_tip_code (
    list text NOT NULL,
    code text NOT NULL,
    version integer NOT NULL,
    ic_tip text,
    reason text NOT NULL,
    file_name text,
    act_id uuid NOT NULL,
    entered_by uuid NOT NULL,
    entered_at_ms bigint NOT NULL,
    CONSTRAINT ic_tip_code_reason_said CHECK ((length(btrim(reason)) > 0)),
    CONSTRAINT ic_tip_code_written CHECK (((ic_tip IS NULL) OR (((length(ic_tip) >= 1) AND (length(ic_tip) <= 40)) AND (ic_tip = btrim(ic_tip)))))
);
CREATE TABLE statistics.origin (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    is_one boolean DEFAULT true NOT NULL,
    CONSTRAINT origin_one CHECK (is_one)
);
CREATE TABLE statistics.population (
    table_id uuid NOT NULL,
    area text NOT NULL,
    area_name text,
    year smallint NOT NULL,
    sex text NOT NULL,
    age text NOT NULL,
    persons bigint NOT NULL,
    summed boolean NOT NULL,
    CONSTRAINT population_age_known CHECK ((age = ANY (ARRAY['Y0T17'::text, 'Y_GE18'::text, '_T'::text]))),
    CONSTRAINT population_persons_counted CHECK ((persons >= 0)),
    CONSTRAINT population_sex_known CHECK ((sex = ANY (ARRAY['F'::text, 'M'::text, '_T'::text])))
);
CREATE TABLE statistics.population_table (
    id uuid NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    note text,
    file_name text NOT NULL,
    row_count integer NOT NULL,
    loaded_by uuid NOT NULL,
    loaded_at_ms bigint NOT NULL,
    withdrawn_at_ms bigint,
    withdrawn_why text,
    CONSTRAINT population_table_source_said CHECK ((length(source) > 0)),
    CONSTRAINT population_table_withdrawn_with_reason CHECK (((withdrawn_at_ms IS NULL) = (withdrawn_why IS NULL)))
);
CREATE TABLE statistics.release (
    id uuid NOT NULL,
    version integer NOT NULL,
    number text NOT NULL,
    revision integer NOT NULL,
    revises uuid,
    reason text,
    title text NOT NULL,
    status text NOT NULL,
    kind text NOT NULL,
    definition jsonb NOT NULL,
    public_text text,
    public_hash text,
    audit_safe boolean,
    agency_id uuid,
    frozen_by uuid NOT NULL,
    frozen_at_ms bigint NOT NULL,
    protected_by uuid,
    protected_at_ms bigint,
    audited_by uuid,
    audited_at_ms bigint,
    published_by uuid,
    published_at_ms bigint,
    withdrawn_at_ms bigint,
    withdrawn_why text,
    CONSTRAINT release_published_safely CHECK (((published_at_ms IS NULL) OR COALESCE((audit_safe AND (public_text IS NOT NULL) AND (published_by <> frozen_by) AND (published_by <> protected_by)), false))),
    CONSTRAINT release_status_known CHECK ((status = ANY (ARRAY['draft'::text, 'protected'::text, 'audited'::text, 'published'::text, 'withdrawn'::text])))
);
CREATE TABLE statistics.release_inside (
    release_id uuid NOT NULL,
    counts text NOT NULL,
    counts_hash text NOT NULL,
    internal_text text,
    internal_hash text,
    audit jsonb,
    secret text
);
CREATE TABLE statistics.return_decision (
    return_id uuid NOT NULL,
    revision integer NOT NULL,
    version integer NOT NULL,
    decision text NOT NULL,
    words text,
    decided_by uuid NOT NULL,
    agency_id uuid NOT NULL,
    decided_at_ms bigint NOT NULL,
    CONSTRAINT return_decision_known CHECK ((decision = ANY (ARRAY['accepted'::text, 'asked'::text]))),
    CONSTRAINT return_decision_says CHECK (((decision = 'accepted'::text) OR (words IS NOT NULL)))
);
CREATE TABLE statistics.return_draft (
    return_id uuid NOT NULL,
    version integer NOT NULL,
    table_version integer NOT NULL,
    content jsonb NOT NULL,
    saved_by uuid NOT NULL,
    saved_at_ms bigint NOT NULL
);
CREATE TABLE statistics.return_reminder (
    id uuid NOT NULL,
    version integer NOT NULL,
    agency_id uuid NOT NULL,
    table_id text NOT NULL,
    period text NOT NULL,
    stage text NOT NULL,
    due_on date NOT NULL,
    raised_at_ms bigint NOT NULL,
    seen_at_ms bigint,
    CONSTRAINT return_reminder_stage_known CHECK ((stage = ANY (ARRAY['before-30'::text, 'before-7'::text, 'after-1'::text, 'after-30'::text])))
);
CREATE TABLE statistics.return_revision (
    return_id uuid NOT NULL,
    revision integer NOT NULL,
    version integer NOT NULL,
    table_version integer NOT NULL,
    content jsonb NOT NULL,
    warnings jsonb NOT NULL,
    reason text,
    sent_by uuid NOT NULL,
    sent_at_ms bigint NOT NULL,
    CONSTRAINT return_revision_reason CHECK (((revision = 1) OR (reason IS NOT NULL)))
);
CREATE TABLE statistics.return_table (
    id uuid NOT NULL,
    table_id text NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    defined_by uuid NOT NULL,
    defined_at_ms bigint NOT NULL
);
CREATE TABLE statistics.synthetic_release (
    id uuid NOT NULL,
    version integer NOT NULL,
    agency_id uuid NOT NULL,
    ordered_by uuid NOT NULL,
    ordered_at_ms bigint NOT NULL,
    population text NOT NULL,
    columns text[] NOT NULL,
    epsilon double precision NOT NULL,
    delta double precision NOT NULL,
    rho bigint NOT NULL,
    state text NOT NULL,
    finished_at_ms bigint,
    records integer,
    report jsonb,
    rows bytea,
    CONSTRAINT synthetic_release_charged CHECK ((rho > 0)),
    CONSTRAINT synthetic_release_made CHECK (((state = 'made'::text) = (rows IS NOT NULL))),
    CONSTRAINT synthetic_release_state_known CHECK ((state = ANY (ARRAY['ordered'::text, 'made'::text, 'failed'::text])))
);
CREATE TABLE statistics.unodc_submission (
    id uuid NOT NULL,
    version integer NOT NULL,
    year integer NOT NULL,
    revision integer NOT NULL,
    reason text,
    code text NOT NULL,
    collection text NOT NULL,
    workbook bytea NOT NULL,
    workbook_hash text NOT NULL,
    agency_id uuid,
    submitted_by uuid NOT NULL,
    submitted_at_ms bigint NOT NULL,
    CONSTRAINT unodc_submission_numbered CHECK (((revision >= 1) AND ((year >= 1990) AND (year <= 2200)))),
    CONSTRAINT unodc_submission_reason CHECK (((revision = 1) OR ((reason IS NOT NULL) AND (btrim(reason) <> ''::text)))),
    CONSTRAINT unodc_submission_whole CHECK ((encode(sha256(workbook), 'hex'::text) = workbook_hash))
);
CREATE TABLE statistics.unodc_submission_inside (
    submission_id uuid NOT NULL,
    stories text NOT NULL
);
CREATE TABLE vault.identity (
    person_id uuid NOT NULL,
    case_id uuid NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE vault.person_key (
    person_id uuid NOT NULL,
    case_id uuid NOT NULL,
    wrapped_key bytea NOT NULL
);
CREATE TABLE vault.search_token (
    token bytea NOT NULL,
    person_id uuid NOT NULL,
    case_id uuid NOT NULL
);
ALTER TABLE ONLY access.agency_directory
    ADD CONSTRAINT agency_directory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (user_id, agency_id, role);
ALTER TABLE ONLY access.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY accounts.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (key);
ALTER TABLE ONLY accounts.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.credential
    ADD CONSTRAINT credential_provider_key UNIQUE (provider_id, account_id);
ALTER TABLE ONLY accounts.demonstration
    ADD CONSTRAINT demonstration_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY accounts.passkey
    ADD CONSTRAINT passkey_credential_key UNIQUE (credential_id);
ALTER TABLE ONLY accounts.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.second_factor
    ADD CONSTRAINT second_factor_user_key UNIQUE (user_id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_token_key UNIQUE (token);
ALTER TABLE ONLY accounts."user"
    ADD CONSTRAINT user_email_key UNIQUE (email);
ALTER TABLE ONLY accounts."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.verification
    ADD CONSTRAINT verification_identifier_key UNIQUE (identifier);
ALTER TABLE ONLY accounts.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases.case_comment
    ADD CONSTRAINT case_comment_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases."case"
    ADD CONSTRAINT case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases."case"
    ADD CONSTRAINT case_reference_key UNIQUE (reference);
ALTER TABLE ONLY cases.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY cases.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases.incoming_referral
    ADD CONSTRAINT incoming_referral_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.listed
    ADD CONSTRAINT listed_pkey PRIMARY KEY (agency_id, case_id);
ALTER TABLE ONLY cases.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.outgoing_referral
    ADD CONSTRAINT outgoing_referral_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (agency_id, case_id);
ALTER TABLE ONLY cases.perpetrator_context
    ADD CONSTRAINT perpetrator_context_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY cases.proceeding
    ADD CONSTRAINT proceeding_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.support_plan
    ADD CONSTRAINT support_plan_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.trafficking_event
    ADD CONSTRAINT trafficking_event_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.victim_context
    ADD CONSTRAINT victim_context_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY cases.view
    ADD CONSTRAINT view_pkey PRIMARY KEY (id);
ALTER TABLE ONLY files.file
    ADD CONSTRAINT file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jobs.progress
    ADD CONSTRAINT progress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (number);
ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_id_key UNIQUE (id);
ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_subject_version_key UNIQUE (subject_id, version);
ALTER TABLE ONLY ledger.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY meetings.agenda_item
    ADD CONSTRAINT agenda_item_pkey PRIMARY KEY (meeting_id, place);
ALTER TABLE ONLY meetings.attendance
    ADD CONSTRAINT attendance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.draft_hand
    ADD CONSTRAINT draft_hand_pkey PRIMARY KEY (draft_id, hand);
ALTER TABLE ONLY meetings.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.draft_update
    ADD CONSTRAINT draft_update_pkey PRIMARY KEY (draft_id, version);
ALTER TABLE ONLY meetings.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings."position"
    ADD CONSTRAINT position_pkey PRIMARY KEY (draft_id, agency_id);
ALTER TABLE ONLY meetings.report_part
    ADD CONSTRAINT report_part_pkey PRIMARY KEY (meeting_id, part);
ALTER TABLE ONLY meetings.statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.suggestion
    ADD CONSTRAINT suggestion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.topic
    ADD CONSTRAINT topic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY meetings.topic_support
    ADD CONSTRAINT topic_support_pkey PRIMARY KEY (topic_id, agency_id);
ALTER TABLE ONLY plan.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);
ALTER TABLE ONLY plan.assessment
    ADD CONSTRAINT assessment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY plan.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY plan.measurement
    ADD CONSTRAINT measurement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY plan.milestone
    ADD CONSTRAINT milestone_pkey PRIMARY KEY (action_id, id);
ALTER TABLE ONLY plan.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY plan.progress
    ADD CONSTRAINT progress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY plan.serves
    ADD CONSTRAINT serves_pkey PRIMARY KEY (action_id, place);
ALTER TABLE ONLY platform.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY recommendations.asked
    ADD CONSTRAINT asked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.atom
    ADD CONSTRAINT atom_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.citation
    ADD CONSTRAINT citation_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.concept
    ADD CONSTRAINT concept_key_key UNIQUE (key);
ALTER TABLE ONLY recommendations.concept
    ADD CONSTRAINT concept_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.correction
    ADD CONSTRAINT correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.cross_reference
    ADD CONSTRAINT cross_reference_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.erratum
    ADD CONSTRAINT erratum_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.expression
    ADD CONSTRAINT expression_pkey PRIMARY KEY (report_id, ordinal);
ALTER TABLE ONLY recommendations.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.feed
    ADD CONSTRAINT feed_secret_key UNIQUE (secret_hash);
ALTER TABLE ONLY recommendations.flag
    ADD CONSTRAINT flag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.flag
    ADD CONSTRAINT flag_place_key UNIQUE (report_id, place);
ALTER TABLE ONLY recommendations.listed
    ADD CONSTRAINT listed_pkey PRIMARY KEY (report_id, ordinal);
ALTER TABLE ONLY recommendations.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.paragraph
    ADD CONSTRAINT paragraph_address_key UNIQUE (report_id, address);
ALTER TABLE ONLY recommendations.paragraph
    ADD CONSTRAINT paragraph_pkey PRIMARY KEY (report_id, ordinal);
ALTER TABLE ONLY recommendations.relating
    ADD CONSTRAINT relating_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY recommendations.relation
    ADD CONSTRAINT relation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.report
    ADD CONSTRAINT report_slug_key UNIQUE (slug);
ALTER TABLE ONLY recommendations.report
    ADD CONSTRAINT report_text_key UNIQUE (text_hash);
ALTER TABLE ONLY recommendations.saved_search
    ADD CONSTRAINT saved_search_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.topic
    ADD CONSTRAINT topic_pkey PRIMARY KEY (report_id, ordinal, concept);
ALTER TABLE ONLY recommendations.topic_set
    ADD CONSTRAINT topic_set_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.wording
    ADD CONSTRAINT wording_pkey PRIMARY KEY (report_id, ordinal);
ALTER TABLE ONLY statistics.agency_district
    ADD CONSTRAINT agency_district_pkey PRIMARY KEY (agency_id);
ALTER TABLE ONLY statistics.agency_return
    ADD CONSTRAINT agency_return_key UNIQUE (agency_id, table_id, period);
ALTER TABLE ONLY statistics.agency_return
    ADD CONSTRAINT agency_return_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.course
    ADD CONSTRAINT course_pkey PRIMARY KEY (fact_id);
ALTER TABLE ONLY statistics.definition
    ADD CONSTRAINT definition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.fact_origin
    ADD CONSTRAINT fact_origin_fact_key UNIQUE (fact_id);
ALTER TABLE ONLY statistics.fact_origin
    ADD CONSTRAINT fact_origin_pkey PRIMARY KEY (subject_id, kind, ordinal);
ALTER TABLE ONLY statistics.fact
    ADD CONSTRAINT fact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.ic_tip_code
    ADD CONSTRAINT ic_tip_code_pkey PRIMARY KEY (list, code, version);
ALTER TABLE ONLY statistics.origin
    ADD CONSTRAINT origin_pkey PRIMARY KEY (is_one);
ALTER TABLE ONLY statistics.population
    ADD CONSTRAINT population_pkey PRIMARY KEY (table_id, area, year, sex, age);
ALTER TABLE ONLY statistics.population_table
    ADD CONSTRAINT population_table_number_key UNIQUE (number);
ALTER TABLE ONLY statistics.population_table
    ADD CONSTRAINT population_table_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.release_inside
    ADD CONSTRAINT release_inside_pkey PRIMARY KEY (release_id);
ALTER TABLE ONLY statistics.release
    ADD CONSTRAINT release_number_key UNIQUE (number, revision);
ALTER TABLE ONLY statistics.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.return_decision
    ADD CONSTRAINT return_decision_pkey PRIMARY KEY (return_id, revision);
ALTER TABLE ONLY statistics.return_draft
    ADD CONSTRAINT return_draft_pkey PRIMARY KEY (return_id);
ALTER TABLE ONLY statistics.return_reminder
    ADD CONSTRAINT return_reminder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.return_revision
    ADD CONSTRAINT return_revision_pkey PRIMARY KEY (return_id, revision);
ALTER TABLE ONLY statistics.return_table
    ADD CONSTRAINT return_table_pkey PRIMARY KEY (table_id, version);
ALTER TABLE ONLY statistics.synthetic_release
    ADD CONSTRAINT synthetic_release_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.unodc_submission_inside
    ADD CONSTRAINT unodc_submission_inside_pkey PRIMARY KEY (submission_id);
ALTER TABLE ONLY statistics.unodc_submission
    ADD CONSTRAINT unodc_submission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY statistics.unodc_submission
    ADD CONSTRAINT unodc_submission_revision_key UNIQUE (year, revision);
ALTER TABLE ONLY vault.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY vault.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY vault.search_token
    ADD CONSTRAINT search_token_pkey PRIMARY KEY (token, person_id);
CREATE INDEX credential_user ON accounts.credential USING btree (user_id);
CREATE INDEX passkey_user ON accounts.passkey USING btree (user_id);
CREATE INDEX session_expires ON accounts.session USING btree (expires_at);
CREATE INDEX session_of_user ON accounts.session USING btree (user_id);
CREATE INDEX verification_expires ON accounts.verification USING btree (expires_at);
CREATE INDEX import_list ON cases.import USING btree (agency_id, begun_at_ms DESC, id);
CREATE INDEX listed_case ON cases.listed USING btree (case_id);
CREATE INDEX listed_order ON cases.listed USING btree (agency_id, opened_on, case_id);
CREATE INDEX participant_case ON cases.participant USING btree (case_id);
CREATE INDEX view_of_user ON cases.view USING btree (user_id, agency_id, saved_at_ms);
CREATE UNIQUE INDEX attendance_once ON meetings.attendance USING btree (meeting_id, name) WHERE (NOT removed);
CREATE INDEX comment_of_draft ON meetings.comment USING btree (draft_id);
CREATE INDEX document_of_meeting ON meetings.document USING btree (meeting_id);
CREATE INDEX draft_of_meeting ON meetings.draft USING btree (meeting_id, place);
CREATE INDEX statement_of_meeting ON meetings.statement USING btree (meeting_id);
CREATE INDEX suggestion_of_draft ON meetings.suggestion USING btree (draft_id);
CREATE INDEX assessment_action ON plan.assessment USING btree (action_id, version);
CREATE INDEX evidence_file ON plan.evidence USING btree (file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX evidence_of ON plan.evidence USING btree (action_id, of_id);
CREATE INDEX measurement_action ON plan.measurement USING btree (action_id, on_day);
CREATE INDEX notice_action ON plan.notice USING btree (action_id);
CREATE INDEX notice_agency ON plan.notice USING btree (recipient_agency_id) WHERE (seen_at_ms IS NULL);
CREATE INDEX notice_user ON plan.notice USING btree (recipient_user_id) WHERE (seen_at_ms IS NULL);
CREATE INDEX progress_action ON plan.progress USING btree (action_id, version);
CREATE INDEX serves_paragraph ON plan.serves USING btree (report_id, ordinal);
CREATE INDEX atom_paragraph ON recommendations.atom USING btree (report_id, ordinal);
CREATE INDEX citation_paragraph ON recommendations.citation USING btree (report_id, ordinal);
CREATE INDEX correction_flag ON recommendations.correction USING btree (flag_id);
CREATE INDEX correction_paragraph ON recommendations.correction USING btree (report_id, ordinal);
CREATE INDEX cross_reference_from ON recommendations.cross_reference USING btree (report_id, from_ordinal);
CREATE INDEX cross_reference_to ON recommendations.cross_reference USING btree (report_id, to_ordinal);
CREATE INDEX erratum_flag ON recommendations.erratum USING btree (flag_id);
CREATE INDEX erratum_paragraph ON recommendations.erratum USING btree (report_id, ordinal);
CREATE UNIQUE INDEX evidence_once ON recommendations.evidence USING btree (report_id, ordinal, COALESCE(sub, ''::text), indicator) WHERE (untied_at_ms IS NULL);
CREATE INDEX expression_of ON recommendations.expression USING btree (of_report_id, of_ordinal);
CREATE UNIQUE INDEX feed_of_search ON recommendations.feed USING btree (search_id) WHERE (closed_at_ms IS NULL);
CREATE INDEX listed_order ON recommendations.listed USING btree (meeting_on DESC, report_id, ordinal);
CREATE INDEX paragraph_list ON recommendations.paragraph USING btree (meeting_from DESC NULLS LAST, report_id, ordinal) WHERE (role = 'recommendation'::text);
CREATE UNIQUE INDEX relation_by_hand_once ON recommendations.relation USING btree (from_report_id, from_ordinal, COALESCE(from_sub, ''::text), to_report_id, to_ordinal, COALESCE(to_sub, ''::text), type) WHERE ((origin = 'by hand'::text) AND (state = 'accepted'::text));
CREATE INDEX relation_decided ON recommendations.relation USING btree (state, decided_at_ms DESC, id) WHERE (state <> 'proposed'::text);
CREATE INDEX relation_from ON recommendations.relation USING btree (from_report_id, from_ordinal);
CREATE UNIQUE INDEX relation_proposed_once ON recommendations.relation USING btree (from_report_id, from_ordinal, to_report_id, to_ordinal) WHERE (origin = 'proposed'::text);
CREATE INDEX relation_queue ON recommendations.relation USING btree (score DESC, id) WHERE (state = 'proposed'::text);
CREATE INDEX relation_to ON recommendations.relation USING btree (to_report_id, to_ordinal);
CREATE INDEX saved_search_of_user ON recommendations.saved_search USING btree (user_id, saved_at_ms);
CREATE INDEX topic_of_concept ON recommendations.topic USING btree (concept);
CREATE INDEX wording_grams ON recommendations.wording USING gin (recommendations.grams(folded)) WITH (gin_pending_list_limit='512');
CREATE INDEX wording_search ON recommendations.wording USING gin (search) WITH (gin_pending_list_limit='256');
CREATE INDEX definition_kind ON statistics.definition USING btree (kind, since);
CREATE INDEX fact_written_by ON statistics.fact USING btree (written_by);
CREATE INDEX ic_tip_code_act ON statistics.ic_tip_code USING btree (act_id);
CREATE INDEX population_area ON statistics.population USING btree (area, year);
CREATE INDEX return_reminder_open ON statistics.return_reminder USING btree (agency_id) WHERE (seen_at_ms IS NULL);
CREATE INDEX synthetic_release_population ON statistics.synthetic_release USING btree (population, ordered_at_ms DESC);
CREATE INDEX identity_case ON vault.identity USING btree (case_id);
CREATE INDEX person_key_case ON vault.person_key USING btree (case_id);
CREATE INDEX search_token_person ON vault.search_token USING btree (person_id);
CREATE TRIGGER demonstration_ends AFTER DELETE OR UPDATE ON access.setting FOR EACH STATEMENT EXECUTE FUNCTION accounts.end_demonstration();
CREATE TRIGGER demonstration_from_start BEFORE INSERT OR UPDATE ON access.setting FOR EACH ROW EXECUTE FUNCTION accounts.refuse_conversion();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON access.agency_directory FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON access.membership FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON access.setting FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON access.agency_directory FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON access.membership FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON access.setting FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER demonstration_only BEFORE INSERT OR UPDATE ON accounts.demonstration FOR EACH ROW EXECUTE FUNCTION accounts.refuse_demonstration();
CREATE TRIGGER demonstration_user_only BEFORE INSERT OR UPDATE OF demonstration ON accounts."user" FOR EACH ROW WHEN (new.demonstration) EXECUTE FUNCTION accounts.refuse_demonstration();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases."case" FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.case_comment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.consent FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.import FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.incoming_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.listed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.organisation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.outgoing_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.participant FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.perpetrator_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.person FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.proceeding FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.service FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.support_plan FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.trafficking_event FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.victim_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.view FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases."case" FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.case_comment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.consent FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.import FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.incoming_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.listed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.organisation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.outgoing_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.participant FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.perpetrator_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.person FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.proceeding FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.service FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.support_plan FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.trafficking_event FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.victim_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.view FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON files.file FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON files.file FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER entry_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.entry FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.agenda_item FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.attendance FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.comment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.document FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.draft FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.draft_hand FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.draft_update FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.meeting FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings."position" FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.report_part FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.statement FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.suggestion FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.topic FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON meetings.topic_support FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.agenda_item FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.attendance FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.comment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.document FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.draft FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.draft_hand FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.draft_update FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.meeting FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings."position" FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.report_part FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.statement FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.suggestion FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.topic FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON meetings.topic_support FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.action FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.assessment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.measurement FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.milestone FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.notice FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.progress FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON plan.serves FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.action FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.assessment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.measurement FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.milestone FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.notice FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.progress FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON plan.serves FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER listed_changed AFTER UPDATE ON recommendations.listed REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION recommendations.move_listing();
CREATE TRIGGER listed_entered AFTER INSERT ON recommendations.listed REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION recommendations.move_listing();
CREATE TRIGGER listed_removed AFTER DELETE ON recommendations.listed REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION recommendations.move_listing();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.asked FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.atom FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.citation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.concept FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.correction FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.cross_reference FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.erratum FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.expression FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.feed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.flag FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.listed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.note FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.paragraph FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.relating FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.relation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.report FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.saved_search FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.topic FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.topic_set FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.wording FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.asked FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.atom FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.citation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.concept FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.correction FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.cross_reference FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.erratum FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.expression FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.feed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.flag FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.listed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.note FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.paragraph FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.relating FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.relation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.report FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.saved_search FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.topic FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.topic_set FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.wording FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER charge_is_kept BEFORE DELETE OR UPDATE ON statistics.synthetic_release FOR EACH ROW EXECUTE FUNCTION statistics.keep_charge();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.agency_district FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.agency_return FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.course FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.definition FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.fact FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.fact_origin FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.ic_tip_code FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.origin FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.population FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.population_table FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.release FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.release_inside FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.return_decision FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.return_draft FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.return_reminder FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.return_revision FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.return_table FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.synthetic_release FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.unodc_submission FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.unodc_submission_inside FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.agency_district FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.agency_return FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.course FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.definition FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.fact FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.fact_origin FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.ic_tip_code FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.origin FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.population FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.population_table FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.release FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.release_inside FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.return_decision FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.return_draft FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.return_reminder FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.return_revision FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.return_table FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.synthetic_release FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.unodc_submission FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.unodc_submission_inside FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON vault.identity FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON vault.person_key FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON vault.search_token FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON vault.identity FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON vault.person_key FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON vault.search_token FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_agency_fkey FOREIGN KEY (agency_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY accounts.credential
    ADD CONSTRAINT credential_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.demonstration
    ADD CONSTRAINT demonstration_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.passkey
    ADD CONSTRAINT passkey_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.second_factor
    ADD CONSTRAINT second_factor_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_agency_fkey FOREIGN KEY (agency_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY meetings.agenda_item
    ADD CONSTRAINT agenda_item_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.attendance
    ADD CONSTRAINT attendance_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.comment
    ADD CONSTRAINT comment_draft_fkey FOREIGN KEY (draft_id) REFERENCES meetings.draft(id);
ALTER TABLE ONLY meetings.document
    ADD CONSTRAINT document_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.draft_hand
    ADD CONSTRAINT draft_hand_draft_fkey FOREIGN KEY (draft_id) REFERENCES meetings.draft(id);
ALTER TABLE ONLY meetings.draft
    ADD CONSTRAINT draft_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.draft_update
    ADD CONSTRAINT draft_update_draft_fkey FOREIGN KEY (draft_id) REFERENCES meetings.draft(id);
ALTER TABLE ONLY meetings."position"
    ADD CONSTRAINT position_draft_fkey FOREIGN KEY (draft_id) REFERENCES meetings.draft(id);
ALTER TABLE ONLY meetings.report_part
    ADD CONSTRAINT report_part_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.statement
    ADD CONSTRAINT statement_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.suggestion
    ADD CONSTRAINT suggestion_draft_fkey FOREIGN KEY (draft_id) REFERENCES meetings.draft(id);
ALTER TABLE ONLY meetings.topic
    ADD CONSTRAINT topic_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES meetings.meeting(id);
ALTER TABLE ONLY meetings.topic_support
    ADD CONSTRAINT topic_support_topic_fkey FOREIGN KEY (topic_id) REFERENCES meetings.topic(id);
ALTER TABLE ONLY plan.action
    ADD CONSTRAINT action_institution_fkey FOREIGN KEY (institution_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY plan.action
    ADD CONSTRAINT action_validating_fkey FOREIGN KEY (validating_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY plan.assessment
    ADD CONSTRAINT assessment_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.evidence
    ADD CONSTRAINT evidence_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.measurement
    ADD CONSTRAINT measurement_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.milestone
    ADD CONSTRAINT milestone_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.notice
    ADD CONSTRAINT notice_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.progress
    ADD CONSTRAINT progress_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.serves
    ADD CONSTRAINT serves_action_fkey FOREIGN KEY (action_id) REFERENCES plan.action(id);
ALTER TABLE ONLY plan.serves
    ADD CONSTRAINT serves_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.atom
    ADD CONSTRAINT atom_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.citation
    ADD CONSTRAINT citation_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.correction
    ADD CONSTRAINT correction_atom_fkey FOREIGN KEY (report_id, place) REFERENCES recommendations.atom(report_id, place);
ALTER TABLE ONLY recommendations.correction
    ADD CONSTRAINT correction_flag_fkey FOREIGN KEY (flag_id) REFERENCES recommendations.flag(id);
ALTER TABLE ONLY recommendations.correction
    ADD CONSTRAINT correction_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.cross_reference
    ADD CONSTRAINT cross_reference_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.erratum
    ADD CONSTRAINT erratum_flag_fkey FOREIGN KEY (flag_id) REFERENCES recommendations.flag(id);
ALTER TABLE ONLY recommendations.erratum
    ADD CONSTRAINT erratum_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.evidence
    ADD CONSTRAINT evidence_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.expression
    ADD CONSTRAINT expression_of_fkey FOREIGN KEY (of_report_id, of_ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.expression
    ADD CONSTRAINT expression_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.flag
    ADD CONSTRAINT flag_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.listed
    ADD CONSTRAINT listed_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.note
    ADD CONSTRAINT note_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.paragraph
    ADD CONSTRAINT paragraph_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.relating
    ADD CONSTRAINT relating_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.relation
    ADD CONSTRAINT relation_from_fkey FOREIGN KEY (from_report_id, from_ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.relation
    ADD CONSTRAINT relation_to_fkey FOREIGN KEY (to_report_id, to_ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.topic
    ADD CONSTRAINT topic_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.wording
    ADD CONSTRAINT wording_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY statistics.agency_return
    ADD CONSTRAINT agency_return_agency_fkey FOREIGN KEY (agency_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY statistics.population
    ADD CONSTRAINT population_table_fkey FOREIGN KEY (table_id) REFERENCES statistics.population_table(id);
ALTER TABLE ONLY statistics.release_inside
    ADD CONSTRAINT release_inside_release_fkey FOREIGN KEY (release_id) REFERENCES statistics.release(id);
ALTER TABLE ONLY statistics.release
    ADD CONSTRAINT release_revises_fkey FOREIGN KEY (revises) REFERENCES statistics.release(id);
ALTER TABLE ONLY statistics.return_decision
    ADD CONSTRAINT return_decision_revision_fkey FOREIGN KEY (return_id, revision) REFERENCES statistics.return_revision(return_id, revision);
ALTER TABLE ONLY statistics.return_draft
    ADD CONSTRAINT return_draft_return_fkey FOREIGN KEY (return_id) REFERENCES statistics.agency_return(id);
ALTER TABLE ONLY statistics.return_reminder
    ADD CONSTRAINT return_reminder_agency_fkey FOREIGN KEY (agency_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY statistics.return_revision
    ADD CONSTRAINT return_revision_return_fkey FOREIGN KEY (return_id) REFERENCES statistics.agency_return(id);
ALTER TABLE ONLY statistics.unodc_submission_inside
    ADD CONSTRAINT unodc_submission_inside_submission_fkey FOREIGN KEY (submission_id) REFERENCES statistics.unodc_submission(id);
ALTER TABLE cases."case" ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases.case_comment ENABLE ROW LEVEL SECURITY;
CREATE POLICY case_comment_of_participants ON cases.case_comment TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = case_comment.case_id)))));
CREATE POLICY case_of_participants ON cases."case" TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = "case".id)))));
ALTER TABLE cases.consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY consent_of_participants ON cases.consent TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = consent.case_id)))));
ALTER TABLE cases.import ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_of_agency ON cases.import TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency)));
ALTER TABLE cases.incoming_referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY incoming_referral_of_participants ON cases.incoming_referral TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = incoming_referral.case_id)))));
ALTER TABLE cases.listed ENABLE ROW LEVEL SECURITY;
CREATE POLICY listed_kept ON cases.listed TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = listed.case_id)))));
CREATE POLICY listed_of_agency ON cases.listed FOR SELECT TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency)));
ALTER TABLE cases.organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_of_participants ON cases.organisation TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = organisation.case_id)))));
ALTER TABLE cases.outgoing_referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY outgoing_referral_of_participants ON cases.outgoing_referral TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = outgoing_referral.case_id)))));
ALTER TABLE cases.participant ENABLE ROW LEVEL SECURITY;
CREATE POLICY participant_added ON cases.participant FOR INSERT TO palermo_app WITH CHECK ((((agency_id = ( SELECT access.agency() AS agency)) AND cases.is_new(case_id)) OR cases.takes_part(case_id)));
CREATE POLICY participant_seen ON cases.participant FOR SELECT TO palermo_app USING (((agency_id = ( SELECT access.agency() AS agency)) OR cases.takes_part(case_id)));
ALTER TABLE cases.perpetrator_context ENABLE ROW LEVEL SECURITY;
CREATE POLICY perpetrator_context_of_participants ON cases.perpetrator_context TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = perpetrator_context.case_id)))));
ALTER TABLE cases.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_of_participants ON cases.person TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = person.case_id)))));
ALTER TABLE cases.proceeding ENABLE ROW LEVEL SECURITY;
CREATE POLICY proceeding_of_participants ON cases.proceeding TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = proceeding.case_id)))));
ALTER TABLE cases.service ENABLE ROW LEVEL SECURITY;
CREATE POLICY service_of_participants ON cases.service TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = service.case_id)))));
ALTER TABLE cases.support_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY support_plan_of_participants ON cases.support_plan TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = support_plan.case_id)))));
ALTER TABLE cases.trafficking_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY trafficking_event_of_participants ON cases.trafficking_event TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = trafficking_event.case_id)))));
ALTER TABLE cases.victim_context ENABLE ROW LEVEL SECURITY;
CREATE POLICY victim_context_of_participants ON cases.victim_context TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = victim_context.case_id)))));
ALTER TABLE cases.view ENABLE ROW LEVEL SECURITY;
CREATE POLICY view_of_its_owner ON cases.view TO palermo_app USING (((user_id = ( SELECT access.member() AS member)) AND (agency_id = ( SELECT access.agency() AS agency))));
ALTER TABLE files.file ENABLE ROW LEVEL SECURITY;
CREATE POLICY file_of_agency ON files.file TO palermo_app USING (((owner_id = ( SELECT access.member() AS member)) OR (agency_id = ( SELECT access.agency() AS agency)))) WITH CHECK (((owner_id = ( SELECT access.member() AS member)) AND (NOT (agency_id IS DISTINCT FROM ( SELECT access.agency() AS agency)))));
CREATE POLICY file_of_meeting ON files.file FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM meetings.document d
  WHERE ((d.file_id = file.id) AND (d.removed_at_ms IS NULL)))));
CREATE POLICY file_of_plan_evidence ON files.file FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM plan.evidence e
  WHERE (e.file_id = file.id))));
ALTER TABLE jobs.progress ENABLE ROW LEVEL SECURITY;
CREATE POLICY progress_of_agency ON jobs.progress TO palermo_app USING (((owner_id = ( SELECT access.member() AS member)) OR (agency_id = ( SELECT access.agency() AS agency)))) WITH CHECK ((owner_id = ( SELECT access.member() AS member)));
ALTER TABLE ledger.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY entry_of_plan ON ledger.entry AS RESTRICTIVE FOR SELECT TO palermo_app USING (((subject_kind <> ALL (ARRAY['plan-action'::text, 'plan-notice'::text])) OR (agency_id = ( SELECT access.agency() AS agency)) OR (actor_id = ( SELECT access.member() AS member)) OR ((subject_kind = 'plan-action'::text) AND plan.inside(subject_id))));
CREATE POLICY entry_of_release ON ledger.entry AS RESTRICTIVE FOR SELECT TO palermo_app USING (((subject_kind <> 'release'::text) OR ( SELECT statistics.makes_releases() AS makes_releases)));
CREATE POLICY entry_of_return ON ledger.entry AS RESTRICTIVE FOR SELECT TO palermo_app USING (((subject_kind <> ALL (ARRAY['return'::text, 'return-reminder'::text])) OR (agency_id = ( SELECT access.agency() AS agency)) OR (actor_id = ( SELECT access.member() AS member)) OR ((subject_kind = 'return'::text) AND (act <> 'return.save'::text) AND ((statistics.returned_by(subject_id) = ( SELECT access.agency() AS agency)) OR ( SELECT statistics.reads_returns() AS reads_returns)))));
CREATE POLICY entry_of_unodc_submission ON ledger.entry AS RESTRICTIVE FOR SELECT TO palermo_app USING (((subject_kind <> 'unodc-submission'::text) OR ( SELECT statistics.reads_returns() AS reads_returns)));
CREATE POLICY entry_seen ON ledger.entry FOR SELECT TO palermo_app USING (((agency_id = ( SELECT access.agency() AS agency)) OR (subject_kind <> ALL (ARRAY['case'::text, 'import'::text, 'export'::text, 'case-view'::text])) OR ((subject_kind = 'case'::text) AND cases.takes_part(subject_id))));
CREATE POLICY entry_written ON ledger.entry FOR INSERT TO palermo_app WITH CHECK ((actor_id = ( SELECT access.member() AS member)));
ALTER TABLE meetings.agenda_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY agenda_item_kept ON meetings.agenda_item TO palermo_app USING (( SELECT meetings.runs() AS runs)) WITH CHECK (( SELECT meetings.runs() AS runs));
CREATE POLICY agenda_item_read ON meetings.agenda_item FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings.attendance ENABLE ROW LEVEL SECURITY;
CREATE POLICY attendance_changed ON meetings.attendance FOR UPDATE TO palermo_app USING ((( SELECT meetings.takes_part() AS takes_part) AND ((agency_id = ( SELECT access.agency() AS agency)) OR ( SELECT meetings.runs() AS runs))));
CREATE POLICY attendance_read ON meetings.attendance FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY attendance_recorded ON meetings.attendance FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency))));
ALTER TABLE meetings.comment ENABLE ROW LEVEL SECURITY;
CREATE POLICY comment_own ON meetings.comment FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (by_user = ( SELECT access.member() AS member))));
CREATE POLICY comment_read ON meetings.comment FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings.document ENABLE ROW LEVEL SECURITY;
CREATE POLICY document_added ON meetings.document FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (added_by = ( SELECT access.member() AS member)) AND ((file_id IS NULL) OR plan.may_give(file_id))));
CREATE POLICY document_read ON meetings.document FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY document_removed ON meetings.document FOR UPDATE TO palermo_app USING ((( SELECT meetings.takes_part() AS takes_part) AND ((agency_id = ( SELECT access.agency() AS agency)) OR ( SELECT meetings.runs() AS runs))));
ALTER TABLE meetings.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings.draft_hand ENABLE ROW LEVEL SECURITY;
CREATE POLICY draft_hand_own ON meetings.draft_hand FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (by_user = ( SELECT access.member() AS member))));
CREATE POLICY draft_hand_read ON meetings.draft_hand FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY draft_proposed ON meetings.draft FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (proposed_by = ( SELECT access.member() AS member))));
CREATE POLICY draft_read ON meetings.draft FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings.draft_update ENABLE ROW LEVEL SECURITY;
CREATE POLICY draft_update_own ON meetings.draft_update FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (by_user = ( SELECT access.member() AS member))));
CREATE POLICY draft_update_read ON meetings.draft_update FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY draft_written ON meetings.draft FOR UPDATE TO palermo_app USING ((( SELECT meetings.runs() AS runs) OR (( SELECT meetings.takes_part() AS takes_part) AND ((state = 'drafting'::text) OR ((state = 'tabled'::text) AND (agency_id = ( SELECT access.agency() AS agency))))))) WITH CHECK ((( SELECT meetings.runs() AS runs) OR (state = 'drafting'::text) OR ((state = 'withdrawn'::text) AND (agency_id = ( SELECT access.agency() AS agency)))));
ALTER TABLE meetings.meeting ENABLE ROW LEVEL SECURITY;
CREATE POLICY meeting_changed ON meetings.meeting FOR UPDATE TO palermo_app USING (( SELECT meetings.runs() AS runs));
CREATE POLICY meeting_convened ON meetings.meeting FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.runs() AS runs) AND (agency_id = ( SELECT access.agency() AS agency)) AND (convened_by = ( SELECT access.member() AS member))));
CREATE POLICY meeting_read ON meetings.meeting FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings."position" ENABLE ROW LEVEL SECURITY;
CREATE POLICY position_own ON meetings."position" TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency))) WITH CHECK (((agency_id = ( SELECT access.agency() AS agency)) AND ( SELECT meetings.is_delegation() AS is_delegation) AND (by_user = ( SELECT access.member() AS member))));
CREATE POLICY position_read ON meetings."position" FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings.report_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY report_part_changed ON meetings.report_part FOR UPDATE TO palermo_app USING (( SELECT meetings.runs() AS runs)) WITH CHECK ((( SELECT meetings.runs() AS runs) AND (by_user = ( SELECT access.member() AS member))));
CREATE POLICY report_part_read ON meetings.report_part FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY report_part_written ON meetings.report_part FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.runs() AS runs) AND (by_user = ( SELECT access.member() AS member))));
ALTER TABLE meetings.statement ENABLE ROW LEVEL SECURITY;
CREATE POLICY statement_changed ON meetings.statement FOR UPDATE TO palermo_app USING ((( SELECT meetings.takes_part() AS takes_part) AND ((agency_id = ( SELECT access.agency() AS agency)) OR ( SELECT meetings.runs() AS runs))));
CREATE POLICY statement_inscribed ON meetings.statement FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (by_user = ( SELECT access.member() AS member))));
CREATE POLICY statement_read ON meetings.statement FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings.suggestion ENABLE ROW LEVEL SECURITY;
CREATE POLICY suggestion_made ON meetings.suggestion FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (made_by = ( SELECT access.member() AS member))));
CREATE POLICY suggestion_read ON meetings.suggestion FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY suggestion_settled ON meetings.suggestion FOR UPDATE TO palermo_app USING ((( SELECT meetings.takes_part() AS takes_part) AND ((agency_id = ( SELECT access.agency() AS agency)) OR ( SELECT meetings.runs() AS runs))));
ALTER TABLE meetings.topic ENABLE ROW LEVEL SECURITY;
CREATE POLICY topic_changed ON meetings.topic FOR UPDATE TO palermo_app USING ((( SELECT meetings.takes_part() AS takes_part) AND ((agency_id = ( SELECT access.agency() AS agency)) OR ( SELECT meetings.runs() AS runs))));
CREATE POLICY topic_proposed ON meetings.topic FOR INSERT TO palermo_app WITH CHECK ((( SELECT meetings.takes_part() AS takes_part) AND (agency_id = ( SELECT access.agency() AS agency)) AND (proposed_by = ( SELECT access.member() AS member))));
CREATE POLICY topic_read ON meetings.topic FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE meetings.topic_support ENABLE ROW LEVEL SECURITY;
CREATE POLICY topic_support_own ON meetings.topic_support TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency))) WITH CHECK (((agency_id = ( SELECT access.agency() AS agency)) AND ( SELECT meetings.is_delegation() AS is_delegation)));
CREATE POLICY topic_support_read ON meetings.topic_support FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE plan.action ENABLE ROW LEVEL SECURITY;
CREATE POLICY action_changed ON plan.action FOR UPDATE TO palermo_app USING (( SELECT plan.makes() AS makes));
CREATE POLICY action_opened ON plan.action FOR INSERT TO palermo_app WITH CHECK (( SELECT plan.makes() AS makes));
CREATE POLICY action_seen ON plan.action FOR SELECT TO palermo_app USING (((public AND (withdrawn_at_ms IS NULL) AND (( SELECT access.member() AS member) IS NOT NULL)) OR plan.inside(id)));
ALTER TABLE plan.assessment ENABLE ROW LEVEL SECURITY;
CREATE POLICY assessment_made ON plan.assessment FOR INSERT TO palermo_app WITH CHECK (((assessed_by = ( SELECT access.member() AS member)) AND (agency_id = ( SELECT access.agency() AS agency)) AND plan.assesses(action_id) AND ((capacity <> 'rapporteur'::text) OR ( SELECT plan.holds(VARIADIC ARRAY['rapporteur'::text]) AS holds))));
CREATE POLICY assessment_seen ON plan.assessment FOR SELECT TO palermo_app USING (((public AND (EXISTS ( SELECT
   FROM plan.action a
  WHERE (a.id = assessment.action_id)))) OR plan.inside(action_id) OR (agency_id = ( SELECT access.agency() AS agency))));
ALTER TABLE plan.evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY evidence_given ON plan.evidence FOR INSERT TO palermo_app WITH CHECK (((agency_id = ( SELECT access.agency() AS agency)) AND (plan.reports_on(action_id) OR plan.assesses(action_id)) AND ((file_id IS NULL) OR plan.may_give(file_id))));
CREATE POLICY evidence_seen ON plan.evidence FOR SELECT TO palermo_app USING (((public AND ((EXISTS ( SELECT
   FROM plan.progress p
  WHERE (p.id = evidence.of_id))) OR (EXISTS ( SELECT
   FROM plan.assessment s
  WHERE (s.id = evidence.of_id))))) OR plan.inside(action_id) OR (agency_id = ( SELECT access.agency() AS agency))));
ALTER TABLE plan.measurement ENABLE ROW LEVEL SECURITY;
CREATE POLICY measurement_made ON plan.measurement FOR INSERT TO palermo_app WITH CHECK (((measured_by = ( SELECT access.member() AS member)) AND (agency_id = ( SELECT access.agency() AS agency)) AND (plan.reports_on(action_id) OR ( SELECT plan.holds(VARIADIC ARRAY['ministry'::text, 'coordinator'::text, 'rapporteur'::text]) AS holds))));
CREATE POLICY measurement_seen ON plan.measurement FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM plan.action a
  WHERE (a.id = measurement.action_id))));
ALTER TABLE plan.milestone ENABLE ROW LEVEL SECURITY;
CREATE POLICY milestone_reached ON plan.milestone FOR UPDATE TO palermo_app USING (plan.reports_on(action_id));
CREATE POLICY milestone_removed ON plan.milestone FOR DELETE TO palermo_app USING (( SELECT plan.makes() AS makes));
CREATE POLICY milestone_seen ON plan.milestone FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM plan.action a
  WHERE (a.id = milestone.action_id))));
CREATE POLICY milestone_written ON plan.milestone FOR INSERT TO palermo_app WITH CHECK (( SELECT plan.makes() AS makes));
ALTER TABLE plan.notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_put_aside ON plan.notice FOR UPDATE TO palermo_app USING (plan.receives(recipient_user_id, recipient_role, recipient_agency_id));
CREATE POLICY notice_raised ON plan.notice FOR INSERT TO palermo_app WITH CHECK (( SELECT plan.is_node() AS is_node));
CREATE POLICY notice_received ON plan.notice FOR SELECT TO palermo_app USING (((recipient_user_id = ( SELECT access.member() AS member)) OR ((recipient_agency_id = ( SELECT access.agency() AS agency)) AND (recipient_user_id IS NULL) AND plan.holds(VARIADIC ARRAY[recipient_role]))));
ALTER TABLE plan.progress ENABLE ROW LEVEL SECURITY;
CREATE POLICY progress_decided ON plan.progress FOR UPDATE TO palermo_app USING ((plan.validates(action_id) AND (reported_by <> ( SELECT access.member() AS member)))) WITH CHECK ((plan.validates(action_id) AND (decided_by = ( SELECT access.member() AS member)) AND (decided_agency = ( SELECT access.agency() AS agency))));
CREATE POLICY progress_reported ON plan.progress FOR INSERT TO palermo_app WITH CHECK (((reported_by = ( SELECT access.member() AS member)) AND (agency_id = ( SELECT access.agency() AS agency)) AND plan.reports_on(action_id)));
CREATE POLICY progress_seen ON plan.progress FOR SELECT TO palermo_app USING (((public AND (EXISTS ( SELECT
   FROM plan.action a
  WHERE (a.id = progress.action_id)))) OR plan.inside(action_id) OR (agency_id = ( SELECT access.agency() AS agency))));
ALTER TABLE plan.serves ENABLE ROW LEVEL SECURITY;
CREATE POLICY serves_removed ON plan.serves FOR DELETE TO palermo_app USING (( SELECT plan.makes() AS makes));
CREATE POLICY serves_seen ON plan.serves FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM plan.action a
  WHERE (a.id = serves.action_id))));
CREATE POLICY serves_written ON plan.serves FOR INSERT TO palermo_app WITH CHECK (( SELECT plan.makes() AS makes));
ALTER TABLE recommendations.asked ENABLE ROW LEVEL SECURITY;
CREATE POLICY asked_changed ON recommendations.asked FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY asked_entered ON recommendations.asked FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY asked_read ON recommendations.asked FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.atom ENABLE ROW LEVEL SECURITY;
CREATE POLICY atom_changed ON recommendations.atom FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY atom_entered ON recommendations.atom FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY atom_read ON recommendations.atom FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.citation ENABLE ROW LEVEL SECURITY;
CREATE POLICY citation_changed ON recommendations.citation FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY citation_entered ON recommendations.citation FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY citation_read ON recommendations.citation FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.concept ENABLE ROW LEVEL SECURITY;
CREATE POLICY concept_changed ON recommendations.concept FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY concept_entered ON recommendations.concept FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY concept_read ON recommendations.concept FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.correction ENABLE ROW LEVEL SECURITY;
CREATE POLICY correction_changed ON recommendations.correction FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY correction_entered ON recommendations.correction FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY correction_read ON recommendations.correction FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.cross_reference ENABLE ROW LEVEL SECURITY;
CREATE POLICY cross_reference_changed ON recommendations.cross_reference FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY cross_reference_entered ON recommendations.cross_reference FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY cross_reference_read ON recommendations.cross_reference FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.erratum ENABLE ROW LEVEL SECURITY;
CREATE POLICY erratum_changed ON recommendations.erratum FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY erratum_entered ON recommendations.erratum FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY erratum_read ON recommendations.erratum FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY evidence_changed ON recommendations.evidence FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY evidence_entered ON recommendations.evidence FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY evidence_read ON recommendations.evidence FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.expression ENABLE ROW LEVEL SECURITY;
CREATE POLICY expression_changed ON recommendations.expression FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY expression_entered ON recommendations.expression FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY expression_read ON recommendations.expression FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY feed_of_its_owner ON recommendations.feed TO palermo_app USING ((user_id = ( SELECT access.member() AS member)));
ALTER TABLE recommendations.flag ENABLE ROW LEVEL SECURITY;
CREATE POLICY flag_changed ON recommendations.flag FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY flag_entered ON recommendations.flag FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY flag_read ON recommendations.flag FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.listed ENABLE ROW LEVEL SECURITY;
CREATE POLICY listed_changed ON recommendations.listed FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY listed_entered ON recommendations.listed FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY listed_read ON recommendations.listed FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.note ENABLE ROW LEVEL SECURITY;
CREATE POLICY note_changed ON recommendations.note FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY note_entered ON recommendations.note FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY note_read ON recommendations.note FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.paragraph ENABLE ROW LEVEL SECURITY;
CREATE POLICY paragraph_changed ON recommendations.paragraph FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY paragraph_entered ON recommendations.paragraph FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY paragraph_read ON recommendations.paragraph FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.relating ENABLE ROW LEVEL SECURITY;
CREATE POLICY relating_changed ON recommendations.relating FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY relating_entered ON recommendations.relating FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY relating_read ON recommendations.relating FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.relation ENABLE ROW LEVEL SECURITY;
CREATE POLICY relation_changed ON recommendations.relation FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY relation_entered ON recommendations.relation FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY relation_read ON recommendations.relation FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.report ENABLE ROW LEVEL SECURITY;
CREATE POLICY report_changed ON recommendations.report FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY report_entered ON recommendations.report FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY report_read ON recommendations.report FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.saved_search ENABLE ROW LEVEL SECURITY;
CREATE POLICY saved_search_of_its_owner ON recommendations.saved_search TO palermo_app USING ((user_id = ( SELECT access.member() AS member)));
ALTER TABLE recommendations.topic ENABLE ROW LEVEL SECURITY;
CREATE POLICY topic_changed ON recommendations.topic FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY topic_entered ON recommendations.topic FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY topic_read ON recommendations.topic FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.topic_set ENABLE ROW LEVEL SECURITY;
CREATE POLICY topic_set_changed ON recommendations.topic_set FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY topic_set_entered ON recommendations.topic_set FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY topic_set_read ON recommendations.topic_set FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.wording ENABLE ROW LEVEL SECURITY;
CREATE POLICY wording_changed ON recommendations.wording FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY wording_entered ON recommendations.wording FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY wording_read ON recommendations.wording FOR SELECT TO palermo_app USING (true);
ALTER TABLE statistics.agency_district ENABLE ROW LEVEL SECURITY;
CREATE POLICY agency_district_read ON statistics.agency_district FOR SELECT TO palermo_app USING (true);
CREATE POLICY agency_district_said ON statistics.agency_district TO palermo_app USING (((access.member() = '00000000-0000-0000-0000-000000000000'::uuid) OR ( SELECT access.holds(VARIADIC ARRAY['administrator'::text]) AS holds))) WITH CHECK (((access.member() = '00000000-0000-0000-0000-000000000000'::uuid) OR ( SELECT access.holds(VARIADIC ARRAY['administrator'::text]) AS holds)));
ALTER TABLE statistics.agency_return ENABLE ROW LEVEL SECURITY;
CREATE POLICY agency_return_begun ON statistics.agency_return FOR INSERT TO palermo_app WITH CHECK (((agency_id = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.fills_returns() AS fills_returns)));
CREATE POLICY agency_return_seen ON statistics.agency_return FOR SELECT TO palermo_app USING ((((agency_id = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.fills_returns() AS fills_returns)) OR ( SELECT statistics.reads_returns() AS reads_returns)));
ALTER TABLE statistics.course ENABLE ROW LEVEL SECURITY;
CREATE POLICY course_counted ON statistics.course FOR SELECT TO palermo_statistics USING (true);
ALTER TABLE statistics.definition ENABLE ROW LEVEL SECURITY;
CREATE POLICY definition_read ON statistics.definition FOR SELECT TO palermo_app, palermo_statistics USING (true);
CREATE POLICY definition_withdrawn ON statistics.definition FOR UPDATE TO palermo_app USING ((( SELECT statistics.defines() AS defines) AND (withdrawn_why IS NULL))) WITH CHECK ((( SELECT statistics.defines() AS defines) AND (withdrawn_why IS NOT NULL)));
CREATE POLICY definition_written ON statistics.definition FOR INSERT TO palermo_app WITH CHECK ((( SELECT statistics.defines() AS defines) AND (written_by = ( SELECT access.member() AS member)) AND (withdrawn_why IS NULL)));
ALTER TABLE statistics.fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY fact_counted ON statistics.fact FOR SELECT TO palermo_statistics USING (true);
ALTER TABLE statistics.fact_origin ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics.ic_tip_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY ic_tip_code_entered ON statistics.ic_tip_code FOR INSERT TO palermo_app WITH CHECK (((( SELECT statistics.administers() AS administers) OR ( SELECT statistics.defines() AS defines)) AND (entered_by = ( SELECT access.member() AS member))));
CREATE POLICY ic_tip_code_read ON statistics.ic_tip_code FOR SELECT TO palermo_app, palermo_statistics USING (true);
ALTER TABLE statistics.origin ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics.population ENABLE ROW LEVEL SECURITY;
CREATE POLICY population_loaded ON statistics.population FOR INSERT TO palermo_app WITH CHECK (((access.member() = '00000000-0000-0000-0000-000000000000'::uuid) OR ( SELECT access.holds(VARIADIC ARRAY['administrator'::text]) AS holds)));
CREATE POLICY population_read ON statistics.population FOR SELECT TO palermo_app, palermo_statistics USING (true);
ALTER TABLE statistics.population_table ENABLE ROW LEVEL SECURITY;
CREATE POLICY population_table_loaded ON statistics.population_table FOR INSERT TO palermo_app WITH CHECK ((( SELECT statistics.administers() AS administers) AND (loaded_by = ( SELECT access.member() AS member)) AND (withdrawn_at_ms IS NULL)));
CREATE POLICY population_table_read ON statistics.population_table FOR SELECT TO palermo_app, palermo_statistics USING (true);
CREATE POLICY population_table_withdrawn ON statistics.population_table FOR UPDATE TO palermo_app USING ((( SELECT statistics.administers() AS administers) AND (withdrawn_at_ms IS NULL))) WITH CHECK ((( SELECT statistics.administers() AS administers) AND (withdrawn_at_ms IS NOT NULL)));
ALTER TABLE statistics.release ENABLE ROW LEVEL SECURITY;
CREATE POLICY release_changed ON statistics.release FOR UPDATE TO palermo_app USING (( SELECT statistics.makes_releases() AS makes_releases));
CREATE POLICY release_frozen ON statistics.release FOR INSERT TO palermo_app WITH CHECK (( SELECT statistics.makes_releases() AS makes_releases));
ALTER TABLE statistics.release_inside ENABLE ROW LEVEL SECURITY;
CREATE POLICY release_inside_changed ON statistics.release_inside FOR UPDATE TO palermo_app USING (( SELECT statistics.makes_releases() AS makes_releases));
CREATE POLICY release_inside_frozen ON statistics.release_inside FOR INSERT TO palermo_app WITH CHECK (( SELECT statistics.makes_releases() AS makes_releases));
CREATE POLICY release_inside_read ON statistics.release_inside FOR SELECT TO palermo_app USING (( SELECT statistics.makes_releases() AS makes_releases));
CREATE POLICY release_public ON statistics.release FOR SELECT TO palermo_app USING (((published_at_ms IS NOT NULL) OR ( SELECT statistics.makes_releases() AS makes_releases)));
ALTER TABLE statistics.return_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY return_decision_made ON statistics.return_decision FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.holds(VARIADIC ARRAY['rapporteur'::text, 'ministry'::text]) AS holds) AND (decided_by = ( SELECT access.member() AS member)) AND (agency_id = ( SELECT access.agency() AS agency)) AND (statistics.returned_by(return_id) <> ( SELECT access.agency() AS agency)) AND (NOT (EXISTS ( SELECT
   FROM statistics.return_revision v
  WHERE ((v.return_id = return_decision.return_id) AND (v.revision > return_decision.revision)))))));
CREATE POLICY return_decision_seen ON statistics.return_decision FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM statistics.agency_return r
  WHERE (r.id = return_decision.return_id))));
ALTER TABLE statistics.return_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY return_draft_own ON statistics.return_draft TO palermo_app USING (((statistics.returned_by(return_id) = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.fills_returns() AS fills_returns))) WITH CHECK (((statistics.returned_by(return_id) = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.fills_returns() AS fills_returns) AND (saved_by = ( SELECT access.member() AS member))));
ALTER TABLE statistics.return_reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY return_reminder_put_aside ON statistics.return_reminder FOR UPDATE TO palermo_app USING (((agency_id = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.fills_returns() AS fills_returns)));
CREATE POLICY return_reminder_raised ON statistics.return_reminder FOR INSERT TO palermo_app WITH CHECK (( SELECT statistics.is_node() AS is_node));
CREATE POLICY return_reminder_received ON statistics.return_reminder FOR SELECT TO palermo_app USING ((((agency_id = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.fills_returns() AS fills_returns)) OR ( SELECT statistics.reads_returns() AS reads_returns)));
ALTER TABLE statistics.return_revision ENABLE ROW LEVEL SECURITY;
CREATE POLICY return_revision_seen ON statistics.return_revision FOR SELECT TO palermo_app USING ((EXISTS ( SELECT
   FROM statistics.agency_return r
  WHERE (r.id = return_revision.return_id))));
CREATE POLICY return_revision_sent ON statistics.return_revision FOR INSERT TO palermo_app WITH CHECK (((statistics.returned_by(return_id) = ( SELECT access.agency() AS agency)) AND ( SELECT statistics.sends_returns() AS sends_returns) AND (sent_by = ( SELECT access.member() AS member))));
ALTER TABLE statistics.return_table ENABLE ROW LEVEL SECURITY;
CREATE POLICY return_table_defined ON statistics.return_table FOR INSERT TO palermo_app WITH CHECK ((( SELECT statistics.reads_returns() AS reads_returns) AND (defined_by = ( SELECT access.member() AS member))));
CREATE POLICY return_table_read ON statistics.return_table FOR SELECT TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
ALTER TABLE statistics.synthetic_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY synthetic_release_finished ON statistics.synthetic_release FOR UPDATE TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency)));
CREATE POLICY synthetic_release_ordered ON statistics.synthetic_release FOR INSERT TO palermo_app WITH CHECK ((agency_id = ( SELECT access.agency() AS agency)));
CREATE POLICY synthetic_release_read ON statistics.synthetic_release FOR SELECT TO palermo_app USING (true);
ALTER TABLE statistics.unodc_submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics.unodc_submission_inside ENABLE ROW LEVEL SECURITY;
CREATE POLICY unodc_submission_inside_kept ON statistics.unodc_submission_inside FOR INSERT TO palermo_app WITH CHECK ((( SELECT statistics.reads_returns() AS reads_returns) AND (EXISTS ( SELECT
   FROM statistics.unodc_submission s
  WHERE ((s.id = unodc_submission_inside.submission_id) AND (s.submitted_by = ( SELECT access.member() AS member)))))));
CREATE POLICY unodc_submission_inside_read ON statistics.unodc_submission_inside FOR SELECT TO palermo_app USING (( SELECT statistics.reads_returns() AS reads_returns));
CREATE POLICY unodc_submission_read ON statistics.unodc_submission FOR SELECT TO palermo_app USING (( SELECT statistics.reads_returns() AS reads_returns));
CREATE POLICY unodc_submission_submitted ON statistics.unodc_submission FOR INSERT TO palermo_app WITH CHECK ((( SELECT statistics.reads_returns() AS reads_returns) AND (submitted_by = ( SELECT access.member() AS member)) AND (NOT (agency_id IS DISTINCT FROM ( SELECT access.agency() AS agency)))));
ALTER TABLE vault.identity ENABLE ROW LEVEL SECURITY;
CREATE POLICY identity_of_participants ON vault.identity TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = identity.case_id)))));
ALTER TABLE vault.person_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_key_with_an_entry ON vault.person_key TO palermo_app USING ((vault.entry_is_about(case_id) AND (EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = person_key.case_id)))))) WITH CHECK ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = person_key.case_id)))));
ALTER TABLE vault.search_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY search_token_of_participants ON vault.search_token TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = search_token.case_id)))));
GRANT USAGE ON SCHEMA access TO palermo_app;
GRANT USAGE ON SCHEMA accounts TO palermo_app;
GRANT USAGE ON SCHEMA cases TO palermo_app;
GRANT USAGE ON SCHEMA files TO palermo_app;
GRANT USAGE ON SCHEMA jobs TO palermo_app;
GRANT USAGE ON SCHEMA ledger TO palermo_app;
GRANT USAGE ON SCHEMA meetings TO palermo_app;
GRANT USAGE ON SCHEMA plan TO palermo_app;
GRANT USAGE ON SCHEMA recommendations TO palermo_app;
GRANT USAGE ON SCHEMA statistics TO palermo_app;
GRANT USAGE ON SCHEMA statistics TO palermo_statistics;
GRANT USAGE ON SCHEMA vault TO palermo_app;
GRANT ALL ON FUNCTION access.agency() TO palermo_app;
GRANT ALL ON FUNCTION access.holds(VARIADIC wanted text[]) TO palermo_app;
GRANT ALL ON FUNCTION access.member() TO palermo_app;
GRANT ALL ON FUNCTION accounts.is_demonstration() TO palermo_app;
GRANT ALL ON FUNCTION cases.contradicting() TO palermo_app;
GRANT ALL ON FUNCTION cases.is_new(wanted uuid) TO palermo_app;
REVOKE ALL ON FUNCTION cases.place_courses(agency uuid, place text) FROM PUBLIC;
GRANT ALL ON FUNCTION cases.place_courses(agency uuid, place text) TO palermo_app;
REVOKE ALL ON FUNCTION cases.record_courses(subjects uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION cases.record_courses(subjects uuid[]) TO palermo_app;
GRANT ALL ON FUNCTION cases.surely_before(first text, second text) TO palermo_app;
GRANT ALL ON FUNCTION cases.takes_part(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION ledger.guard(guarded regclass) TO palermo_app;
GRANT ALL ON FUNCTION ledger.has_entry() TO palermo_app;
GRANT ALL ON FUNCTION ledger.refuse_change() TO palermo_app;
GRANT ALL ON FUNCTION ledger.require_entry() TO palermo_app;
GRANT ALL ON FUNCTION meetings.is_delegation() TO palermo_app;
GRANT ALL ON FUNCTION meetings.runs() TO palermo_app;
GRANT ALL ON FUNCTION meetings.takes_part() TO palermo_app;
GRANT ALL ON FUNCTION plan.assesses(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION plan.holds(VARIADIC wanted text[]) TO palermo_app;
GRANT ALL ON FUNCTION plan.inside(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION plan.is_node() TO palermo_app;
GRANT ALL ON FUNCTION plan.makes() TO palermo_app;
GRANT ALL ON FUNCTION plan.may_give(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION plan.raised() TO palermo_app;
GRANT ALL ON FUNCTION plan.receives(to_user uuid, to_role text, to_agency uuid) TO palermo_app;
GRANT ALL ON FUNCTION plan.reports_on(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION plan.validates(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION recommendations.grams(words text) TO palermo_app;
REVOKE ALL ON FUNCTION recommendations.move_listing() FROM PUBLIC;
GRANT ALL ON FUNCTION recommendations.pairs(words text) TO palermo_app;
REVOKE ALL ON FUNCTION recommendations.search_of_feed(secret bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION recommendations.search_of_feed(secret bytea) TO palermo_app;
GRANT ALL ON FUNCTION recommendations.stemming(language text) TO palermo_app;
GRANT ALL ON FUNCTION recommendations.stems(language text, words text) TO palermo_app;
GRANT ALL ON FUNCTION recommendations.wanted(language text, typed text) TO palermo_app;
GRANT ALL ON FUNCTION statistics.administers() TO palermo_app;
REVOKE ALL ON FUNCTION statistics.contradictions() FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.contradictions() TO palermo_statistics;
GRANT ALL ON FUNCTION statistics.defines() TO palermo_app;
GRANT ALL ON FUNCTION statistics.fills_returns() TO palermo_app;
GRANT ALL ON FUNCTION statistics.is_node() TO palermo_app;
REVOKE ALL ON FUNCTION statistics.ledger_holds(at_position bigint, at_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.ledger_holds(at_position bigint, at_hash text) TO palermo_statistics;
REVOKE ALL ON FUNCTION statistics.ledger_position() FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.ledger_position() TO palermo_app;
GRANT ALL ON FUNCTION statistics.ledger_position() TO palermo_statistics;
GRANT ALL ON FUNCTION statistics.makes_releases() TO palermo_app;
GRANT ALL ON FUNCTION statistics.reads_returns() TO palermo_app;
REVOKE ALL ON FUNCTION statistics.record_facts(subjects uuid[], facts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.record_facts(subjects uuid[], facts jsonb) TO palermo_app;
REVOKE ALL ON FUNCTION statistics.record_new_facts(facts json) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.record_new_facts(facts json) TO palermo_app;
REVOKE ALL ON FUNCTION statistics.recording_days(since_ms bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.recording_days(since_ms bigint) TO palermo_statistics;
REVOKE ALL ON FUNCTION statistics.reminders_raised() FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.reminders_raised() TO palermo_app;
REVOKE ALL ON FUNCTION statistics.returned_by(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.returned_by(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION statistics.sends_returns() TO palermo_app;
REVOKE ALL ON FUNCTION statistics.standing(OUT origin text, OUT mark text, OUT ledger_position bigint, OUT ledger_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.standing(OUT origin text, OUT mark text, OUT ledger_position bigint, OUT ledger_hash text) TO palermo_statistics;
REVOKE ALL ON FUNCTION statistics.unknown_said() FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.unknown_said() TO palermo_statistics;
GRANT ALL ON FUNCTION vault.entry_is_about(wanted_case uuid) TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE access.agency_directory TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.membership TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE access.setting TO palermo_app;
GRANT INSERT(id) ON TABLE accounts.credential TO palermo_app;
GRANT SELECT(user_id),INSERT(user_id) ON TABLE accounts.credential TO palermo_app;
GRANT INSERT(account_id) ON TABLE accounts.credential TO palermo_app;
GRANT SELECT(provider_id),INSERT(provider_id) ON TABLE accounts.credential TO palermo_app;
GRANT INSERT(password),UPDATE(password) ON TABLE accounts.credential TO palermo_app;
GRANT UPDATE(updated_at) ON TABLE accounts.credential TO palermo_app;
GRANT SELECT,INSERT ON TABLE accounts.demonstration TO palermo_app;
GRANT DELETE ON TABLE accounts.passkey TO palermo_app;
GRANT SELECT(user_id) ON TABLE accounts.passkey TO palermo_app;
GRANT DELETE ON TABLE accounts.second_factor TO palermo_app;
GRANT SELECT(user_id) ON TABLE accounts.second_factor TO palermo_app;
GRANT DELETE ON TABLE accounts.session TO palermo_app;
GRANT SELECT(user_id) ON TABLE accounts.session TO palermo_app;
GRANT SELECT(agency_id),UPDATE(agency_id) ON TABLE accounts.session TO palermo_app;
GRANT SELECT,INSERT ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(name) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(language) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(two_factor_enabled) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(administrator) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(must_change_password) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(locked_at) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(updated_at) ON TABLE accounts."user" TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases."case" TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.case_comment TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.consent TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE cases.import TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.incoming_referral TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE cases.listed TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.organisation TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.outgoing_referral TO palermo_app;
GRANT SELECT,INSERT ON TABLE cases.participant TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.perpetrator_context TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.person TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.proceeding TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.service TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.support_plan TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.trafficking_event TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.victim_context TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.view TO palermo_app;
GRANT SELECT,INSERT,DELETE ON TABLE files.file TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE jobs.progress TO palermo_app;
GRANT SELECT ON TABLE ledger.checkpoint TO palermo_app;
GRANT SELECT ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(subject_kind) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(subject_id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(version) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(act) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(actor_id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(agency_id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(purpose) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(occurred_at_ms) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(recorded_at_ms) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(payload) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(previous_hash) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(hash) ON TABLE ledger.entry TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.head TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE meetings.agenda_item TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.attendance TO palermo_app;
GRANT UPDATE(version) ON TABLE meetings.attendance TO palermo_app;
GRANT UPDATE(name) ON TABLE meetings.attendance TO palermo_app;
GRANT UPDATE(kind) ON TABLE meetings.attendance TO palermo_app;
GRANT UPDATE(removed) ON TABLE meetings.attendance TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.comment TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.document TO palermo_app;
GRANT UPDATE(version) ON TABLE meetings.document TO palermo_app;
GRANT UPDATE(removed_at_ms) ON TABLE meetings.document TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE meetings.draft TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.draft_hand TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.draft_update TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE meetings.meeting TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE meetings."position" TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE meetings.report_part TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.statement TO palermo_app;
GRANT UPDATE(version) ON TABLE meetings.statement TO palermo_app;
GRANT UPDATE(place) ON TABLE meetings.statement TO palermo_app;
GRANT UPDATE(state) ON TABLE meetings.statement TO palermo_app;
GRANT UPDATE(text) ON TABLE meetings.statement TO palermo_app;
GRANT UPDATE(summary) ON TABLE meetings.statement TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.suggestion TO palermo_app;
GRANT UPDATE(version) ON TABLE meetings.suggestion TO palermo_app;
GRANT UPDATE(state) ON TABLE meetings.suggestion TO palermo_app;
GRANT UPDATE(ruled_by) ON TABLE meetings.suggestion TO palermo_app;
GRANT UPDATE(ruled_at_ms) ON TABLE meetings.suggestion TO palermo_app;
GRANT SELECT,INSERT ON TABLE meetings.topic TO palermo_app;
GRANT UPDATE(version) ON TABLE meetings.topic TO palermo_app;
GRANT UPDATE(state) ON TABLE meetings.topic TO palermo_app;
GRANT UPDATE(meeting_id) ON TABLE meetings.topic TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE meetings.topic_support TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE plan.action TO palermo_app;
GRANT SELECT,INSERT ON TABLE plan.assessment TO palermo_app;
GRANT SELECT,INSERT ON TABLE plan.evidence TO palermo_app;
GRANT SELECT,INSERT ON TABLE plan.measurement TO palermo_app;
GRANT SELECT,INSERT,DELETE ON TABLE plan.milestone TO palermo_app;
GRANT UPDATE(done_on) ON TABLE plan.milestone TO palermo_app;
GRANT SELECT,INSERT ON TABLE plan.notice TO palermo_app;
GRANT UPDATE(version) ON TABLE plan.notice TO palermo_app;
GRANT UPDATE(seen_at_ms) ON TABLE plan.notice TO palermo_app;
GRANT SELECT,INSERT ON TABLE plan.progress TO palermo_app;
GRANT UPDATE(decision) ON TABLE plan.progress TO palermo_app;
GRANT UPDATE(decided_because) ON TABLE plan.progress TO palermo_app;
GRANT UPDATE(decided_by) ON TABLE plan.progress TO palermo_app;
GRANT UPDATE(decided_agency) ON TABLE plan.progress TO palermo_app;
GRANT UPDATE(decided_at_ms) ON TABLE plan.progress TO palermo_app;
GRANT SELECT,INSERT,DELETE ON TABLE plan.serves TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.asked TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.atom TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.citation TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.concept TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.correction TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.cross_reference TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.erratum TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.evidence TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.expression TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE recommendations.feed TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.flag TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.listed TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.note TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.paragraph TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.relating TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.relation TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.report TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE recommendations.saved_search TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.topic TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.topic_set TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.wording TO palermo_app;
GRANT SELECT,INSERT,DELETE ON TABLE statistics.agency_district TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.agency_return TO palermo_app;
GRANT SELECT ON TABLE statistics.course TO palermo_statistics;
GRANT SELECT,INSERT ON TABLE statistics.definition TO palermo_app;
GRANT SELECT ON TABLE statistics.definition TO palermo_statistics;
GRANT UPDATE(version) ON TABLE statistics.definition TO palermo_app;
GRANT UPDATE(withdrawn_why) ON TABLE statistics.definition TO palermo_app;
GRANT SELECT ON TABLE statistics.fact TO palermo_statistics;
GRANT SELECT,INSERT ON TABLE statistics.ic_tip_code TO palermo_app;
GRANT SELECT ON TABLE statistics.ic_tip_code TO palermo_statistics;
GRANT SELECT,INSERT ON TABLE statistics.population TO palermo_app;
GRANT SELECT ON TABLE statistics.population TO palermo_statistics;
GRANT SELECT,INSERT ON TABLE statistics.population_table TO palermo_app;
GRANT SELECT ON TABLE statistics.population_table TO palermo_statistics;
GRANT UPDATE(version) ON TABLE statistics.population_table TO palermo_app;
GRANT UPDATE(withdrawn_at_ms) ON TABLE statistics.population_table TO palermo_app;
GRANT UPDATE(withdrawn_why) ON TABLE statistics.population_table TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE statistics.release TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE statistics.release_inside TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.return_decision TO palermo_app;
GRANT SELECT,INSERT,DELETE ON TABLE statistics.return_draft TO palermo_app;
GRANT UPDATE(version) ON TABLE statistics.return_draft TO palermo_app;
GRANT UPDATE(table_version) ON TABLE statistics.return_draft TO palermo_app;
GRANT UPDATE(content) ON TABLE statistics.return_draft TO palermo_app;
GRANT UPDATE(saved_by) ON TABLE statistics.return_draft TO palermo_app;
GRANT UPDATE(saved_at_ms) ON TABLE statistics.return_draft TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.return_reminder TO palermo_app;
GRANT UPDATE(version) ON TABLE statistics.return_reminder TO palermo_app;
GRANT UPDATE(seen_at_ms) ON TABLE statistics.return_reminder TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.return_revision TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.return_table TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE statistics.synthetic_release TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.unodc_submission TO palermo_app;
GRANT SELECT,INSERT ON TABLE statistics.unodc_submission_inside TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.identity TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.person_key TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.search_token TO palermo_app;
