-- 资料包: what is handed out of a closing, as one zip. A job and its parts, no figure: everything in it can be made again.

create table pack (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  closing bigint not null,
  account text not null references account,
  state text not null default 'waiting' check (state in ('waiting', 'making', 'done', 'failed', 'cancelled')),
  progress double precision not null default 0 check (progress between 0 and 1),
  failure text check (failure in ('storage_full', 'part_damaged', 'internal')),
  -- Which server makes it, and when it last said so: one that has fallen silent was killed.
  maker uuid,
  beat_at timestamptz,
  begun_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  done_at timestamptz,
  zip_sha256 text check (zip_sha256 ~ '^[0-9a-f]{64}$'),
  zip_bytes bigint check (zip_bytes > 0),
  foreign key (plan, closing) references closing (plan, id),
  constraint pack_done check ((state = 'done') = (zip_sha256 is not null) and (zip_sha256 is null) = (zip_bytes is null)),
  constraint pack_failed check ((state = 'failed') = (failure is not null))
);
create unique index pack_once on pack (closing, account) where state in ('waiting', 'making', 'failed');
create index pack_closing on pack (plan, closing);

create table pack_part (
  pack bigint not null references pack,
  name text not null check (name ~ '^[a-z0-9][a-z0-9_-]{0,79}$'),
  place integer not null,
  kind text not null check (kind in ('bulletin_docx', 'tables_xlsx', 'picture', 'film', 'print')),
  "of" text check (char_length("of") between 1 and 80),
  made_by text not null check (made_by in ('server', 'browser')),
  optional boolean not null,
  title text not null check (char_length(title) between 1 and 120),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint check (bytes > 0),
  type text check (type in ('png', 'webm', 'mp4', 'pdf', 'docx', 'xlsx')),
  primary key (pack, name),
  constraint pack_part_whole check ((sha256 is null) = (bytes is null) and (sha256 is null) = (type is null))
);
create index pack_part_content on pack_part (sha256) where sha256 is not null;

-- Whether the figures of a closing stand: taken, and not taken anew.
create function closing_stands(p_plan text, p_closing bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from closing_step s where s.plan = p_plan and s.closing = p_closing and s.kind = 'confirmed')
    and not exists (
      select from closing n join closing_step s on s.closing = n.id and s.kind = 'confirmed'
      where n.plan = p_plan and n.supersedes = p_closing)
$$;

-- A maker says that it lives once a second; one that has been silent for so long is gone.
create function pack_is_silent(p pack) returns boolean language sql stable set search_path = public, pg_temp as $$
  select p.state = 'making' and p.beat_at < clock_timestamp() - interval '6 seconds'
$$;

-- The open pack of a closing and the acting account, begun where there is none; null where the closing does not stand.
create function begin_pack(p_plan text, p_closing bigint) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_id bigint;
begin
  if not may_office(p_plan) then
    raise exception 'packs are made by the office' using errcode = '42501';
  end if;
  if not closing_stands(p_plan, p_closing) then
    return null;
  end if;
  insert into pack (plan, closing, account) values (p_plan, p_closing, app_account())
    on conflict (closing, account) where state in ('waiting', 'making', 'failed') do nothing
    returning id into found_id;
  if found_id is null then
    select id into found_id from pack
      where closing = p_closing and account = app_account() and state in ('waiting', 'making', 'failed');
  end if;
  return found_id;
end $$;

-- The acting account's own pack, held until the transaction ends; null where it has none of that number.
create function own_pack(p_id bigint) returns pack
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p pack;
begin
  select * into p from pack where id = p_id and account = app_account() and may_office(plan) for update;
  return p;
end $$;

-- Which parts a pack has. One named again keeps its content, one that is not named is let go.
create function list_pack_parts(p_id bigint, p_parts jsonb) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p pack := own_pack(p_id);
begin
  if p.id is null or not (p.state in ('waiting', 'failed') or pack_is_silent(p)) then
    return false;
  end if;
  delete from pack_part where pack = p_id and name not in (select each->>'name' from jsonb_array_elements(p_parts) each);
  insert into pack_part (pack, name, place, kind, "of", made_by, optional, title)
    select p_id, each->>'name', n, each->>'kind', each->>'of', each->>'made_by', (each->>'optional')::boolean, each->>'title'
    from jsonb_array_elements(p_parts) with ordinality as listed(each, n)
    on conflict (pack, name) do update set place = excluded.place, title = excluded.title;
  return true;
