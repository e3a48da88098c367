-- Areas that are still being drawn: anything goes, nobody else is kept from anything by them. And the way each took.

create table area_draft (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  account text not null references account,
  area bigint,
  based_on integer,
  kind text not null check (kind in ('management_area', 'patch', 'package')),
  name text not null check (char_length(name) between 1 and 80),
  town bigint,
  community bigint,
  shape jsonb,
  picks bigint[] not null default '{}',
  ground text check (ground in ('shared_building', 'shared_facilities', 'owners_need', 'enclosed')),
  ground_note text check (char_length(ground_note) <= 500),
  shared_facilities text check (char_length(shared_facilities) <= 500),
  files text[] not null default '{}',
  version integer not null default 1,
  state text not null default 'drawing' check (state in ('drawing', 'submitted', 'returned', 'notice', 'published', 'discarded')),
  saved_by text not null references account,
  saved_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  constraint draft_based check ((area is null) = (based_on is null) or state = 'published'),
  foreign key (plan, area) references subject (plan, id),
  foreign key (plan, town) references subject (plan, id),
  foreign key (plan, community) references subject (plan, id)
);
create index area_draft_plan on area_draft (plan, state);

-- `draft` is no foreign key: a save of the draft must not wait for a remark on it.
create table draft_step (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  draft bigint not null,
  kind text not null check (kind in ('submitted', 'withdrawn', 'returned', 'comment', 'notice', 'objection', 'published', 'discarded')),
  at geometry(Point, 4490),
  text text check (char_length(text) between 1 and 500),
  place text check (char_length(place) between 1 and 200),
  from_on date,
  to_on date,
  files text[] not null default '{}',
  foreign key (plan, seq) references plan_write,
  constraint step_says check (kind not in ('returned', 'comment', 'objection') or text is not null),
  constraint step_notice check (kind <> 'notice' or (place is not null and from_on is not null and to_on is not null and from_on <= to_on))
);
create index draft_step_draft on draft_step (draft, id);
create trigger append_only before update or delete on draft_step for each row execute function append_only();
create trigger append_only_truncate before truncate on draft_step for each statement execute function append_only();

-- A save goes on from exactly one version, keeps whose and of what the draft is, and leaves what is closed alone.
create function draft_guard() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 or old.state in ('published', 'discarded')
    or (new.id, new.plan, new.account) is distinct from (old.id, old.plan, old.account)
    or ((new.area, new.based_on) is distinct from (old.area, old.based_on) and new.state <> 'published') then
    raise exception 'draft % goes on from version %', old.id, old.version using errcode = '23514', constraint = 'draft_version';
  end if;
  return new;
end $$;
create trigger draft_guard before update on area_draft for each row execute function draft_guard();

-- Whose a draft is, or who writes where it lies.
create function may_draw(p_account text, p_place bigint) returns boolean language sql stable as $$
  select p_account = app_account() or may_write(p_place)
$$;

alter table area_draft enable row level security;
alter table draft_step enable row level security;
create policy read_own on area_draft for select to fullcover_app using (may_draw(account, coalesce(community, town)));
create policy add_own on area_draft for insert to fullcover_app
  with check (account = app_account() and saved_by = app_account() and (coalesce(community, town) is null or may_write(coalesce(community, town))));
create policy save_own on area_draft for update to fullcover_app using (may_draw(account, coalesce(community, town)))
  with check (saved_by = app_account() and (coalesce(community, town) is null or may_write(coalesce(community, town))));
create policy read_own on draft_step for select to fullcover_app using (exists (select from area_draft d where d.id = draft_step.draft));
create policy add_own on draft_step for insert to fullcover_app
  with check (exists (select from area_draft d where d.id = draft_step.draft and d.plan = draft_step.plan));

grant select, insert on area_draft, draft_step to fullcover_app;
grant update (area, based_on, kind, name, town, community, shape, picks, ground, ground_note, shared_facilities, files, version, state, saved_by, saved_at)
  on area_draft to fullcover_app;
