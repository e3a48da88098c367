-- What never happens to areas, and the seal of their revisions.

-- All that keeps a shape and a list of picks from being an area of a plan on some days, as core/areas/issues.ts names it, worst first.
-- `p_area` is the area it would replace, no neighbour of its own.
create function area_faults(p text, p_area bigint, p_kind text, p_town bigint, p_ground text, p_geom geometry, p_picks bigint[], p_valid daterange)
returns table (code text, at geometry, subject bigint, name text, m2 double precision)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  everything constant bigint := 9223372036854775807;
  is_bound constant boolean := p_kind = 'management_area';
  flaw valid_detail;
  town_geom geometry;
  strip geometry;
  near bigint[];
  shares double precision[];
  members bigint[] := '{}';
begin
  if p_geom is null and is_bound then
    return query select 'nothing_drawn', null::geometry, null::bigint, null, null::float8;
  elsif ST_NPoints(p_geom) not between 4 and 10000 then
    return query select 'too_many_points', ST_PointN(ST_ExteriorRing(ST_GeometryN(p_geom, 1)), 1), null::bigint, null, null::float8;
  elsif ST_XMin(p_geom) < 73 or ST_XMax(p_geom) > 136 or ST_YMin(p_geom) < 3 or ST_YMax(p_geom) > 54 then
    return query select 'outside_china', ST_PointN(ST_ExteriorRing(ST_GeometryN(p_geom, 1)), 1), null::bigint, null, null::float8;
  elsif not ST_IsValid(p_geom) or ST_IsEmpty(p_geom) then
    flaw := ST_IsValidDetail(p_geom);
    return query select 'shape_invalid', flaw.location, null::bigint, flaw.reason::text, null::float8;
  elsif p_geom is not null then
    return query
    select case when g.m2 < 50 then 'too_small' else 'too_large' end, ST_PointOnSurface(p_geom), null::bigint, null, g.m2
    from (select ST_Area(p_geom::geography) as m2) g where g.m2 not between 50 and 2e7;
    if is_bound then
      return query
      select 'overlap', ST_PointOnSurface(o.shared), s.area, s.name, ST_Area(o.shared::geography)
      from area_span s cross join lateral (select ST_CollectionExtract(ST_Intersection(s.geom, p_geom, 1e-9), 3) as shared) o
      where s.plan = p and s.kind = 'management_area' and s.area is distinct from p_area and s.valid && p_valid
        and s.geom && p_geom and real_overlap(s.geom, p_geom)
      order by s.area;
      town_geom := shape_known(p_town, everything);
      strip := strip_outside(p_geom, town_geom);
      if strip is not null then
        return query select 'outside_town', ST_PointOnSurface(strip), p_town, name_on(p_town, lower(p_valid)), ST_Area(strip::geography);
      end if;
      -- Worked out once: with a shape of many thousand points each takes its time.
      select array_agg(c.compound order by c.compound), array_agg(share_inside(c.geom, p_geom) order by c.compound) into near, shares
      from compounds_near(p, p_geom, everything) c;
      return query
      select 'straddles', ST_PointOnSurface(ST_Intersection(c.geom, p_geom, 1e-9)), n.compound, name_on(n.compound, lower(p_valid)),
        ST_Area(ST_Difference(c.geom, p_geom, 1e-9)::geography)
      from unnest(near, shares) n (compound, share) cross join lateral (select shape_known(n.compound, everything) as geom) c
      where n.share > 0.02 and n.share < 0.98 and not is_succeeded(p, n.compound, lower(p_valid))
      order by n.compound;
      return query
      select 'picked_outside', ST_PointOnSurface(g.geom), c, name_on(c, lower(p_valid)), null::float8
      from unnest(p_picks) c cross join lateral (select shape_known(c, everything) as geom) g
      left join unnest(near, shares) n (compound, share) on n.compound = c
      where g.geom is not null and coalesce(n.share, 0) <= 0.02
      order by c;
      members := array(
        select n.compound from unnest(near, shares) n (compound, share) where n.share >= 0.98
        union
        select c from unnest(p_picks) c where shape_known(c, everything) is null);
      return query
      select 'compound_taken', ST_PointOnSurface(shape_known(m.compound, everything)), m.compound, name_on(m.compound, lower(p_valid)), null::float8
      from area_member m
      where m.compound = any(members) and m.kind = 'management_area' and m.area is distinct from p_area and m.valid && p_valid
      group by m.compound order by m.compound;
      if members = '{}' then
        return query select 'no_compound', ST_PointOnSurface(p_geom), null::bigint, null, null::float8;
      end if;
    end if;
  end if;
  if not is_bound and coalesce(p_picks, '{}') = '{}' then
    return query select 'no_compound', null::geometry, null::bigint, null, null::float8;
  end if;
  if is_bound and p_ground is null then
    return query select 'no_ground', null::geometry, null::bigint, null, null::float8;
  end if;
