-- 问题和承诺: what a meeting notes, the way it takes to 销号, and the record that closes after the meeting.
-- What is written here may name persons: read in an account's name, by those whose work it is.

create table case_file (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  seq bigint not null,
  kind text not null check (kind in ('problem', 'commitment')),
  meeting bigint,
  text text not null check (char_length(text) between 1 and 500),
  owner bigint,
  subject bigint,
  at geometry(Point, 4490),
  due_on date check (due_on between '1990-01-01' and '2100-01-01'),
  files text[] not null default '{}',
  account text not null references account,
  unique (plan, id),
  constraint case_place check (subject is null or at is null),
  constraint case_in_china check (ST_X(at) between 73 and 136 and ST_Y(at) between 3 and 54),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, meeting) references meeting (plan, id),
  foreign key (plan, owner) references subject (plan, id),
  foreign key (plan, subject) references subject (plan, id)
);
create index case_file_plan on case_file (plan, id);
create index case_file_papers on case_file using gin (files);

-- 交办 names who does it and by when; 退回 and 回头看 say why.
create table case_step (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  case_file bigint not null,
  kind text not null check (kind in ('assigned', 'rectified', 'applied', 'verified', 'returned', 'closed', 'long_term', 'reopened')),
  account text not null references account,
  text text check (char_length(text) between 1 and 500),
  owner bigint,
  due_on date check (due_on between '1990-01-01' and '2100-01-01'),
  files text[] not null default '{}',
  constraint case_step_says check (kind not in ('returned', 'reopened') or text is not null),
  constraint case_step_owner check ((owner is not null) = (kind = 'assigned')),
  constraint case_step_due check (due_on is null or kind = 'assigned'),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, case_file) references case_file (plan, id),
  foreign key (plan, owner) references subject (plan, id)
);
create index case_step_case on case_step (case_file, id);
create index case_step_papers on case_step using gin (files);

-- 会议记录: closed after the meeting, opened again for a reason.
create table meeting_record (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  meeting bigint not null,
  kind text not null check (kind in ('closed', 'reopened')),
  account text not null references account,
  reason text check (char_length(reason) between 1 and 500),
  constraint meeting_record_reason check ((reason is not null) = (kind = 'reopened')),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, meeting) references meeting (plan, id)
);
create index meeting_record_meeting on meeting_record (meeting, id);

create trigger append_only before update or delete on case_file for each row execute function append_only();
create trigger append_only_truncate before truncate on case_file for each statement execute function append_only();
create trigger append_only before update or delete on case_step for each row execute function append_only();
create trigger append_only_truncate before truncate on case_step for each statement execute function append_only();
create trigger append_only before update or delete on meeting_record for each row execute function append_only();
create trigger append_only_truncate before truncate on meeting_record for each statement execute function append_only();

-- The state after a step; core/cases/next-steps.ts says the same.
create function case_state(p_last text) returns text language sql immutable as $$
  select case p_last
    when 'rectified' then 'rectifying'
    when 'returned' then 'assigned'
    when 'reopened' then 'opened'
    else coalesce(p_last, 'opened') end
$$;

create function case_steps_from(p_state text) returns text[] language sql immutable as $$
  select case p_state
    when 'opened' then array['assigned']
    when 'assigned' then array['rectified', 'assigned']
    when 'rectifying' then array['rectified', 'applied', 'assigned']
    when 'applied' then array['verified', 'returned']
    when 'verified' then array['closed', 'long_term', 'returned']
    when 'closed' then array['reopened']
    when 'long_term' then array['reopened'] end
$$;

-- What a role may say next; nobody verifies or ends what they fixed.
create function case_next(p_state text, p_role text, p_fixer boolean) returns text[] language sql immutable as $$
  select array(
    select kind from unnest(case_steps_from(p_state)) with ordinality s (kind, place)
    where (writes_everywhere(p_role) or (p_role in ('town', 'community', 'unit') and kind in ('rectified', 'applied')))
      and not (p_fixer and kind in ('verified', 'closed', 'long_term'))
    order by place)
$$;

