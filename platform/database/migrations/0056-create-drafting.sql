-- Drafting recommendations together: a text that several delegations write at once, with what they suggest, say and
-- hold. A text is what its updates make of it, in whatever order they came (docs/decisions, shared texts).

create table meetings.draft (
  id            uuid    not null,
  version       integer not null,
  meeting_id    uuid    not null,
  place         integer not null,
  -- Heading under which it is printed.
  section       text    not null,
  state         text    not null,
  text          text    not null,
  -- The state of the shared text.
  shared        bytea   not null,
  -- As it was when drafting was closed, and as it was adopted.
  tabled_text   text,
  adopted_text  text,
  adopted_by    uuid,
  adopted_at_ms bigint,
  agency_id     uuid    not null,
  proposed_by   uuid    not null,
  proposed_at_ms bigint not null,
  constraint draft_pkey primary key (id),
  constraint draft_state_known check (state in ('drafting', 'tabled', 'adopted', 'withdrawn')),
  constraint draft_adopted_whole check ((state = 'adopted') = (adopted_text is not null)),
  constraint draft_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);
create index draft_of_meeting on meetings.draft (meeting_id, place);

create table meetings.draft_update (
  draft_id  uuid    not null,
  version   integer not null,
  agency_id uuid    not null,
  by_user   uuid    not null,
  at_ms     bigint  not null,
  bytes     bytea   not null,
  constraint draft_update_pkey primary key (draft_id, version),
  constraint draft_update_draft_fkey foreign key (draft_id) references meetings.draft (id)
);

-- Whose hand a number of the shared text stands for: one person and one page of hers.
create table meetings.draft_hand (
  draft_id  uuid   not null,
  hand      bigint not null,
  agency_id uuid   not null,
  by_user   uuid   not null,
  constraint draft_hand_pkey primary key (draft_id, hand),
  constraint draft_hand_draft_fkey foreign key (draft_id) references meetings.draft (id)
);

create table meetings.suggestion (
  id          uuid    not null,
  version     integer not null,
  draft_id    uuid    not null,
  hand        bigint  not null,
  -- What it was made from, what it would read, and the update that leads from one to the other.
  base_text   text    not null,
  text        text    not null,
  bytes       bytea   not null,
  note        text    not null,
  state       text    not null,
  ruled_by    uuid,
  ruled_at_ms bigint,
  agency_id   uuid    not null,
  made_by     uuid    not null,
  made_at_ms  bigint  not null,
  constraint suggestion_pkey primary key (id),
  constraint suggestion_state_known check (state in ('open', 'taken', 'declined', 'withdrawn')),
  constraint suggestion_draft_fkey foreign key (draft_id) references meetings.draft (id)
);
create index suggestion_of_draft on meetings.suggestion (draft_id);

create table meetings.comment (
  id        uuid   not null,
  draft_id  uuid   not null,
  text      text   not null,
  agency_id uuid   not null,
  by_user   uuid   not null,
  at_ms     bigint not null,
  constraint comment_pkey primary key (id),
  constraint comment_draft_fkey foreign key (draft_id) references meetings.draft (id)
);
create index comment_of_draft on meetings.comment (draft_id);

-- One for each delegation and paragraph: what its State holds now. What it held before is in the ledger.
create table meetings.position (
  draft_id  uuid    not null,
  agency_id uuid    not null,
  version   integer not null,
  stance    text    not null,
  reason    text    not null,
  by_user   uuid    not null,
  at_ms     bigint  not null,
  constraint position_pkey primary key (draft_id, agency_id),
  constraint position_stance_known check (stance in ('support', 'accept', 'reservation', 'oppose')),
  constraint position_draft_fkey foreign key (draft_id) references meetings.draft (id)
);

do $$
declare t text;
begin
  foreach t in array array['draft', 'draft_update', 'draft_hand', 'suggestion', 'comment', 'position'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('create policy %I on meetings.%I for select to palermo_app using ((select access.member()) is not null)',
      t || '_read', t);
    perform ledger.guard(format('meetings.%I', t)::regclass);
    execute format('grant select, insert on meetings.%I to palermo_app', t);
  end loop;
  -- Whoever writes, writes in her own agency's name; a suggestion that the Chair takes up keeps its author's hand.
  foreach t in array array['draft_update', 'comment', 'position'] loop
    execute format('create policy %I on meetings.%I to palermo_app
      using (agency_id = (select access.agency())) with check (agency_id = (select access.agency()))', t || '_own', t);
  end loop;
  foreach t in array array['draft_hand', 'suggestion'] loop
    execute format('create policy %I on meetings.%I to palermo_app
      using (agency_id = (select access.agency()) or (select meetings.runs()))
      with check (agency_id = (select access.agency()) or (select meetings.runs()))', t || '_kept', t);
  end loop;
end $$;
create policy draft_proposed on meetings.draft for insert to palermo_app
  with check (agency_id = (select access.agency()));
-- A draft is written by many; what is adopted is changed by the secretariat's Chair alone.
create policy draft_written on meetings.draft for update to palermo_app
  using (((select access.agency()) is not null and state in ('drafting', 'tabled')) or (select meetings.runs()))
  with check (state <> 'adopted' or (select meetings.runs()));
grant update on meetings.draft, meetings.suggestion, meetings.position to palermo_app;
