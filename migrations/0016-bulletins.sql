-- 通报、简报: a text with placeholders for a closing. No figure is kept with it; issuing numbers it and freezes the text.

create table bulletin (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  seq bigint not null,
  closing bigint not null,
  template text not null check (template ~ '^[a-z][a-z0-9_]{0,62}$'),
  form text not null check (form in ('brief', 'official')),
  constraint bulletin_once unique (plan, closing, template),
  unique (plan, id),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, closing) references closing (plan, id)
);

-- The text as the office last said it.
create table bulletin_revision (
  plan text not null,
  seq bigint not null,
  bulletin bigint not null,
  version integer not null check (version >= 1),
  text jsonb not null,
  primary key (bulletin, version),
  foreign key (plan, bulletin) references bulletin (plan, id),
  foreign key (plan, seq) references plan_write
);

-- 第 N 期: the next number of its template in the year. `known_seq` is up to where the meeting's record was known to what was issued.
create table bulletin_issue (
  bulletin bigint primary key references bulletin,
  plan text not null,
  seq bigint not null,
  template text not null,
  version integer not null,
  year integer not null,
  number integer not null check (number >= 1),
  issued_on date not null,
  known_seq bigint not null,
  constraint bulletin_number unique (plan, template, year, number),
  foreign key (plan, bulletin) references bulletin (plan, id),
  foreign key (bulletin, version) references bulletin_revision (bulletin, version),
  foreign key (plan, seq) references plan_write
);

-- The files as they were issued, by hash.
create table bulletin_file (
  bulletin bigint not null references bulletin_issue,
  plan text not null,
  seq bigint not null,
  kind text not null check (kind in ('docx', 'xlsx')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  primary key (bulletin, kind),
  foreign key (plan, bulletin) references bulletin (plan, id),
  foreign key (plan, seq) references plan_write
);
create index bulletin_file_content on bulletin_file (sha256);

create trigger append_only before update or delete on bulletin for each row execute function append_only();
create trigger append_only_truncate before truncate on bulletin for each statement execute function append_only();
create trigger append_only before update or delete on bulletin_revision for each row execute function append_only();
create trigger append_only_truncate before truncate on bulletin_revision for each statement execute function append_only();
create trigger append_only before update or delete on bulletin_issue for each row execute function append_only();
create trigger append_only_truncate before truncate on bulletin_issue for each statement execute function append_only();
create trigger append_only before update or delete on bulletin_file for each row execute function append_only();
create trigger append_only_truncate before truncate on bulletin_file for each statement execute function append_only();

-- Whoever comes here holds the plan's lock, taken by open_write: who comes second sees the first.
create function bulletin_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_open_write(new.plan, new.seq, app_account()) then
    raise exception 'a bulletin needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if closing_state(new.closing) not in ('confirmed', 'reviewed', 'signed') then
    raise exception 'closing % does not stand', new.closing using errcode = '23514', constraint = 'bulletin_closing';
  end if;
  return new;
end $$;
create trigger a_guard before insert on bulletin for each row execute function bulletin_guard();

create function bulletin_revision_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_open_write(new.plan, new.seq, app_account()) then
    raise exception 'a text needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if exists (select from bulletin_issue i where i.bulletin = new.bulletin) then
    raise exception 'bulletin % is issued', new.bulletin using errcode = '23514', constraint = 'bulletin_issued';
  end if;
  if new.version <> coalesce((select max(r.version) from bulletin_revision r where r.bulletin = new.bulletin), 0) + 1 then
    raise exception 'the text of bulletin % was changed meanwhile', new.bulletin using errcode = '23514', constraint = 'bulletin_version';
  end if;
  return new;
end $$;
create trigger a_guard before insert on bulletin_revision for each row execute function bulletin_revision_guard();

create function bulletin_issue_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  b bulletin;
begin
  if not is_open_write(new.plan, new.seq, app_account()) then
    raise exception 'issuing needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  select * into b from bulletin o where o.id = new.bulletin and o.plan = new.plan;
  if b.template is distinct from new.template then
    raise exception 'bulletin % has another template', new.bulletin using errcode = '23514', constraint = 'bulletin_template';
  end if;
  if closing_state(b.closing) <> 'signed' then
    raise exception 'closing % is not signed, or superseded', b.closing using errcode = '23514', constraint = 'bulletin_signed';
  end if;
  if new.version <> (select max(r.version) from bulletin_revision r where r.bulletin = new.bulletin) then
    raise exception 'the text of bulletin % was changed meanwhile', new.bulletin using errcode = '23514', constraint = 'bulletin_version';
  end if;
  if new.issued_on <> (select (w.recorded_at at time zone 'Asia/Shanghai')::date from plan_write w where w.plan = new.plan and w.seq = new.seq)
    or new.year <> extract(year from new.issued_on) then
    raise exception 'a bulletin is issued today' using errcode = '23514', constraint = 'bulletin_day';
  end if;
  if new.known_seq >= new.seq then
    raise exception 'what is issued knows nothing later' using errcode = '23514', constraint = 'bulletin_known';
  end if;
  if new.number <> coalesce((
    select max(i.number) from bulletin_issue i where i.plan = new.plan and i.template = new.template and i.year = new.year), 0) + 1 then
    raise exception 'number % is not the next one', new.number using errcode = '23514', constraint = 'bulletin_number';
  end if;
  return new;
end $$;
create trigger a_guard before insert on bulletin_issue for each row execute function bulletin_issue_guard();

-- The files belong to the write that issues.
create function bulletin_file_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_open_write(new.plan, new.seq, app_account())
    or not exists (select from bulletin_issue i where i.bulletin = new.bulletin and i.seq = new.seq) then
    raise exception 'a file is kept as the bulletin is issued' using errcode = '23514', constraint = 'write_open';
  end if;
  return new;
end $$;
create trigger a_guard before insert on bulletin_file for each row execute function bulletin_file_guard();

alter table bulletin enable row level security;
alter table bulletin_revision enable row level security;
alter table bulletin_issue enable row level security;
alter table bulletin_file enable row level security;
create policy read_all on bulletin for select to fullcover_app using (true);
create policy read_all on bulletin_revision for select to fullcover_app using (true);
create policy read_all on bulletin_issue for select to fullcover_app using (true);
create policy read_all on bulletin_file for select to fullcover_app using (true);
create policy write_own on bulletin for insert to fullcover_app with check (may_office(plan));
create policy write_own on bulletin_revision for insert to fullcover_app with check (may_office(plan));
create policy write_own on bulletin_issue for insert to fullcover_app with check (may_office(plan));
create policy write_own on bulletin_file for insert to fullcover_app with check (may_office(plan));
create policy guard_all on bulletin to fullcover_guard using (true);
create policy guard_all on bulletin_revision to fullcover_guard using (true);
create policy guard_all on bulletin_issue to fullcover_guard using (true);
create policy guard_all on bulletin_file to fullcover_guard using (true);
grant select, insert on bulletin, bulletin_revision, bulletin_issue, bulletin_file to fullcover_app;
grant select on bulletin, bulletin_revision, bulletin_issue, bulletin_file to fullcover_guard;

alter function bulletin_guard owner to fullcover_guard;
alter function bulletin_revision_guard owner to fullcover_guard;
alter function bulletin_issue_guard owner to fullcover_guard;
alter function bulletin_file_guard owner to fullcover_guard;
