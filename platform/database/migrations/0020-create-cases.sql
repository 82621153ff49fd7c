-- Cases: one table per category of data. An agency sees a row only as participant of the case. Identity is in the vault;
-- what may name a person in the other tables is in `sealed`, under her key.

create schema cases;
grant usage on schema cases to palermo_app;

create table cases.participant (
  agency_id    uuid   not null,
  case_id      uuid   not null,
  role         text   not null,
  since_ms     bigint not null,
  -- Copied from the case, so that an agency's list comes from one index in order.
  opened_on    text   not null,
  constraint participant_pkey primary key (agency_id, case_id),
  constraint participant_role_known check (role in ('owner', 'participant'))
);
create index participant_case on cases.participant (case_id);
create index participant_list on cases.participant (agency_id, opened_on desc, case_id);

create table cases.case (
  id                 uuid    not null,
  reference          text    not null,
  person_id          uuid    not null,
  version            integer not null,
  changed_at_ms      bigint  not null,
  erased             boolean not null,
  external_reference text,
  source             text,
  opened_on          text,
  status             text,
  missing            jsonb,
  sealed             bytea,
  constraint case_pkey primary key (id),
  constraint case_reference_key unique (reference)
);

create table cases.person (
  case_id                    uuid not null,
  gender                     text,
  deceased                   boolean,
  marital_status             text,
  number_of_children         double precision,
  primary_language           text,
  secondary_language         text,
  highest_level_of_education text,
  citizenship                text[],
  mailing_country            text,
  missing                    jsonb,
  constraint person_pkey primary key (case_id),
  constraint person_case_fkey foreign key (case_id) references cases.case (id)
);

create table cases.consent (
  case_id uuid not null,
  given   boolean,
  missing jsonb,
  sealed  bytea,
  constraint consent_pkey primary key (case_id),
  constraint consent_case_fkey foreign key (case_id) references cases.case (id)
);

create table cases.victim_context (
  case_id                               uuid not null,
  agreement_to_manage_personal_data     boolean,
  trafficking_status                    text,
  trafficking_status_decision_making_org text,
  relationship_to_trafficker            text,
  recruiter_relation                    text[],
  age_when_trafficked                   double precision,
  age_at_registration                   double precision,
  age_band                              text,
  majority                              text,
  majority_at_entry                     text,
  majority_at_exploitation              text,
  migrant_type                          text,
  international_protection              text,
  migration_situation                   text[],
  method_of_recruitment                 text[],
  recruitment_websites_and_apps         text[],
  abducted                              boolean,
  methods_of_control                    text[],
  means_as_published                    text[],
  type_of_exploitation                  text[],
  exploitation_as_published             text[],
  forced_labour_industry                text[],
  labour_as_published                   text[],
  type_of_sex_exploitation              text[],
  country_of_exploitation               text[],
  exploitation_websites_and_apps        text[],
  months_trafficked                     text,
  vulnerabilities                       text[],
  missing                               jsonb,
  sealed                                bytea,
  constraint victim_context_pkey primary key (case_id),
  constraint victim_context_case_fkey foreign key (case_id) references cases.case (id)
);

create table cases.trafficking_event (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  type text, date text, country text, missing jsonb, sealed bytea,
  constraint trafficking_event_pkey primary key (case_id, id)
);
create table cases.perpetrator_context (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  role_in_process text[], missing jsonb, sealed bytea,
  constraint perpetrator_context_pkey primary key (case_id, id)
);
create table cases.organisation (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  type text, country text, missing jsonb, sealed bytea,
  constraint organisation_pkey primary key (case_id, id)
);
create table cases.incoming_referral (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  incoming_referral_date text, reason_for_incoming_referral text, missing jsonb, sealed bytea,
  constraint incoming_referral_pkey primary key (case_id, id)
);
create table cases.outgoing_referral (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  reason_for_outgoing_referral text, outgoing_referral_date text, missing jsonb, sealed bytea,
  constraint outgoing_referral_pkey primary key (case_id, id)
);
create table cases.support_plan (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  type text, planned_end_date text, actual_end_date text, missing jsonb, sealed bytea,
  constraint support_plan_pkey primary key (case_id, id)
);
create table cases.case_comment (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  missing jsonb, sealed bytea,
  constraint case_comment_pkey primary key (case_id, id)
);
create table cases.service (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  type text, "from" text, until text, missing jsonb, sealed bytea,
  constraint service_pkey primary key (case_id, id)
);
create table cases.proceeding (
  case_id uuid not null, id uuid not null, ordinal integer not null,
  stage text, date text, missing jsonb, sealed bytea,
  constraint proceeding_pkey primary key (case_id, id)
);

