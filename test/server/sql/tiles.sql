-- geometryHead
select "geometry_revision" from "plan_head" where "plan" = $1;

-- shapesOf
select s.subject, u.kind, u.code, d.level, ST_AsBinary(s.geom, 'NDR') as shape,
      case when u.kind = 'compound' then ST_AsBinary(ST_PointOnSurface(s.geom), 'NDR') end as inside
    from (
      select distinct on (subject) subject, geom from shape
      where plan = $1 and subject > $2 and geometry_revision <= $3 and geometry_revision > $4
      order by subject, geometry_revision desc
      limit $5
    ) s
    join subject u on u.id = s.subject
    left join division d on d.id = s.subject
    order by s.subject;

-- basemapOf
select b.id, b.layer, b.class, b.name, ST_AsBinary((ST_Dump(b.geom)).geom, 'NDR') as shape
    from (select * from basemap where plan = $1 and id > $2 order by id limit $3) b
    order by b.id;

-- basemapMark
select count(*) || '-' || coalesce(max(id), 0) as mark from basemap where plan = $1;

-- areasOf
select c.area as subject, a.kind, lower(s.valid) - date '1970-01-01' as from_day, upper(s.valid) - date '1970-01-01' as to_day,
      ST_AsBinary(r.geom, 'NDR') as shape
    from (
      select distinct area from area_revision
      where plan = $1 and area > $2 and geometry_revision <= $3 and geometry_revision > $4
      order by area limit $5
    ) c
    cross join (select coalesce(max(seq), 0) as seq from area_revision where plan = $6 and geometry_revision <= $7) k
    join area a on a.id = c.area
    left join lateral area_spans_of($8, array[c.area], k.seq) s on true
    left join area_revision r on r.area = s.area and r.revision = s.revision
    order by c.area, s.valid;
