-- A key is visible only to a transaction whose entry is about the case it belongs to: no look without a trace.

create function vault.entry_is_about(wanted_case uuid) returns boolean language sql stable as $$
  select exists (
    select from ledger.entry
    where subject_id = wanted_case
      and actor_id = (select access.member())
      and transaction_id = pg_current_xact_id_if_assigned())
$$;
grant execute on function vault.entry_is_about(uuid) to palermo_app;
