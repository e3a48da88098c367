-- areasOn, now
select a.id, u.code, r.name, a.kind, a.town, a.community, lower(s.valid) as from_on, upper(s.valid) as to_on,
      (select max(v.revision) from area_revision v where v.area = a.id and v.seq <= $1::bigint) as version,
      r.ground, r.ground_note, r.shared_facilities, coalesce(m.compounds, '{}') as compounds,
      ST_Area(r.geom::geography) as m2, ST_AsGeoJSON(r.geom, 15, 0)::jsonb as shape
    from (select area, valid, revision from area_span where plan = $2) s
    join area a on a.id = s.area
    join subject u on u.id = a.id
    join area_revision r on r.area = s.area and r.revision = s.revision
    left join (select m.area, array_agg(m.compound order by m.compound) as compounds
      from (select compound, area, valid from area_member where plan = $3) m where m.valid @> $4::date group by m.area) m on m.area = a.id
    where s.valid @> $5::date  order by a.id;

-- areasOn, one as known at a write
select a.id, u.code, r.name, a.kind, a.town, a.community, lower(s.valid) as from_on, upper(s.valid) as to_on,
      (select max(v.revision) from area_revision v where v.area = a.id and v.seq <= $1::bigint) as version,
      r.ground, r.ground_note, r.shared_facilities, coalesce(m.compounds, '{}') as compounds,
      ST_Area(r.geom::geography) as m2, ST_AsGeoJSON(r.geom, 15, 0)::jsonb as shape
    from area_spans_of($2, null, $3::bigint) s
    join area a on a.id = s.area
    join subject u on u.id = a.id
    join area_revision r on r.area = s.area and r.revision = s.revision
    left join (select m.area, array_agg(m.compound order by m.compound) as compounds
      from area_members_of($4, null, $5::bigint) m where m.valid @> $6::date group by m.area) m on m.area = a.id
    where s.valid @> $7::date and a.id = $8::bigint order by a.id;

-- areaOfCompound
select a.id, r.name, a.kind
    from (select compound, area, valid from area_member where plan = $1) m
    join (select area, valid, revision from area_span where plan = $2) s on s.area = m.area and s.valid @> $3::date
    join area a on a.id = m.area
    join area_revision r on r.area = s.area and r.revision = s.revision
    where m.compound = $4::bigint and m.valid @> $5::date order by a.kind <> 'management_area', a.id limit 1;

-- areaRevisions
select r.revision, r.seq, lower(r.valid) as from_on, upper(r.valid) as to_on, r.retired, r.name, r.ground, r.ground_note,
      r.shared_facilities, r.note, r.compounds, r.files, ST_Area(r.geom::geography) as m2,
      ST_AsGeoJSON(r.geom, 15, 0)::jsonb as shape,
      ST_Area(case when b.geom is null then r.geom else ST_Difference(r.geom, b.geom, 1e-9) end::geography) as gained_m2,
      ST_Area(case when r.geom is null then b.geom else ST_Difference(b.geom, r.geom, 1e-9) end::geography) as lost_m2,
      w.account, c.name as account_name, w.recorded_at
    from area_revision r
    join plan_write w on w.plan = r.plan and w.seq = r.seq
    join account c on c.id = w.account
    left join area_revision b on b.area = r.area and b.revision = r.revision - 1
    where r.plan = $1 and r.area = $2::bigint and r.seq <= $3::bigint
    order by r.revision;

-- areaById
select "a"."id", "u"."code", "a"."kind", "a"."town", "a"."community" from "area" as "a" inner join "subject" as "u" on "u"."id" = "a"."id" where "a"."plan" = $1 and "a"."id" = $2;

-- lastRevision
select r.revision, r.retired, r.name, r.ground, r.ground_note, r.shared_facilities, r.compounds, lower(r.valid) as from_on,
      ST_AsGeoJSON(r.geom, 15, 0)::jsonb as shape, w.account, c.name as account_name, w.recorded_at as at
    from area_revision r
    join plan_write w on w.plan = r.plan and w.seq = r.seq
    join account c on c.id = w.account
    where r.plan = $1 and r.area = $2::bigint order by r.revision desc limit 1;

-- addArea
insert into "area" ("id", "plan", "kind", "town", "community") values ($1, $2, $3, $4, $5);

-- addRevision
insert into area_revision (plan, seq, geometry_revision, area, revision, valid, retired, name, geom, ground, ground_note,
      shared_facilities, compounds, note, files)
    values ($1, $2::bigint, $3::int, $4::bigint, $5::int,
      daterange($6::date, null), $7, $8, ST_SetSRID(ST_GeomFromGeoJSON($9), 4490), $10, $11,
      $12, $13::bigint[], $14, $15::text[])
    returning revision;

