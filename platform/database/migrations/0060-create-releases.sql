-- Releases: figures as they were at one moment, protected, audited and published by two persons. What was published is
-- for everybody, signed in or not; what it was counted from is for those who make releases.

create table statistics.release (
  id              uuid    not null,
  version         integer not null,
  -- '2026-1': the year and a number in it. A correction has the number of what it corrects, and the next revision.
  number          text    not null,
  revision        integer not null,
  revises         uuid,
  reason          text,
  title           text    not null,
  status          text    not null,
  kind            text    not null,
  -- Tables with their dimensions, thresholds, code, seed, moment: all that is needed to make the release again.
  definition      jsonb   not null,
  -- What the release says, byte for byte; null until it is protected.
  public_text     text,
  public_hash     text,
  audit_safe      boolean,
  agency_id       uuid,
  frozen_by       uuid    not null,
  frozen_at_ms    bigint  not null,
  protected_by    uuid,
  protected_at_ms bigint,
  audited_by      uuid,
  audited_at_ms   bigint,
  published_by    uuid,
  published_at_ms bigint,
  withdrawn_at_ms bigint,
  withdrawn_why   text,
  constraint release_pkey primary key (id),
  constraint release_number_key unique (number, revision),
  constraint release_status_known check (status in ('draft', 'protected', 'audited', 'published', 'withdrawn')),
  -- The database itself refuses what was not audited, was found to leak, or was let out by the one who made it.
  constraint release_published_safely check (
    published_at_ms is null
    or (audit_safe and public_text is not null and published_by <> frozen_by and published_by <> protected_by)),
  constraint release_revises_fkey foreign key (revises) references statistics.release (id)
);

-- What stays inside: the counts before protection as they were frozen, what the node's own readers see, and the audit.
create table statistics.release_inside (
  release_id    uuid  not null,
  -- The coded combinations with their counts, as JSON text, byte for byte.
  counts        text  not null,
  counts_hash   text  not null,
  internal_text text,
  internal_hash text,
  audit         jsonb,
  constraint release_inside_pkey primary key (release_id),
  constraint release_inside_release_fkey foreign key (release_id) references statistics.release (id)
);

alter table statistics.release enable row level security;
alter table statistics.release_inside enable row level security;
create policy release_public on statistics.release for select to palermo_app
  using (published_at_ms is not null or (select access.member()) is not null);
create policy release_frozen on statistics.release for insert to palermo_app with check ((select access.member()) is not null);
create policy release_changed on statistics.release for update to palermo_app using ((select access.member()) is not null);
-- Small counts: only for whoever works with figures, for that purpose.
create policy release_inside_read on statistics.release_inside for select to palermo_app
  using ((select access.member()) is not null and current_setting('palermo.purpose', true) in ('statistics', 'demonstration', 'oversight'));
create policy release_inside_frozen on statistics.release_inside for insert to palermo_app
  with check ((select access.member()) is not null);
create policy release_inside_changed on statistics.release_inside for update to palermo_app
  using ((select access.member()) is not null);
select ledger.guard('statistics.release');
select ledger.guard('statistics.release_inside');
grant select, insert, update on statistics.release to palermo_app;
grant select, insert, update on statistics.release_inside to palermo_app;

-- How far the ledger reaches, so that a release can say of which moment it is.
create function statistics.ledger_position() returns bigint language sql stable security definer
  set search_path = ledger, pg_temp as $$ select coalesce(max(position), 0)::bigint from entry $$;
revoke all on function statistics.ledger_position() from public;
grant execute on function statistics.ledger_position() to palermo_app;
