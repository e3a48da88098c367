-- divisionsOf
select d.id, u.code, coalesce(n.value, u.code) as name, d.level, d.parent,
      (select array[ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)] from shape s
        where s.subject = d.id and s.seq <= $1::bigint order by s.geometry_revision desc limit 1) as box
    from division d
    join subject u on u.id = d.id
    left join (select * from span where plan = $2) n on n.subject = d.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= $3::date and n.to_on > $4::date
    where u.plan = $5 and u.created_seq <= $6::bigint order by u.code;

-- divisionsOf, known at a write
select d.id, u.code, coalesce(n.value, u.code) as name, d.level, d.parent,
      (select array[ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)] from shape s
        where s.subject = d.id and s.seq <= $1::bigint order by s.geometry_revision desc limit 1) as box
    from division d
    join subject u on u.id = d.id
    left join (select * from spans_of($2, null, $3::bigint)) n on n.subject = d.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= $4::date and n.to_on > $5::date
    where u.plan = $6 and u.created_seq <= $7::bigint order by u.code;

-- divisionFeatures
select coalesce(jsonb_agg(jsonb_build_object('type', 'Feature', 'id', d.id,
      'geometry', (select ST_AsGeoJSON(s.geom, 7, 0)::jsonb from shape s where s.subject = d.id order by s.geometry_revision desc limit 1),
      'properties', jsonb_build_object('code', u.code, 'level', d.level, 'parent', d.parent, 'name', coalesce(n.value, u.code))) order by u.code), '[]') as features
    from division d join subject u on u.id = d.id
    left join span n on n.plan = u.plan and n.subject = d.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= $1::date and n.to_on > $2::date
    where u.plan = $3 and ($4::text is null or d.level = $5);

-- namedOf
select u.id, u.code, coalesce(n.value, u.code) as name from subject u
    left join span n on n.plan = u.plan and n.subject = u.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= $1::date and n.to_on > $2::date
    where u.plan = $3 and u.kind = $4 order by u.code;