-- faultsOf
select code, case when not ST_IsEmpty(at) then jsonb_build_array(ST_X(at), ST_Y(at)) end as at, subject, name, m2
    from 
  area_faults($1, $2::bigint, $3, $4::bigint, $5, ST_SetSRID(ST_GeomFromGeoJSON($6), 4490),
    $7::bigint[], daterange($8::date, null));

-- warningsOf
select code, case when not ST_IsEmpty(at) then jsonb_build_array(ST_X(at), ST_Y(at)) end as at, subject, name, m2
    from 
  area_warnings($1, $2::bigint, $3::bigint, $4::bigint, ST_SetSRID(ST_GeomFromGeoJSON($5), 4490),
    daterange($6::date, null));

-- compoundsNear
with near as (
      select c.compound, share_inside(c.geom, g.geom) as share
      from (select ST_SetSRID(ST_GeomFromGeoJSON($1), 4490) as geom) g cross join lateral compounds_near($2, g.geom, 9223372036854775807) c
    ), picked as (
      select s.id as compound from subject s where s.plan = $3 and s.kind = 'compound' and s.id = any($4::bigint[])
    )
    select h.id, name_on(h.id, $5::date) as name, h.is_picked, g.at is not null as is_located, h.share,
      case when g.at is not null then jsonb_build_array(ST_X(g.at), ST_Y(g.at)) end as at,
      coalesce((f.values ->> 'households')::bigint, 0) as households, coalesce((f.values ->> 'floor_area')::bigint, 0) as floor_area,
      coalesce((f.values ->> 'buildings')::bigint, 0) as buildings, f.values ->> $6 as mode
    from (select coalesce(n.compound, p.compound) as id, coalesce(n.share, 0) as share, p.compound is not null as is_picked
      from near n full join picked p on p.compound = n.compound) h
    cross join lateral (select ST_PointOnSurface(shape_known(h.id, 9223372036854775807)) as at) g
    left join lateral (select jsonb_object_agg(x.indicator, x.value) as values from span x
      where x.plan = $7 and x.subject = h.id and x.basis = 'reported' and x.indicator in ('households', 'floor_area', 'buildings', $8)
        and x.from_on <= $9::date and x.to_on > $10::date) f on true
    where (h.is_picked or h.share > 0.02) and not is_succeeded($11, h.id, $12::date)
    order by h.id;

-- squareMetres
select ST_Area(ST_SetSRID(ST_GeomFromGeoJSON($1), 4490)::geography) as m2;

-- surroundingsOf
select s.area as id, s.name, (select max(r.revision) from area_revision r where r.area = s.area) as version, ST_AsGeoJSON(s.geom, 15, 0)::jsonb as shape
    from area_span s where s.plan = $1 and s.kind = 'management_area' and s.geom && ST_MakeEnvelope($2, $3, $4, $5, 4490) and s.valid @> $6::date
    order by s.area;
select c.compound as id, ST_AsGeoJSON(c.geom, 15, 0)::jsonb as shape from compounds_near($1, ST_MakeEnvelope($2, $3, $4, $5, 4490), 9223372036854775807) c
    where not is_succeeded($6, c.compound, $7::date) order by c.compound;
select d.id, d.level, ST_AsGeoJSON(g.geom, 15, 0)::jsonb as shape
    from division d join subject u on u.id = d.id and u.plan = $1
    cross join lateral (select shape_known(d.id, 9223372036854775807) as geom) g
    where g.geom && ST_MakeEnvelope($2, $3, $4, $5, 4490) order by d.id;
select b.layer, b.class, b.name, ST_AsGeoJSON(p.geom, 15, 0)::jsonb as shape
    from basemap b cross join lateral ST_Dump(b.geom) p
    where b.plan = $1 and b.layer in ('road', 'river') and ST_GeometryType(p.geom) = 'ST_LineString' and p.geom && ST_MakeEnvelope($2, $3, $4, $5, 4490)
    order by b.id;

-- windowAround
select array[ST_XMin(b.box), ST_YMin(b.box), ST_XMax(b.box), ST_YMax(b.box)] as window
    from (select ST_Expand(ST_Extent(shape_known(s.id, 9223372036854775807))::box2d, 0.003) as box
      from subject s where s.plan = $1 and s.kind = 'compound' and s.id = any($2::bigint[])) b;

-- homeOf
select d.id as community, d.parent as town from span x join division d on d.id = reference_of(x.value)
    where x.plan = $1 and x.subject = any($2::bigint[]) and x.indicator = 'community' and x.basis = 'reported'
      and x.from_on <= $3::date and x.to_on > $4::date
    group by d.id, d.parent order by count(*) desc, d.id limit 1;
