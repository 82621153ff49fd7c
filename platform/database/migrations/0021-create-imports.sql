-- Imports: who brought in which file when, and what became of its rows. The name of the file is not kept, since it may
-- name a person; problems found are sealed by the node, since a cell in the wrong column may as well.

create table cases.import (
  id             uuid    not null,
  agency_id      uuid    not null,
  user_id        uuid    not null,
  begun_at_ms    bigint  not null,
  finished_at_ms bigint,
  state          text    not null,
  layout         text    not null,
  file_hash      text    not null,
  file_bytes     bigint  not null,
  read           integer not null default 0,
  opened         integer not null default 0,
  repeated       integer not null default 0,
  refused        integer not null default 0,
  problem_total  integer not null default 0,
  problems       bytea,
  constraint import_pkey primary key (id),
  constraint import_state_known check (state in ('running', 'finished', 'stopped'))
);
create index import_list on cases.import (agency_id, begun_at_ms desc, id);

alter table cases.import enable row level security;
create policy import_of_agency on cases.import to palermo_app using (agency_id = (select access.agency()));
select ledger.guard('cases.import');
grant select, insert, update on cases.import to palermo_app;

-- What is said of an import is for the agency that made it.
drop policy entry_seen on ledger.entry;
create policy entry_seen on ledger.entry for select to palermo_app
  using (agency_id = (select access.agency()) or subject_kind not in ('case', 'import')
    or (subject_kind = 'case' and cases.takes_part(subject_id)));

-- By which import a case came, and a keyed hash of the row as it was: so that a later file that says something else is noticed.
alter table cases.case add import_id uuid, add import_key text;

-- The ledger's payloads are the largest part of an import; lz4 packs them at a fraction of the cost, where the server has it.
do $$ begin
  alter table ledger.entry alter column payload set compression lz4;
exception when feature_not_supported then null;
end $$;
