-- Papers, photos and persons: what is kept apart from figures, and seen only by those whose work it is.

-- Whether the account that is set may see the papers of a subject: those who write it, and assessors.
create function may_see_papers(p_subject bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from acting() a join subject s on s.id = p_subject join plan p on p.id = s.plan and (p.demo or not a.demo)
    where a.role = 'assessor' or (a.role in ('local', 'office', 'town', 'community', 'unit') and may_write(p_subject)))
$$;

-- A paper that belongs to no subject yet is seen by who uploaded it and by the office.
create function may_see_file(p_plan text, p_subject bigint, p_account text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select p_account = app_account() or may_see_papers(p_subject)
    or (p_subject is null and exists (
      select from acting() a join plan p on p.id = p_plan and (p.demo or not a.demo) where a.role in ('local', 'office')))
$$;

-- Who brought which content for what; the content itself lies on disk under its hash, once.
create table file (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  type text not null check (type in ('jpeg', 'png', 'webp', 'heic', 'pdf', 'docx', 'xlsx', 'pptx', 'ofd')),
  bytes bigint not null check (bytes between 1 and 52428800),
  name text check (char_length(name) between 1 and 200),
  subject bigint,
  account text not null references account,
  uploaded_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  erased_at timestamptz,
  erased_by text references account,
  erased_reason text check (char_length(erased_reason) between 1 and 500),
  foreign key (plan, subject) references subject (plan, id),
  constraint file_tombstone check ((erased_at is null) = (name is not null) and (erased_at is null) = (erased_by is null)
    and (erased_at is null) = (erased_reason is null))
);
create index file_content on file (sha256, plan);
create index file_subject on file (subject) where subject is not null;

-- 网格长, 楼院长, 楼栋长, 业委会: a person in a role of a subject from a day on.
create table contact (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  subject bigint not null,
  role text not null check (role in ('grid_chief', 'yard_chief', 'building_chief', 'committee_chair', 'committee_member', 'manager')),
  name text check (char_length(name) between 1 and 40),
  phone text check (phone ~ '^[0-9+ -]{5,20}$'),
  from_on date not null check (from_on between '1990-01-01' and '2100-01-01'),
  erased_at timestamptz,
  erased_by text references account,
  erased_reason text check (char_length(erased_reason) between 1 and 500),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, subject) references subject (plan, id),
  constraint contact_tombstone check ((erased_at is null) = (name is not null) and (erased_at is null or phone is null)
    and (erased_at is null) = (erased_by is null) and (erased_at is null) = (erased_reason is null))
);
create index contact_subject on contact (subject);

-- The day a person left a role; the last row said counts.
create table contact_end (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  contact bigint not null references contact,
  to_on date not null check (to_on between '1990-01-01' and '2100-01-01'),
  foreign key (plan, seq) references plan_write
);
create index contact_end_contact on contact_end (contact, id desc);

-- 备案: a committee's filing with its receipt and its term; the last row of a subject counts.
create table committee_filing (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  subject bigint not null,
  filed_on date not null,
  number text check (char_length(number) between 1 and 80),
  receipt text check (receipt ~ '^[0-9a-f]{64}$'),
  term_from date not null,
  term_to date not null,
  foreign key (plan, seq) references plan_write,
  foreign key (plan, subject) references subject (plan, id),
  constraint filing_term check (term_to > term_from)
);
create index committee_filing_subject on committee_filing (plan, subject, id desc);

-- Refuses every change of a row but the one that makes it a tombstone.
create function only_erased() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.erased_at is not null or new.erased_at is null
    or to_jsonb(new) - '{name,phone,erased_at,erased_by,erased_reason}'::text[]
      <> to_jsonb(old) - '{name,phone,erased_at,erased_by,erased_reason}'::text[] then
    raise exception '% is append-only', tg_table_name using errcode = '42501', constraint = 'append_only';
  end if;
  return new;
end $$;
create trigger only_erased before update or delete on file for each row execute function only_erased();
create trigger append_only_truncate before truncate on file for each statement execute function append_only();
create trigger only_erased before update or delete on contact for each row execute function only_erased();
create trigger append_only_truncate before truncate on contact for each statement execute function append_only();
create trigger append_only before update or delete on contact_end for each row execute function append_only();
create trigger append_only_truncate before truncate on contact_end for each statement execute function append_only();
create trigger append_only before update or delete on committee_filing for each row execute function append_only();
create trigger append_only_truncate before truncate on committee_filing for each statement execute function append_only();