end $$;

-- Metres around a place, for lengths: true to a thousandth within a few kilometres.
create function in_metres(g geometry, around geometry) returns geometry language sql immutable strict as $$
  select ST_SetSRID(ST_Affine(g, k.east, 0, 0, k.north, -ST_X(around) * k.east, -ST_Y(around) * k.north), 0)
  from (select 111195 * cos(radians(ST_Y(around))) as east, 111195.0 as north) k
$$;
create function in_degrees(g geometry, around geometry) returns geometry language sql immutable strict as $$
  select ST_SetSRID(ST_Affine(g, 1 / k.east, 0, 0, 1 / k.north, ST_X(around), ST_Y(around)), 4490)
  from (select 111195 * cos(radians(ST_Y(around))) as east, 111195.0 as north) k
$$;

-- Widened by metres with its corners, on a grid of a millimetre: off it the embedded engine gives up where parts touch.
create function widened(g geometry, metres double precision) returns geometry language sql immutable strict parallel safe as $$
  select ST_ReducePrecision(ST_Buffer(ST_UnaryUnion(g, 0.001), metres, 'join=mitre'), 0.001)
$$;

-- What is worth saying of a management area's shape that is valid; null where nothing is drawn.
create function area_warnings(p text, p_area bigint, p_town bigint, p_community bigint, p_geom geometry, p_valid daterange)
returns table (code text, at geometry, subject bigint, name text, m2 double precision)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  everything constant bigint := 9223372036854775807;
  strip geometry;
  middle constant geometry := ST_Centroid(ST_Envelope(p_geom));
  mine constant geometry := in_metres(p_geom, middle);
begin
  if shape_known(p_town, everything) is null then
    return query select 'town_without_border', null::geometry, p_town, name_on(p_town, lower(p_valid)), null::float8;
  end if;
  if p_geom is null then
    return;
  end if;
  strip := strip_outside(p_geom, shape_known(p_community, everything));
  if strip is not null then
    return query select 'outside_community', ST_PointOnSurface(strip), p_community, name_on(p_community, lower(p_valid)), ST_Area(strip::geography);
  end if;
  return query
  with near as materialized (
    select s.area, s.name, in_metres(s.geom, middle) as geom from area_span s
    where s.plan = p and s.kind = 'management_area' and s.area is distinct from p_area and s.valid && p_valid
      and s.geom && ST_Expand(p_geom, 1.5e-5)
  ), together as (
    select ST_Union(ST_Union(n.geom, 0.001), mine, 0.001) as geom from near n where ST_DWithin(n.geom, mine, 1) having count(*) > 0
  ), gap as (
    select d.geom from together u
    cross join lateral ST_Dump(ST_Difference(widened(widened(u.geom, 0.5), -0.5), u.geom, 0.001)) d
    where not ST_IsEmpty(ST_Buffer(d.geom, -0.025)) and ST_DWithin(d.geom, mine, 0.01)
  )
  select 'gap', in_degrees(ST_PointOnSurface(g.geom), middle), n.area, n.name, ST_Area(g.geom)
  from gap g join near n on ST_DWithin(n.geom, g.geom, 0.01) order by n.area, 5;
  return query
  select 'sliver', in_degrees(ST_PointOnSurface(d.geom), middle), null::bigint, null, ST_Area(d.geom)
  from ST_Dump(ST_Difference(mine, widened(widened(mine, -0.5), 0.5), 0.001)) d
  where ST_Area(d.geom) > 1;
end $$;

