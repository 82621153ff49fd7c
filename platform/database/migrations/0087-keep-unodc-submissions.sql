-- Submissions to UNODC: the tables of a year as they were sent, numbered within the year, the file byte for byte. A later
-- file is protected together with every one that is kept, since whoever holds both can subtract.

create table statistics.unodc_submission (
  id              uuid    not null,
  version         integer not null,
  year            integer not null,
  revision        integer not null,
  reason          text,
  -- The code that protected it.
  code            text    not null,
  -- What the file says, as JSON text.
  collection      text    not null,
  workbook        bytea   not null,
  workbook_hash   text    not null,
  agency_id       uuid,
  submitted_by    uuid    not null,
  submitted_at_ms bigint  not null,
  constraint unodc_submission_pkey primary key (id),
  constraint unodc_submission_revision_key unique (year, revision),
  constraint unodc_submission_numbered check (revision >= 1 and year between 1990 and 2200),
  constraint unodc_submission_reason check (revision = 1 or (reason is not null and btrim(reason) <> '')),
  constraint unodc_submission_whole check (encode(sha256(workbook), 'hex') = workbook_hash)
);

-- What stays inside: what agencies had counted when it was submitted, and what was told of each number, as JSON text.
create table statistics.unodc_submission_inside (
  submission_id uuid not null,
  stories       text not null,
  constraint unodc_submission_inside_pkey primary key (submission_id),
  constraint unodc_submission_inside_submission_fkey foreign key (submission_id)
    references statistics.unodc_submission (id)
);

alter table statistics.unodc_submission enable row level security;
alter table statistics.unodc_submission_inside enable row level security;
select ledger.guard('statistics.unodc_submission');
select ledger.guard('statistics.unodc_submission_inside');
-- Nothing that was sent is changed or taken away.
grant select, insert on statistics.unodc_submission to palermo_app;
grant select, insert on statistics.unodc_submission_inside to palermo_app;

-- Those to whom all returns come see the counts in them; nobody submits in another's name.
create policy unodc_submission_read on statistics.unodc_submission for select to palermo_app
  using ((select statistics.reads_returns()));
create policy unodc_submission_submitted on statistics.unodc_submission for insert to palermo_app
  with check ((select statistics.reads_returns()) and submitted_by = (select access.member())
    and agency_id is not distinct from (select access.agency()));
create policy unodc_submission_inside_read on statistics.unodc_submission_inside for select to palermo_app
  using ((select statistics.reads_returns()));
create policy unodc_submission_inside_kept on statistics.unodc_submission_inside for insert to palermo_app
  with check ((select statistics.reads_returns()) and exists (select from statistics.unodc_submission s
    where s.id = submission_id and s.submitted_by = (select access.member())));

-- Entries hold what the tables hold.
create policy entry_of_unodc_submission on ledger.entry as restrictive for select to palermo_app
  using (subject_kind <> 'unodc-submission' or (select statistics.reads_returns()));
