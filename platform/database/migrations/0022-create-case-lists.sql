-- What an agency's list of cases is searched and filtered by, copied from the case: one narrow table, one rule, one index
-- in the order of the list.

create table cases.listed (
  agency_id               uuid    not null,
  case_id                 uuid    not null,
  opened_on               text    collate "C" not null,
  reference               text    collate "C" not null,
  external_reference      text,
  status                  text,
  gender                  text,
  age_band                text,
  citizenship             text[],
  country_of_exploitation text[],
  type_of_exploitation    text[],
  trafficking_status      text,
  constraint listed_pkey primary key (agency_id, case_id)
);
create index listed_order on cases.listed (agency_id, opened_on, case_id);
create index listed_case on cases.listed (case_id);

insert into cases.listed
  select p.agency_id, c.id, coalesce(c.opened_on, ''), c.reference, c.external_reference, c.status, s.gender, v.age_band,
    s.citizenship, v.country_of_exploitation, v.type_of_exploitation, v.trafficking_status
  from cases.participant p
  join cases.case c on c.id = p.case_id
  left join cases.person s on s.case_id = c.id
  left join cases.victim_context v on v.case_id = c.id;

alter table cases.listed enable row level security;
create policy listed_of_agency on cases.listed for select to palermo_app
  using (agency_id = (select access.agency()));
create policy listed_kept on cases.listed to palermo_app using (cases.takes_part(case_id));
select ledger.guard('cases.listed');
grant select, insert, update on cases.listed to palermo_app;

drop index cases.participant_list;
alter table cases.participant drop column opened_on;

-- Views that a person saved for herself: name and filters are sealed by the node, since she may have typed a name.
create table cases.view (
  id          uuid   not null,
  user_id     uuid   not null,
  agency_id   uuid   not null,
  saved_at_ms bigint not null,
  sealed      bytea  not null,
  constraint view_pkey primary key (id)
);
create index view_of_user on cases.view (user_id, agency_id, saved_at_ms);
alter table cases.view enable row level security;
create policy view_of_its_owner on cases.view to palermo_app
  using (user_id = (select access.member()) and agency_id = (select access.agency()));
select ledger.guard('cases.view');
grant select, insert, update, delete on cases.view to palermo_app;

drop policy entry_seen on ledger.entry;
create policy entry_seen on ledger.entry for select to palermo_app
  using (agency_id = (select access.agency()) or subject_kind not in ('case', 'import', 'export', 'case-view')
    or (subject_kind = 'case' and cases.takes_part(subject_id)));
