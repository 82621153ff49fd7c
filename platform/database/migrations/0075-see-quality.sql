-- How good the records are, counted without looking at any: what was said to be unknown, what contradicts itself, how
-- long after the event it was written down. Statistics gets sums by kind of agency; who may open a case sees which.

-- Facts whose field is empty because somebody said that nobody knows.
create function statistics.unknown_said() returns table (agency_kind text, field text, said bigint)
  language sql stable security definer set search_path = statistics, cases, pg_temp as $$
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

-- The earlier of two dates that may be partly known, told by what both know: true where it is surely the first.
create function cases.surely_before(first text, second text) returns boolean language sql immutable parallel safe as $$
  select case when known.to_day > 4 and (substr(first, 6, 2) > '12' or substr(second, 6, 2) > '12')
    then left(first, 4) < left(second, 4) else left(first, known.to_day) < left(second, known.to_day) end
  from (select least(length(first), length(second)) as to_day) as known
$$;

-- What cannot both be so, case by case. It looks with the eyes of whoever asks.
create function cases.contradicting() returns table (kind text, case_id uuid, reference text)
  language sql stable set search_path = cases, pg_temp as $$
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

create function statistics.contradictions() returns table (kind text, agency_kind text, cases bigint)
  language sql stable security definer set search_path = cases, pg_temp as $$
  select k.kind, d.kind, count(*)
  from cases.contradicting() k
  join cases.participant p on p.case_id = k.case_id and p.role = 'owner'
  join access.agency_directory d on d.id = p.agency_id
  group by k.kind, d.kind
$$;

-- Days from what happened to its entry, over the acts about cases recorded since a moment; imports are no lateness.
create function statistics.recording_days(since_ms bigint)
  returns table (agency_kind text, acts bigint, median_days double precision, most_days double precision)
  language sql stable security definer set search_path = ledger, access, pg_temp as $$
  select d.kind, count(*),
    percentile_cont(0.5) within group (order by greatest(0, e.recorded_at_ms - e.occurred_at_ms) / 86400000.0),
    percentile_cont(0.9) within group (order by greatest(0, e.recorded_at_ms - e.occurred_at_ms) / 86400000.0)
  from ledger.entry e join access.agency_directory d on d.id = e.agency_id
  where e.subject_kind = 'case' and e.act in ('case.open', 'case.amend') and e.purpose <> 'import'
    and e.recorded_at_ms >= since_ms
  group by d.kind
$$;

revoke all on function statistics.unknown_said(), statistics.contradictions(), statistics.recording_days(bigint) from public;
grant execute on function statistics.unknown_said(), statistics.contradictions(), statistics.recording_days(bigint)
  to palermo_statistics;
grant execute on function cases.surely_before(text, text), cases.contradicting() to palermo_app;
