-- Returns: counted tables that an agency sends for its part of the response, for one period. What was sent stays as it
-- was sent; a correction is a further revision, and the decision about a revision is a row of its own.

-- Definitions of tables that this node made; those that Palermo ships are data of the code.
create table statistics.return_table (
  id            uuid    not null,
  table_id      text    not null,
  version       integer not null,
  definition    jsonb   not null,
  defined_by    uuid    not null,
  defined_at_ms bigint  not null,
  constraint return_table_pkey primary key (table_id, version)
);

create table statistics.agency_return (
  id          uuid    not null,
  agency_id   uuid    not null,
  table_id    text    not null,
  -- '2025', '2025-S1', '2025-Q3', as SDMX writes periods.
  period      text    not null,
  began_at_ms bigint  not null,
  constraint agency_return_pkey primary key (id),
  constraint agency_return_key unique (agency_id, table_id, period),
  constraint agency_return_agency_fkey foreign key (agency_id) references access.agency_directory (id)
);

-- What is filled in and not yet sent; one for each return, gone once it is sent.
create table statistics.return_draft (
  return_id     uuid    not null,
  version       integer not null,
  table_version integer not null,
  content       jsonb   not null,
  saved_by      uuid    not null,
  saved_at_ms   bigint  not null,
  constraint return_draft_pkey primary key (return_id),
  constraint return_draft_return_fkey foreign key (return_id) references statistics.agency_return (id)
);

create table statistics.return_revision (
  return_id     uuid    not null,
  revision      integer not null,
  version       integer not null,
  table_version integer not null,
  content       jsonb   not null,
  -- What looked unlikely when it was sent; the explanations stand in the content.
  warnings      jsonb   not null,
  reason        text,
  sent_by       uuid    not null,
  sent_at_ms    bigint  not null,
  constraint return_revision_pkey primary key (return_id, revision),
  constraint return_revision_reason check (revision = 1 or reason is not null),
  constraint return_revision_return_fkey foreign key (return_id) references statistics.agency_return (id)
);

create table statistics.return_decision (
  return_id     uuid    not null,
  revision      integer not null,
  version       integer not null,
  decision      text    not null,
  words         text,
  decided_by    uuid    not null,
  agency_id     uuid    not null,
  decided_at_ms bigint  not null,
  constraint return_decision_pkey primary key (return_id, revision),
  constraint return_decision_known check (decision in ('accepted', 'asked')),
  constraint return_decision_says check (decision = 'accepted' or words is not null),
  constraint return_decision_revision_fkey foreign key (return_id, revision)
    references statistics.return_revision (return_id, revision)
);

-- Reminders, raised by the node before and after the day on which a return is due.
create table statistics.return_reminder (
  id           uuid    not null,
  version      integer not null,
  agency_id    uuid    not null,
  table_id     text    not null,
  period       text    not null,
  stage        text    not null,
  due_on       date    not null,
  raised_at_ms bigint  not null,
  seen_at_ms   bigint,
  constraint return_reminder_pkey primary key (id),
  constraint return_reminder_stage_known check (stage in ('before-30', 'before-7', 'after-1', 'after-30')),
  constraint return_reminder_agency_fkey foreign key (agency_id) references access.agency_directory (id)
);
create index return_reminder_open on statistics.return_reminder (agency_id) where seen_at_ms is null;

create function statistics.is_node() returns boolean language sql stable as
  $$ select access.member() = '00000000-0000-0000-0000-000000000000' $$;
-- Those to whom all returns come.
create function statistics.reads_returns() returns boolean language sql stable as
  $$ select statistics.is_node() or access.holds('rapporteur', 'ministry') $$;
-- Those who work in an agency on what it sends.
create function statistics.fills_returns() returns boolean language sql stable as $$
  select access.holds('first-responder', 'caseworker', 'investigator', 'coordinator', 'supervisor', 'ministry')
$$;
create function statistics.sends_returns() returns boolean language sql stable as
  $$ select access.holds('coordinator', 'supervisor', 'ministry') $$;
