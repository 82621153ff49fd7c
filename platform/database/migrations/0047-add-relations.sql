-- Relations between recommendations: proposed by the machine with its reasons, settled or added by a person. What reports
-- print themselves stays in recommendations.cross_reference and recommendations.citation.

create table recommendations.relation (
  id              uuid    not null,
  version         integer not null,
  -- The later recommendation, or the sub-item of it that is meant.
  from_report_id  uuid    not null,
  from_ordinal    integer not null,
  from_sub        text,
  -- The earlier one.
  to_report_id    uuid    not null,
  to_ordinal      integer not null,
  to_sub          text,
  type            text    not null,
  origin          text    not null,
  state           text    not null,
  -- Of the proposer, 0 to 1; null where a person added it by hand.
  score           double precision,
  reasons         jsonb   not null,
  begun_by        uuid    not null,
  begun_at_ms     bigint  not null,
  decided_by      uuid,
  decided_at_ms   bigint,
  -- Why it was rejected, withdrawn, or added.
  remark          text    not null,
  constraint relation_pkey primary key (id),
  constraint relation_type_known check (type in ('recalls', 'builds on', 'repeats', 'narrows', 'supersedes', 'related')),
  constraint relation_origin_known check (origin in ('proposed', 'by hand')),
  constraint relation_state_known check (state in ('proposed', 'accepted', 'rejected', 'withdrawn')),
  constraint relation_not_itself check (from_report_id <> to_report_id or from_ordinal <> to_ordinal),
  constraint relation_from_fkey foreign key (from_report_id, from_ordinal) references recommendations.paragraph (report_id, ordinal),
  constraint relation_to_fkey foreign key (to_report_id, to_ordinal) references recommendations.paragraph (report_id, ordinal)
);
-- A pair is proposed once, whatever became of it.
create unique index relation_proposed_once on recommendations.relation (from_report_id, from_ordinal, to_report_id, to_ordinal)
  where origin = 'proposed';
create unique index relation_by_hand_once on recommendations.relation
  (from_report_id, from_ordinal, coalesce(from_sub, ''), to_report_id, to_ordinal, coalesce(to_sub, ''), type)
  where origin = 'by hand' and state = 'accepted';
create index relation_to on recommendations.relation (to_report_id, to_ordinal);
create index relation_queue on recommendations.relation (score desc, id) where state = 'proposed';
create index relation_decided on recommendations.relation (state, decided_at_ms desc, id) where state <> 'proposed';

-- For which reports relations were looked for, and when last.
create table recommendations.relating (
  report_id     uuid    not null,
  proposed      integer not null,
  related_at_ms bigint  not null,
  constraint relating_pkey primary key (report_id),
  constraint relating_report_fkey foreign key (report_id) references recommendations.report (id)
);

do $$
declare t text;
begin
  foreach t in array array['relation', 'relating'] loop
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
