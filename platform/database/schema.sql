CREATE SCHEMA access;
CREATE SCHEMA accounts;
CREATE SCHEMA boss;
CREATE SCHEMA cases;
CREATE SCHEMA files;
CREATE SCHEMA jobs;
CREATE SCHEMA ledger;
CREATE SCHEMA platform;
CREATE SCHEMA recommendations;
CREATE SCHEMA statistics;
CREATE SCHEMA vault;
CREATE FUNCTION access.agency() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('palermo.agency', true), '')::uuid $$;
CREATE FUNCTION access.member() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('palermo.user', true), '')::uuid $$;
CREATE FUNCTION accounts.end_demonstration() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'accounts', 'pg_temp'
    AS $$
begin
  if not accounts.is_demonstration() then
    delete from accounts."user" where demonstration;
  end if;
  return null;
end $$;
CREATE FUNCTION accounts.is_demonstration() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'access', 'pg_temp'
    AS $$ select exists (select from access.setting where name = 'node.demonstration' and value <> 'false'::jsonb) $$;
CREATE FUNCTION accounts.refuse_conversion() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'accounts', 'pg_temp'
    AS $$
begin
  if new.name = 'node.demonstration' and new.value <> 'false'::jsonb
     and not accounts.is_demonstration()
     and exists (select from accounts."user" where not demonstration) then
    raise exception 'This node has accounts of its own and cannot become a demonstration.' using errcode = 'PL004';
  end if;
  return new;
end $$;
CREATE FUNCTION accounts.refuse_demonstration() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not accounts.is_demonstration() then
    raise exception 'Demonstration accounts exist in a demonstration node only.' using errcode = 'PL003';
  end if;
  return new;
