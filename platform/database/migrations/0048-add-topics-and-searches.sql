-- Finding and topics: the thesaurus, the topics of each recommendation, what the list is searched and counted by, and
-- the searches that people keep.

-- A concept of the thesaurus in the terms of SKOS. Its key never changes and is what everything else names it by.
create table recommendations.concept (
  id          uuid    not null,
  version     integer not null,
  key         text    not null,
  -- In the order in which concepts are listed.
  place       integer not null,
  status      text    not null,
  replaced_by text,
  -- Labels, notes, words, broader and related concepts, goals, articles.
  content     jsonb   not null,
  constraint concept_pkey primary key (id),
  constraint concept_key_key unique (key),
  constraint concept_key_form check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 60),
  constraint concept_status_known check (status in ('proposed', 'adopted', 'retired'))
);

-- A recommendation and a concept: proposed by the rule with the words that say so, or added by a person.
create table recommendations.topic (
  report_id     uuid    not null,
  ordinal       integer not null,
  concept       text    not null,
  origin        text    not null,
  -- True while the rule proposes it.
  proposed      boolean not null,
  because       text[]  not null,
  weight        double precision not null,
  -- The theme that the rule would list it under.
  leads         boolean not null,
  decision      text,
  -- A person chose it as the main one.
  main          boolean not null,
  reason        text,
  version       integer not null,
  decided_by    uuid,
  decided_at_ms bigint,
  constraint topic_pkey primary key (report_id, ordinal, concept),
  constraint topic_origin_known check (origin in ('rule', 'person')),
  constraint topic_decision_known check (decision in ('accepted', 'rejected')),
  constraint topic_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
create index topic_of_concept on recommendations.topic (concept);

-- Every combination of requests, and of topics, that a recommendation has: once, so that a list is counted by numbers.
create table recommendations.asked (
  id   bigint not null,
  asks text[] not null,
  constraint asked_pkey primary key (id)
);
create table recommendations.topic_set (
  id       bigint not null,
  concepts text[] not null,
  constraint topic_set_pkey primary key (id)
);

-- What a list is narrowed and counted by, copied from the recommendation: one narrow row each.
create table recommendations.listed (
  report_id  uuid    not null,
  ordinal    integer not null,
  -- The first day of its meeting as a number, 20100127; 0 where the report prints none.
  meeting_on integer not null,
  asks       bigint  not null,
  topics     bigint  not null,
  reissue    boolean not null,
  constraint listed_pkey primary key (report_id, ordinal),
  constraint listed_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
create index listed_order on recommendations.listed (meeting_on desc, report_id, ordinal);

-- Every three letters that follow each other in a text, and every two of the Chinese script, as numbers: a phrase can
-- stand only where all of its own are. Letters may share a number, so a find is always looked at again.
create function recommendations.grams(words text) returns integer[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct gram), '{}') from (
      select ascii(letter) as a, lead(ascii(letter)) over following as b, lead(ascii(letter), 2) over following as c
      from unnest(string_to_array(words, null)) with ordinality as u(letter, n)
      window following as (order by n)) letters,
    lateral (
      select a % 1024 * 1048576 + b % 1024 * 1024 + c % 1024 as gram where c is not null
      union all
      select -1 - (a % 32768 * 32768 + b % 32768) where a between 13312 and 40959 and b between 13312 and 40959) found
$$;

-- Chinese puts no blanks between words: every two characters that follow each other are set apart, "abc" as "ab bc".
create function recommendations.pairs(words text) returns text language sql immutable strict parallel safe as $$
  select coalesce(string_agg(case
      when not coalesce(now, false) then letter
      when coalesce(after, false) then ' ' || letter || next || ' '
      when coalesce(before, false) then ' '
      else ' ' || letter || ' ' end, '' order by n), '')
  from (select n, letter, lead(letter) over following as next,
      ascii(letter) between 13312 and 40959 as now,
      lead(ascii(letter)) over following between 13312 and 40959 as after,
      lag(ascii(letter)) over following between 13312 and 40959 as before
    from unnest(string_to_array(words, null)) with ordinality as u(letter, n)
    window following as (order by n)) letters
$$;

-- The rules by which words of a language are brought to their stems.
create function recommendations.stemming(language text) returns regconfig language sql immutable strict parallel safe as $$
  select (case language when 'en' then 'pg_catalog.english' when 'fr' then 'pg_catalog.french'
    when 'es' then 'pg_catalog.spanish' when 'ru' then 'pg_catalog.russian' when 'ar' then 'pg_catalog.arabic'
    else 'pg_catalog.simple' end)::regconfig
$$;
create function recommendations.stems(language text, words text) returns tsvector language sql immutable strict parallel safe as $$
  select to_tsvector(recommendations.stemming(language), case language when 'zh' then recommendations.pairs(words) else words end)
$$;
-- What was typed, as it is looked for in texts of a language; in Chinese a word is a phrase of its pairs.
create function recommendations.wanted(language text, typed text) returns tsquery language sql immutable strict parallel safe as $$
  select websearch_to_tsquery(recommendations.stemming(language), case language
    when 'zh' then (select string_agg(case when left(word, 1) = '-' then '-' else '' end
        || '"' || trim(recommendations.pairs(ltrim(word, '-'))) || '"', ' ' order by n)
      from regexp_split_to_table(trim(typed), '\s+') with ordinality as w(word, n))
    else typed end)
$$;

drop table recommendations.wording;
-- The words of each recommendation as search looks for them, apart from the paragraph, so that rows stay short.
create table recommendations.wording (
  report_id uuid      not null,
  ordinal   integer   not null,
  language  text      not null,
  -- Lower case with straight quotes: citation and text.
  folded    text      not null,
  -- By stem, in the language of the text.
  search    tsvector  not null,
  constraint wording_pkey primary key (report_id, ordinal),
  constraint wording_paragraph_fkey foreign key (report_id, ordinal) references recommendations.paragraph (report_id, ordinal)
);
-- Read whole for every find: kept as they are, in their row where they fit.
alter table recommendations.wording alter column folded set storage external, alter column search set storage external;
alter table recommendations.wording set (toast_tuple_target = 8160);
create index wording_search on recommendations.wording using gin (search);
create index wording_grams on recommendations.wording using gin (recommendations.grams(folded));

-- Searches that a person keeps for herself: name and filters are sealed by the node, since she may have typed a name.
create table recommendations.saved_search (
  id          uuid    not null,
  version     integer not null,
  user_id     uuid    not null,
  saved_at_ms bigint  not null,
  sealed      bytea   not null,
  constraint saved_search_pkey primary key (id)
);
create index saved_search_of_user on recommendations.saved_search (user_id, saved_at_ms);

-- A secret address at which a saved search can be followed. The secret itself is kept nowhere.
create table recommendations.feed (
  id           uuid    not null,
  version      integer not null,
  search_id    uuid    not null,
  user_id      uuid    not null,
  secret_hash  bytea   not null,
  opened_at_ms bigint  not null,
  closed_at_ms bigint,
  constraint feed_pkey primary key (id),
  constraint feed_secret_key unique (secret_hash)
);
create unique index feed_of_search on recommendations.feed (search_id) where closed_at_ms is null;

-- Topics, words and numbers of what is here already; from now on acts keep them.
insert into recommendations.asked
  select distinct hashtextextended(array_to_string(asks, e'\x1e'), 0), asks from recommendations.paragraph where role = 'recommendation'
  on conflict do nothing;
insert into recommendations.topic_set values (hashtextextended('', 0), '{}');
insert into recommendations.listed
  select report_id, ordinal, coalesce(replace(meeting_from, '-', '')::integer, 0),
    hashtextextended(array_to_string(asks, e'\x1e'), 0), hashtextextended('', 0), reissue
  from recommendations.paragraph where role = 'recommendation';
insert into recommendations.wording
  select report_id, ordinal, language,
    lower(translate(citation || ' ' || text, e'\u2019\u2018\u201c\u201d\u00a0', '''''"" ')),
    setweight(recommendations.stems(language, text), 'A') || setweight(recommendations.stems(language, heading), 'C')
  from recommendations.paragraph where role = 'recommendation';
alter table recommendations.paragraph drop column because;

do $$
declare t text;
begin
  foreach t in array array['concept', 'topic', 'asked', 'topic_set', 'listed', 'wording'] loop
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
  foreach t in array array['saved_search', 'feed'] loop
    execute format('alter table recommendations.%I enable row level security', t);
    execute format('create policy %I on recommendations.%I to palermo_app using (user_id = (select access.member()))',
      t || '_of_its_owner', t);
    perform ledger.guard(format('recommendations.%I', t)::regclass);
    execute format('grant select, insert, update, delete on recommendations.%I to palermo_app', t);
  end loop;
end $$;

-- The search behind an open feed, for whoever has its secret; nothing once it is closed or its owner's account is locked.
create function recommendations.search_of_feed(secret bytea) returns table (search_id uuid, sealed bytea, opened_at_ms bigint)
  language sql stable security definer set search_path = recommendations, pg_temp as $$
  select s.id, s.sealed, f.opened_at_ms from feed f
    join saved_search s on s.id = f.search_id
    join accounts."user" u on u.id = f.user_id and u.locked_at is null
    where f.secret_hash = secret and f.closed_at_ms is null
$$;
revoke all on function recommendations.search_of_feed(bytea) from public;
grant execute on function recommendations.search_of_feed(bytea) to palermo_app;
grant execute on function recommendations.grams(text), recommendations.pairs(text), recommendations.stemming(text),
  recommendations.stems(text, text), recommendations.wanted(text, text) to palermo_app;
