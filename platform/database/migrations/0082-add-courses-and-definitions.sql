-- Courses: of each victim counted, coded and without a person, the month in which she was registered, the countries she
-- was taken through, the district of the agency that registered her, and how many days after registration each step of
-- the response came. Beside the facts, under the same rules.

create table statistics.course (
  fact_id  uuid     not null,
  -- YYYY-MM, where the month is known.
  month    text,
  transit  text[],
  district text,
  -- Steps that were reached, whether or not their day is known.
  reached  text[]   not null,
  -- Days from registration to the first of each step, where both days are known: {"investigated": 12}
  days     jsonb    not null,
  constraint course_pkey primary key (fact_id)
);
alter table statistics.course enable row level security;
create policy course_counted on statistics.course for select to palermo_statistics using (true);
select ledger.guard('statistics.course');
grant select on statistics.course to palermo_statistics;

-- Where an agency works, as an administrator said it; agencies of the whole State stand in no district.
create table statistics.agency_district (
  agency_id uuid not null,
  district  text not null,
  constraint agency_district_pkey primary key (agency_id),
  constraint agency_district_code check (district ~ '^[A-Z]{3}-[A-Z0-9]{1,10}$')
);
alter table statistics.agency_district enable row level security;
create policy agency_district_read on statistics.agency_district for select to palermo_app using (true);
create policy agency_district_said on statistics.agency_district to palermo_app
  using (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('administrator')))
  with check (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('administrator')));
select ledger.guard('statistics.agency_district');
grant select, insert, update, delete on statistics.agency_district to palermo_app;

-- Records the courses of cases anew, from what the cases say now. Call it after their facts were recorded.
create function cases.record_courses(subjects uuid[]) returns void language sql volatile security definer
  set search_path = cases, statistics, pg_temp as $$
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
$$;
revoke all on function cases.record_courses(uuid[]) from public;
grant execute on function cases.record_courses(uuid[]) to palermo_app, palermo_owner;

-- Places the courses of all cases that an agency opened in its district, or in none.
create function cases.place_courses(agency uuid, place text) returns void language sql volatile security definer
  set search_path = cases, statistics, pg_temp as $$
  update statistics.course c set district = place
    from statistics.fact_origin o, cases.participant q
    where o.fact_id = c.fact_id and q.case_id = o.subject_id and q.role = 'owner' and q.agency_id = agency
      and c.district is distinct from place
$$;
revoke all on function cases.place_courses(uuid, text) from public;
grant execute on function cases.place_courses(uuid, text) to palermo_app, palermo_owner;

-- Cases that were there before.
alter table statistics.course disable trigger user;
select cases.record_courses(array_agg(id)) from cases.case;
alter table statistics.course enable trigger user;

-- Definitions: what is counted, since when, and what changed. A series is parted where one begins.
create table statistics.definition (
  id           uuid    not null,
  version      integer not null,
  kind         text    not null,
  -- The dimension whose codes are defined; null where it is what is counted at all.
  dimension    text,
  -- First day, month or year from which it holds.
  since        text    not null,
  definition   text    not null,
  change       text    not null,
  -- Whether what was counted before can be compared with what is counted since.
  comparable   boolean not null,
  written_by   uuid    not null,
  written_at_ms bigint not null,
  withdrawn_why text,
  constraint definition_pkey primary key (id),
  constraint definition_kind_known check (kind in ('victim', 'service', 'proceeding')),
  constraint definition_since_dated check (since ~ '^\d{4}(-\d{2}(-\d{2})?)?$')
);
create index definition_kind on statistics.definition (kind, since);
alter table statistics.definition enable row level security;
-- What a figure means is for everybody who reads one.
create policy definition_read on statistics.definition for select to palermo_app, palermo_statistics using (true);
create policy definition_written on statistics.definition for insert to palermo_app
  with check (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('rapporteur', 'ministry')));
create policy definition_withdrawn on statistics.definition for update to palermo_app
  using (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('rapporteur', 'ministry')));
select ledger.guard('statistics.definition');
grant select, insert, update on statistics.definition to palermo_app;
grant select on statistics.definition to palermo_statistics;
