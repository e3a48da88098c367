-- Management areas, patches and packages: who they are, what was said of them from which day on, and what never happens to them.

create table area (
  id bigint primary key,
  plan text not null,
  kind text not null check (kind in ('management_area', 'patch', 'package')),
  town bigint references division,
  community bigint references division,
  foreign key (plan, id) references subject (plan, id),
  foreign key (plan, town) references subject (plan, id),
  foreign key (plan, community) references subject (plan, id)
);
create index area_plan on area (plan);

-- Of several revisions whose days contain a day the last written holds; a retired one ends the area from its first day on.
create table area_revision (
  plan text not null,
  seq bigint not null,
  geometry_revision integer not null,
  area bigint not null references area,
  revision integer not null check (revision >= 1),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  retired boolean not null default false,
  name text not null check (name = btrim(name) and char_length(name) between 1 and 80 and name !~ '[[:cntrl:]]'),
  geom geometry(MultiPolygon, 4490),
  ground text check (ground in ('shared_building', 'shared_facilities', 'owners_need', 'enclosed')),
  ground_note text check (char_length(ground_note) <= 500),
  shared_facilities text check (char_length(shared_facilities) <= 500),
  compounds bigint[] not null default '{}',
  note text check (char_length(note) <= 500),
  files text[] not null default '{}',
  primary key (area, revision),
  foreign key (plan, seq) references plan_write,
  constraint area_retired check (not retired or (geom is null and compounds = '{}')),
  constraint area_too_many_points check (ST_NPoints(geom) between 4 and 10000),
  constraint area_outside_china check (ST_XMin(geom) >= 73 and ST_XMax(geom) <= 136 and ST_YMin(geom) >= 3 and ST_YMax(geom) <= 54),
  constraint area_shape_invalid check (ST_IsValid(geom) and not ST_IsEmpty(geom)),
  constraint area_size check (ST_Area(geom::geography) between 50 and 2e7)
);
create index area_revision_shapes on area_revision (plan, geometry_revision);
create trigger append_only before update or delete on area for each row execute function append_only();
create trigger append_only_truncate before truncate on area for each statement execute function append_only();
create trigger append_only before update or delete on area_revision for each row execute function append_only();
create trigger append_only_truncate before truncate on area_revision for each statement execute function append_only();

-- Worked out from the revisions: on which days which one holds, and which compounds belong on which days.
create table area_span (
  plan text not null,
  area bigint not null,
  valid daterange not null,
  kind text not null,
  revision integer not null,
  name text not null,
  town bigint,
  geom geometry(MultiPolygon, 4490),
  primary key (area, valid)
);
create index area_span_plan on area_span (plan);
create index area_span_town on area_span (town);
create index area_span_geom on area_span using gist (geom);

create table area_member (
  plan text not null,
  compound bigint not null,
  area bigint not null,
  kind text not null,
  valid daterange not null,
  constraint area_member_once exclude using gist (compound with =, valid with &&) where (kind = 'management_area') deferrable initially deferred
);
create index area_member_area on area_member (area);
create index area_member_compound on area_member (compound);

-- Overlays are worked out on a grid of a tenth of a millimetre: there no crossing of lines is too close to tell, at which the embedded
-- engine would give up. A strip of an overlap narrower than about 5 cm is a rounding of coordinates, not an overlap.
create function is_wide(g geometry) returns boolean language sql immutable strict parallel safe as $$
  select not ST_IsEmpty(ST_Buffer(ST_CollectionExtract(g, 3), -2.5e-7))
$$;
create function real_overlap(a geometry, b geometry) returns boolean language sql immutable strict parallel safe as $$
  select ST_Relate(a, b, '2********') and is_wide(ST_Intersection(a, b, 1e-9))
$$;

-- The share of a compound's shape that lies in another.
create function share_inside(compound geometry, g geometry) returns double precision language sql immutable strict parallel safe as $$
  select case when ST_CoveredBy(compound, g) then 1 else ST_Area(ST_Intersection(compound, g, 1e-9)) / ST_Area(compound) end
$$;

-- What lies outside of a town and is wider than a rounding; null where nothing does.
create function strip_outside(g geometry, town geometry) returns geometry language sql immutable strict parallel safe as $$
  select case when not ST_CoveredBy(g, town) and is_wide(ST_Difference(g, town, 1e-9)) then ST_Difference(g, town, 1e-9) end
$$;

