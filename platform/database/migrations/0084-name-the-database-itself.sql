-- Tells one database from every other without asking the server about itself, which managed servers refuse: by an id
-- drawn once, here. A restored dump holds the same id, but its row was written by another transaction; a rebuilt table
-- has another file.

create table statistics.origin (
  id     uuid    not null default gen_random_uuid(),
  is_one boolean not null default true,
  constraint origin_pkey primary key (is_one),
  constraint origin_one check (is_one)
);
insert into statistics.origin default values;
alter table statistics.origin enable row level security;
select ledger.guard('statistics.origin');

create or replace function statistics.standing(out origin text, out mark text, out ledger_position bigint, out ledger_hash text)
  language sql stable security definer set search_path = ledger, pg_temp as $$
  select o.id || '.' || o.xmin || '.' || (select oid from pg_database where datname = current_database()) || '.'
      || pg_relation_filenode('statistics.fact'),
    pg_snapshot_xmin(pg_current_snapshot())::text, coalesce(last.position, 0), coalesce(encode(last.hash, 'hex'), '')
  from statistics.origin o left join (select position, hash from entry order by position desc limit 1) as last on true
$$;
