-- 截数: a day and a moment, taken at a second person's click. No figure is kept with it; every figure of it is a question.

create table closing (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  seq bigint not null,
  purpose text not null check (purpose ~ '^[a-z][a-z0-9_]{0,62}$'),
  meeting bigint,
  title text not null check (char_length(title) between 1 and 80),
  from_on date not null,
  as_of date not null,
  supersedes bigint references closing,
  reason text check (char_length(reason) between 1 and 500),
  account text not null references account,
  unique (plan, id),
  -- A write proposes one closing.
  unique (plan, seq),
  constraint closing_period check (from_on <= as_of),
  constraint closing_of_meeting check (meeting is null or purpose = 'meeting'),
  constraint closing_reason check ((supersedes is null) = (reason is null)),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, meeting) references meeting (plan, id)
);
create index closing_plan on closing (plan, purpose);
create index closing_supersedes on closing (supersedes) where supersedes is not null;

-- Steps of a closing. 'confirmed' is the click that takes the figures: its own write is the last one known.
create table closing_step (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  closing bigint not null,
  kind text not null check (kind in ('confirmed', 'dropped', 'checked', 'objected', 'reviewed', 'returned', 'signed')),
  account text not null references account,
  subject bigint,
  text text check (char_length(text) between 1 and 500),
  -- What the answers of a confirmed closing come to: worked out again at any time, they say whether an upgrade changed one.
  answers_sha256 text check (answers_sha256 ~ '^[0-9a-f]{64}$'),
  -- A write takes one step.
  unique (plan, seq),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, closing) references closing (plan, id),
  foreign key (plan, subject) references subject (plan, id),
  constraint step_says check (kind not in ('dropped', 'objected', 'returned') or text is not null),
  constraint step_subject check ((subject is not null) = (kind in ('checked', 'objected'))),
  constraint step_sealed check (answers_sha256 is null or kind = 'confirmed')
);
create index closing_step_closing on closing_step (closing, seq);
create unique index closing_confirmed_once on closing_step (closing) where kind = 'confirmed';

create trigger append_only before update or delete on closing for each row execute function append_only();
create trigger append_only_truncate before truncate on closing for each statement execute function append_only();
create trigger append_only before update or delete on closing_step for each row execute function append_only();
create trigger append_only_truncate before truncate on closing_step for each statement execute function append_only();

-- How a closing stands before a write: by its steps, and by a confirmed one that supersedes it.
create function closing_state(p_closing bigint, p_before bigint default 9223372036854775807) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when exists (
      select from closing n join closing_step s on s.closing = n.id and s.kind = 'confirmed' and s.seq < p_before
      where n.supersedes = p_closing) then 'superseded'
    else coalesce((
      select case s.kind when 'returned' then 'confirmed' else s.kind end from closing_step s
      where s.closing = p_closing and s.kind not in ('checked', 'objected') and s.seq < p_before
      order by s.seq desc limit 1), 'proposed') end
$$;

