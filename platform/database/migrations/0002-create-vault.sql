-- The vault: each person's own key, wrapped by the node's key; identity sealed under it; keyed hashes to search by.

create schema vault;
grant usage on schema vault to palermo_app;

create table vault.person_key (
  person_id   uuid  not null,
  case_id     uuid  not null,
  wrapped_key bytea not null,
  constraint person_key_pkey primary key (person_id)
);
create index person_key_case on vault.person_key (case_id);

create table vault.identity (
  person_id uuid  not null,
  case_id   uuid  not null,
  sealed    bytea not null,
  constraint identity_pkey primary key (person_id)
);
create index identity_case on vault.identity (case_id);

create table vault.search_token (
  token     bytea not null,
  person_id uuid  not null,
  case_id   uuid  not null,
  constraint search_token_pkey primary key (token, person_id)
);
create index search_token_person on vault.search_token (person_id);

select ledger.guard('vault.person_key');
select ledger.guard('vault.identity');
select ledger.guard('vault.search_token');