-- Whether an account fixed anything of a case since it was last handed out or sent back, before a step.
create function is_case_fixer(p_case bigint, p_account text, p_before bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from case_step s
    where s.case_file = p_case and s.id < p_before and s.account = p_account and s.kind in ('rectified', 'applied')
      and s.id > coalesce((
        select max(b.id) from case_step b where b.case_file = p_case and b.id < p_before and b.kind in ('assigned', 'returned')), 0))
$$;

-- Whether the acting account writes where a point lies: in a division that was granted to it.
create function may_write_point(p text, p_at geometry) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from account_grant g
    where g.account = app_account() and g.plan = p and ST_Covers(shape_known(g.subject, 9223372036854775807), p_at))
$$;

-- Whose work a case is: the office's; whom it is handed to; who writes where it lies.
create function may_fix_case(p_case bigint) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
  c case_file;
begin
  select * into c from case_file where id = p_case;
  if a.id is null or c.id is null or not may_open(c.plan) then
    return false;
  end if;
  return writes_everywhere(a.role)
    or coalesce(is_granted(coalesce(
      (select s.owner from case_step s where s.case_file = c.id and s.owner is not null order by s.id desc limit 1), c.owner)), false)
    or (c.subject is not null and may_write(c.subject))
    or (c.at is not null and may_write_point(c.plan, c.at));
end $$;

create function may_see_case(p_case bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from acting() a join case_file c on c.id = p_case join plan p on p.id = c.plan and (p.demo or not a.demo)
    where a.role in ('assessor', 'leader'))
    or may_fix_case(p_case)
$$;

-- A paper of a case is seen by whoever sees the case.
create function is_seen_case_paper(p text, p_sha256 text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from case_file c where c.plan = p and c.files @> array[p_sha256] and may_see_case(c.id))
    or exists (select from case_step s where s.plan = p and s.files @> array[p_sha256] and may_see_case(s.case_file))
$$;

-- When the record of a meeting was closed; null while it is open.
create function record_closed_at(p_meeting bigint) returns timestamptz language sql stable security definer set search_path = public, pg_temp as $$
  select l.at from (
    select r.kind, w.recorded_at as at from meeting_record r join plan_write w on w.plan = r.plan and w.seq = r.seq
    where r.meeting = p_meeting order by r.id desc limit 1) l
  where l.kind = 'closed'
$$;

-- What a subject is called on a day, as known after a write; null: now.
create function name_known(p text, s bigint, day date, known bigint) returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if known is null then
    return name_on(s, day);
  end if;
  return coalesce((
    select x.value from spans_of(p, array[s], known) x where x.subject = s and x.indicator = 'name' and x.basis = 'reported'
    order by x.from_on <= day desc, abs(x.from_on - day) limit 1), (select u.code from subject u where u.id = s));
end $$;

create function case_papers_known(p text, p_files text[]) returns void language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select e into missing from unnest(p_files) e
  where not exists (
    select from file f where f.plan = p and f.sha256 = e and f.erased_at is null
      and (may_see_file(f.plan, f.subject, f.account) or is_seen_case_paper(p, e)))
  limit 1;
  if found then
    raise exception 'unknown file: %', missing using errcode = '23503', constraint = 'file_known';
  end if;
end $$;

create function case_file_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from plan_write w where w.plan = new.plan and w.seq = new.seq and w.txid = pg_current_xact_id()) then
    raise exception 'a case needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if record_closed_at(new.meeting) is not null then
    raise exception 'the record of meeting % is closed', new.meeting using errcode = '23514', constraint = 'record_state';
  end if;
  if exists (select from subject s where s.id = new.owner and s.kind not in ('division', 'organisation'))
    or exists (select from subject s where s.id = new.subject and s.kind <> 'compound') then
    raise exception 'a case is of a compound and owned by a division or organisation' using errcode = '23514', constraint = 'case_subjects';
  end if;
  perform case_papers_known(new.plan, new.files);
  return null;
end $$;
create trigger a_guard after insert on case_file for each row execute function case_file_guard();

-- The way of a case: decided under the plan's lock, which the open write holds.
create function case_step_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
  state text := case_state((select s.kind from case_step s where s.case_file = new.case_file and s.id < new.id order by s.id desc limit 1));
  fixer boolean := is_case_fixer(new.case_file, new.account, new.id);