end $$;
CREATE FUNCTION cases.is_new(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'cases', 'pg_temp'
    AS $$
  select not exists (select from cases.participant where case_id = wanted)
$$;
CREATE FUNCTION cases.takes_part(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'cases', 'pg_temp'
    AS $$
  select exists (select from cases.participant where agency_id = access.agency() and case_id = wanted)
$$;
CREATE FUNCTION ledger.guard(guarded regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  execute format('create trigger requires_entry after insert or update or delete on %s
                  for each statement execute function ledger.require_entry()', guarded);
  execute format('create trigger requires_entry_truncate before truncate on %s
                  for each statement execute function ledger.require_entry()', guarded);
end $$;
CREATE FUNCTION ledger.has_entry() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (
    select from ledger.entry
    where id = nullif(current_setting('palermo.entry', true), '')::uuid
      and transaction_id = pg_current_xact_id_if_assigned())
$$;
CREATE FUNCTION ledger.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'An entry of the ledger is never changed or removed.' using errcode = 'PL001';
end $$;
CREATE FUNCTION ledger.require_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ledger', 'pg_temp'
    AS $$
begin
  if not ledger.has_entry() then
    raise exception 'No write without an act: % was changed in a transaction that has no entry in the ledger.',
      tg_table_schema || '.' || tg_table_name using errcode = 'PL002';
  end if;
  return null;
end $$;
CREATE FUNCTION statistics.record_facts(subjects uuid[], facts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'statistics', 'pg_temp'
    AS $$
begin
  insert into fact_origin (subject_id, kind, ordinal)
    select subject_id, kind, ordinal
    from jsonb_to_recordset(facts) as g(subject_id uuid, kind text, ordinal smallint)
    where subject_id = any(subjects)
    on conflict do nothing;
  insert into fact (id, kind, year, sex, age_band, citizenship, country_of_exploitation, exploitation, means, industry,
                    trafficking_status, agency_kind, service_type, stage)
    select o.fact_id, g.kind, g.year, g.sex, g.age_band, g.citizenship, g.country_of_exploitation, g.exploitation,
           g.means, g.industry, g.trafficking_status, g.agency_kind, g.service_type, g.stage
    from jsonb_to_recordset(facts) as g(
      subject_id uuid, kind text, ordinal smallint, year smallint, sex text, age_band text, citizenship text[],
      country_of_exploitation text[], exploitation text[], means text[], industry text[], trafficking_status text,
      agency_kind text, service_type text, stage text)
    join fact_origin o using (subject_id, kind, ordinal)
    -- Random ids in their own order, so that the order of rows says nothing about the order of cases.
    order by o.fact_id
    on conflict (id) do update set
      year = excluded.year, sex = excluded.sex, age_band = excluded.age_band, citizenship = excluded.citizenship,
      country_of_exploitation = excluded.country_of_exploitation, exploitation = excluded.exploitation,
      means = excluded.means, industry = excluded.industry, trafficking_status = excluded.trafficking_status,
      agency_kind = excluded.agency_kind, service_type = excluded.service_type, stage = excluded.stage,
      withdrawn = false, written_by = pg_current_xact_id()
    where (fact.year, fact.sex, fact.age_band, fact.citizenship, fact.country_of_exploitation, fact.exploitation,
           fact.means, fact.industry, fact.trafficking_status, fact.agency_kind, fact.service_type, fact.stage,
           fact.withdrawn)
      is distinct from
          (excluded.year, excluded.sex, excluded.age_band, excluded.citizenship, excluded.country_of_exploitation,
           excluded.exploitation, excluded.means, excluded.industry, excluded.trafficking_status,
           excluded.agency_kind, excluded.service_type, excluded.stage, false);
  update fact set withdrawn = true, written_by = pg_current_xact_id()
    from fact_origin o
    where o.fact_id = fact.id and o.subject_id = any(subjects) and not fact.withdrawn
      and not exists (
        select from jsonb_to_recordset(facts) as g(subject_id uuid, kind text, ordinal smallint)
        where g.subject_id = o.subject_id and g.kind = o.kind and g.ordinal = o.ordinal);
end $$;
CREATE FUNCTION vault.entry_is_about(wanted_case uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (
    select from ledger.entry
    where subject_id = wanted_case
      and actor_id = (select access.member())
      and transaction_id = pg_current_xact_id_if_assigned())
$$;
CREATE TABLE access.agency_directory (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    country text,
    closed_on date
);
CREATE TABLE access.membership (
    user_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    role text NOT NULL
);
CREATE TABLE access.setting (
    name text NOT NULL,
    value jsonb NOT NULL
);
CREATE TABLE accounts.attempt (
    key bytea NOT NULL,
    kind text NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT attempt_kind CHECK ((kind = ANY (ARRAY['account'::text, 'address'::text])))
);
CREATE TABLE accounts.credential (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamp with time zone,
    refresh_token_expires_at timestamp with time zone,
    scope text,
    password text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE accounts.demonstration (
    user_id uuid NOT NULL,
    role text NOT NULL,
    agency text NOT NULL,
    password text NOT NULL
);
CREATE TABLE accounts.passkey (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    name text,
    public_key text NOT NULL,
    credential_id text NOT NULL,
    counter integer NOT NULL,
    device_type text NOT NULL,
    backed_up boolean NOT NULL,
    transports text,
    aaguid text,
    created_at timestamp with time zone DEFAULT now()
);
CREATE TABLE accounts.second_factor (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    secret text NOT NULL,
    backup_codes text NOT NULL,
    verified boolean DEFAULT true NOT NULL,
    failed_verification_count integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone
);
CREATE TABLE accounts.session (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    token text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    lapses_at timestamp with time zone NOT NULL,
    strong boolean DEFAULT false NOT NULL,
    agency_id uuid,
    ip_address text,
    user_agent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT session_no_address CHECK (((ip_address IS NULL) OR (ip_address = ''::text)))
);
CREATE TABLE accounts."user" (
    id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_verified boolean DEFAULT true NOT NULL,
    image text,
    language text,
    two_factor_enabled boolean DEFAULT false NOT NULL,
    administrator boolean DEFAULT false NOT NULL,
    must_change_password boolean DEFAULT false NOT NULL,
    locked_at timestamp with time zone,
    demonstration boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT user_email_lower CHECK (((email = lower(email)) AND (POSITION(('@'::text) IN (email)) > 1))),
    CONSTRAINT user_name_given CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE TABLE accounts.verification (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE cases."case" (
    id uuid NOT NULL,
    reference text NOT NULL,
    person_id uuid NOT NULL,
    version integer NOT NULL,
    changed_at_ms bigint NOT NULL,
    erased boolean NOT NULL,
    external_reference text,
    source text,
    opened_on text,
    status text,
    missing jsonb,
    sealed bytea,
    import_id uuid,
    import_key text
);
CREATE TABLE cases.case_comment (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.consent (
    case_id uuid NOT NULL,
    given boolean,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.import (
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    user_id uuid NOT NULL,
    begun_at_ms bigint NOT NULL,
    finished_at_ms bigint,
    state text NOT NULL,
    layout text NOT NULL,
    file_hash text NOT NULL,
    file_bytes bigint NOT NULL,
    read integer DEFAULT 0 NOT NULL,
    opened integer DEFAULT 0 NOT NULL,
    repeated integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    problem_total integer DEFAULT 0 NOT NULL,
    problems bytea,
    CONSTRAINT import_state_known CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text, 'stopped'::text])))
);
CREATE TABLE cases.incoming_referral (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    incoming_referral_date text,
    reason_for_incoming_referral text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.listed (
    agency_id uuid NOT NULL,
    case_id uuid NOT NULL,
    opened_on text NOT NULL COLLATE pg_catalog."C",
    reference text NOT NULL COLLATE pg_catalog."C",
    external_reference text,
    status text,
    gender text,
    age_band text,
    citizenship text[],
    country_of_exploitation text[],
    type_of_exploitation text[],
    trafficking_status text,
    plan_due_on text COLLATE pg_catalog."C"
);
CREATE TABLE cases.organisation (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    country text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.outgoing_referral (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    reason_for_outgoing_referral text,
    outgoing_referral_date text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.participant (
    agency_id uuid NOT NULL,
    case_id uuid NOT NULL,
    role text NOT NULL,
    since_ms bigint NOT NULL,
    CONSTRAINT participant_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'participant'::text])))
);
CREATE TABLE cases.perpetrator_context (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    role_in_process text[],
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.person (
    case_id uuid NOT NULL,
    gender text,
    deceased boolean,
    marital_status text,
    number_of_children double precision,
    primary_language text,
    secondary_language text,
    highest_level_of_education text,
    citizenship text[],
    mailing_country text,
    missing jsonb
);
CREATE TABLE cases.proceeding (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    stage text,
    date text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.service (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    "from" text,
    until text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.support_plan (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    planned_end_date text,
    actual_end_date text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.trafficking_event (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    ordinal integer NOT NULL,
    type text,
    date text,
    country text,
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.victim_context (
    case_id uuid NOT NULL,
    agreement_to_manage_personal_data boolean,
    trafficking_status text,
    trafficking_status_decision_making_org text,
    relationship_to_trafficker text,
    recruiter_relation text[],
    age_when_trafficked double precision,
    age_at_registration double precision,
    age_band text,
    majority text,
    majority_at_entry text,
    majority_at_exploitation text,
    migrant_type text,
    international_protection text,
    migration_situation text[],
    method_of_recruitment text[],
    recruitment_websites_and_apps text[],
    abducted boolean,
    methods_of_control text[],
    means_as_published text[],
    type_of_exploitation text[],
    exploitation_as_published text[],
    forced_labour_industry text[],
    labour_as_published text[],
    type_of_sex_exploitation text[],
    country_of_exploitation text[],
    exploitation_websites_and_apps text[],
    months_trafficked text,
    vulnerabilities text[],
    missing jsonb,
    sealed bytea
);
CREATE TABLE cases.view (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    saved_at_ms bigint NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE files.file (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    agency_id uuid,
    size_bytes bigint NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed_name bytea NOT NULL,
    created_at_ms bigint NOT NULL
);
CREATE TABLE jobs.progress (
    id uuid NOT NULL,
    kind text NOT NULL,
    owner_id uuid NOT NULL,
    agency_id uuid,
    state text NOT NULL,
    done bigint NOT NULL,
    total bigint,
    result jsonb,
    problem text,
    created_at_ms bigint NOT NULL,
    changed_at_ms bigint NOT NULL,
    CONSTRAINT progress_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'finished'::text, 'failed'::text])))
);
CREATE TABLE ledger.checkpoint (
    number integer NOT NULL,
    position_first bigint NOT NULL,
    position_last bigint NOT NULL,
    sealed_at_ms bigint NOT NULL,
    leaves bytea NOT NULL,
    root bytea NOT NULL,
    previous_root bytea NOT NULL,
    key_id text NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT checkpoint_range CHECK ((position_first <= position_last))
);
CREATE TABLE ledger.entry (
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    version integer NOT NULL,
    act text NOT NULL,
    actor_id uuid NOT NULL,
    agency_id uuid,
    purpose text NOT NULL,
    occurred_at_ms bigint NOT NULL,
    recorded_at_ms bigint NOT NULL,
    payload text NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT entry_hash_length CHECK (((length(hash) = 32) AND (length(previous_hash) = 32))),
    CONSTRAINT entry_version_positive CHECK ((version > 0))
);
ALTER TABLE ONLY ledger.entry ALTER COLUMN payload SET COMPRESSION lz4;
ALTER TABLE ledger.entry ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.entry_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger.head (
    subject_id uuid NOT NULL,
    subject_kind text NOT NULL,
    version integer NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE platform.migration (
    name text NOT NULL,
    text_hash text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE recommendations.atom (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    place integer NOT NULL,
    suggestion boolean NOT NULL,
    sub text,
    sentence integer NOT NULL,
    addressee text NOT NULL,
    origin text NOT NULL,
    deontic text NOT NULL,
    text text NOT NULL,
    reading jsonb NOT NULL
);
CREATE TABLE recommendations.citation (
    report_id uuid NOT NULL,
    place integer NOT NULL,
    ordinal integer,
    sub text,
    kind text NOT NULL,
    relation text NOT NULL,
    target text NOT NULL,
    cited_of text,
    literal text NOT NULL,
    reading jsonb NOT NULL
);
CREATE TABLE recommendations.cross_reference (
    report_id uuid NOT NULL,
    place integer NOT NULL,
    origin text NOT NULL,
    from_ordinal integer,
    from_para integer NOT NULL,
    from_sub text,
    to_ordinal integer,
    to_para integer NOT NULL,
    to_sub text,
    direction text,
    literal text,
    reading jsonb NOT NULL,
    CONSTRAINT cross_reference_origin_known CHECK ((origin = ANY (ARRAY['printed'::text, 'derived'::text])))
);
CREATE TABLE recommendations.evidence (
    id uuid NOT NULL,
    version integer NOT NULL,
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    sub text,
    indicator text NOT NULL,
    agency_id uuid,
    tied_by uuid NOT NULL,
    tied_at_ms bigint NOT NULL,
    untied_at_ms bigint
);
CREATE TABLE recommendations.expression (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    of_report_id uuid NOT NULL,
    of_ordinal integer NOT NULL,
    likeness double precision NOT NULL
);
CREATE TABLE recommendations.flag (
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    place integer NOT NULL,
    ordinal integer,
    code text NOT NULL,
    literal text NOT NULL,
    what text NOT NULL,
    remedy text NOT NULL,
    reading jsonb NOT NULL,
    compared boolean NOT NULL,
    version integer NOT NULL,
    decision text,
    remark text,
    settled_by uuid,
    settled_at_ms bigint,
    CONSTRAINT flag_decision_known CHECK ((decision = ANY (ARRAY['reading-right'::text, 'reading-wrong'::text, 'print-wrong'::text])))
);
CREATE TABLE recommendations.note (
    report_id uuid NOT NULL,
    place integer NOT NULL,
    label text NOT NULL,
    literal text NOT NULL,
    text text NOT NULL,
    resolved text,
    reading jsonb NOT NULL
);
CREATE TABLE recommendations.paragraph (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    address text NOT NULL,
    citation text NOT NULL,
    language text NOT NULL,
    theme text,
    because text[],
    meeting_from text,
    asks text[] NOT NULL,
    heading text NOT NULL,
    text text NOT NULL,
    reading jsonb NOT NULL,
    reissue boolean NOT NULL
);
CREATE TABLE recommendations.report (
    id uuid NOT NULL,
    version integer NOT NULL,
    slug text NOT NULL,
    language text NOT NULL,
    symbol text,
    title text,
    byline text,
    kind text NOT NULL,
    dated_on text,
    meeting jsonb,
    meeting_year integer,
    chapters jsonb NOT NULL,
    file_hash text NOT NULL,
    file_bytes bigint NOT NULL,
    text_hash text NOT NULL,
    text text NOT NULL,
    agency_id uuid,
    entered_by uuid NOT NULL,
    entered_at_ms bigint NOT NULL
);
CREATE TABLE recommendations.wording (
    report_id uuid NOT NULL,
    ordinal integer NOT NULL,
    folded text NOT NULL,
    search tsvector NOT NULL
);
CREATE TABLE statistics.fact (
    id uuid NOT NULL,
    kind text NOT NULL,
    year smallint,
    sex text,
    age_band text,
    citizenship text[],
    country_of_exploitation text[],
    exploitation text[],
    means text[],
    industry text[],
    trafficking_status text,
    agency_kind text,
    service_type text,
    stage text,
    withdrawn boolean DEFAULT false NOT NULL,
    written_by xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT fact_kind_known CHECK ((kind = ANY (ARRAY['victim'::text, 'service'::text, 'proceeding'::text])))
);
CREATE TABLE statistics.fact_origin (
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    ordinal smallint NOT NULL,
    fact_id uuid DEFAULT gen_random_uuid() NOT NULL
);
CREATE TABLE vault.identity (
    person_id uuid NOT NULL,
    case_id uuid NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE vault.person_key (
    person_id uuid NOT NULL,
    case_id uuid NOT NULL,
    wrapped_key bytea NOT NULL
);
CREATE TABLE vault.search_token (
    token bytea NOT NULL,
    person_id uuid NOT NULL,
    case_id uuid NOT NULL
);
ALTER TABLE ONLY access.agency_directory
    ADD CONSTRAINT agency_directory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (user_id, agency_id, role);
ALTER TABLE ONLY access.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY accounts.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (key);
ALTER TABLE ONLY accounts.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.credential
    ADD CONSTRAINT credential_provider_key UNIQUE (provider_id, account_id);
ALTER TABLE ONLY accounts.demonstration
    ADD CONSTRAINT demonstration_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY accounts.passkey
    ADD CONSTRAINT passkey_credential_key UNIQUE (credential_id);
ALTER TABLE ONLY accounts.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.second_factor
    ADD CONSTRAINT second_factor_user_key UNIQUE (user_id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_token_key UNIQUE (token);
ALTER TABLE ONLY accounts."user"
    ADD CONSTRAINT user_email_key UNIQUE (email);
ALTER TABLE ONLY accounts."user"
    ADD CONSTRAINT user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY accounts.verification
    ADD CONSTRAINT verification_identifier_key UNIQUE (identifier);
ALTER TABLE ONLY accounts.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases.case_comment
    ADD CONSTRAINT case_comment_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases."case"
    ADD CONSTRAINT case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases."case"
    ADD CONSTRAINT case_reference_key UNIQUE (reference);
ALTER TABLE ONLY cases.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY cases.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases.incoming_referral
    ADD CONSTRAINT incoming_referral_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.listed
    ADD CONSTRAINT listed_pkey PRIMARY KEY (agency_id, case_id);
ALTER TABLE ONLY cases.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.outgoing_referral
    ADD CONSTRAINT outgoing_referral_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (agency_id, case_id);
ALTER TABLE ONLY cases.perpetrator_context
    ADD CONSTRAINT perpetrator_context_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY cases.proceeding
    ADD CONSTRAINT proceeding_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.support_plan
    ADD CONSTRAINT support_plan_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.trafficking_event
    ADD CONSTRAINT trafficking_event_pkey PRIMARY KEY (case_id, id);
ALTER TABLE ONLY cases.victim_context
    ADD CONSTRAINT victim_context_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY cases.view
    ADD CONSTRAINT view_pkey PRIMARY KEY (id);
ALTER TABLE ONLY files.file
    ADD CONSTRAINT file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY jobs.progress
    ADD CONSTRAINT progress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (number);
ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_id_key UNIQUE (id);
ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_subject_version_key UNIQUE (subject_id, version);
ALTER TABLE ONLY ledger.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY platform.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY recommendations.atom
    ADD CONSTRAINT atom_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.citation
    ADD CONSTRAINT citation_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.cross_reference
    ADD CONSTRAINT cross_reference_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.expression
    ADD CONSTRAINT expression_pkey PRIMARY KEY (report_id, ordinal, of_report_id);
ALTER TABLE ONLY recommendations.flag
    ADD CONSTRAINT flag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.flag
    ADD CONSTRAINT flag_place_key UNIQUE (report_id, place);
ALTER TABLE ONLY recommendations.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (report_id, place);
ALTER TABLE ONLY recommendations.paragraph
    ADD CONSTRAINT paragraph_address_key UNIQUE (report_id, address);
ALTER TABLE ONLY recommendations.paragraph
    ADD CONSTRAINT paragraph_pkey PRIMARY KEY (report_id, ordinal);
ALTER TABLE ONLY recommendations.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);
ALTER TABLE ONLY recommendations.report
    ADD CONSTRAINT report_slug_key UNIQUE (slug);
ALTER TABLE ONLY recommendations.report
    ADD CONSTRAINT report_text_key UNIQUE (text_hash);
ALTER TABLE ONLY recommendations.wording
    ADD CONSTRAINT wording_pkey PRIMARY KEY (report_id, ordinal);
ALTER TABLE ONLY statistics.fact_origin
    ADD CONSTRAINT fact_origin_fact_key UNIQUE (fact_id);
ALTER TABLE ONLY statistics.fact_origin
    ADD CONSTRAINT fact_origin_pkey PRIMARY KEY (subject_id, kind, ordinal);
ALTER TABLE ONLY statistics.fact
    ADD CONSTRAINT fact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY vault.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY vault.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY vault.search_token
    ADD CONSTRAINT search_token_pkey PRIMARY KEY (token, person_id);
CREATE INDEX credential_user ON accounts.credential USING btree (user_id);
CREATE INDEX passkey_user ON accounts.passkey USING btree (user_id);
CREATE INDEX session_expires ON accounts.session USING btree (expires_at);
CREATE INDEX session_of_user ON accounts.session USING btree (user_id);
CREATE INDEX verification_expires ON accounts.verification USING btree (expires_at);
CREATE INDEX import_list ON cases.import USING btree (agency_id, begun_at_ms DESC, id);
CREATE INDEX listed_case ON cases.listed USING btree (case_id);
CREATE INDEX listed_order ON cases.listed USING btree (agency_id, opened_on, case_id);
CREATE INDEX participant_case ON cases.participant USING btree (case_id);
CREATE INDEX view_of_user ON cases.view USING btree (user_id, agency_id, saved_at_ms);
CREATE INDEX atom_paragraph ON recommendations.atom USING btree (report_id, ordinal);
CREATE INDEX citation_paragraph ON recommendations.citation USING btree (report_id, ordinal);
CREATE INDEX cross_reference_from ON recommendations.cross_reference USING btree (report_id, from_ordinal);
CREATE INDEX cross_reference_to ON recommendations.cross_reference USING btree (report_id, to_ordinal);
CREATE UNIQUE INDEX evidence_once ON recommendations.evidence USING btree (report_id, ordinal, COALESCE(sub, ''::text), indicator) WHERE (untied_at_ms IS NULL);
CREATE INDEX expression_of ON recommendations.expression USING btree (of_report_id, of_ordinal);
CREATE INDEX paragraph_list ON recommendations.paragraph USING btree (meeting_from DESC NULLS LAST, report_id, ordinal) WHERE (role = 'recommendation'::text);
CREATE INDEX wording_search ON recommendations.wording USING gin (search);
CREATE INDEX fact_written_by ON statistics.fact USING btree (written_by);
CREATE INDEX identity_case ON vault.identity USING btree (case_id);
CREATE INDEX person_key_case ON vault.person_key USING btree (case_id);
CREATE INDEX search_token_person ON vault.search_token USING btree (person_id);
CREATE TRIGGER demonstration_ends AFTER DELETE OR UPDATE ON access.setting FOR EACH STATEMENT EXECUTE FUNCTION accounts.end_demonstration();
CREATE TRIGGER demonstration_from_start BEFORE INSERT OR UPDATE ON access.setting FOR EACH ROW EXECUTE FUNCTION accounts.refuse_conversion();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON access.agency_directory FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON access.membership FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON access.setting FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON access.agency_directory FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON access.membership FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON access.setting FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER demonstration_only BEFORE INSERT OR UPDATE ON accounts.demonstration FOR EACH ROW EXECUTE FUNCTION accounts.refuse_demonstration();
CREATE TRIGGER demonstration_user_only BEFORE INSERT OR UPDATE OF demonstration ON accounts."user" FOR EACH ROW WHEN (new.demonstration) EXECUTE FUNCTION accounts.refuse_demonstration();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases."case" FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.case_comment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.consent FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.import FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.incoming_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.listed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.organisation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.outgoing_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.participant FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.perpetrator_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.person FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.proceeding FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.service FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.support_plan FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.trafficking_event FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.victim_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON cases.view FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases."case" FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.case_comment FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.consent FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.import FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.incoming_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.listed FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.organisation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.outgoing_referral FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.participant FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.perpetrator_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.person FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.proceeding FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.service FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.support_plan FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.trafficking_event FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.victim_context FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON cases.view FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON files.file FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON files.file FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER entry_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.entry FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.atom FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.citation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.cross_reference FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.expression FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.flag FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.note FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.paragraph FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.report FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON recommendations.wording FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.atom FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.citation FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.cross_reference FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.evidence FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.expression FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.flag FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.note FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.paragraph FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.report FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON recommendations.wording FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.fact FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON statistics.fact_origin FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.fact FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON statistics.fact_origin FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON vault.identity FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON vault.person_key FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry AFTER INSERT OR DELETE OR UPDATE ON vault.search_token FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON vault.identity FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON vault.person_key FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
CREATE TRIGGER requires_entry_truncate BEFORE TRUNCATE ON vault.search_token FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entry();
ALTER TABLE ONLY access.membership
    ADD CONSTRAINT membership_agency_fkey FOREIGN KEY (agency_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY accounts.credential
    ADD CONSTRAINT credential_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.demonstration
    ADD CONSTRAINT demonstration_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.passkey
    ADD CONSTRAINT passkey_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.second_factor
    ADD CONSTRAINT second_factor_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_agency_fkey FOREIGN KEY (agency_id) REFERENCES access.agency_directory(id);
ALTER TABLE ONLY accounts.session
    ADD CONSTRAINT session_user_fkey FOREIGN KEY (user_id) REFERENCES accounts."user"(id) ON DELETE CASCADE;
ALTER TABLE ONLY cases.consent
    ADD CONSTRAINT consent_case_fkey FOREIGN KEY (case_id) REFERENCES cases."case"(id);
ALTER TABLE ONLY cases.person
    ADD CONSTRAINT person_case_fkey FOREIGN KEY (case_id) REFERENCES cases."case"(id);
ALTER TABLE ONLY cases.victim_context
    ADD CONSTRAINT victim_context_case_fkey FOREIGN KEY (case_id) REFERENCES cases."case"(id);
ALTER TABLE ONLY recommendations.atom
    ADD CONSTRAINT atom_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.citation
    ADD CONSTRAINT citation_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.cross_reference
    ADD CONSTRAINT cross_reference_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.evidence
    ADD CONSTRAINT evidence_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.expression
    ADD CONSTRAINT expression_of_fkey FOREIGN KEY (of_report_id, of_ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.expression
    ADD CONSTRAINT expression_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE ONLY recommendations.flag
    ADD CONSTRAINT flag_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.note
    ADD CONSTRAINT note_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.paragraph
    ADD CONSTRAINT paragraph_report_fkey FOREIGN KEY (report_id) REFERENCES recommendations.report(id);
ALTER TABLE ONLY recommendations.wording
    ADD CONSTRAINT wording_paragraph_fkey FOREIGN KEY (report_id, ordinal) REFERENCES recommendations.paragraph(report_id, ordinal);
ALTER TABLE cases."case" ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases.case_comment ENABLE ROW LEVEL SECURITY;
CREATE POLICY case_comment_of_participants ON cases.case_comment TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = case_comment.case_id)))));
CREATE POLICY case_of_participants ON cases."case" TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = "case".id)))));
ALTER TABLE cases.consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY consent_of_participants ON cases.consent TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = consent.case_id)))));
ALTER TABLE cases.import ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_of_agency ON cases.import TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency)));
ALTER TABLE cases.incoming_referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY incoming_referral_of_participants ON cases.incoming_referral TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = incoming_referral.case_id)))));
ALTER TABLE cases.listed ENABLE ROW LEVEL SECURITY;
CREATE POLICY listed_kept ON cases.listed TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = listed.case_id)))));
CREATE POLICY listed_of_agency ON cases.listed FOR SELECT TO palermo_app USING ((agency_id = ( SELECT access.agency() AS agency)));
ALTER TABLE cases.organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_of_participants ON cases.organisation TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = organisation.case_id)))));
ALTER TABLE cases.outgoing_referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY outgoing_referral_of_participants ON cases.outgoing_referral TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = outgoing_referral.case_id)))));
ALTER TABLE cases.participant ENABLE ROW LEVEL SECURITY;
CREATE POLICY participant_added ON cases.participant FOR INSERT TO palermo_app WITH CHECK ((((agency_id = ( SELECT access.agency() AS agency)) AND cases.is_new(case_id)) OR cases.takes_part(case_id)));
CREATE POLICY participant_seen ON cases.participant FOR SELECT TO palermo_app USING (((agency_id = ( SELECT access.agency() AS agency)) OR cases.takes_part(case_id)));
ALTER TABLE cases.perpetrator_context ENABLE ROW LEVEL SECURITY;
CREATE POLICY perpetrator_context_of_participants ON cases.perpetrator_context TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = perpetrator_context.case_id)))));
ALTER TABLE cases.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_of_participants ON cases.person TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = person.case_id)))));
ALTER TABLE cases.proceeding ENABLE ROW LEVEL SECURITY;
CREATE POLICY proceeding_of_participants ON cases.proceeding TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = proceeding.case_id)))));
ALTER TABLE cases.service ENABLE ROW LEVEL SECURITY;
CREATE POLICY service_of_participants ON cases.service TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = service.case_id)))));
ALTER TABLE cases.support_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY support_plan_of_participants ON cases.support_plan TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = support_plan.case_id)))));
ALTER TABLE cases.trafficking_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY trafficking_event_of_participants ON cases.trafficking_event TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = trafficking_event.case_id)))));
ALTER TABLE cases.victim_context ENABLE ROW LEVEL SECURITY;
CREATE POLICY victim_context_of_participants ON cases.victim_context TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = victim_context.case_id)))));
ALTER TABLE cases.view ENABLE ROW LEVEL SECURITY;
CREATE POLICY view_of_its_owner ON cases.view TO palermo_app USING (((user_id = ( SELECT access.member() AS member)) AND (agency_id = ( SELECT access.agency() AS agency))));
ALTER TABLE files.file ENABLE ROW LEVEL SECURITY;
CREATE POLICY file_of_agency ON files.file TO palermo_app USING (((owner_id = ( SELECT access.member() AS member)) OR (agency_id = ( SELECT access.agency() AS agency)))) WITH CHECK (((owner_id = ( SELECT access.member() AS member)) AND (NOT (agency_id IS DISTINCT FROM ( SELECT access.agency() AS agency)))));
ALTER TABLE jobs.progress ENABLE ROW LEVEL SECURITY;
CREATE POLICY progress_of_agency ON jobs.progress TO palermo_app USING (((owner_id = ( SELECT access.member() AS member)) OR (agency_id = ( SELECT access.agency() AS agency)))) WITH CHECK ((owner_id = ( SELECT access.member() AS member)));
ALTER TABLE ledger.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY entry_seen ON ledger.entry FOR SELECT TO palermo_app USING (((agency_id = ( SELECT access.agency() AS agency)) OR (subject_kind <> ALL (ARRAY['case'::text, 'import'::text, 'export'::text, 'case-view'::text])) OR ((subject_kind = 'case'::text) AND cases.takes_part(subject_id))));
CREATE POLICY entry_written ON ledger.entry FOR INSERT TO palermo_app WITH CHECK ((actor_id = ( SELECT access.member() AS member)));
ALTER TABLE recommendations.atom ENABLE ROW LEVEL SECURITY;
CREATE POLICY atom_changed ON recommendations.atom FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY atom_entered ON recommendations.atom FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY atom_read ON recommendations.atom FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.citation ENABLE ROW LEVEL SECURITY;
CREATE POLICY citation_changed ON recommendations.citation FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY citation_entered ON recommendations.citation FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY citation_read ON recommendations.citation FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.cross_reference ENABLE ROW LEVEL SECURITY;
CREATE POLICY cross_reference_changed ON recommendations.cross_reference FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY cross_reference_entered ON recommendations.cross_reference FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY cross_reference_read ON recommendations.cross_reference FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY evidence_changed ON recommendations.evidence FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY evidence_entered ON recommendations.evidence FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY evidence_read ON recommendations.evidence FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.expression ENABLE ROW LEVEL SECURITY;
CREATE POLICY expression_changed ON recommendations.expression FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY expression_entered ON recommendations.expression FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY expression_read ON recommendations.expression FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.flag ENABLE ROW LEVEL SECURITY;
CREATE POLICY flag_changed ON recommendations.flag FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY flag_entered ON recommendations.flag FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY flag_read ON recommendations.flag FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.note ENABLE ROW LEVEL SECURITY;
CREATE POLICY note_changed ON recommendations.note FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY note_entered ON recommendations.note FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY note_read ON recommendations.note FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.paragraph ENABLE ROW LEVEL SECURITY;
CREATE POLICY paragraph_changed ON recommendations.paragraph FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY paragraph_entered ON recommendations.paragraph FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY paragraph_read ON recommendations.paragraph FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.report ENABLE ROW LEVEL SECURITY;
CREATE POLICY report_changed ON recommendations.report FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY report_entered ON recommendations.report FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY report_read ON recommendations.report FOR SELECT TO palermo_app USING (true);
ALTER TABLE recommendations.wording ENABLE ROW LEVEL SECURITY;
CREATE POLICY wording_changed ON recommendations.wording FOR UPDATE TO palermo_app USING ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY wording_entered ON recommendations.wording FOR INSERT TO palermo_app WITH CHECK ((( SELECT access.member() AS member) IS NOT NULL));
CREATE POLICY wording_read ON recommendations.wording FOR SELECT TO palermo_app USING (true);
ALTER TABLE statistics.fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY fact_counted ON statistics.fact FOR SELECT TO palermo_statistics USING (true);
ALTER TABLE statistics.fact_origin ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.identity ENABLE ROW LEVEL SECURITY;
CREATE POLICY identity_of_participants ON vault.identity TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = identity.case_id)))));
ALTER TABLE vault.person_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_key_with_an_entry ON vault.person_key TO palermo_app USING ((vault.entry_is_about(case_id) AND (EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = person_key.case_id)))))) WITH CHECK ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = person_key.case_id)))));
ALTER TABLE vault.search_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY search_token_of_participants ON vault.search_token TO palermo_app USING ((EXISTS ( SELECT
   FROM cases.participant p
  WHERE ((p.agency_id = ( SELECT access.agency() AS agency)) AND (p.case_id = search_token.case_id)))));