end $$;

-- A part has come: from the browser before the pack is made, from the server while it is.
create function keep_pack_part(p_id bigint, p_name text, p_sha256 text, p_bytes bigint, p_type text, p_maker uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p pack := own_pack(p_id);
begin
  if p.id is null or (p_maker is null and p.state not in ('waiting', 'failed') and not pack_is_silent(p))
    or (p_maker is not null and (p.state <> 'making' or p.maker <> p_maker)) then
    return false;
  end if;
  update pack_part set sha256 = p_sha256, bytes = p_bytes, type = p_type
    where pack = p_id and name = p_name and made_by = case when p_maker is null then 'browser' else 'server' end;
  return found;
end $$;

-- Begins making, or goes on with what a silent maker left; false while somebody makes it, parts are missing or the closing fell.
create function make_pack(p_id bigint, p_maker uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p pack := own_pack(p_id);
begin
  if p.id is null or not (p.state in ('waiting', 'failed') or pack_is_silent(p)) or not closing_stands(p.plan, p.closing)
    or exists (select from pack_part where pack = p_id and made_by = 'browser' and not optional and sha256 is null) then
    return false;
  end if;
  update pack set state = 'making', maker = p_maker, beat_at = clock_timestamp(), progress = 0, failure = null where id = p_id;
  return true;
end $$;

-- What the maker says while it works, and at its end; false once it is no longer the maker. A damaged part is asked for again.
create function tell_pack(p_id bigint, p_maker uuid, p_progress double precision, p_failure text, p_sha256 text, p_bytes bigint)
returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p pack := own_pack(p_id);
begin
  if p.id is null or p.state <> 'making' or p.maker <> p_maker then
    return false;
  end if;
  if p_failure = 'part_damaged' then
    update pack_part set sha256 = null, bytes = null, type = null where pack = p_id and sha256 = p_sha256;
    p_sha256 := null;
  end if;
  update pack set beat_at = clock_timestamp(), progress = p_progress, failure = p_failure, zip_sha256 = p_sha256, zip_bytes = p_bytes,
    state = case when p_failure is not null then 'failed' when p_sha256 is not null then 'done' else 'making' end,
    done_at = case when p_sha256 is not null then date_trunc('milliseconds', clock_timestamp()) end
    where id = p_id;
  return true;
end $$;

-- Ends a pack that is not done; answers the contents it held.
create function cancel_pack(p_id bigint) returns text[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p pack := own_pack(p_id);
  held text[];
begin
  if p.id is null or p.state not in ('waiting', 'making', 'failed') then
    return null;
  end if;
  select coalesce(array_agg(sha256) filter (where sha256 is not null), '{}') into held from pack_part where pack = p_id;
  delete from pack_part where pack = p_id;
  update pack set state = 'cancelled', failure = null, maker = null where id = p_id;
  return held;
end $$;

-- Whether any pack holds a content: its own zip or one of its parts.
create function pack_holds(p_sha256 text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from pack_part where sha256 = p_sha256) or exists (select from pack where zip_sha256 = p_sha256)
$$;

alter table pack enable row level security;
alter table pack_part enable row level security;
create policy read_office on pack for select to fullcover_app using (may_office(plan));
create policy read_office on pack_part for select to fullcover_app
  using (may_office((select p.plan from pack p where p.id = pack_part.pack)));
create policy guard_all on pack to fullcover_guard using (true);
create policy guard_all on pack_part to fullcover_guard using (true);

grant select on pack, pack_part to fullcover_app;
grant select, insert, update on pack to fullcover_guard;
grant select, insert, update, delete on pack_part to fullcover_guard;
alter function closing_stands owner to fullcover_guard;
alter function begin_pack owner to fullcover_guard;
alter function own_pack owner to fullcover_guard;
alter function list_pack_parts owner to fullcover_guard;
alter function keep_pack_part owner to fullcover_guard;
alter function make_pack owner to fullcover_guard;
alter function tell_pack owner to fullcover_guard;
alter function cancel_pack owner to fullcover_guard;
alter function pack_holds owner to fullcover_guard;
