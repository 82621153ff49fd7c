-- What a release was counted from stays with those who make releases: by the roles that they hold, not by the purpose
-- that they name, and in the ledger as in the tables.

-- Whether the asking member holds one of these roles in the asking agency.
create function access.holds(variadic wanted text[]) returns boolean language sql stable security definer
  set search_path = access, pg_temp as $$
  select exists (select from access.membership
    where user_id = access.member() and agency_id = access.agency() and role = any (wanted))
$$;
grant execute on function access.holds(text[]) to palermo_app;

-- The node itself, at the command line, freezes, protects and audits too.
create function statistics.makes_releases() returns boolean language sql stable as $$
  select access.member() = '00000000-0000-0000-0000-000000000000'
    or access.holds('rapporteur', 'ministry', 'supervisor')
$$;
grant execute on function statistics.makes_releases() to palermo_app;

create policy entry_of_release on ledger.entry as restrictive for select to palermo_app
  using (subject_kind <> 'release' or (select statistics.makes_releases()));

drop policy release_public on statistics.release;
create policy release_public on statistics.release for select to palermo_app
  using (published_at_ms is not null or (select statistics.makes_releases()));
drop policy release_frozen on statistics.release;
create policy release_frozen on statistics.release for insert to palermo_app
  with check ((select statistics.makes_releases()));
drop policy release_changed on statistics.release;
create policy release_changed on statistics.release for update to palermo_app
  using ((select statistics.makes_releases()));
drop policy release_inside_read on statistics.release_inside;
create policy release_inside_read on statistics.release_inside for select to palermo_app
  using ((select statistics.makes_releases()));
drop policy release_inside_frozen on statistics.release_inside;
create policy release_inside_frozen on statistics.release_inside for insert to palermo_app
  with check ((select statistics.makes_releases()));
drop policy release_inside_changed on statistics.release_inside;
create policy release_inside_changed on statistics.release_inside for update to palermo_app
  using ((select statistics.makes_releases()));

-- A check that comes out unknown lets a row pass: what is not known to be audited was not audited.
alter table statistics.release drop constraint release_published_safely;
alter table statistics.release add constraint release_published_safely check (
  published_at_ms is null or coalesce(
    audit_safe and public_text is not null and published_by <> frozen_by and published_by <> protected_by, false));

-- Facts are counted at a moment of the ledger, under one lock.
grant execute on function statistics.ledger_position() to palermo_statistics;