-- Looks as owner, so that a rule on a table does not ask itself.
create function statistics.returned_by(wanted uuid) returns uuid language sql stable security definer
  set search_path = statistics, pg_temp as $$ select agency_id from agency_return where id = wanted $$;
-- What the application may read of reminders that it raised already.
create function statistics.reminders_raised() returns setof uuid language sql stable security definer
  set search_path = statistics, pg_temp as $$ select id from return_reminder where statistics.is_node() $$;
revoke all on function statistics.reminders_raised() from public;
grant execute on function statistics.is_node(), statistics.reads_returns(), statistics.fills_returns(),
  statistics.sends_returns(), statistics.returned_by(uuid), statistics.reminders_raised() to palermo_app;

do $$
declare t text;
begin
  foreach t in array array['return_table', 'agency_return', 'return_draft', 'return_revision', 'return_decision',
                           'return_reminder'] loop
    execute format('alter table statistics.%I enable row level security', t);
    perform ledger.guard(format('statistics.%I', t)::regclass);
    execute format('grant select, insert on statistics.%I to palermo_app', t);
  end loop;
end $$;
grant update (version, table_version, content, saved_by, saved_at_ms), delete on statistics.return_draft to palermo_app;
grant update (version, seen_at_ms) on statistics.return_reminder to palermo_app;

create policy return_table_read on statistics.return_table for select to palermo_app
  using ((select access.member()) is not null);
create policy return_table_defined on statistics.return_table for insert to palermo_app
  with check ((select statistics.reads_returns()) and defined_by = (select access.member()));

create policy agency_return_seen on statistics.agency_return for select to palermo_app
  using (agency_id = (select access.agency()) and (select statistics.fills_returns())
    or (select statistics.reads_returns()));
create policy agency_return_begun on statistics.agency_return for insert to palermo_app
  with check (agency_id = (select access.agency()) and (select statistics.fills_returns()));

-- A draft is the agency's own: nobody reads over its shoulder.
create policy return_draft_own on statistics.return_draft for all to palermo_app
  using (statistics.returned_by(return_id) = (select access.agency()) and (select statistics.fills_returns()))
  with check (statistics.returned_by(return_id) = (select access.agency()) and (select statistics.fills_returns())
    and saved_by = (select access.member()));

create policy return_revision_seen on statistics.return_revision for select to palermo_app
  using (exists (select from statistics.agency_return r where r.id = return_id));
create policy return_revision_sent on statistics.return_revision for insert to palermo_app
  with check (statistics.returned_by(return_id) = (select access.agency()) and (select statistics.sends_returns())
    and sent_by = (select access.member()));

create policy return_decision_seen on statistics.return_decision for select to palermo_app
  using (exists (select from statistics.agency_return r where r.id = return_id));
create policy return_decision_made on statistics.return_decision for insert to palermo_app
  with check ((select access.holds('rapporteur', 'ministry')) and decided_by = (select access.member())
    and agency_id = (select access.agency()) and statistics.returned_by(return_id) <> (select access.agency()));

create policy return_reminder_received on statistics.return_reminder for select to palermo_app
  using (agency_id = (select access.agency()) and (select statistics.fills_returns())
    or (select statistics.reads_returns()));
create policy return_reminder_raised on statistics.return_reminder for insert to palermo_app
  with check ((select statistics.is_node()));
create policy return_reminder_put_aside on statistics.return_reminder for update to palermo_app
  using (agency_id = (select access.agency()) and (select statistics.fills_returns()));

-- Entries hold what the tables hold, drafts included: an agency follows its own, those to whom returns come what they did.
create policy entry_of_return on ledger.entry as restrictive for select to palermo_app
  using (subject_kind not in ('return', 'return-reminder') or agency_id = (select access.agency())
    or actor_id = (select access.member())
    or (subject_kind = 'return' and act <> 'return.save' and (statistics.returned_by(subject_id) = (select access.agency())
      or (select statistics.reads_returns()))));
