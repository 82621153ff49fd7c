-- Which category of the international classification (IC-TIP) a code of the facts is, as a person entered it. A row is
-- never changed: a later one takes its place, so that a release keeps the codes it was made with and everybody sees who
-- entered what, when and why.

create table statistics.ic_tip_code (
  list          text    not null,
  code          text    not null,
  -- Of the whole mapping, which is one subject of the ledger.
  version       integer not null,
  -- Null where the code is mapped no longer.
  ic_tip        text,
  reason        text    not null,
  -- The file it came with, if it came with one.
  file_name     text,
  act_id        uuid    not null,
  entered_by    uuid    not null,
  entered_at_ms bigint  not null,
  constraint ic_tip_code_pkey primary key (list, code, version),
  constraint ic_tip_code_written check (ic_tip is null or (length(ic_tip) between 1 and 40 and ic_tip = btrim(ic_tip))),
  constraint ic_tip_code_reason_said check (length(btrim(reason)) > 0)
);
create index ic_tip_code_act on statistics.ic_tip_code (act_id);

alter table statistics.ic_tip_code enable row level security;
-- Nothing in it is about a person, and published codes carry it.
create policy ic_tip_code_read on statistics.ic_tip_code for select to palermo_app, palermo_statistics using (true);
create policy ic_tip_code_entered on statistics.ic_tip_code for insert to palermo_app
  with check (((select statistics.administers()) or (select statistics.defines()))
    and entered_by = (select access.member()));
select ledger.guard('statistics.ic_tip_code');
grant select, insert on statistics.ic_tip_code to palermo_app;
grant select on statistics.ic_tip_code to palermo_statistics;
