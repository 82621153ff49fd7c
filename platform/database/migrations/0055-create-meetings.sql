-- Meetings of States: agenda, documents, attendance, statements, and topics for meetings to come. Whoever is signed in
-- reads; a secretariat runs the meeting, and a delegation writes for its own State alone.

create schema meetings;
grant usage on schema meetings to palermo_app;

-- True while somebody acts for a secretariat, to which its Chairs belong too.
create function meetings.runs() returns boolean language sql stable parallel safe as $$
  select exists (select from access.agency_directory where id = (select access.agency()) and kind = 'secretariat')
$$;
grant execute on function meetings.runs() to palermo_app;

create table meetings.meeting (
  id          uuid    not null,
  version     integer not null,
  -- The body that meets and the one it reports to, as printed.
  body        text    not null,
  organ       text    not null,
  -- "tenth": as printed in the report.
  ordinal     text,
  -- Symbol of the report; never supplied by this node.
  symbol      text,
  place       text    not null,
  from_on     text    not null,
  to_on       text    not null,
  chair       text,
  chair_state text,
  state       text    not null,
  -- The report: adopted on, entered into the registry as.
  adopted_on  text,
  report_slug text,
  agency_id   uuid    not null,
  convened_by uuid    not null,
  convened_at_ms bigint not null,
  constraint meeting_pkey primary key (id),
  constraint meeting_state_known check (state in ('preparation', 'session', 'closed')),
  constraint meeting_days check (from_on <= to_on)
);

create table meetings.agenda_item (
  meeting_id uuid    not null,
  place      integer not null,
  number     text    not null,
  title      text    not null,
  annotation text    not null,
  -- Lettered parts of the item.
  parts      text[]  not null,
  constraint agenda_item_pkey primary key (meeting_id, place),
  constraint agenda_item_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);

create table meetings.document (
  id            uuid    not null,
  version       integer not null,
  meeting_id    uuid    not null,
  kind          text    not null,
  title         text    not null,
  symbol        text,
  link          text,
  file_id       uuid,
  item          text,
  agency_id     uuid    not null,
  added_by      uuid    not null,
  added_at_ms   bigint  not null,
  removed_at_ms bigint,
  constraint document_pkey primary key (id),
  constraint document_somewhere check (symbol is not null or link is not null or file_id is not null),
  constraint document_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);
create index document_of_meeting on meetings.document (meeting_id);

create table meetings.attendance (
  id         uuid    not null,
  version    integer not null,
  meeting_id uuid    not null,
  -- As it is printed in the report.
  name       text    not null,
  kind       text    not null,
  -- The delegation that entered itself; otherwise the secretariat.
  agency_id  uuid    not null,
  removed    boolean not null,
  constraint attendance_pkey primary key (id),
  constraint attendance_kind_known check (kind in
    ('party', 'signatory', 'state', 'united-nations', 'intergovernmental', 'entity', 'non-governmental')),
  constraint attendance_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);
create unique index attendance_once on meetings.attendance (meeting_id, name) where not removed;

create table meetings.statement (
  id         uuid    not null,
  version    integer not null,
  meeting_id uuid    not null,
  item       text    not null,
  place      integer not null,
  -- The delegation as printed.
  speaker    text    not null,
  state      text    not null,
  -- What the delegation handed in, and what the secretariat made of it for the report.
  text       text    not null,
  summary    text    not null,
  agency_id  uuid    not null,
  by_user    uuid    not null,
  constraint statement_pkey primary key (id),
  constraint statement_state_known check (state in ('inscribed', 'made', 'withdrawn')),
  constraint statement_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);
create index statement_of_meeting on meetings.statement (meeting_id);

create table meetings.topic (
  id             uuid    not null,
  version        integer not null,
  title          text    not null,
  note           text    not null,
  -- The report that suggests it: slug, citation, paragraph.
  source         jsonb,
  state          text    not null,
  meeting_id     uuid,
  agency_id      uuid    not null,
  proposed_by    uuid    not null,
  proposed_at_ms bigint  not null,
  constraint topic_pkey primary key (id),
  constraint topic_state_known check (state in ('proposed', 'chosen', 'withdrawn')),
  constraint topic_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);

create table meetings.topic_support (
  topic_id     uuid   not null,
  agency_id    uuid   not null,
  supported    boolean not null,
  version      integer not null,
  said_at_ms   bigint not null,
  constraint topic_support_pkey primary key (topic_id, agency_id),
  constraint topic_support_topic_fkey foreign key (topic_id) references meetings.topic (id)
);

do $$
declare t text;
begin
  foreach t in array array['meeting', 'agenda_item', 'document', 'attendance', 'statement', 'topic', 'topic_support'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('create policy %I on meetings.%I for select to palermo_app using ((select access.member()) is not null)',
      t || '_read', t);
    perform ledger.guard(format('meetings.%I', t)::regclass);
    execute format('grant select, insert, update on meetings.%I to palermo_app', t);
  end loop;
  -- The meeting itself is the secretariat's.
  foreach t in array array['meeting', 'agenda_item'] loop
    execute format('create policy %I on meetings.%I to palermo_app using ((select meetings.runs())) with check ((select meetings.runs()))',
      t || '_kept', t);
  end loop;
  -- What an agency hands in is its own; the secretariat may put it in order.
  foreach t in array array['document', 'attendance', 'statement', 'topic'] loop
    execute format('create policy %I on meetings.%I to palermo_app
      using (agency_id = (select access.agency()) or (select meetings.runs()))
      with check (agency_id = (select access.agency()) or (select meetings.runs()))', t || '_kept', t);
  end loop;
end $$;
-- An agenda is set as a whole.
grant delete on meetings.agenda_item to palermo_app;
-- Nobody supports for another.
create policy topic_support_own on meetings.topic_support to palermo_app
  using (agency_id = (select access.agency())) with check (agency_id = (select access.agency()));

-- What is handed out at a meeting may be read by whoever reads the meeting.
create policy file_of_meeting on files.file for select to palermo_app
  using (exists (select from meetings.document d where d.file_id = file.id and d.removed_at_ms is null));
