-- 推进会: a meeting of the plan's, one for each month of its cadence; what the office prepares for it is kept as revisions.

create table meeting (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  seq bigint not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  month text not null check (month ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$'),
  constraint meeting_once unique (plan, kind, month),
  unique (plan, id),
  foreign key (plan, seq) references plan_write
);

-- The day it is held, the day its figures speak of, the sites and their order, the agenda: as the office last said.
create table meeting_revision (
  plan text not null,
  seq bigint not null,
  meeting bigint not null,
  version integer not null check (version >= 1),
  document jsonb not null,
  primary key (meeting, version),
  foreign key (plan, meeting) references meeting (plan, id),
  foreign key (plan, seq) references plan_write
);

create trigger append_only before update or delete on meeting for each row execute function append_only();
create trigger append_only_truncate before truncate on meeting for each statement execute function append_only();
create trigger append_only before update or delete on meeting_revision for each row execute function append_only();
create trigger append_only_truncate before truncate on meeting_revision for each statement execute function append_only();

-- What the office alone writes in a plan: meetings, closings, bulletins, notices.
create function may_office(p text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select may_open(p) and writes_everywhere((acting()).role)
$$;
alter function may_office owner to fullcover_guard;

alter table meeting enable row level security;
alter table meeting_revision enable row level security;
create policy read_all on meeting for select to fullcover_app using (true);
create policy read_all on meeting_revision for select to fullcover_app using (true);
create policy write_own on meeting for insert to fullcover_app with check (may_office(plan));
create policy write_own on meeting_revision for insert to fullcover_app with check (may_office(plan));
create policy guard_all on meeting to fullcover_guard using (true);
create policy guard_all on meeting_revision to fullcover_guard using (true);
grant select, insert on meeting, meeting_revision to fullcover_app;
grant select on meeting, meeting_revision to fullcover_guard;

-- Whether a plan's document in force brings a meeting in a month: in a phase that names it, in the whole plan where none does;
-- of each quarter, half year or year the last month. core/meetings/cadence.ts says the same.
create function brings_meeting(p text, p_kind text, p_month text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with held as (
    select r.document, m.value as meeting
    from (select document from plan_revision where plan = p order by revision desc limit 1) r, jsonb_array_elements(r.document -> 'meetings') m
    where m.value ->> 'id' = p_kind
  ), phase as (
    select f.value -> 'from' ->> 'adopted' as from_on, f.value -> 'to' ->> 'adopted' as to_on
    from held h, jsonb_array_elements(h.document -> 'phases') f where f.value -> 'meetings' ? p_kind
  ), stretch as (
    select from_on, to_on from phase
    union all
    select document -> 'starts_on' ->> 'adopted', document -> 'ends_on' ->> 'adopted' from held where not exists (select from phase)
  )
  select exists (select from stretch where left(from_on, 7) <= p_month and left(to_on, 7) >= p_month) and exists (
    select from held cross join lateral (
      select case when meeting -> 'every' ? 'adopted' then meeting -> 'every' -> 'adopted' ->> 'per' else meeting -> 'every' ->> 'per' end as per) e
    where right(p_month, 2)::int % case per when 'quarter' then 3 when 'half_year' then 6 when 'year' then 12 else 1 end = 0)
$$;

-- The closing whose figures a meeting has: taken, and superseded by none; the next migration brings closings, the one after it records.
create function meeting_closing(p_meeting bigint) returns table (id bigint, as_of date, signed boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select c.id, c.as_of, closing_state(c.id) = 'signed' from closing c
    where c.meeting = p_meeting and closing_state(c.id) in ('confirmed', 'reviewed', 'signed') order by c.id desc limit 1;
end $$;

create function meeting_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from plan_write w where w.plan = new.plan and w.seq = new.seq and w.txid = pg_current_xact_id()) then
    raise exception 'a meeting needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if not brings_meeting(new.plan, new.kind, new.month) then
    raise exception 'plan % brings no % in %', new.plan, new.kind, new.month using errcode = '23514', constraint = 'meeting_month';
  end if;
  return new;
end $$;
create trigger meeting_guard before insert on meeting for each row execute function meeting_guard();

-- What a save may change: everything while it is prepared; not the figures' day once they are taken; once they are signed only
-- where and when it is held and what is visited; nothing once its record is closed.
create function meeting_revision_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before meeting_revision;
  figures record;
  site bigint;
begin
  if not exists (select from plan_write w where w.plan = new.plan and w.seq = new.seq and w.txid = pg_current_xact_id()) then
    raise exception 'a meeting needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  select * into before from meeting_revision r where r.meeting = new.meeting order by r.version desc limit 1;
  if new.version <> coalesce(before.version, 0) + 1 then
    raise exception 'meeting % goes on from version %', new.meeting, before.version using errcode = '23514', constraint = 'meeting_version';
  end if;
  if record_closed_at(new.meeting) is not null then
    raise exception 'the record of meeting % is closed', new.meeting using errcode = '23514', constraint = 'meeting_recorded';
  end if;
  select * into figures from meeting_closing(new.meeting);
  if figures.id is not null and new.document ->> 'as_of' not in (before.document ->> 'as_of', figures.as_of::text) then
    raise exception 'the figures of meeting % are taken', new.meeting using errcode = '23514', constraint = 'meeting_closed';
  end if;
  if figures.signed and new.document - '{place,held_on,sites}'::text[] <> before.document - '{place,held_on,sites}'::text[] then
    raise exception 'the figures of meeting % are signed', new.meeting using errcode = '23514', constraint = 'meeting_signed';
  end if;
  select (s.value ->> 'subject')::bigint into site from jsonb_array_elements(new.document -> 'sites') s
  where not exists (select from subject u where u.plan = new.plan and u.kind = 'compound' and u.id = (s.value ->> 'subject')::bigint) limit 1;
  if found then
    raise exception 'compound % is not of plan %', site, new.plan using errcode = '23503', constraint = 'meeting_site';
  end if;
  if exists (select from jsonb_array_elements(new.document -> 'sites') s group by s.value ->> 'subject' having count(*) > 1) then
    raise exception 'a compound is visited once' using errcode = '23514', constraint = 'meeting_site_once';
  end if;
  -- A photo that was erased since stays named, and is shown as erased.
  if exists (
    select from jsonb_array_elements(new.document -> 'sites') s
    cross join lateral jsonb_array_elements_text(coalesce(s.value -> 'before', '[]') || coalesce(s.value -> 'after', '[]')) photo
    where not exists (
      select from file f where f.plan = new.plan and f.sha256 = photo.value and f.subject = (s.value ->> 'subject')::bigint
        and f.type in ('jpeg', 'png', 'webp', 'heic'))) then
    raise exception 'a photo of a site is a photo kept of it' using errcode = '23503', constraint = 'meeting_photo';
  end if;
  return new;
end $$;
create trigger meeting_revision_guard before insert on meeting_revision for each row execute function meeting_revision_guard();

-- A photo its meeting names, for everybody who may look at the meeting; of other papers nothing.
create function meeting_photo(p text, p_meeting bigint, p_sha256 text) returns table (type text, bytes bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.type, f.bytes
  from (select document from meeting_revision r where r.plan = p and r.meeting = p_meeting order by r.version desc limit 1) d,
    jsonb_array_elements(d.document -> 'sites') s, file f
  where (coalesce(s.value -> 'before', '[]') || coalesce(s.value -> 'after', '[]')) ? p_sha256
    and f.plan = p and f.sha256 = p_sha256 and f.subject = (s.value ->> 'subject')::bigint
    and f.type in ('jpeg', 'png', 'webp', 'heic') and f.erased_at is null
  limit 1
$$;

alter function brings_meeting owner to fullcover_guard;
alter function meeting_closing owner to fullcover_guard;
alter function meeting_guard owner to fullcover_guard;
alter function meeting_revision_guard owner to fullcover_guard;
alter function meeting_photo owner to fullcover_guard;