begin
  if not exists (select from plan_write w where w.plan = new.plan and w.seq = new.seq and w.txid = pg_current_xact_id()) then
    raise exception 'a step needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if new.kind <> all (case_steps_from(state)) then
    raise exception 'case % is %, not to be %', new.case_file, state, new.kind using errcode = '23514', constraint = 'case_state';
  end if;
  if new.kind <> all (case_next(state, a.role, fixer)) then
    if new.kind = any (case_next(state, a.role, false)) then
      raise exception 'who fixed case % does not say it is %', new.case_file, new.kind using errcode = '23514', constraint = 'same_person';
    end if;
    raise exception 'role % does not say %', a.role, new.kind using errcode = '42501', constraint = 'out_of_scope';
  end if;
  if exists (select from subject s where s.id = new.owner and s.kind not in ('division', 'organisation')) then
    raise exception 'a case is owned by a division or organisation' using errcode = '23514', constraint = 'case_subjects';
  end if;
  perform case_papers_known(new.plan, new.files);
  return null;
end $$;
create trigger a_guard after insert on case_step for each row execute function case_step_guard();

-- Closed once it was held, by the meeting's own day; opened again only where it is closed.
create function meeting_record_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  last text := (select r.kind from meeting_record r where r.meeting = new.meeting and r.id < new.id order by r.id desc limit 1);
begin
  if not exists (select from plan_write w where w.plan = new.plan and w.seq = new.seq and w.txid = pg_current_xact_id()) then
    raise exception 'a record needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if (new.kind = 'closed') = (coalesce(last, 'reopened') = 'closed') then
    raise exception 'the record of meeting % is % already', new.meeting, new.kind using errcode = '23514', constraint = 'record_state';
  end if;
  if new.kind = 'closed' and (
    select (r.document ->> 'held_on')::date > (plan_now(r.plan) at time zone 'Asia/Shanghai')::date
    from meeting_revision r where r.meeting = new.meeting order by r.version desc limit 1) then
    raise exception 'meeting % is still to be held', new.meeting using errcode = '23514', constraint = 'record_early';
  end if;
  return null;
end $$;
create trigger a_guard after insert on meeting_record for each row execute function meeting_record_guard();

alter table case_file enable row level security;
alter table case_step enable row level security;
alter table meeting_record enable row level security;
-- Whoever adds a case sees the row at once, before may_see_case can.
create policy read_seen on case_file for select to fullcover_app using (account = app_account() or may_see_case(id));
create policy read_seen on case_step for select to fullcover_app using (may_see_case(case_file));
create policy read_all on meeting_record for select to fullcover_app using (true);
create policy read_of_case on file for select to fullcover_app using (is_seen_case_paper(plan, sha256));
create policy write_own on case_file for insert to fullcover_app with check (may_office(plan) and account = app_account());
create policy write_own on case_step for insert to fullcover_app with check (account = app_account() and case
  when kind in ('rectified', 'applied') then may_fix_case(case_file)
  else may_office(plan) end);
create policy write_own on meeting_record for insert to fullcover_app with check (may_office(plan) and account = app_account());
create policy guard_all on case_file to fullcover_guard using (true);
create policy guard_all on case_step to fullcover_guard using (true);
create policy guard_all on meeting_record to fullcover_guard using (true);
grant select, insert on case_file, case_step, meeting_record to fullcover_app;
grant select on case_file, case_step, meeting_record to fullcover_guard;

alter function is_case_fixer owner to fullcover_guard;
alter function may_write_point owner to fullcover_guard;
alter function may_fix_case owner to fullcover_guard;
alter function may_see_case owner to fullcover_guard;
alter function is_seen_case_paper owner to fullcover_guard;
alter function record_closed_at owner to fullcover_guard;
alter function name_known owner to fullcover_guard;
alter function case_papers_known owner to fullcover_guard;
alter function case_file_guard owner to fullcover_guard;
alter function case_step_guard owner to fullcover_guard;
alter function meeting_record_guard owner to fullcover_guard;