-- Whether figures stand already for what a closing is taken for: its meeting, else its purpose and day; or what it supersedes does not stand.
create function closing_is_taken(c closing, p_before bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select (c.supersedes is not null and closing_state(c.supersedes, p_before) not in ('confirmed', 'reviewed', 'signed'))
    or exists (
      select from closing o
      where o.plan = c.plan and o.purpose = c.purpose and o.id <> c.id and o.id is distinct from c.supersedes
        and case when c.meeting is null then o.meeting is null and o.as_of = c.as_of else o.meeting = c.meeting end
        and closing_state(o.id, p_before) in ('confirmed', 'reviewed', 'signed'))
$$;

-- Whether a write is the one this transaction opened, in the name of an account.
create function is_open_write(p text, s bigint, p_account text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from plan_write w where w.plan = p and w.seq = s and w.account = p_account and w.txid = pg_current_xact_id())
$$;

-- Whoever comes here holds the plan's lock, taken by open_write: who comes second sees the first.
create function closing_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date;
  starts date;
  ends date;
begin
  if not is_open_write(new.plan, new.seq, new.account) then
    raise exception 'a closing needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  select (w.recorded_at at time zone 'Asia/Shanghai')::date into today from plan_write w where w.plan = new.plan and w.seq = new.seq;
  select coalesce(r.document -> 'starts_on' ->> 'adopted', r.document ->> 'starts_on'), coalesce(r.document -> 'ends_on' ->> 'adopted', r.document ->> 'ends_on')
    into starts, ends from plan_revision r where r.plan = new.plan order by r.revision desc limit 1;
  if new.as_of > today or new.as_of > ends or new.from_on < starts then
    raise exception 'a closing lies within its plan, up to today' using errcode = '23514', constraint = 'day_out_of_range';
  end if;
  if new.supersedes is not null and not exists (
    select from closing o where o.id = new.supersedes and o.plan = new.plan and o.purpose = new.purpose and o.meeting is not distinct from new.meeting
  ) then
    raise exception 'what is superseded was taken for something else' using errcode = '23514', constraint = 'unknown_closing';
  end if;
  if closing_is_taken(new, new.seq) then
    raise exception 'figures stand already' using errcode = '23514', constraint = 'closing_taken';
  end if;
  return null;
end $$;
create trigger a_guard after insert on closing for each row execute function closing_guard();

create function closing_step_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c closing;
  state text;
begin
  if not is_open_write(new.plan, new.seq, new.account) then
    raise exception 'a step needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  select * into c from closing where id = new.closing;
  state := closing_state(c.id, new.seq);
  if not (case new.kind
    when 'confirmed' then state = 'proposed'
    when 'dropped' then state = 'proposed'
    when 'reviewed' then state = 'confirmed'
    when 'returned' then state = 'reviewed'
    when 'signed' then state = 'reviewed'
    else state in ('proposed', 'confirmed', 'reviewed') end)
  then
    raise exception 'a closing that is % is not %', state, new.kind using errcode = '23514', constraint = 'wrong_state';
  end if;
  if new.account = (case new.kind
    when 'confirmed' then c.account
    when 'signed' then (select s.account from closing_step s where s.closing = c.id and s.kind = 'reviewed' order by s.seq desc limit 1) end)
  then
    raise exception '% must be by another account', new.kind using errcode = '23514', constraint = 'same_person';
  end if;
  if new.kind = 'confirmed' and closing_is_taken(c, new.seq) then
    raise exception 'figures stand already' using errcode = '23514', constraint = 'closing_taken';
  end if;
  if new.subject is not null and not exists (
    select from subject s where s.id = new.subject and s.kind in ('division', 'organisation')
  ) then
    raise exception 'a division or an organisation checks' using errcode = '23514', constraint = 'unknown_subject';
  end if;
  return null;
end $$;
create trigger a_guard after insert on closing_step for each row execute function closing_step_guard();

-- A sheet is checked by the town or unit it is of; the office may say so for one that answered on paper.
create function may_check(p text, p_subject bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select may_office(p) or (may_open(p) and (acting()).role in ('town', 'unit') and is_granted(p_subject))
$$;

-- A leader signs, and does nothing else: no other policy asks this.
create function may_sign(p text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
begin
  return may_office(p) or coalesce(a.role = 'leader' and (not a.demo or (select demo from plan where id = p)), false);
end $$;

create or replace function open_write(p text, p_account text, p_action text, p_note text, p_shapes boolean, p_recorded_at timestamptz default null)
returns table (seq bigint, recorded_at timestamptz, geometry_revision integer)
language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  head plan_head;
begin
  if p_account is distinct from app_account()
    or (current_setting('role') = 'fullcover_app' and exists (select from plan where id = p)
      and not may_open(p) and not (p_action = 'closing_signed' and not p_shapes and may_sign(p))) then
    raise exception 'account % opens no write', p_account using errcode = '42501';
  end if;
  if p_recorded_at is not null and (current_setting('role') = 'fullcover_app' or not (select demo from plan where id = p)) then
    raise exception 'only a demo plan takes a given moment' using errcode = '42501';
  end if;
  update plan_head h set
    seq = h.seq + 1,
    recorded_at = greatest(date_trunc('milliseconds', coalesce(p_recorded_at, plan_now(p))), h.recorded_at + interval '1 millisecond'),
    geometry_revision = h.geometry_revision + p_shapes::int
  where h.plan = p returning h.* into head;
  if not found then
    raise exception 'unknown plan %', p using errcode = '23503', constraint = 'plan_known';
  end if;
  insert into plan_write (plan, seq, recorded_at, account, action, note, geometry_revision)
  values (p, head.seq, head.recorded_at, p_account, p_action, p_note, head.geometry_revision);
  return query select head.seq, head.recorded_at, head.geometry_revision;
end $$;

-- With a leader's write open, what had no policy of its own needs one: documents, their indicators, the quiet ground.
alter table plan_revision enable row level security;
alter table plan_indicator enable row level security;
alter table basemap enable row level security;
create policy read_all on plan_revision for select using (true);
create policy read_all on plan_indicator for select using (true);
create policy read_all on basemap for select using (true);
create policy write_own on plan_revision for insert to fullcover_app with check (may_write(null));
create policy write_own on plan_indicator for insert to fullcover_app with check (may_write(null));
create policy write_own on basemap for insert to fullcover_app with check (may_write(null));
create policy delete_own on plan_indicator for delete to fullcover_app using (may_write(null));
create policy delete_own on basemap for delete to fullcover_app using (may_write(null));

alter table closing enable row level security;
alter table closing_step enable row level security;
create policy read_all on closing for select to fullcover_app using (true);
create policy read_all on closing_step for select to fullcover_app using (true);
create policy write_own on closing for insert to fullcover_app with check (may_office(plan) and account = app_account());
create policy write_own on closing_step for insert to fullcover_app with check (account = app_account() and case
  when kind in ('checked', 'objected') then may_check(plan, subject)
  when kind = 'signed' then may_sign(plan)
  else may_office(plan) end);
create policy guard_all on closing to fullcover_guard using (true);
create policy guard_all on closing_step to fullcover_guard using (true);
grant select, insert on closing, closing_step to fullcover_app;
grant select on closing, closing_step to fullcover_guard;

-- A write's closing and step are sealed with it.
create function closing_seal(p text, s bigint) returns text
language sql stable security definer set search_path = public, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
  select coalesce((select to_jsonb(c)::text from closing c where c.plan = p and c.seq = s), '')
    || coalesce((select to_jsonb(t)::text from closing_step t where t.plan = p and t.seq = s), '')
$$;

create or replace function seal_hash(p text, s bigint, p_previous bytea) returns bytea
language sql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
  select sha256(coalesce(p_previous, '') || convert_to(
    (select (to_jsonb(w) - 'txid')::text from plan_write w where w.plan = p and w.seq = s)
    || coalesce((select string_agg(to_jsonb(r)::text, '' order by r.revision) from plan_revision r where r.plan = p and r.seq = s), '')
    || coalesce((select string_agg(to_jsonb(o)::text, '' order by o.id) from observation o where o.plan = p and o.seq = s), '')
    || coalesce((select string_agg(to_jsonb(v)::text, '' order by v.id) from verification v where v.plan = p and v.seq = s), '')
    || coalesce((select string_agg(x.subject || ':' || coalesce(encode(ST_AsBinary(x.geom), 'hex'), ''), '' order by x.id)
        from shape x where x.plan = p and x.seq = s), '')
    || area_seal(p, s) || closing_seal(p, s), 'UTF8'))
$$;

alter function closing_state owner to fullcover_guard;
alter function closing_is_taken owner to fullcover_guard;
alter function is_open_write owner to fullcover_guard;
alter function closing_guard owner to fullcover_guard;
alter function closing_step_guard owner to fullcover_guard;
alter function may_check owner to fullcover_guard;
alter function may_sign owner to fullcover_guard;
alter function closing_seal owner to fullcover_guard;
