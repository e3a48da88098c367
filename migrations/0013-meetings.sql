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
