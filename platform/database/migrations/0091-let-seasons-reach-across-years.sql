-- A season ('2024-24') may begin in the year before or end in the year after, as the place has it: it is surely the
-- earlier only where a whole year lies between.
create or replace function cases.surely_before(first text, second text) returns boolean language sql immutable parallel safe as $$
  select case when substr(first, 6, 2) > '12' or substr(second, 6, 2) > '12'
    then left(first, 4)::int + 1 < left(second, 4)::int else left(first, known.to_day) < left(second, known.to_day) end
  from (select least(length(first), length(second)) as to_day) as known
$$;
