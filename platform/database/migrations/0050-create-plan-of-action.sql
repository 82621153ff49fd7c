-- The plan of action: what is done about recommendations, by whom, until when; what the institution reports and what
-- others find. Both are kept, neither replaces the other.

create schema plan;
grant usage on schema plan to palermo_app;

create table plan.action (
  id                   uuid    not null,
  version              integer not null,
  public               boolean not null,
  title                text    not null,
  what                 text,
  theme                text    not null,
  -- An agency of this node, or an institution that is only named.
  institution_id       uuid,
  institution_name     text,
  focal_user_id        uuid,
  focal_role           text,
  alternate_user_id    uuid,
  alternate_role       text,
  validating_id        uuid    not null,
  starts_on            date    not null,
  due_on               date    not null,
  budget               numeric,
  currency             text,
  funds                text,
  indicator_kind       text    not null,
  indicator_live       text,
  indicator_name       text,
  indicator_unit       text,
  indicator_baseline   numeric,
  indicator_target     numeric,
  indicator_months     integer,
  made_by_agency_id    uuid    not null,
  made_at_ms           bigint  not null,
  changed_at_ms        bigint  not null,
  withdrawn_at_ms      bigint,
  withdrawn_because    text,
  constraint action_pkey primary key (id),
  constraint action_has_institution check (institution_id is not null or institution_name is not null),
  constraint action_dates check (starts_on <= due_on),
  constraint action_indicator_known check (indicator_kind in ('live', 'hand', 'none')),
  constraint action_institution_fkey foreign key (institution_id) references access.agency_directory (id),
  constraint action_validating_fkey foreign key (validating_id) references access.agency_directory (id)
);

-- What an action answers: a recommendation of the registry (all of it, a sub-item, one thing asked), or one of another
-- body, entered by hand.
create table plan.serves (
  action_id uuid    not null,
  place     integer not null,
  report_id uuid,
  ordinal   integer,
  sub       text,
  -- Counted from 1 in the order of print; null for everything asked.
  ask       integer,
  body      text,
  citation  text,
  wording   text,
  url       text,
  constraint serves_pkey primary key (action_id, place),
  constraint serves_one check ((report_id is null) = (ordinal is null) and (report_id is null) <> (body is null)),
  constraint serves_action_fkey foreign key (action_id) references plan.action (id),
  constraint serves_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
create index serves_paragraph on plan.serves (report_id, ordinal);

create table plan.milestone (
  action_id uuid    not null,
  id        uuid    not null,
  place     integer not null,
  title     text    not null,
  due_on    date    not null,
  done_on   date,
  constraint milestone_pkey primary key (action_id, id),
  constraint milestone_action_fkey foreign key (action_id) references plan.action (id)
);

-- What the institution reports. The id is that of its entry in the ledger; so it is below.
create table plan.progress (
  id               uuid    not null,
  action_id        uuid    not null,
  version          integer not null,
  public           boolean not null,
  status           text    not null,
  reason           text    not null,
  done             text,
  spent            numeric,
  agency_id        uuid    not null,
  reported_by      uuid    not null,
  reported_at_ms   bigint  not null,
  decision         text,
  decided_because  text,
  decided_by       uuid,
  decided_agency   uuid,
  decided_at_ms    bigint,
  constraint progress_pkey primary key (id),
  constraint progress_decision_known check (decision in ('accepted', 'returned')),
  constraint progress_action_fkey foreign key (action_id) references plan.action (id)
);
create index progress_action on plan.progress (action_id, version);

-- What somebody independent finds.
create table plan.assessment (
  id             uuid    not null,
  action_id      uuid    not null,
  version        integer not null,
  public         boolean not null,
  capacity       text    not null,
  status         text    not null,
  reason         text    not null,
  agency_id      uuid    not null,
  assessed_by    uuid    not null,
  assessed_at_ms bigint  not null,
  constraint assessment_pkey primary key (id),
  constraint assessment_capacity_known check (capacity in ('rapporteur', 'civil-society')),
  constraint assessment_action_fkey foreign key (action_id) references plan.action (id)
);
create index assessment_action on plan.assessment (action_id, version);

-- What proves a report or an assessment: a file, a figure, or the passage of a document that can be looked up.
create table plan.evidence (
  id          uuid    not null,
  action_id   uuid    not null,
  of_id       uuid    not null,
  place       integer not null,
  kind        text    not null,
  public      boolean not null,
  title       text    not null,
  file_id     uuid,
  value       numeric,
  unit        text,
  on_day      date,
  source      text,
  url         text,
  passage     text,
  passage_at  text,
  agency_id   uuid    not null,
  constraint evidence_pkey primary key (id),
  constraint evidence_kind_known check (kind in ('file', 'figure', 'extract')),
  constraint evidence_action_fkey foreign key (action_id) references plan.action (id)
);
create index evidence_of on plan.evidence (action_id, of_id);
create index evidence_file on plan.evidence (file_id) where file_id is not null;

-- Values of an indicator that is kept by hand.
create table plan.measurement (
  id             uuid    not null,
  action_id      uuid    not null,
  version        integer not null,
  on_day         date    not null,
  value          numeric not null,
  source         text    not null,
  agency_id      uuid    not null,
  measured_by    uuid    not null,
  measured_at_ms bigint  not null,
  constraint measurement_pkey primary key (id),
  constraint measurement_action_fkey foreign key (action_id) references plan.action (id)
);
create index measurement_action on plan.measurement (action_id, on_day);

-- Reminders, raised by the node before and after a day on which something is due.
create table plan.notice (
  id                  uuid    not null,
  version             integer not null,
  action_id           uuid    not null,
  milestone_id        uuid,
  stage               text    not null,
  due_on              date    not null,
  recipient_user_id   uuid,
  recipient_role      text,
  recipient_agency_id uuid    not null,
  raised_at_ms        bigint  not null,
  seen_at_ms          bigint,
  constraint notice_pkey primary key (id),
  constraint notice_stage_known check (stage in ('before-30', 'before-7', 'after-1', 'after-30')),
  constraint notice_recipient check (recipient_user_id is not null or recipient_role is not null),
  constraint notice_action_fkey foreign key (action_id) references plan.action (id)
);
create index notice_user on plan.notice (recipient_user_id) where seen_at_ms is null;
create index notice_agency on plan.notice (recipient_agency_id) where seen_at_ms is null;
