-- Recommendations: reports as they were read, and what became of their doubts and evidence. The reports are public
-- documents; what is written goes through acts, as everywhere.

create schema recommendations;
grant usage on schema recommendations to palermo_app;

create table recommendations.report (
  id              uuid    not null,
  version         integer not null,
  -- The first part of every address of its recommendations; never changes.
  slug            text    not null,
  language        text    not null,
  symbol          text,
  title           text,
  byline          text,
  kind            text    not null,
  dated_on        text,
  meeting         jsonb,
  meeting_year    integer,
  chapters        jsonb   not null,
  file_hash       text    not null,
  file_bytes      bigint  not null,
  text_hash       text    not null,
  -- The literal text, kept as it was read.
  text            text    not null,
  agency_id       uuid,
  entered_by      uuid    not null,
  entered_at_ms   bigint  not null,
  constraint report_pkey primary key (id),
  constraint report_slug_key unique (slug),
  constraint report_text_key unique (text_hash)
);

create table recommendations.paragraph (
  report_id    uuid     not null,
  ordinal      integer  not null,
  number       integer  not null,
  kind         text     not null,
  role         text     not null,
  -- The second part of the address: '13', 'R9'; '13-2' where the report prints a number twice.
  address      text     not null,
  citation     text     not null,
  language     text     not null,
  theme        text,
  because      text[],
  meeting_from text,
  -- Who is asked and how strongly, each pair once: the addressee, a unit separator (U+001F), the words of obligation.
  asks         text[]   not null,
  heading      text     not null,
  text         text     not null,
  -- Topics, sub-items, places of notes, joins, and where every word stands in the text.
  reading      jsonb    not null,
  -- True once the registry knows the report in which it was first printed.
  reissue      boolean  not null,
  constraint paragraph_pkey primary key (report_id, ordinal),
  constraint paragraph_address_key unique (report_id, address),
  constraint paragraph_report_fkey foreign key (report_id) references recommendations.report (id)
);
create index paragraph_list on recommendations.paragraph (meeting_from desc nulls last, report_id, ordinal)
  where role = 'recommendation';

-- The words of each recommendation as search looks for them, apart from the paragraph, so that rows stay short enough
-- to be kept uncompressed.
create table recommendations.wording (
  report_id uuid     not null,
  ordinal   integer  not null,
  -- Lower case with straight quotes: citation and text.
  folded    text     not null,
  -- By stem, in the language of the report.
  search    tsvector not null,
  constraint wording_pkey primary key (report_id, ordinal),
  constraint wording_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
create index wording_search on recommendations.wording using gin (search);

-- One pair of addressee and deontic head. Suggestions ("may wish to") are kept and not counted.
create table recommendations.atom (
  report_id  uuid    not null,
  ordinal    integer not null,
  place      integer not null,
  suggestion boolean not null,
  sub        text,
  sentence   integer not null,
  addressee  text    not null,
  origin     text    not null,
  deontic    text    not null,
  text       text    not null,
  reading    jsonb   not null,
  constraint atom_pkey primary key (report_id, place),
  constraint atom_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
create index atom_paragraph on recommendations.atom (report_id, ordinal);

create table recommendations.cross_reference (
  report_id    uuid    not null,
  place        integer not null,
  -- 'derived' is the way back that the report does not print.
  origin       text    not null,
  from_ordinal integer,
  from_para    integer not null,
  from_sub     text,
  to_ordinal   integer,
  to_para      integer not null,
  to_sub       text,
  direction    text,
  literal      text,
  reading      jsonb   not null,
  constraint cross_reference_pkey primary key (report_id, place),
  constraint cross_reference_origin_known check (origin in ('printed', 'derived')),
  constraint cross_reference_report_fkey foreign key (report_id) references recommendations.report (id)
);
create index cross_reference_to on recommendations.cross_reference (report_id, to_ordinal);
create index cross_reference_from on recommendations.cross_reference (report_id, from_ordinal);

create table recommendations.note (
  report_id uuid    not null,
  place     integer not null,
  label     text    not null,
  literal   text    not null,
  text      text    not null,
  resolved  text,
  reading   jsonb   not null,
  constraint note_pkey primary key (report_id, place),
  constraint note_report_fkey foreign key (report_id) references recommendations.report (id)
);

create table recommendations.citation (
  report_id    uuid    not null,
  place        integer not null,
  ordinal      integer,
  sub          text,
  kind         text    not null,
  relation     text    not null,
  target       text    not null,
  cited_of     text,
  literal      text    not null,
  reading      jsonb   not null,
  constraint citation_pkey primary key (report_id, place),
  constraint citation_report_fkey foreign key (report_id) references recommendations.report (id)
);
create index citation_paragraph on recommendations.citation (report_id, ordinal);

create table recommendations.flag (
  id            uuid    not null,
  report_id     uuid    not null,
  place         integer not null,
  ordinal       integer,
  code          text    not null,
  literal       text    not null,
  what          text    not null,
  remedy        text    not null,
  reading       jsonb   not null,
  -- Found by comparing with a report that was here before.
  compared      boolean not null,
  version       integer not null,
  decision      text,
  remark        text,
  settled_by    uuid,
  settled_at_ms bigint,
  constraint flag_pkey primary key (id),
  constraint flag_place_key unique (report_id, place),
  constraint flag_decision_known check (decision in ('reading-right', 'reading-wrong', 'print-wrong')),
  constraint flag_report_fkey foreign key (report_id) references recommendations.report (id)
);

-- The same recommendation printed in two documents: both are kept, `of` is where it was printed first.
create table recommendations.expression (
  report_id    uuid    not null,
  ordinal      integer not null,
  of_report_id uuid    not null,
  of_ordinal   integer not null,
  likeness     double precision not null,
  constraint expression_pkey primary key (report_id, ordinal, of_report_id),
  constraint expression_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal),
  constraint expression_of_fkey foreign key (of_report_id, of_ordinal) references recommendations.paragraph (report_id, ordinal)
);
create index expression_of on recommendations.expression (of_report_id, of_ordinal);

create table recommendations.evidence (
  id           uuid    not null,
  version      integer not null,
  report_id    uuid    not null,
  ordinal      integer not null,
  sub          text,
  indicator    text    not null,
  agency_id    uuid,
  tied_by      uuid    not null,
  tied_at_ms   bigint  not null,
  untied_at_ms bigint,
  constraint evidence_pkey primary key (id),
  constraint evidence_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
create unique index evidence_once on recommendations.evidence (report_id, ordinal, coalesce(sub, ''), indicator) where untied_at_ms is null;

do $$
declare t text;
begin
  foreach t in array array['report', 'paragraph', 'wording', 'atom', 'cross_reference', 'note', 'citation', 'flag', 'expression', 'evidence'] loop
    execute format('alter table recommendations.%I enable row level security', t);
    -- Nothing to hide: a condition here would keep the search from its index, since matching words is not leakproof.
    execute format('create policy %I on recommendations.%I for select to palermo_app using (true)', t || '_read', t);
    execute format('create policy %I on recommendations.%I for insert to palermo_app with check ((select access.member()) is not null)',
      t || '_entered', t);
    execute format('create policy %I on recommendations.%I for update to palermo_app using ((select access.member()) is not null)',
      t || '_changed', t);
    perform ledger.guard(format('recommendations.%I', t)::regclass);
    execute format('grant select, insert, update on recommendations.%I to palermo_app', t);
  end loop;
end $$;