-- The compounds whose shapes, as known after a write, come near a shape.
create function compounds_near(p text, g geometry, known bigint) returns table (compound bigint, geom geometry)
language sql stable as $$
  select s.subject, s.geom from shape s join subject u on u.id = s.subject and u.kind = 'compound'
  where s.plan = p and s.geom && g and s.seq <= known
    and not exists (select from shape n where n.subject = s.subject and n.geometry_revision > s.geometry_revision and n.seq <= known)
$$;

create function shape_known(s bigint, known bigint) returns geometry language sql stable as $$
  select x.geom from shape x where x.subject = s and x.seq <= known order by x.geometry_revision desc limit 1
$$;

create function name_on(s bigint, day date) returns text language sql stable as $$
  select coalesce((select x.value from span x where x.plan = u.plan and x.subject = s and x.indicator = 'name' and x.basis = 'reported'
      order by x.from_on <= day desc, abs(x.from_on - day) limit 1), u.code)
  from subject u where u.id = s
$$;

-- Whether a compound was split up or merged away by a day: what is left of it is spoken of instead.
create function is_succeeded(p text, c bigint, day date) returns boolean language sql stable as $$
  select exists (select from span x where x.plan = p and x.basis = 'reported' and x.from_on <= day
    and (x.subject = c and x.indicator = 'merged_into' or x.value = c::text and x.indicator = 'split_from'))
$$;

-- Of some areas or of all (null): which revision holds on which days, as known after a write.
create function area_spans_of(p text, a bigint[], known bigint) returns table (area bigint, valid daterange, revision integer)
language sql stable as $$
  select r.area, unnest(datemultirange(r.valid) - coalesce(later.days, '{}')), r.revision
  from area_revision r
  left join lateral (
    select range_agg(n.valid) as days from area_revision n where n.area = r.area and n.revision > r.revision and n.seq <= known
  ) later on true
  where r.area = any(coalesce(a, array(select k.id from area k where k.plan = p))) and r.plan = p and r.seq <= known and not r.retired
$$;

-- A compound on the map belongs where it lies; one that is not belongs where it was picked. A patch or package is its list.
create function area_members_of(p text, a bigint[], known bigint) returns table (compound bigint, area bigint, kind text, valid daterange)
language sql stable as $$
  with held as materialized (
    select s.area, s.valid, k.kind, r.geom, r.compounds
    from area_spans_of(p, a, known) s
    join area_revision r on r.area = s.area and r.revision = s.revision
    join area k on k.id = s.area
  )
  select c.compound, h.area, h.kind, h.valid from held h cross join lateral compounds_near(p, h.geom, known) c
  where h.kind = 'management_area' and share_inside(c.geom, h.geom) >= 0.98
  union all
  select c, h.area, h.kind, h.valid from held h cross join unnest(h.compounds) c
  where h.kind <> 'management_area' or shape_known(c, known) is null
$$;

-- Keeps area_span and area_member true for some areas, or for the whole plan (null). Planned once: planning took longer than running.
create function refresh_areas(p text, a bigint[]) returns void
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  everything constant bigint := 9223372036854775807;
begin
  a := coalesce(a, array(select k.id from area k where k.plan = p));
  delete from area_span x where x.area = any(a);
  delete from area_member x where x.area = any(a);
  insert into area_span (plan, area, valid, kind, revision, name, town, geom)
  select p, s.area, s.valid, k.kind, s.revision, r.name, k.town, r.geom
  from area_spans_of(p, a, everything) s
  join area_revision r on r.area = s.area and r.revision = s.revision
  join area k on k.id = s.area;
  insert into area_member (plan, compound, area, kind, valid)
  select p, m.compound, m.area, m.kind, m.valid from area_members_of(p, a, everything) m;
end $$;

alter table area enable row level security;
alter table area_revision enable row level security;
create policy read_all on area for select using (true);
create policy read_all on area_revision for select using (true);
create policy write_own on area for insert to fullcover_app with check (may_write(coalesce(community, town)));
create policy write_own on area_revision for insert to fullcover_app
  with check (may_write((select coalesce(a.community, a.town) from area a where a.id = area_revision.area)));
create policy guard_all on area to fullcover_guard using (true);
create policy guard_all on area_revision to fullcover_guard using (true);

grant select on area, area_revision, area_span, area_member to fullcover_app, fullcover_guard;
grant insert on area, area_revision to fullcover_app;
grant insert, delete on area_span, area_member to fullcover_guard;
alter function refresh_areas owner to fullcover_guard;
