-- What is spoken of: compounds, divisions, organisations, measures …

create table subject (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  kind text not null check (kind in ('compound', 'building', 'area', 'division', 'organisation', 'service', 'facility', 'measure')),
  code text not null check (code = btrim(code) and char_length(code) between 1 and 80),
  created_seq bigint not null,
  unique (plan, kind, code),
  unique (plan, id),
  foreign key (plan, created_seq) references plan_write
);

create table division (
  id bigint primary key references subject,
  level text not null,
  parent bigint references division
);
create index division_parent on division (parent);

-- A shape holds from its geometry revision until the subject's next one; a null shape takes it off the map.
create table shape (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  subject bigint not null,
  geometry_revision integer not null,
  effective_on date not null,
  geom geometry(MultiPolygon, 4490),
  unique (subject, geometry_revision),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, subject) references subject (plan, id),
  constraint shape_points check (ST_NPoints(geom) between 4 and 10000),
  constraint shape_china check (ST_XMin(geom) >= 73 and ST_XMax(geom) <= 136 and ST_YMin(geom) >= 3 and ST_YMax(geom) <= 54),
  constraint shape_valid check (ST_IsValid(geom) and not ST_IsEmpty(geom))
);
create index shape_plan on shape (plan, subject, geometry_revision desc);
create index shape_geom on shape using gist (geom);

-- The quiet ground under the map; no figure reads it.
create table basemap (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  layer text not null check (layer in ('water', 'river', 'road', 'green', 'building', 'place')),
  class text,
  name text,
  geom geometry(Geometry, 4490) not null check (ST_IsValid(geom))
);
create index basemap_plan on basemap (plan);

create trigger append_only before update or delete on shape for each row execute function append_only();
create trigger append_only_truncate before truncate on shape for each statement execute function append_only();

create function shape_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
    select from added a
    left join plan_write w on w.plan = a.plan and w.seq = a.seq and w.txid = pg_current_xact_id()
    left join plan_write b on b.plan = a.plan and b.seq = a.seq - 1
    where w.seq is null or w.geometry_revision <> a.geometry_revision or w.geometry_revision = coalesce(b.geometry_revision, 0)
  ) then
    raise exception 'a shape needs an open write that moves shapes' using errcode = '23514', constraint = 'write_open';
  end if;
  return null;
end $$;
create trigger shape_guard after insert on shape referencing new table as added for each statement execute function shape_guard();