-- Refuses a write, saying of what, where and how much, so that a screen can show it.
create function refuse_area(p_constraint text, p_code text, p_at geometry, p_subject bigint, p_name text, p_m2 double precision) returns void
language plpgsql as $$
begin
  raise exception 'area refused: % %', p_code, coalesce(p_name, '') using constraint = p_constraint,
    errcode = case when p_code in ('overlap', 'compound_taken') then '23P01' else '23514' end,
    detail = jsonb_build_object('code', p_code, 'subject', p_subject, 'name', p_name, 'm2', p_m2,
      'at', case when not ST_IsEmpty(p_at) then jsonb_build_array(ST_X(p_at), ST_Y(p_at)) end)::text;
end $$;

create function area_place_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
    select from added a
    join subject s on s.id = a.id
    left join division c on c.id = a.community
    where s.kind <> 'area' or (c.id is not null and c.parent is distinct from a.town)
  ) then
    raise exception 'an area is a subject of its kind, its community one of its town' using errcode = '23514', constraint = 'area_place';
  end if;
  return null;
end $$;
create trigger a_guard after insert on area referencing new table as added for each statement execute function area_place_guard();

-- Judges what was published, after the plan's lock was taken by open_write: whoever comes second sees the first.
create function area_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  each record;
  fault record;
begin
  if exists (
    select from added a
    left join plan_write w on w.plan = a.plan and w.seq = a.seq and w.txid = pg_current_xact_id()
    left join plan_write b on b.plan = a.plan and b.seq = a.seq - 1
    where w.seq is null or w.geometry_revision <> a.geometry_revision or w.geometry_revision = coalesce(b.geometry_revision, 0)
  ) then
    raise exception 'an area needs an open write that moves shapes' using errcode = '23514', constraint = 'write_open';
  end if;
  if exists (
    select from added a join area k on k.id = a.area
    where k.plan <> a.plan or a.revision <> (select 1 + count(*) from area_revision r where r.area = a.area and r.revision < a.revision)
      or (a.retired and a.revision = 1)
  ) then
    raise exception 'revisions of an area follow one another' using errcode = '23514', constraint = 'area_order';
  end if;
  if exists (
    select from added a cross join unnest(a.compounds) c
    where not exists (select from subject s where s.id = c and s.plan = a.plan and s.kind = 'compound')
  ) then
    raise exception 'a picked compound is none of the plan' using errcode = '23503', constraint = 'area_picks';
  end if;
  for each in select a.plan, array_agg(distinct a.area) as areas from added a group by a.plan loop
    perform refresh_areas(each.plan, each.areas);
  end loop;
  for each in select a.*, k.kind, k.town from added a join area k on k.id = a.area where not a.retired order by a.area, a.revision loop
    for fault in
      select * from area_faults(each.plan, each.area, each.kind, each.town, each.ground, each.geom, each.compounds, each.valid) limit 1
    loop
      perform refuse_area('area_' || fault.code, fault.code, fault.at, fault.subject, fault.name, fault.m2);
    end loop;
  end loop;
  return null;
end $$;
create trigger a_guard after insert on area_revision referencing new table as added for each statement execute function area_guard();

-- A compound redrawn, or a town's border moved, under areas that go on: they are checked as if they were published now.
create function shape_area_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  each record;
  fault record;
begin
  if not exists (select from area_span s where s.plan in (select a.plan from added a)) then
    return null;
  end if;
  for each in
    select n.plan, array_agg(distinct n.area) as areas from (
      select a.plan, s.area from added a
      join subject u on u.id = a.subject and u.kind = 'compound'
      join shape o on o.subject = a.subject
      join area_span s on s.plan = a.plan and s.geom && o.geom
      union
      select r.plan, r.area from added a join area_revision r on r.plan = a.plan and a.subject = any(r.compounds)
    ) n group by n.plan
  loop
    perform refresh_areas(each.plan, each.areas);
  end loop;
  for fault in
    select case when i.share <= 0.02 then 'picked_outside' else 'straddles' end as code, a.subject, a.geom, a.effective_on
    from added a
    join subject u on u.id = a.subject and u.kind = 'compound'
    join area_span s on s.plan = a.plan and s.kind = 'management_area' and s.valid && daterange(a.effective_on, null)
      and (s.geom && a.geom or exists (select from area_revision r where r.area = s.area and r.revision = s.revision and a.subject = any(r.compounds)))
    cross join lateral (select share_inside(a.geom, s.geom) as share) i
    where i.share < 0.98 and not is_succeeded(a.plan, a.subject, greatest(lower(s.valid), a.effective_on))
      and (i.share > 0.02 or exists (
        select from area_revision r where r.area = s.area and r.revision = s.revision and a.subject = any(r.compounds)))
    order by a.subject, s.area limit 1
  loop
    perform refuse_area('area_' || fault.code, fault.code, ST_PointOnSurface(fault.geom), fault.subject,
      name_on(fault.subject, fault.effective_on), null);
  end loop;
  for fault in
    select s.area, s.name, o.strip from added a
    join area_span s on s.town = a.subject and s.kind = 'management_area' and s.valid && daterange(a.effective_on, null)
    cross join lateral (select strip_outside(s.geom, a.geom) as strip) o
    where o.strip is not null order by s.area limit 1
  loop
    perform refuse_area('area_in_town', 'outside_town', ST_PointOnSurface(fault.strip), fault.area, fault.name, ST_Area(fault.strip::geography));
  end loop;
  return null;