GRANT USAGE ON SCHEMA access TO palermo_app;
GRANT USAGE ON SCHEMA accounts TO palermo_app;
GRANT USAGE ON SCHEMA cases TO palermo_app;
GRANT USAGE ON SCHEMA files TO palermo_app;
GRANT USAGE ON SCHEMA jobs TO palermo_app;
GRANT USAGE ON SCHEMA ledger TO palermo_app;
GRANT USAGE ON SCHEMA recommendations TO palermo_app;
GRANT USAGE ON SCHEMA statistics TO palermo_app;
GRANT USAGE ON SCHEMA statistics TO palermo_statistics;
GRANT USAGE ON SCHEMA vault TO palermo_app;
GRANT ALL ON FUNCTION access.agency() TO palermo_app;
GRANT ALL ON FUNCTION access.member() TO palermo_app;
GRANT ALL ON FUNCTION accounts.is_demonstration() TO palermo_app;
GRANT ALL ON FUNCTION cases.is_new(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION cases.takes_part(wanted uuid) TO palermo_app;
GRANT ALL ON FUNCTION ledger.guard(guarded regclass) TO palermo_app;
GRANT ALL ON FUNCTION ledger.has_entry() TO palermo_app;
GRANT ALL ON FUNCTION ledger.refuse_change() TO palermo_app;
GRANT ALL ON FUNCTION ledger.require_entry() TO palermo_app;
REVOKE ALL ON FUNCTION statistics.record_facts(subjects uuid[], facts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION statistics.record_facts(subjects uuid[], facts jsonb) TO palermo_app;
GRANT ALL ON FUNCTION vault.entry_is_about(wanted_case uuid) TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE access.agency_directory TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.membership TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE access.setting TO palermo_app;
GRANT INSERT(id) ON TABLE accounts.credential TO palermo_app;
GRANT SELECT(user_id),INSERT(user_id) ON TABLE accounts.credential TO palermo_app;
GRANT INSERT(account_id) ON TABLE accounts.credential TO palermo_app;
GRANT SELECT(provider_id),INSERT(provider_id) ON TABLE accounts.credential TO palermo_app;
GRANT INSERT(password),UPDATE(password) ON TABLE accounts.credential TO palermo_app;
GRANT UPDATE(updated_at) ON TABLE accounts.credential TO palermo_app;
GRANT SELECT,INSERT ON TABLE accounts.demonstration TO palermo_app;
GRANT DELETE ON TABLE accounts.passkey TO palermo_app;
GRANT SELECT(user_id) ON TABLE accounts.passkey TO palermo_app;
GRANT DELETE ON TABLE accounts.second_factor TO palermo_app;
GRANT SELECT(user_id) ON TABLE accounts.second_factor TO palermo_app;
GRANT DELETE ON TABLE accounts.session TO palermo_app;
GRANT SELECT(user_id) ON TABLE accounts.session TO palermo_app;
GRANT SELECT(agency_id),UPDATE(agency_id) ON TABLE accounts.session TO palermo_app;
GRANT SELECT,INSERT ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(name) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(language) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(two_factor_enabled) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(administrator) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(must_change_password) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(locked_at) ON TABLE accounts."user" TO palermo_app;
GRANT UPDATE(updated_at) ON TABLE accounts."user" TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases."case" TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.case_comment TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.consent TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE cases.import TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.incoming_referral TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE cases.listed TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.organisation TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.outgoing_referral TO palermo_app;
GRANT SELECT,INSERT ON TABLE cases.participant TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.perpetrator_context TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.person TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.proceeding TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.service TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.support_plan TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.trafficking_event TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.victim_context TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE cases.view TO palermo_app;
GRANT SELECT,INSERT,DELETE ON TABLE files.file TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE jobs.progress TO palermo_app;
GRANT SELECT ON TABLE ledger.checkpoint TO palermo_app;
GRANT SELECT ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(subject_kind) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(subject_id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(version) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(act) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(actor_id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(agency_id) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(purpose) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(occurred_at_ms) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(recorded_at_ms) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(payload) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(previous_hash) ON TABLE ledger.entry TO palermo_app;
GRANT INSERT(hash) ON TABLE ledger.entry TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.head TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.atom TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.citation TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.cross_reference TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.evidence TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.expression TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.flag TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.note TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.paragraph TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.report TO palermo_app;
GRANT SELECT,INSERT,UPDATE ON TABLE recommendations.wording TO palermo_app;
GRANT SELECT ON TABLE statistics.fact TO palermo_statistics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.identity TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.person_key TO palermo_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vault.search_token TO palermo_app;
