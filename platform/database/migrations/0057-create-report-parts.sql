-- The prose of a meeting's report that is written and not gathered: introduction, opening, summary of deliberations.

create table meetings.report_part (
  meeting_id uuid    not null,
  part       text    not null,
  version    integer not null,
  -- Paragraphs parted by an empty line; without numbers, which the report gives.
  text       text    not null,
  by_user    uuid    not null,
  at_ms      bigint  not null,
  constraint report_part_pkey primary key (meeting_id, part),
  constraint report_part_meeting_fkey foreign key (meeting_id) references meetings.meeting (id)
);
alter table meetings.report_part enable row level security;
create policy report_part_read on meetings.report_part for select to palermo_app
  using ((select access.member()) is not null);
create policy report_part_kept on meetings.report_part to palermo_app
  using ((select meetings.runs())) with check ((select meetings.runs()));
select ledger.guard('meetings.report_part');
grant select, insert, update on meetings.report_part to palermo_app;
