-- Meetings, past the application: secretariats and delegations write, each member in her own name and agency, and what is
-- handed out is her own file.

-- A secretariat or a delegation; others read.
create function meetings.takes_part() returns boolean language sql stable parallel safe as $$
  select exists (select from access.agency_directory
    where id = (select access.agency()) and kind in ('secretariat', 'delegation'))
$$;
create function meetings.is_delegation() returns boolean language sql stable parallel safe as $$
  select exists (select from access.agency_directory where id = (select access.agency()) and kind = 'delegation')
$$;
grant execute on function meetings.takes_part(), meetings.is_delegation() to palermo_app;

-- The meeting itself.
drop policy meeting_kept on meetings.meeting;
create policy meeting_convened on meetings.meeting for insert to palermo_app
  with check ((select meetings.runs()) and agency_id = (select access.agency())
    and convened_by = (select access.member()));
create policy meeting_changed on meetings.meeting for update to palermo_app
  using ((select meetings.runs()));
drop policy report_part_kept on meetings.report_part;
create policy report_part_written on meetings.report_part for insert to palermo_app
  with check ((select meetings.runs()) and by_user = (select access.member()));
create policy report_part_changed on meetings.report_part for update to palermo_app
  using ((select meetings.runs())) with check ((select meetings.runs()) and by_user = (select access.member()));

-- What an agency hands in is its own; the secretariat may put it in order.
drop policy document_kept on meetings.document;
create policy document_added on meetings.document for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and added_by = (select access.member()) and (file_id is null or plan.may_give(file_id)));
create policy document_removed on meetings.document for update to palermo_app
  using ((select meetings.takes_part()) and (agency_id = (select access.agency()) or (select meetings.runs())));
revoke update on meetings.document from palermo_app;
grant update (version, removed_at_ms) on meetings.document to palermo_app;

drop policy attendance_kept on meetings.attendance;
create policy attendance_recorded on meetings.attendance for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency()));
create policy attendance_changed on meetings.attendance for update to palermo_app
  using ((select meetings.takes_part()) and (agency_id = (select access.agency()) or (select meetings.runs())));
revoke update on meetings.attendance from palermo_app;
grant update (version, name, kind, removed) on meetings.attendance to palermo_app;

drop policy statement_kept on meetings.statement;
create policy statement_inscribed on meetings.statement for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and by_user = (select access.member()));
create policy statement_changed on meetings.statement for update to palermo_app
  using ((select meetings.takes_part()) and (agency_id = (select access.agency()) or (select meetings.runs())));
revoke update on meetings.statement from palermo_app;
grant update (version, text, summary, state, place) on meetings.statement to palermo_app;

drop policy topic_kept on meetings.topic;
create policy topic_proposed on meetings.topic for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and proposed_by = (select access.member()));
create policy topic_changed on meetings.topic for update to palermo_app
  using ((select meetings.takes_part()) and (agency_id = (select access.agency()) or (select meetings.runs())));
revoke update on meetings.topic from palermo_app;
grant update (version, state, meeting_id) on meetings.topic to palermo_app;
drop policy topic_support_own on meetings.topic_support;
create policy topic_support_own on meetings.topic_support to palermo_app
  using (agency_id = (select access.agency()))
  with check (agency_id = (select access.agency()) and (select meetings.is_delegation()));

-- Drafting. A closed text is changed by those who run the meeting; its own delegation may still withdraw it.
drop policy draft_proposed on meetings.draft;
create policy draft_proposed on meetings.draft for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and proposed_by = (select access.member()));
drop policy draft_written on meetings.draft;
create policy draft_written on meetings.draft for update to palermo_app
  using ((select meetings.runs()) or ((select meetings.takes_part())
    and (state = 'drafting' or (state = 'tabled' and agency_id = (select access.agency())))))
  with check ((select meetings.runs()) or state = 'drafting'
    or (state = 'withdrawn' and agency_id = (select access.agency())));
drop policy draft_update_own on meetings.draft_update;
create policy draft_update_own on meetings.draft_update for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and by_user = (select access.member()));
-- A hand enters with its own writer, also when the Chair takes up later what it wrote.
drop policy draft_hand_kept on meetings.draft_hand;
create policy draft_hand_own on meetings.draft_hand for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and by_user = (select access.member()));
drop policy suggestion_kept on meetings.suggestion;
create policy suggestion_made on meetings.suggestion for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and made_by = (select access.member()));
create policy suggestion_settled on meetings.suggestion for update to palermo_app
  using ((select meetings.takes_part()) and (agency_id = (select access.agency()) or (select meetings.runs())));
revoke update on meetings.suggestion from palermo_app;
grant update (version, state, ruled_by, ruled_at_ms) on meetings.suggestion to palermo_app;
drop policy comment_own on meetings.comment;
create policy comment_own on meetings.comment for insert to palermo_app
  with check ((select meetings.takes_part()) and agency_id = (select access.agency())
    and by_user = (select access.member()));
drop policy position_own on meetings.position;
create policy position_own on meetings.position to palermo_app
  using (agency_id = (select access.agency()))
  with check (agency_id = (select access.agency()) and (select meetings.is_delegation())
    and by_user = (select access.member()));

-- Adoption of the report closes the meeting; so it is for those adopted before.
alter table meetings.meeting disable trigger requires_entry;
update meetings.meeting set state = 'closed' where adopted_on is not null and state <> 'closed';
alter table meetings.meeting enable trigger requires_entry;
