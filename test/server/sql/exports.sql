-- shapesOf
select p.subject, ST_AsGeoJSON(p.geom, 9, 0) as shape, ST_Area(p.geom::geography) as m2
    from (select distinct on (s.subject) s.subject, s.geom from shape s join subject u on u.id = s.subject
      where s.plan = $1 and u.kind = 'compound' and s.seq <= $2::bigint
      order by s.subject, s.geometry_revision desc) p where p.geom is not null;

-- verifiedOn
with spans as not materialized (select * from span where plan = $1)
    select r.subject from spans r join spans v using (subject, indicator, observation)
    where r.indicator = $2 and r.basis = 'reported' and v.basis = 'verified'
      and r.from_on <= $3::date and r.to_on > $4::date and v.from_on <= $5::date and v.to_on > $6::date;
