-- A plan, its clock, its documents and its writes.

create table plan (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  demo boolean not null default false,
  pinned_on date,
  check (pinned_on is null or demo)
);

-- One row per plan and nothing references it: the lock of every write, and the last one's number.
create table plan_head (
  plan text primary key,
  seq bigint not null default 0,
  recorded_at timestamptz not null default '1970-01-01T00:00:00Z',
  geometry_revision integer not null default 0,
  plan_revision integer not null default 0
);

create table account (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  name text not null check (char_length(name) between 1 and 80),
  role text not null check (role in ('local', 'administrator', 'office', 'town', 'community', 'unit', 'assessor', 'leader', 'display', 'system')),
  enabled boolean not null default true
);
insert into account (id, name, role) values ('local', '本机', 'local'), ('system', '系统', 'system');

-- One row per writing transaction: who, when, what. Rows of facts name their write by (plan, seq).
create table plan_write (
  plan text not null references plan,
  seq bigint not null,
  recorded_at timestamptz not null,
  account text not null references account,
  action text not null check (action ~ '^[a-z_]{1,40}$'),
  note text check (char_length(note) <= 2000),
  geometry_revision integer not null,
  txid xid8 not null default pg_current_xact_id(),
  primary key (plan, seq)
);
create index plan_write_moment on plan_write (plan, recorded_at);

create table plan_revision (
  plan text not null,
  seq bigint not null,
  revision integer not null,
  sha256 text not null,
  document jsonb not null,
  primary key (plan, revision),
  foreign key (plan, seq) references plan_write
);

-- What the document in force says of its indicators, for the checks below; the document stays the source.
create table plan_indicator (
  plan text not null references plan,
  id text not null check (id ~ '^[a-z][a-z0-9_]{0,62}$'),
  subject_kind text not null,
  type text not null check (type in ('choice', 'boolean', 'number', 'count', 'reference', 'text', 'day')),
  choices text[],
  primary key (plan, id)
);

-- The facts every plan has; their list is kept equal to core/plan/facts.ts by a test.
create table fact (
  id text primary key,
  type text not null,
  choices text[]
);
insert into fact (id, type, choices) values
  ('name', 'text', null),
  ('community', 'reference', null),
  ('households', 'count', null),
  ('floor_area', 'count', null),
  ('buildings', 'count', null),
  ('built_year', 'count', null),
  ('roster', 'choice', '{in,out}'),
  ('task_owner', 'reference', null),
  ('due_on', 'day', null),
  ('split_from', 'reference', null),
  ('merged_into', 'reference', null),
  ('roster_frozen', 'boolean', null);

-- Today by the plan's clock: real, or pinned for a demo plan (its day, the real time of day).
create function plan_now(p text) returns timestamptz language sql stable as $$
  select case when pinned_on is null then clock_timestamp()
    else (pinned_on + (clock_timestamp() at time zone 'Asia/Shanghai')::time) at time zone 'Asia/Shanghai' end
  from plan where id = p
$$;

-- Opens a write in the name of the account that is set: takes the plan's lock, the next seq and a moment later than every one before.
-- A given moment is for loading a demo plan's past, by the owner alone.
create function open_write(p text, p_account text, p_action text, p_note text, p_shapes boolean, p_recorded_at timestamptz default null)
returns table (seq bigint, recorded_at timestamptz, geometry_revision integer)
language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  head plan_head;
begin
  if p_account is distinct from app_account() or (current_setting('role') = 'fullcover_app' and not may_write(null)) then
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

create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501', constraint = 'append_only';
end $$;
create trigger append_only before update or delete on plan_write for each row execute function append_only();
create trigger append_only_truncate before truncate on plan_write for each statement execute function append_only();
create trigger append_only before update or delete on plan_revision for each row execute function append_only();
create trigger append_only_truncate before truncate on plan_revision for each statement execute function append_only();
