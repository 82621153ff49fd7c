-- Files sealed at rest, and the progress of work that goes on in the background.

create schema files;
grant usage on schema files to palermo_app;
create table files.file (
  id            uuid   not null,
  owner_id      uuid   not null,
  agency_id     uuid,
  size_bytes    bigint not null,
  wrapped_key   bytea  not null,
  sealed_name   bytea  not null,
  created_at_ms bigint not null,
  constraint file_pkey primary key (id)
);
alter table files.file enable row level security;
create policy file_of_agency on files.file to palermo_app
  using (owner_id = (select access.member()) or agency_id = (select access.agency()))
  with check (owner_id = (select access.member()) and agency_id is not distinct from (select access.agency()));
select ledger.guard('files.file');
grant select, insert, delete on files.file to palermo_app;

-- Progress is a sign of life and no record: it changes many times a second and is kept outside the ledger.
create schema jobs;
grant usage on schema jobs to palermo_app;
create table jobs.progress (
  id            uuid    not null,
  kind          text    not null,
  owner_id      uuid    not null,
  agency_id     uuid,
  state         text    not null,
  done          bigint  not null,
  total         bigint,
  result        jsonb,
  problem       text,
  created_at_ms bigint  not null,
  changed_at_ms bigint  not null,
  constraint progress_pkey primary key (id),
  constraint progress_state_known check (state in ('waiting', 'running', 'finished', 'failed'))
);
alter table jobs.progress enable row level security;
create policy progress_of_agency on jobs.progress to palermo_app
  using (owner_id = (select access.member()) or agency_id = (select access.agency()))
  with check (owner_id = (select access.member()));
grant select, insert, update on jobs.progress to palermo_app;

-- Where pg-boss keeps its queues; it makes and alters its own tables.
create schema boss;
