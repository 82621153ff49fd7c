-- The privacy ledger: every synthetic release, what it cost of the budget of its population, and what became of it. The
-- cost is charged when the release is ordered and is never given back, since the data may have been read by then.

create table statistics.synthetic_release (
  id             uuid             not null,
  version        integer          not null,
  agency_id      uuid             not null,
  ordered_by     uuid             not null,
  ordered_at_ms  bigint           not null,
  population     text             not null,
  columns        text[]           not null,
  epsilon        double precision not null,
  delta          double precision not null,
  -- Trillionths of rho, in concentrated differential privacy.
  rho            bigint           not null,
  state          text             not null,
  finished_at_ms bigint,
  records        integer,
  report         jsonb,
  -- CSV, packed with gzip. Nobody is in it.
  rows           bytea,
  constraint synthetic_release_pkey primary key (id),
  constraint synthetic_release_state_known check (state in ('ordered', 'made', 'failed')),
  constraint synthetic_release_charged check (rho > 0),
  constraint synthetic_release_made check ((state = 'made') = (rows is not null))
);
create index synthetic_release_population on statistics.synthetic_release (population, ordered_at_ms desc);

alter table statistics.synthetic_release enable row level security;
-- Nothing in it is about a person, and whoever spends from a budget must see all that was spent.
create policy synthetic_release_read on statistics.synthetic_release for select to palermo_app using (true);
create policy synthetic_release_ordered on statistics.synthetic_release for insert to palermo_app
  with check (agency_id = (select access.agency()));
create policy synthetic_release_finished on statistics.synthetic_release for update to palermo_app
  using (agency_id = (select access.agency()));
select ledger.guard('statistics.synthetic_release');
grant select, insert, update on statistics.synthetic_release to palermo_app;

-- What was charged stays charged.
create function statistics.keep_charge() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.rho <> old.rho or new.population <> old.population then
    raise exception 'A charge of the privacy ledger cannot be changed.';
  end if;
  return new;
end $$;
create trigger charge_is_kept before update or delete on statistics.synthetic_release
  for each row execute function statistics.keep_charge();
