-- People: who they are, how they sign in, where they write; and the trace of what they did.

-- A demo account tries a role on demo plans and sees nothing of the others. `administers` is which of the three administrators one is, where they are separated.
alter table account
  add demo boolean not null default false,
  add administers text check (administers in ('system', 'security', 'audit')),
  add created_at timestamptz not null default clock_timestamp(),
  add constraint account_administers check (administers is null or role = 'administrator');
update account set demo = true where role not in ('local', 'system');

-- A town's or community's division, a unit's organisation: where an account writes.
create table account_grant (
  account text not null references account,
  plan text not null,
  subject bigint not null,
  primary key (account, subject),
  foreign key (plan, subject) references subject (plan, id)
);

-- How an account signs in. `totp_step` is the last code's half minute: a code is taken once.
create table account_secret (
  account text primary key references account,
  password text,
  password_at timestamptz,
  earlier text[] not null default '{}',
  failed integer not null default 0,
  locked_until timestamptz,
  totp text,
  totp_confirmed boolean not null default false,
  totp_step bigint not null default 0
);

-- One-time links, known by their token's hash: `first` makes the first administrator.
create table account_link (
  hash bytea primary key,
  purpose text not null check (purpose in ('first', 'invite', 'reset')),
  account text references account,
  expires_at timestamptz not null,
  check ((purpose = 'first') = (account is null))
);
create index account_link_account on account_link (account);

create table account_session (
  hash bytea primary key,
  account text not null references account,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp()
);
create index account_session_account on account_session (account);

-- A wall's screen: looks, and is nobody.
create table display_device (
  id bigint generated always as identity primary key,
  name text not null check (char_length(name) between 1 and 80),
  hash bytea not null unique,
  demo boolean not null,
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null references account,
  revoked_at timestamptz
);

-- What was done and what was refused, beside plan_write, which has every change of figures. `code` is ok or the refusal's.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  account text references account,
  role text,
  demo boolean not null default false,
  action text not null check (char_length(action) between 1 and 120),
  plan text,
  object text check (char_length(object) <= 200),
  before jsonb,
  after jsonb,
  ip text check (char_length(ip) <= 60),
  code text not null check (code ~ '^[a-z_]{1,40}$')
);
create index audit_at on audit (at);
create trigger append_only before update or delete on audit for each row execute function append_only();
create trigger append_only_truncate before truncate on audit for each statement execute function append_only();

-- Whether a first administrator was made: from then on this machine alone is nobody.
create function is_opened() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account where role = 'administrator' and not demo)
$$;

-- The account in whose name a transaction runs; a row of nulls where it may not act.
create function acting() returns account language sql stable security definer set search_path = public, pg_temp as $$
  select a.* from account a where a.id = app_account() and a.enabled and (a.role <> 'local' or not is_opened())
$$;

-- Who keeps accounts: an administrator, and the server itself when it signs somebody in. A demo's administrator only looks.
create function keeps_accounts() returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
begin
  return coalesce(a.role = 'system' or (a.role = 'administrator' and not a.demo and a.administers is distinct from 'audit'), false);
end $$;

create function reads_traces(p_demo boolean) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account := acting();
begin
  return coalesce(a.role in ('local', 'system')
    or (a.role = 'administrator' and coalesce(a.administers, 'audit') = 'audit' and (p_demo or not a.demo)), false);
end $$;

-- Whose session a token's hash is, by the database's clock: it ends when nothing was asked for `p_idle`, and after `p_absolute` in any case.
-- What a page asks by itself does not keep it awake.
create function session_of(p_hash bytea, p_idle interval, p_absolute interval, p_awake boolean)
returns table (id text, name text, role text, demo boolean, administers text, password_days integer, totp_confirmed boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  moment timestamptz := clock_timestamp();
begin
  update account_session s set seen_at = moment
  where p_awake and s.hash = p_hash and s.seen_at between moment - p_idle and moment - least(p_idle / 10, interval '1 minute');
  return query
  select a.id, a.name, a.role, a.demo, a.administers, extract(day from moment - x.password_at)::int, coalesce(x.totp_confirmed, false)
  from account_session s join account a on a.id = s.account and a.enabled left join account_secret x on x.account = a.id
  where s.hash = p_hash and s.seen_at > moment - p_idle and s.created_at > moment - p_absolute;
end $$;

create function device_of(p_hash bytea) returns table (id bigint, name text, demo boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, d.demo from display_device d where d.hash = p_hash and d.revoked_at is null
$$;

alter table account enable row level security;
alter table account_grant enable row level security;
alter table account_secret enable row level security;
alter table account_link enable row level security;
alter table account_session enable row level security;
alter table display_device enable row level security;
alter table audit enable row level security;
create policy read_all on account for select using (true);
create policy read_all on account_grant for select using (true);
create policy kept on account for insert to fullcover_app with check (keeps_accounts());
create policy kept_update on account for update to fullcover_app using (keeps_accounts());
create policy kept on account_grant for all to fullcover_app using (keeps_accounts());
create policy kept on account_secret for all to fullcover_app using (account = app_account() or keeps_accounts());
create policy kept on account_session for all to fullcover_app using (account = app_account() or keeps_accounts()) with check (keeps_accounts());
create policy kept on account_link for all to fullcover_app using (keeps_accounts());
create policy kept on display_device for all to fullcover_app using (keeps_accounts());
create policy guard_all on account_secret to fullcover_guard using (true);
create policy guard_all on account_session to fullcover_guard using (true);
create policy guard_all on display_device to fullcover_guard using (true);
create policy traced on audit for insert to fullcover_app with check (true);
create policy read_own on audit for select to fullcover_app using (reads_traces(demo));

grant select on account_grant to fullcover_app, fullcover_guard;
grant insert on account, audit to fullcover_app;
grant select on audit to fullcover_app;
grant update (name, role, enabled, administers) on account to fullcover_app;
grant insert, delete on account_grant to fullcover_app;
grant select, insert, update on account_secret, display_device to fullcover_app;
grant select, insert, delete on account_link, account_session to fullcover_app;
grant select on account_secret, account_session, display_device to fullcover_guard;
grant update (seen_at) on account_session to fullcover_guard;

alter function is_opened owner to fullcover_guard;
alter function acting owner to fullcover_guard;
alter function keeps_accounts owner to fullcover_guard;
alter function session_of owner to fullcover_guard;
alter function device_of owner to fullcover_guard;
alter function reads_traces owner to fullcover_guard;
