-- An indicator is observed on a subject on a day. Rows are only added.

create table observation (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  subject bigint not null,
  indicator text not null,
  value text check (char_length(value) between 1 and 500),
  organisation bigint,
  effective_on date not null check (effective_on between '1990-01-01' and '2100-01-01'),
  period text check (period ~ '^[12][0-9]{3}(-0[1-9]|-1[0-2]|-Q[1-4])?$'),
  replaces bigint,
  evidence text[] not null default '{}',
  note text check (char_length(note) <= 500),
  constraint observation_withdraws check (value is not null or replaces is not null),
  constraint observation_order check (replaces < id),
  unique (id, subject, indicator),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, subject) references subject (plan, id),
  foreign key (plan, organisation) references subject (plan, id),
  constraint observation_replaces_same foreign key (replaces, subject, indicator) references observation (id, subject, indicator)
);
create index observation_subject on observation (subject, indicator, effective_on);
create index observation_write on observation (plan, seq);
create index observation_replaces on observation (replaces) where replaces is not null;
create index observation_succession on observation (plan, value) where indicator in ('split_from', 'merged_into');
create index observation_freeze on observation (plan) where indicator = 'roster_frozen';

create table verification (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  observation bigint not null references observation,
  verdict text not null check (verdict in ('verified', 'returned', 'revoked')),
  reason text check (char_length(reason) between 1 and 500),
  constraint verification_reason check (verdict = 'verified' or reason is not null),
  foreign key (plan, seq) references plan_write
);
create index verification_observation on verification (observation, id desc);
create index verification_write on verification (plan, seq);

create trigger append_only before update or delete on observation for each row execute function append_only();
create trigger append_only_truncate before truncate on observation for each statement execute function append_only();
create trigger append_only before update or delete on verification for each row execute function append_only();
create trigger append_only_truncate before truncate on verification for each statement execute function append_only();

-- Whether text is a day of the calendar; a cast would raise where this answers.
create function is_day(value text) returns boolean language sql immutable as $$
  select case when value ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then
    right(value, 2)::int <= extract(day from make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month - 1 day')
    else false end
$$;

-- The subject a value refers to, null where it is no reference: rows of other indicators may come by here, whichever way a query is planned.
create function reference_of(value text) returns bigint language sql immutable as $$
  select case when value ~ '^[1-9][0-9]{0,17}$' then value::bigint end
$$;

-- Values are canonical text: this is the one place that says which text a type allows.
create function value_fits(type text, choices text[], value text) returns boolean language sql immutable as $$
  select case type
    when 'boolean' then value in ('true', 'false')
    when 'count' then value ~ '^(0|[1-9][0-9]{0,14})$'
    when 'number' then value ~ '^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$'
    when 'choice' then value = any(choices)
    when 'reference' then reference_of(value) is not null
    when 'day' then is_day(value)
    else value = btrim(value) and value !~ '[[:cntrl:]]' end
$$;

create function observation_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  bad text;
begin
  if exists (
    select from added a
    left join plan_write w on w.plan = a.plan and w.seq = a.seq and w.txid = pg_current_xact_id()
    where w.seq is null
  ) then
    raise exception 'an observation needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;

  select format('%s = %s', a.indicator, a.value) into bad
  from added a
  join subject s on s.id = a.subject
  left join fact f on f.id = a.indicator
  left join plan_indicator i on i.plan = a.plan and i.id = a.indicator and i.subject_kind = s.kind
  where coalesce(f.id, i.id) is null
    or (a.value is not null and not value_fits(coalesce(f.type, i.type), coalesce(f.choices, i.choices), a.value))
  limit 1;
  if found then
    raise exception 'value refused: %', bad using errcode = '23514', constraint = 'value_fits';
  end if;

  select format('%s = %s', a.indicator, a.value) into bad
  from added a
  left join fact f on f.id = a.indicator
  left join plan_indicator i on i.plan = a.plan and i.id = a.indicator
  where coalesce(f.type, i.type) = 'reference' and a.value is not null
    and not exists (
      select from subject s where s.plan = a.plan and s.id = reference_of(a.value) and s.id <> a.subject
        and s.kind = case a.indicator when 'community' then 'division' when 'split_from' then 'compound' when 'merged_into' then 'compound' else s.kind end)
  limit 1;
  if found then
    raise exception 'unknown reference: %', bad using errcode = '23503', constraint = 'value_known';
  end if;

  if exists (select from added a join subject s on s.id = a.organisation where s.kind <> 'organisation') then
    raise exception 'an organisation is named that is none' using errcode = '23514', constraint = 'organisation_is_one';
  end if;
  return null;
end $$;
create trigger a_guard after insert on observation referencing new table as added for each statement execute function observation_guard();

create function verification_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
    select from added a
    join observation o on o.id = a.observation
    left join plan_write w on w.plan = a.plan and w.seq = a.seq and w.txid = pg_current_xact_id()
    where w.seq is null or o.plan <> a.plan or o.value is null
  ) then
    raise exception 'a verification needs an open write and an observation of its plan' using errcode = '23514', constraint = 'write_open';
  end if;
  return null;
end $$;
create trigger a_guard after insert on verification referencing new table as added for each statement execute function verification_guard();