-- Whether the asking agency takes part; as owner, so that the rule on participants does not ask itself.
create function cases.takes_part(wanted uuid) returns boolean language sql stable security definer
  set search_path = cases, pg_temp as $$
  select exists (select from cases.participant where agency_id = access.agency() and case_id = wanted)
$$;
grant execute on function cases.takes_part(uuid) to palermo_app;

-- On the participants: one's own rows by index, the others' where one takes part.
alter table cases.participant enable row level security;
create policy participant_seen on cases.participant for select to palermo_app
  using (agency_id = (select access.agency()) or cases.takes_part(case_id));
create policy participant_added on cases.participant for insert to palermo_app
  with check (agency_id = (select access.agency()) or cases.takes_part(case_id));
create policy participant_changed on cases.participant for update to palermo_app
  using (cases.takes_part(case_id));
select ledger.guard('cases.participant');
grant select, insert, update on cases.participant to palermo_app;

do $$
declare t text; key text;
begin
  foreach t in array array['case', 'person', 'consent', 'victim_context', 'trafficking_event', 'perpetrator_context',
    'organisation', 'incoming_referral', 'outgoing_referral', 'support_plan', 'case_comment', 'service', 'proceeding'] loop
    key := case when t = 'case' then 'id' else 'case_id' end;
    execute format('alter table cases.%I enable row level security', t);
    execute format('create policy %I on cases.%I to palermo_app
      using (exists (select from cases.participant p where p.agency_id = (select access.agency()) and p.case_id = %I.%I))',
      t || '_of_participants', t, t, key);
    perform ledger.guard(format('cases.%I', t)::regclass);
    execute format('grant select, insert, update, delete on cases.%I to palermo_app', t);
  end loop;
end $$;

-- The vault follows the case: identity for its participants, keys only with an entry about the case in this transaction.
alter table vault.identity enable row level security;
create policy identity_of_participants on vault.identity to palermo_app
  using (exists (select from cases.participant p where p.agency_id = (select access.agency()) and p.case_id = identity.case_id));
alter table vault.search_token enable row level security;
create policy search_token_of_participants on vault.search_token to palermo_app
  using (exists (select from cases.participant p where p.agency_id = (select access.agency()) and p.case_id = search_token.case_id));
alter table vault.person_key enable row level security;
create policy person_key_with_an_entry on vault.person_key to palermo_app
  using (vault.entry_is_about(case_id) and exists (
    select from cases.participant p where p.agency_id = (select access.agency()) and p.case_id = person_key.case_id))
  with check (exists (
    select from cases.participant p where p.agency_id = (select access.agency()) and p.case_id = person_key.case_id));
grant select, insert, update, delete on vault.identity, vault.person_key, vault.search_token to palermo_app;

-- What the ledger says of a case is for those who take part; an agency keeps sight of what it wrote itself.
alter table ledger.entry enable row level security;
create policy entry_seen on ledger.entry for select to palermo_app
  using (subject_kind <> 'case' or agency_id = (select access.agency()) or cases.takes_part(subject_id));
create policy entry_written on ledger.entry for insert to palermo_app
  with check (actor_id = (select access.member()));
