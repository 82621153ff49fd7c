-- Population: how many persons live where, by year, sex and age, as an administrator loaded it. Rates per 100,000 divide
-- by it. A table is never changed: a newer one covers it, area by area and year by year, or it is withdrawn.

create table statistics.population_table (
  id              uuid    not null,
  version         integer not null,
  -- 1, 2, 3 …, in the order of loading.
  number          integer not null,
  source          text    not null,
  note            text,
  file_name       text    not null,
  row_count       integer not null,
  loaded_by       uuid    not null,
  loaded_at_ms    bigint  not null,
  withdrawn_at_ms bigint,
  withdrawn_why   text,
  constraint population_table_pkey primary key (id),
  constraint population_table_number_key unique (number),
  constraint population_table_source_said check (length(source) > 0),
  constraint population_table_withdrawn_with_reason check ((withdrawn_at_ms is null) = (withdrawn_why is null))
);

create table statistics.population (
  table_id  uuid     not null,
  -- A State by its ISO 3166-1 alpha-3 code, or a district by the code that the table gives it.
  area      text     not null,
  area_name text,
  year      smallint not null,
  sex       text     not null,
  age       text     not null,
  persons   bigint   not null,
  -- True where the file had the parts and the sum was made from them.
  summed    boolean  not null,
  constraint population_pkey primary key (table_id, area, year, sex, age),
  constraint population_table_fkey foreign key (table_id) references statistics.population_table (id),
  constraint population_sex_known check (sex in ('F', 'M', '_T')),
  constraint population_age_known check (age in ('Y0T17', 'Y_GE18', '_T')),
  constraint population_persons_counted check (persons >= 0)
);
create index population_area on statistics.population (area, year);

-- Nothing in it is about a person, and whoever reads a rate may know what it was divided by.
alter table statistics.population_table enable row level security;
create policy population_table_read on statistics.population_table for select to palermo_app, palermo_statistics using (true);
create policy population_table_loaded on statistics.population_table for insert to palermo_app
  with check (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('administrator')));
create policy population_table_withdrawn on statistics.population_table for update to palermo_app
  using (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('administrator')));
alter table statistics.population enable row level security;
create policy population_read on statistics.population for select to palermo_app, palermo_statistics using (true);
create policy population_loaded on statistics.population for insert to palermo_app
  with check (access.member() = '00000000-0000-0000-0000-000000000000' or (select access.holds('administrator')));
select ledger.guard('statistics.population_table');
select ledger.guard('statistics.population');
grant select, insert, update on statistics.population_table to palermo_app;
grant select, insert on statistics.population to palermo_app;
grant select on statistics.population_table, statistics.population to palermo_statistics;
