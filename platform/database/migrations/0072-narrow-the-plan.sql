-- The plan of action, past the application: who assesses as what, whose files prove it, which columns a later act changes.

-- Independent, of an action that stands and that she may see.
create or replace function plan.assesses(wanted uuid) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select (plan.holds('rapporteur') or exists (select from access.agency_directory d
      join access.membership m on m.agency_id = d.id and m.user_id = access.member()
      where d.id = access.agency() and d.kind in ('ngo', 'shelter')))
    and exists (select from plan.action a where a.id = wanted and a.institution_id is distinct from access.agency()
      and a.withdrawn_at_ms is null and (a.public or plan.inside(a.id)))
$$;

-- Whether a file is the member's own to give; that others may see it makes it no proof of theirs.
create function plan.may_give(wanted uuid) returns boolean language sql stable security definer
  set search_path = plan, pg_temp as $$
  select exists (select from files.file where id = wanted and owner_id = access.member())
$$;
grant execute on function plan.may_give(uuid) to palermo_app;

-- Reminders raised already, for the node that raises them.
create function plan.raised() returns setof uuid language sql stable security definer
  set search_path = plan, pg_temp as $$
  select id from plan.notice where plan.is_node()
$$;
grant execute on function plan.raised() to palermo_app;

drop policy assessment_made on plan.assessment;
create policy assessment_made on plan.assessment for insert to palermo_app
  with check (assessed_by = (select access.member()) and agency_id = (select access.agency()) and plan.assesses(action_id)
    and (capacity <> 'rapporteur' or (select plan.holds('rapporteur'))));

drop policy evidence_given on plan.evidence;
create policy evidence_given on plan.evidence for insert to palermo_app
  with check (agency_id = (select access.agency()) and (plan.reports_on(action_id) or plan.assesses(action_id))
    and (file_id is null or plan.may_give(file_id)));

-- An institution sees what it reported also when another one has become responsible.
drop policy progress_seen on plan.progress;
create policy progress_seen on plan.progress for select to palermo_app
  using ((public and exists (select from plan.action a where a.id = action_id)) or plan.inside(action_id)
    or agency_id = (select access.agency()));

drop policy progress_decided on plan.progress;
create policy progress_decided on plan.progress for update to palermo_app
  using (plan.validates(action_id) and reported_by <> (select access.member()))
  with check (plan.validates(action_id) and decided_by = (select access.member())
    and decided_agency = (select access.agency()));

create index notice_action on plan.notice (action_id);
-- Read through the indexes of user and agency: the recipient stands in the policy itself, and the node asks plan.raised().
drop policy notice_received on plan.notice;
create policy notice_received on plan.notice for select to palermo_app
  using (recipient_user_id = (select access.member())
    or (recipient_agency_id = (select access.agency()) and recipient_user_id is null and plan.holds(recipient_role)));

-- What was said stays as it was said; a later act changes these columns alone.
revoke update on plan.progress, plan.milestone, plan.notice from palermo_app;
grant update (decision, decided_because, decided_by, decided_agency, decided_at_ms) on plan.progress to palermo_app;
grant update (done_on) on plan.milestone to palermo_app;
grant update (version, seen_at_ms) on plan.notice to palermo_app;
