-- Accounts of people who work with this node. The kept library for accounts reads and writes these tables as the
-- owner; the application role may create an account and show it, and never reads a password, a secret or a session.

create schema accounts;
grant usage on schema accounts to palermo_app;

create table accounts."user" (
  id                   uuid        not null,
  name                 text        not null,
  email                text        not null,
  email_verified       boolean     not null default true,
  image                text,
  language             text,
  two_factor_enabled   boolean     not null default false,
  -- Appointed for the node as a whole, whatever agencies she belongs to.
  administrator        boolean     not null default false,
  -- The first password was chosen by somebody else: nothing is allowed until it is changed.
  must_change_password boolean     not null default false,
  locked_at            timestamptz,
  demonstration        boolean     not null default false,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),
  constraint user_pkey primary key (id),
  constraint user_email_key unique (email),
  constraint user_email_lower check (email = lower(email) and position('@' in email) > 1),
  constraint user_name_given check (length(name) between 1 and 200)
);

-- How somebody proves who she is: a password (hashed), or an identity at an OpenID Connect provider.
create table accounts.credential (
  id                       uuid        not null default gen_random_uuid(),
  user_id                  uuid        not null,
  account_id               text        not null,
  provider_id              text        not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  constraint credential_pkey primary key (id),
  constraint credential_provider_key unique (provider_id, account_id),
  constraint credential_user_fkey foreign key (user_id) references accounts."user" (id) on delete cascade
);
create index credential_user on accounts.credential (user_id);

create table accounts.session (
  id         uuid        not null default gen_random_uuid(),
  user_id    uuid        not null,
  token      text        not null,
  -- The end that nothing moves, and the nearer one that every use moves.
  expires_at timestamptz not null,
  lapses_at  timestamptz not null,
  -- Opened with a second factor.
  strong     boolean     not null default false,
  agency_id  uuid,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint session_pkey primary key (id),
  constraint session_token_key unique (token),
  constraint session_user_fkey foreign key (user_id) references accounts."user" (id) on delete cascade,
  constraint session_agency_fkey foreign key (agency_id) references access.agency_directory (id),
  constraint session_no_address check (ip_address is null or ip_address = '')
);
create index session_of_user on accounts.session (user_id);
create index session_expires on accounts.session (expires_at);

-- Challenges under way: second step of a sign-in, passkeys, OpenID Connect.
create table accounts.verification (
  id         uuid        not null default gen_random_uuid(),
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint verification_pkey primary key (id),
  constraint verification_identifier_key unique (identifier)
);
create index verification_expires on accounts.verification (expires_at);

create table accounts.second_factor (
  id                        uuid        not null default gen_random_uuid(),
  user_id                   uuid        not null,
  secret                    text        not null,
  backup_codes              text        not null,
  verified                  boolean     not null default true,
  failed_verification_count integer     not null default 0,
  locked_until              timestamptz,
  constraint second_factor_pkey primary key (id),
  constraint second_factor_user_key unique (user_id),
  constraint second_factor_user_fkey foreign key (user_id) references accounts."user" (id) on delete cascade
);

create table accounts.passkey (
  id            uuid        not null default gen_random_uuid(),
  user_id       uuid        not null,
  name          text,
  public_key    text        not null,
  credential_id text        not null,
  counter       integer     not null,
  device_type   text        not null,
  backed_up     boolean     not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz default now(),
  constraint passkey_pkey primary key (id),
  constraint passkey_credential_key unique (credential_id),
  constraint passkey_user_fkey foreign key (user_id) references accounts."user" (id) on delete cascade
);
create index passkey_user on accounts.passkey (user_id);

-- Failed attempts, by keyed hash of the account's name or of the network address: neither is stored.
create table accounts.attempt (
  key          bytea       not null,
  kind         text        not null,
  failures     integer     not null,
  last_at      timestamptz not null,
  locked_until timestamptz,
  constraint attempt_pkey primary key (key),
  constraint attempt_kind check (kind in ('account', 'address'))
);

-- The passwords of demonstration accounts are public. They exist only where the node is marked as a demonstration,
-- whoever tries: the mark is a setting, and removing it removes them.
create table accounts.demonstration (
  user_id  uuid not null,
  role     text not null,
  agency   text not null,
  password text not null,
  constraint demonstration_pkey primary key (user_id),
  constraint demonstration_user_fkey foreign key (user_id) references accounts."user" (id) on delete cascade
);
create function accounts.is_demonstration() returns boolean language sql stable security definer
  set search_path = access, pg_temp as
  $$ select exists (select from access.setting where name = 'node.demonstration' and value <> 'false'::jsonb) $$;
create function accounts.refuse_demonstration() returns trigger language plpgsql as $$
begin
  if not accounts.is_demonstration() then
    raise exception 'Demonstration accounts exist in a demonstration node only.' using errcode = 'PL003';
  end if;
  return new;
end $$;
create trigger demonstration_only before insert or update on accounts.demonstration
  for each row execute function accounts.refuse_demonstration();
create trigger demonstration_user_only before insert or update of demonstration on accounts."user"
  for each row when (new.demonstration) execute function accounts.refuse_demonstration();
create function accounts.end_demonstration() returns trigger language plpgsql security definer
  set search_path = accounts, pg_temp as $$
begin
  if not accounts.is_demonstration() then
    delete from accounts."user" where demonstration;
  end if;
  return null;
end $$;
create trigger demonstration_ends after update or delete on access.setting
  for each statement execute function accounts.end_demonstration();
-- A node that holds accounts of real people never becomes a demonstration.
create function accounts.refuse_conversion() returns trigger language plpgsql security definer
  set search_path = accounts, pg_temp as $$
begin
  if new.name = 'node.demonstration' and new.value <> 'false'::jsonb
     and not accounts.is_demonstration()
     and exists (select from accounts."user" where not demonstration) then
    raise exception 'This node has accounts of its own and cannot become a demonstration.' using errcode = 'PL004';
  end if;
  return new;
end $$;
create trigger demonstration_from_start before insert or update on access.setting
  for each row execute function accounts.refuse_conversion();

grant select, insert on accounts."user" to palermo_app;
grant update (name, language, administrator, must_change_password, two_factor_enabled, locked_at, updated_at)
  on accounts."user" to palermo_app;
grant insert (id, user_id, account_id, provider_id, password) on accounts.credential to palermo_app;
grant select (user_id, provider_id), update (password, updated_at) on accounts.credential to palermo_app;
grant select, insert on accounts.demonstration to palermo_app;
grant select (user_id, agency_id), delete, update (agency_id) on accounts.session to palermo_app;
grant select (user_id), delete on accounts.second_factor, accounts.passkey to palermo_app;
grant execute on function accounts.is_demonstration() to palermo_app;