end $$;
create trigger b_areas after insert on shape referencing new table as added for each statement execute function shape_area_guard();

-- A compound that was split up or merged away, and no longer is: what it lies under from today on is asked as if published now.
create function succession_area_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fault record;
begin
  if not exists (select from added a where a.indicator in ('split_from', 'merged_into')) then
    return null;
  end if;
  for fault in
    select c.id, s.geom, g.day, x.shape
    from (
      select distinct a.plan, case a.indicator when 'merged_into' then o.subject else reference_of(o.value) end as id
      from added a join observation o on o.subject = a.subject and o.indicator = a.indicator
      where a.indicator in ('split_from', 'merged_into')
    ) c
    cross join lateral (select shape_known(c.id, 9223372036854775807) as shape, (plan_now(c.plan) at time zone 'Asia/Shanghai')::date as today) x
    join area_span s on s.plan = c.plan and s.kind = 'management_area' and s.valid && daterange(x.today, null) and s.geom && x.shape
    cross join lateral (select greatest(lower(s.valid), x.today) as day, share_inside(x.shape, s.geom) as share) g
    where g.share > 0.02 and g.share < 0.98 and not is_succeeded(c.plan, c.id, g.day)
    order by c.id, s.area limit 1
  loop
    perform refuse_area('area_straddles', 'straddles', ST_PointOnSurface(ST_Intersection(fault.shape, fault.geom, 1e-9)), fault.id,
      name_on(fault.id, fault.day), ST_Area(ST_Difference(fault.shape, fault.geom, 1e-9)::geography));
  end loop;
  return null;
end $$;
create trigger c_areas after insert on observation referencing new table as added for each statement execute function succession_area_guard();

-- A write's areas are sealed with it.
create function area_seal(p text, s bigint) returns text
language sql stable security definer set search_path = public, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
  select coalesce(string_agg(to_jsonb(k)::text || (to_jsonb(r) - 'geom')::text || coalesce(encode(ST_AsBinary(r.geom), 'hex'), ''), '' order by r.area, r.revision), '')
  from area_revision r join area k on k.id = r.area where r.plan = p and r.seq = s
$$;

create or replace function seal_hash(p text, s bigint, p_previous bytea) returns bytea
language sql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
  select sha256(coalesce(p_previous, '') || convert_to(
    (select (to_jsonb(w) - 'txid')::text from plan_write w where w.plan = p and w.seq = s)
    || coalesce((select string_agg(to_jsonb(r)::text, '' order by r.revision) from plan_revision r where r.plan = p and r.seq = s), '')
    || coalesce((select string_agg(to_jsonb(o)::text, '' order by o.id) from observation o where o.plan = p and o.seq = s), '')
    || coalesce((select string_agg(to_jsonb(v)::text, '' order by v.id) from verification v where v.plan = p and v.seq = s), '')
    || coalesce((select string_agg(x.subject || ':' || coalesce(encode(ST_AsBinary(x.geom), 'hex'), ''), '' order by x.id)
        from shape x where x.plan = p and x.seq = s), '')
    || area_seal(p, s), 'UTF8'))
$$;

alter function area_faults owner to fullcover_guard;
alter function area_warnings owner to fullcover_guard;
alter function area_place_guard owner to fullcover_guard;
alter function area_guard owner to fullcover_guard;
alter function shape_area_guard owner to fullcover_guard;
alter function succession_area_guard owner to fullcover_guard;
alter function area_seal owner to fullcover_guard;