-- How many rows became tombstones; 0 where there was nothing, or nothing this account may erase.
create function erase_file(p text, p_sha256 text, p_reason text) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    update file set name = null, erased_at = date_trunc('milliseconds', clock_timestamp()), erased_by = app_account(), erased_reason = p_reason
    where plan = p and sha256 = p_sha256 and erased_at is null and may_see_file(plan, subject, account) returning id)
  select count(*) from gone
$$;

create function erase_contact(p text, p_contact bigint, p_reason text) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    update contact set name = null, phone = null, erased_at = date_trunc('milliseconds', clock_timestamp()), erased_by = app_account(), erased_reason = p_reason
    where plan = p and id = p_contact and erased_at is null and may_write(subject) and may_see_papers(subject) returning id)
  select count(*) from gone
$$;

-- Evidence of the form kind:sha256 names a paper its writer sees; from then on it belongs to the observed subject, too.
create function observation_files() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select e into missing from added a cross join unnest(a.evidence) e
  where e ~ ':[0-9a-f]{64}$' and not exists (
    select from file f where f.plan = a.plan and f.sha256 = right(e, 64) and may_see_file(f.plan, f.subject, f.account))
  limit 1;
  if found then
    raise exception 'unknown file: %', missing using errcode = '23503', constraint = 'file_known';
  end if;
  insert into file (plan, sha256, type, bytes, name, subject, account)
  select distinct on (a.subject, f.sha256) a.plan, f.sha256, f.type, f.bytes, f.name, a.subject, app_account()
  from added a cross join unnest(a.evidence) e join file f on f.plan = a.plan and f.sha256 = right(e, 64)
  where e ~ ':[0-9a-f]{64}$' and f.erased_at is null and may_see_file(f.plan, f.subject, f.account) and not exists (
    select from file b where b.plan = a.plan and b.sha256 = f.sha256 and b.subject = a.subject and b.erased_at is null)
  order by a.subject, f.sha256, f.id;
  return null;
end $$;
create trigger c_files after insert on observation referencing new table as added for each statement execute function observation_files();

create function paper_write_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from plan_write w where w.plan = new.plan and w.seq = new.seq and w.txid = pg_current_xact_id()) then
    raise exception '% needs an open write', tg_table_name using errcode = '23514', constraint = 'write_open';
  end if;
  return null;
end $$;
create trigger a_guard after insert on contact for each row execute function paper_write_guard();
create trigger a_guard after insert on contact_end for each row execute function paper_write_guard();
create trigger a_guard after insert on committee_filing for each row execute function paper_write_guard();

alter table file enable row level security;
alter table contact enable row level security;
alter table contact_end enable row level security;
alter table committee_filing enable row level security;
create policy read_seen on file for select to fullcover_app using (may_see_file(plan, subject, account));
create policy read_seen on contact for select to fullcover_app using (may_see_papers(subject));
create policy read_seen on contact_end for select to fullcover_app
  using (may_see_papers((select c.subject from contact c where c.id = contact_end.contact)));
create policy read_seen on committee_filing for select to fullcover_app using (may_see_papers(subject));
create policy write_own on file for insert to fullcover_app with check (
  account = app_account() and erased_at is null
  and case when subject is null then may_open(plan) else may_write(subject) and may_see_papers(subject) end);
create policy write_own on contact for insert to fullcover_app
  with check (erased_at is null and may_write(subject) and may_see_papers(subject));
create policy write_own on contact_end for insert to fullcover_app
  with check (may_write((select c.subject from contact c where c.id = contact_end.contact)));
create policy write_own on committee_filing for insert to fullcover_app with check (may_write(subject) and may_see_papers(subject));
create policy guard_all on file to fullcover_guard using (true);
create policy guard_all on contact to fullcover_guard using (true);
create policy guard_all on contact_end to fullcover_guard using (true);
create policy guard_all on committee_filing to fullcover_guard using (true);

grant select, insert on file, contact, contact_end, committee_filing to fullcover_app;
grant select, insert, update on file to fullcover_guard;
grant select, update on contact to fullcover_guard;
grant select on contact_end, committee_filing to fullcover_guard;
alter function may_see_papers owner to fullcover_guard;
alter function may_see_file owner to fullcover_guard;
alter function erase_file owner to fullcover_guard;
alter function erase_contact owner to fullcover_guard;
alter function observation_files owner to fullcover_guard;
alter function paper_write_guard owner to fullcover_guard;
