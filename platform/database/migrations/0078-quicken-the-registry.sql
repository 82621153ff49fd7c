-- Relations of a recommendation are found from either end.
create index relation_from on recommendations.relation (from_report_id, from_ordinal);

-- The same numbers in one walk through the text: entering a report spends half its time on them. One that comes twice in
-- a text is given twice, which an index and a comparison of sets take as once.
create or replace function recommendations.grams(words text) returns integer[]
language plpgsql immutable strict parallel safe as $$
declare
  letter text;
  a integer;
  b integer;
  c integer;
  grams integer[] := '{}';
begin
  foreach letter in array string_to_array(words, null) loop
    c := ascii(letter);
    if a is not null then grams := grams || (a % 1024 * 1048576 + b % 1024 * 1024 + c % 1024); end if;
    if b between 13312 and 40959 and c between 13312 and 40959 then
      grams := grams || (-1 - (b % 32768 * 32768 + c % 32768));
    end if;
    a := b;
    b := c;
  end loop;
  return grams;
end $$;
