-- Finding by numbers that a server process keeps: each report says which state of its recommendations' rows in the list
-- it has, so that what was read once is kept for as long as that state stands.
alter table recommendations.report add column listing uuid not null default gen_random_uuid();

-- Whatever changes a row of the list gives its report another state, in the same transaction. The report's row is locked
-- until that one ends, so that no two transactions can leave two contents under one state; several reports are locked in
-- one order, so that two changes wait for each other one way only.
create function recommendations.move_listing() returns trigger language plpgsql security definer
  set search_path = recommendations, pg_temp as $$
begin
  perform from report where id in (select report_id from moved) order by id for update;
  update report set listing = gen_random_uuid() where id in (select report_id from moved);
  return null;
end $$;
create trigger listed_entered after insert on recommendations.listed
  referencing new table as moved for each statement execute function recommendations.move_listing();
create trigger listed_changed after update on recommendations.listed
  referencing new table as moved for each statement execute function recommendations.move_listing();
create trigger listed_removed after delete on recommendations.listed
  referencing old table as moved for each statement execute function recommendations.move_listing();
revoke all on function recommendations.move_listing() from public;

-- What waits to be sorted into an index is read through whole by every search; the embedded database has nobody who
-- clears it away, so that only little may wait. Were none to wait, entering texts would take several times as long.
alter index recommendations.wording_search set (gin_pending_list_limit = 256);
alter index recommendations.wording_grams set (gin_pending_list_limit = 512);
select gin_clean_pending_list('recommendations.wording_search'), gin_clean_pending_list('recommendations.wording_grams');
