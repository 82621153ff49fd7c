-- Who sees and writes which row of the plan. The functions look as owner, so that a rule on a table does not ask itself.

create function plan.holds(variadic wanted text[]) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select exists (select from access.membership
    where user_id = access.member() and agency_id = access.agency() and role = any (wanted))
$$;

-- The node itself, which no request can be.
create function plan.is_node() returns boolean language sql stable as
  $$ select access.member() = '00000000-0000-0000-0000-000000000000' $$;

-- Those who make the plan.
create function plan.makes() returns boolean language sql stable as
  $$ select plan.holds('ministry', 'coordinator') $$;

-- The focal points of the responsible institution; those who make the plan where the institution is not on this node.
create function plan.reports_on(wanted uuid) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select exists (select from plan.action a where a.id = wanted and a.withdrawn_at_ms is null and (
    (a.institution_id = access.agency() and (access.member() in (a.focal_user_id, a.alternate_user_id)
      or plan.holds(a.focal_role, a.alternate_role)))
    or (a.institution_id is null and plan.makes())))
$$;

create function plan.validates(wanted uuid) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select plan.holds('supervisor', 'ministry', 'coordinator')
    and exists (select from plan.action a where a.id = wanted and a.validating_id = access.agency())
$$;

-- Those who see what is not public of an action: who makes or oversees the plan, the institution, the validating authority.
create function plan.inside(wanted uuid) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select plan.is_node() or plan.holds('ministry', 'coordinator', 'rapporteur')
    or exists (select from plan.action a where a.id = wanted
      and access.agency() in (a.institution_id, a.validating_id, a.made_by_agency_id))
$$;

-- Independent: the rapporteur, or a service of civil society, and never the institution itself.
create function plan.assesses(wanted uuid) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select (plan.holds('rapporteur') or exists (select from access.agency_directory d
      join access.membership m on m.agency_id = d.id and m.user_id = access.member()
      where d.id = access.agency() and d.kind in ('ngo', 'shelter')))
    and exists (select from plan.action a where a.id = wanted and a.institution_id is distinct from access.agency())
$$;

create function plan.receives(to_user uuid, to_role text, to_agency uuid) returns boolean language sql stable
  security definer set search_path = plan, pg_temp as $$
  select coalesce(to_user = access.member(), false)
    or (to_user is null and to_agency = access.agency() and plan.holds(to_role))
$$;

grant execute on all functions in schema plan to palermo_app;

do $$
declare t text;
begin
  foreach t in array array['action', 'serves', 'milestone', 'progress', 'assessment', 'evidence', 'measurement', 'notice'] loop
    execute format('alter table plan.%I enable row level security', t);
    perform ledger.guard(format('plan.%I', t)::regclass);
    execute format('grant select, insert on plan.%I to palermo_app', t);
  end loop;
end $$;
grant update on plan.action, plan.milestone, plan.progress, plan.notice to palermo_app;
grant delete on plan.serves, plan.milestone to palermo_app;

create policy action_seen on plan.action for select to palermo_app
  using ((public and withdrawn_at_ms is null and (select access.member()) is not null) or plan.inside(id));
create policy action_opened on plan.action for insert to palermo_app with check ((select plan.makes()));
create policy action_changed on plan.action for update to palermo_app using ((select plan.makes()));

-- What belongs to an action is seen with it.
create policy serves_seen on plan.serves for select to palermo_app
  using (exists (select from plan.action a where a.id = action_id));
create policy serves_written on plan.serves for insert to palermo_app with check ((select plan.makes()));
create policy serves_removed on plan.serves for delete to palermo_app using ((select plan.makes()));

create policy milestone_seen on plan.milestone for select to palermo_app
  using (exists (select from plan.action a where a.id = action_id));
create policy milestone_written on plan.milestone for insert to palermo_app with check ((select plan.makes()));
create policy milestone_removed on plan.milestone for delete to palermo_app using ((select plan.makes()));
create policy milestone_reached on plan.milestone for update to palermo_app using (plan.reports_on(action_id));

create policy progress_seen on plan.progress for select to palermo_app
  using ((public and exists (select from plan.action a where a.id = action_id)) or plan.inside(action_id));
create policy progress_reported on plan.progress for insert to palermo_app
  with check (reported_by = (select access.member()) and agency_id = (select access.agency()) and plan.reports_on(action_id));
create policy progress_decided on plan.progress for update to palermo_app
  using (plan.validates(action_id) and reported_by <> (select access.member()));

create policy assessment_seen on plan.assessment for select to palermo_app
  using ((public and exists (select from plan.action a where a.id = action_id)) or plan.inside(action_id)
    or agency_id = (select access.agency()));
create policy assessment_made on plan.assessment for insert to palermo_app
  with check (assessed_by = (select access.member()) and agency_id = (select access.agency()) and plan.assesses(action_id));

create policy evidence_seen on plan.evidence for select to palermo_app
  using ((public and (exists (select from plan.progress p where p.id = of_id)
      or exists (select from plan.assessment s where s.id = of_id)))
    or plan.inside(action_id) or agency_id = (select access.agency()));
create policy evidence_given on plan.evidence for insert to palermo_app
  with check (agency_id = (select access.agency()) and (plan.reports_on(action_id) or plan.assesses(action_id)));

create policy measurement_seen on plan.measurement for select to palermo_app
  using (exists (select from plan.action a where a.id = action_id));
create policy measurement_made on plan.measurement for insert to palermo_app
  with check (measured_by = (select access.member()) and agency_id = (select access.agency())
    and (plan.reports_on(action_id) or (select plan.holds('ministry', 'coordinator', 'rapporteur'))));

create policy notice_received on plan.notice for select to palermo_app
  using (plan.is_node() or plan.receives(recipient_user_id, recipient_role, recipient_agency_id));
create policy notice_raised on plan.notice for insert to palermo_app with check ((select plan.is_node()));
create policy notice_put_aside on plan.notice for update to palermo_app
  using (plan.receives(recipient_user_id, recipient_role, recipient_agency_id));

-- Entries hold what is not public too: outsiders follow an action by what it shows, not by its entries.
create policy entry_of_plan on ledger.entry as restrictive for select to palermo_app
  using (subject_kind not in ('plan-action', 'plan-notice') or agency_id = (select access.agency())
    or actor_id = (select access.member()) or (subject_kind = 'plan-action' and plan.inside(subject_id)));

-- A file given as evidence is seen by whoever sees the evidence.
create policy file_of_plan_evidence on files.file for select to palermo_app
  using (exists (select from plan.evidence e where e.file_id = file.id));
