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
    left join (
      with 
  touched as materialized (
    select unnest(case when bool_or(w.indicator = 'roster_frozen') then array(select id from subject where plan = $2)
      else kin_of($3, array_agg(distinct w.subject)) end) as subject
    from (
      select subject, indicator from observation where plan = $4 and seq > $5::bigint
      union all
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = $6 and v.seq > $7::bigint
    ) w
  )
      select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.observation from span x where x.plan = $8 and x.subject in (select id from subject where plan = $9 and kind = $10) and not exists (select from touched t where t.subject = x.subject)
      union all
      select * from spans_of($11, array(select subject from touched intersect select id from subject where plan = $12 and kind = $13), $14::bigint)
    ) n on n.subject = d.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= $15::date and n.to_on > $16::date
    where u.plan = $17 and u.created_seq <= $18::bigint order by u.code;

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
    left join (select * from span where plan = $1) n on n.subject = u.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= $2::date and n.to_on > $3::date
    where u.plan = $4 and u.kind = $5 and u.created_seq <= $6::bigint order by u.code;
