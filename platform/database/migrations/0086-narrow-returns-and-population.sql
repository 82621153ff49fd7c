-- What was loaded, defined or decided stays as it was: a later act changes the columns that take it back, and no others.
-- Nobody writes in another's name, and a district is where an administrator placed the agency, whoever says otherwise.

revoke update on statistics.population_table, statistics.definition, statistics.agency_district from palermo_app;
grant update (version, withdrawn_at_ms, withdrawn_why) on statistics.population_table to palermo_app;
grant update (version, withdrawn_why) on statistics.definition to palermo_app;

create function statistics.administers() returns boolean language sql stable as
  $$ select statistics.is_node() or access.holds('administrator') $$;
create function statistics.defines() returns boolean language sql stable as
  $$ select statistics.is_node() or access.holds('rapporteur', 'ministry') $$;
grant execute on function statistics.administers(), statistics.defines() to palermo_app;

drop policy population_table_loaded on statistics.population_table;
create policy population_table_loaded on statistics.population_table for insert to palermo_app
  with check ((select statistics.administers()) and loaded_by = (select access.member()) and withdrawn_at_ms is null);
drop policy population_table_withdrawn on statistics.population_table;
create policy population_table_withdrawn on statistics.population_table for update to palermo_app
  using ((select statistics.administers()) and withdrawn_at_ms is null)
  with check ((select statistics.administers()) and withdrawn_at_ms is not null);

drop policy definition_written on statistics.definition;
create policy definition_written on statistics.definition for insert to palermo_app
  with check ((select statistics.defines()) and written_by = (select access.member()) and withdrawn_why is null);
drop policy definition_withdrawn on statistics.definition;
create policy definition_withdrawn on statistics.definition for update to palermo_app
  using ((select statistics.defines()) and withdrawn_why is null)
  with check ((select statistics.defines()) and withdrawn_why is not null);

-- The newest revision alone is decided.
drop policy return_decision_made on statistics.return_decision;
create policy return_decision_made on statistics.return_decision for insert to palermo_app
  with check ((select access.holds('rapporteur', 'ministry')) and decided_by = (select access.member())
    and agency_id = (select access.agency()) and statistics.returned_by(return_id) <> (select access.agency())
    and not exists (select from statistics.return_revision v
      where v.return_id = return_decision.return_id and v.revision > return_decision.revision));

-- Whose a return is, is for the rules of these tables.
revoke all on function statistics.returned_by(uuid) from public;

-- Places the courses of all cases that an agency opened where it was placed, or in none; any other place does nothing.
create or replace function cases.place_courses(agency uuid, place text) returns void language sql volatile security definer
  set search_path = cases, statistics, pg_temp as $$
  update statistics.course c set district = place
    from statistics.fact_origin o, cases.participant q
    where o.fact_id = c.fact_id and q.case_id = o.subject_id and q.role = 'owner' and q.agency_id = agency
      and c.district is distinct from place
      and place is not distinct from (select d.district from statistics.agency_district d where d.agency_id = agency)
$$;
