-- Reports come as PDF and Word too; people read otherwise than the machine, and record errata. The printed text and
-- the machine's reading stay.

alter table recommendations.report
  add column file_kind text not null default 'text',
  -- Of a PDF; form feeds in its text part them.
  add column pages     integer,
  add constraint report_file_kind_known check (file_kind in ('text', 'pdf', 'word'));

-- What the sentences about a doubt name, so that they can be written in any language.
alter table recommendations.flag add column named text[] not null default '{}';
alter table recommendations.flag drop constraint flag_decision_known;
alter table recommendations.flag add constraint flag_decision_known
  check (decision in ('reading-right', 'read-otherwise', 'reading-wrong', 'print-wrong'));

-- A person reads otherwise than the machine: whom, how strongly, or about what. The tables of atoms and paragraphs say
-- what holds; what the machine had read stands here.
create table recommendations.correction (
  id             uuid    not null,
  version        integer not null,
  report_id      uuid    not null,
  ordinal        integer not null,
  -- The atom that is meant; null where the theme of the whole recommendation is.
  place          integer,
  field          text    not null,
  read           text    not null,
  said           text    not null,
  remark         text    not null,
  -- The doubtful place that led to it, if one did.
  flag_id        uuid,
  agency_id      uuid,
  corrected_by   uuid    not null,
  corrected_at_ms bigint not null,
  restored_at_ms bigint,
  constraint correction_pkey primary key (id),
  constraint correction_field_known check (field in ('addressee', 'deontic', 'theme')),
  constraint correction_place_said check ((place is null) = (field = 'theme')),
  constraint correction_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal),
  constraint correction_atom_fkey foreign key (report_id, place) references recommendations.atom (report_id, place),
  constraint correction_flag_fkey foreign key (flag_id) references recommendations.flag (id)
);
create index correction_paragraph on recommendations.correction (report_id, ordinal);

-- What is wrong in print: the words as printed, and the words that are meant. The source stays as printed.
create table recommendations.erratum (
  id             uuid    not null,
  version        integer not null,
  report_id      uuid    not null,
  ordinal        integer not null,
  sub            text,
  printed        text    not null,
  meant          text    not null,
  remark         text    not null,
  flag_id        uuid,
  agency_id      uuid,
  recorded_by    uuid    not null,
  recorded_at_ms bigint  not null,
  withdrawn_at_ms bigint,
  constraint erratum_pkey primary key (id),
  constraint erratum_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal),
  constraint erratum_flag_fkey foreign key (flag_id) references recommendations.flag (id)
);
create index erratum_paragraph on recommendations.erratum (report_id, ordinal);

do $$
declare t text;
begin
  foreach t in array array['correction', 'erratum'] loop
    execute format('alter table recommendations.%I enable row level security', t);
    execute format('create policy %I on recommendations.%I for select to palermo_app using (true)', t || '_read', t);
    execute format('create policy %I on recommendations.%I for insert to palermo_app with check ((select access.member()) is not null)',
      t || '_entered', t);
    execute format('create policy %I on recommendations.%I for update to palermo_app using ((select access.member()) is not null)',
      t || '_changed', t);
    perform ledger.guard(format('recommendations.%I', t)::regclass);
    execute format('grant select, insert, update on recommendations.%I to palermo_app', t);
  end loop;
end $$;
