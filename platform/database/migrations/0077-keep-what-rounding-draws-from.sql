-- Releases that round draw from a secret. It is kept with the counts, since whoever knew it could undo the rounding.

alter table statistics.release_inside add column secret text;
comment on column statistics.release_inside.secret is 'Hexadecimal digits of the system''s generator; null for releases that withhold.';
