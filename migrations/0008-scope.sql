-- Where an account writes: row-level security by town, community and unit, and the guard for what it cannot see.

create function writes_everywhere(p_role text) returns boolean language sql immutable as $$
  select coalesce(p_role in ('local', 'office', 'system'), false)
$$;

-- Whether the acting account may open a write of a plan at all.
create function may_open(p text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
begin
  if a.id is null or (a.demo and not (select demo from plan where id = p)) then
    return false;
  end if;
  return writes_everywhere(a.role)
    or (a.role in ('town', 'community', 'unit') and exists (select from account_grant g where g.account = a.id and g.plan = p));
end $$;

-- Whether a division or organisation, or a division above it, was granted to the acting account.
create function is_granted(p_subject bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up as (
    select p_subject as id
    union
    select d.parent from up join division d on d.id = up.id where d.parent is not null
  )
  select exists (select from up join account_grant g on g.subject = up.id and g.account = app_account())
$$;

-- The value a fact has today; before it first holds the first one, after it was taken back the last one said.
create function fact_of(p_subject bigint, p_indicator text) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(
    (select x.value from span x join subject s on s.id = x.subject
     cross join lateral (select (plan_now(s.plan) at time zone 'Asia/Shanghai')::date as today) t
     where x.subject = p_subject and x.indicator = p_indicator and x.basis = 'reported'
     order by x.from_on <= t.today desc, case when x.from_on <= t.today then x.from_on end desc, x.from_on limit 1),
    (select o.value from observation o where o.subject = p_subject and o.indicator = p_indicator and o.value is not null
     order by o.id desc limit 1))
$$;

-- Whether the acting account made a subject in this very write; what it then says of it is judged after the statement.
create function is_own_new(p_subject bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from subject s join plan_write w on w.plan = s.plan and w.seq = s.created_seq
    where s.id = p_subject and w.txid = pg_current_xact_id() and w.account = app_account())
$$;

-- One function decides who may write a subject; null asks who writes everywhere. A town writes its divisions and what lies in them,
-- a community what lies in it, a unit the compounds that are its task. Subjects that lie nowhere go with the plan's whole place.
create or replace function may_write(p_subject bigint) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
  s subject;
begin
  if a.id is null or a.role not in ('local', 'office', 'system', 'town', 'community', 'unit') then
    return false;
  end if;
  if p_subject is null or not a.demo and writes_everywhere(a.role) then
    return writes_everywhere(a.role);
  end if;
  select * into s from subject where id = p_subject;
  if s.id is null or not may_open(s.plan) then
    return false;
  end if;
  return case
    when writes_everywhere(a.role) then true
    when a.role = 'unit' and s.kind = 'compound' then exists (
      select from account_grant g where g.account = a.id and g.subject = reference_of(fact_of(s.id, 'task_owner')))
    when a.role = 'unit' then is_own_new(s.id)
    when s.kind = 'division' then is_granted(s.id)
    when s.kind = 'compound' then coalesce(is_granted(reference_of(fact_of(s.id, 'community'))), false) or
      (fact_of(s.id, 'community') is null and is_own_new(s.id))
    when is_own_new(s.id) then true
    when s.kind = 'organisation' then false
    else exists (
      select from account_grant g join division d on d.id = g.subject
      where g.account = a.id and g.plan = s.plan and d.parent is null) end;
end $$;

-- Who may add a subject of a kind: a town what its ledger names, a community or unit the organisation it reports.
create function may_add(p text, p_kind text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
begin
  return may_open(p) and (writes_everywhere(a.role)
    or p_kind = 'organisation'
    or (a.role = 'town' and p_kind in ('compound', 'division', 'area')));
end $$;

-- A division's border and place are drawn by who writes the division above it.
create function may_write_above(p_subject bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select case when exists (select from division d where d.id = p_subject)
    then may_write((select d.parent from division d where d.id = p_subject)) else may_write(p_subject) end
$$;

-- Whether a verdict only says again what the office found of the same claim, as when an import is taken back.
create function says_again(p_observation bigint, p_verdict text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from observation o
    join observation mine on mine.id = o.replaces
    join plan_write w on w.plan = mine.plan and w.seq = mine.seq and w.account = app_account()
    join observation was on was.id = mine.replaces and was.value = o.value and was.effective_on = o.effective_on
      and was.organisation is not distinct from o.organisation
    where o.id = p_observation
      and p_verdict = (select v.verdict from verification v where v.observation = was.id order by v.id desc limit 1))
$$;

create function may_verify(p_observation bigint, p_verdict text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return may_write((select o.subject from observation o where o.id = p_observation))
    and (writes_everywhere((acting()).role) or says_again(p_observation, p_verdict));
end $$;

-- What row-level security cannot see before the row is there: where a new compound was put, that none is moved over a border,
-- and that what decides the total or whose task a compound is stays with those it is for.
create function observation_scope() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
begin
  if current_setting('role') <> 'fullcover_app' or writes_everywhere(a.role) then
    return null;
  end if;
  if exists (
    select from added n
    left join observation b on b.id = n.replaces
    left join plan_write w on w.plan = b.plan and w.seq = b.seq
    where n.indicator in ('community', 'roster', 'roster_frozen', 'split_from', 'merged_into', 'task_owner', 'due_on')
      and not (n.value is null and w.account = a.id)
      and not (a.role = 'town' and case n.indicator
        when 'task_owner' then true
        when 'due_on' then true
        when 'community' then not exists (
          select from observation o where o.subject = n.subject and o.indicator = 'community' and o.value is not null
            and not is_granted(reference_of(o.value)))
        when 'roster' then n.value = 'in' and not exists (
          select from observation o join plan_write p on p.plan = o.plan and p.seq = o.seq
          where o.subject = n.subject and o.indicator = 'roster' and p.account <> a.id)
        else false end)
  ) or exists (
    select from added n join subject s on s.id = n.subject and s.kind = 'compound'
    where is_own_new(n.subject) and not coalesce(is_granted(reference_of(fact_of(n.subject, 'community'))), false)
  ) then
    raise exception 'out of the scope of account %', a.id using errcode = '42501', constraint = 'out_of_scope';
  end if;
  return null;
end $$;
create trigger c_scope after insert on observation referencing new table as added for each statement execute function observation_scope();

create or replace function open_write(p text, p_account text, p_action text, p_note text, p_shapes boolean, p_recorded_at timestamptz default null)
returns table (seq bigint, recorded_at timestamptz, geometry_revision integer)
language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  head plan_head;
begin
  if p_account is distinct from app_account()
    or (current_setting('role') = 'fullcover_app' and exists (select from plan where id = p) and not may_open(p)) then
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

drop policy write_own on subject;
drop policy write_own on division;
drop policy write_own on shape;
drop policy write_own on verification;
create policy write_own on subject for insert to fullcover_app with check (may_add(plan, kind));
create policy write_own on division for insert to fullcover_app with check (may_write(parent));
create policy write_own on shape for insert to fullcover_app with check (may_write_above(subject));
create policy write_own on verification for insert to fullcover_app with check (may_verify(observation, verdict));

alter function may_open owner to fullcover_guard;
alter function is_granted owner to fullcover_guard;
alter function fact_of owner to fullcover_guard;
alter function is_own_new owner to fullcover_guard;
alter function may_add owner to fullcover_guard;
alter function may_write_above owner to fullcover_guard;
alter function says_again owner to fullcover_guard;
alter function may_verify owner to fullcover_guard;
alter function observation_scope owner to fullcover_guard;
