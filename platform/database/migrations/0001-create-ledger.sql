-- The ledger: every change is an entry, chained by hash per subject, sealed by signed checkpoints.

create schema ledger;
grant usage on schema ledger to palermo_app;

create table ledger.entry (
  position       bigint generated always as identity,
  id             uuid        not null,
  subject_kind   text        not null,
  subject_id     uuid        not null,
  version        integer     not null,
  act            text        not null,
  actor_id       uuid        not null,
  agency_id      uuid,
  purpose        text        not null,
  occurred_at_ms bigint      not null,
  recorded_at_ms bigint      not null,
  payload        text        not null,
  previous_hash  bytea       not null,
  hash           bytea       not null,
  transaction_id xid8        not null default pg_current_xact_id(),
  constraint entry_pkey primary key (position),
  constraint entry_id_key unique (id),
  constraint entry_subject_version_key unique (subject_id, version),
  constraint entry_version_positive check (version > 0),
  constraint entry_hash_length check (length(hash) = 32 and length(previous_hash) = 32)
);

-- The newest entry of each subject: what a writer locks, and what shows that a last entry was removed.
create table ledger.head (
  subject_id   uuid    not null,
  subject_kind text    not null,
  version      integer not null,
  hash         bytea   not null,
  constraint head_pkey primary key (subject_id)
);

create table ledger.checkpoint (
  number         integer not null,
  position_first bigint  not null,
  position_last  bigint  not null,
  sealed_at_ms   bigint  not null,
  leaves         bytea   not null,
  root           bytea   not null,
  previous_root  bytea   not null,
  key_id         text    not null,
  signature      bytea   not null,
  constraint checkpoint_pkey primary key (number),
  constraint checkpoint_range check (position_first <= position_last)
);

-- The application inserts and reads; nobody but the owner could change or remove.
grant select on ledger.entry, ledger.head, ledger.checkpoint to palermo_app;
grant insert (id, subject_kind, subject_id, version, act, actor_id, agency_id, purpose, occurred_at_ms,
              recorded_at_ms, payload, previous_hash, hash) on ledger.entry to palermo_app;
grant insert, update on ledger.head to palermo_app;

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'An entry of the ledger is never changed or removed.' using errcode = 'PL001';
end $$;
create trigger entry_is_final before update or delete or truncate on ledger.entry
  for each statement execute function ledger.refuse_change();

-- True inside a transaction that has written an entry; the setting alone is not believed.
create function ledger.has_entry() returns boolean language sql stable as $$
  select exists (
    select from ledger.entry
    where id = nullif(current_setting('palermo.entry', true), '')::uuid
      and transaction_id = pg_current_xact_id_if_assigned())
$$;

create function ledger.require_entry() returns trigger language plpgsql security definer
  set search_path = ledger, pg_temp as $$
begin
  if not ledger.has_entry() then
    raise exception 'No write without an act: % was changed in a transaction that has no entry in the ledger.',
      tg_table_schema || '.' || tg_table_name using errcode = 'PL002';
  end if;
  return null;
end $$;

-- Puts a table under the first law. Called once for every table of a capability.
create function ledger.guard(guarded regclass) returns void language plpgsql as $$
begin
  execute format('create trigger requires_entry after insert or update or delete on %s
                  for each statement execute function ledger.require_entry()', guarded);
  execute format('create trigger requires_entry_truncate before truncate on %s
                  for each statement execute function ledger.require_entry()', guarded);
end $$;

-- Who is asking, as open() has told the database for this transaction. Read once per statement when
-- written as (select access.agency()).
create schema access;
grant usage on schema access to palermo_app;
create function access.agency() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('palermo.agency', true), '')::uuid $$;
create function access.member() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('palermo.user', true), '')::uuid $$;
grant execute on all functions in schema access, ledger to palermo_app;

create table access.agency_directory (
  id         uuid not null,
  name       text not null,
  kind       text not null,
  country    text,
  closed_on  date,
  constraint agency_directory_pkey primary key (id)
);
create table access.membership (
  user_id   uuid not null,
  agency_id uuid not null,
  role      text not null,
  constraint membership_pkey primary key (user_id, agency_id, role),
  constraint membership_agency_fkey foreign key (agency_id) references access.agency_directory (id)
);
create table access.setting (
  name  text not null,
  value jsonb not null,
  constraint setting_pkey primary key (name)
);
select ledger.guard('access.agency_directory');
select ledger.guard('access.membership');
select ledger.guard('access.setting');
grant select, insert, update on access.agency_directory, access.setting to palermo_app;
grant select, insert, update, delete on access.membership to palermo_app;
