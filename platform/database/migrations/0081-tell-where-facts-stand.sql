-- Files that copy the facts outlive the process. Before they are believed they are held against the database: the same
-- server, database and table (a rebuilt table has other ids), and a ledger that still holds the entry they ended with.
create function statistics.standing(out origin text, out mark text, out ledger_position bigint, out ledger_hash text)
  language sql stable security definer set search_path = ledger, pg_temp as $$
  select (select system_identifier from pg_control_system()) || '.'
      || (select oid from pg_database where datname = current_database()) || '.'
      || pg_relation_filenode('statistics.fact'),
    pg_snapshot_xmin(pg_current_snapshot())::text, coalesce(last.position, 0), coalesce(encode(last.hash, 'hex'), '')
  from (select) as always left join (select position, hash from entry order by position desc limit 1) as last on true
$$;

create function statistics.ledger_holds(at_position bigint, at_hash text) returns boolean
  language sql stable security definer set search_path = ledger, pg_temp as $$
  select exists (select from entry where position = at_position and encode(hash, 'hex') = at_hash)
$$;

revoke all on function statistics.standing() from public;
revoke all on function statistics.ledger_holds(bigint, text) from public;
grant execute on function statistics.standing() to palermo_statistics;
grant execute on function statistics.ledger_holds(bigint, text) to palermo_statistics;
