-- talliesOn, now
with st as not materialized (select * from standing where plan = $1 and basis = $2), day as (select unnest($3::date[]) as day)
    select d.day, r.community, r.member, array["x0".value, "x1".value] as values, count(*)::int as count,
      sum(r.households)::bigint as households, sum(r.floor_area)::bigint as floor_area
    from day d
    join st r on r.indicator = 'roster' and r.from_on <= d.day and r.to_on > d.day
    left join st "x0" on "x0".subject = r.subject and "x0".indicator = $4 and "x0".from_on <= d.day and "x0".to_on > d.day left join st "x1" on "x1".subject = r.subject and "x1".indicator = $5 and "x1".from_on <= d.day and "x1".to_on > d.day
    group by 1, 2, 3, 4;

-- talliesOn, known at a write
with st as materialized (select * from standing_of($1, null, $2::bigint) where basis = $3), day as (select unnest($4::date[]) as day)
    select d.day, r.community, r.member, array["x0".value] as values, count(*)::int as count,
      sum(r.households)::bigint as households, sum(r.floor_area)::bigint as floor_area
    from day d
    join st r on r.indicator = 'roster' and r.from_on <= d.day and r.to_on > d.day
    left join st "x0" on "x0".subject = r.subject and "x0".indicator = $5 and "x0".from_on <= d.day and "x0".to_on > d.day
    group by 1, 2, 3, 4;

-- movesBetween
with st as not materialized (select * from standing where plan = $1 and basis = $2)
    select r.community, array["x0".value, "x1".value] as now, array["b0".value, "b1".value] as before, count(*)::int as count
    from st r
    left join st "x0" on "x0".subject = r.subject and "x0".indicator = $3 and "x0".from_on <= $4::date and "x0".to_on > $5::date left join st "x1" on "x1".subject = r.subject and "x1".indicator = $6 and "x1".from_on <= $7::date and "x1".to_on > $8::date
    left join st "b0" on "b0".subject = r.subject and "b0".indicator = $9 and "b0".from_on <= $10::date and "b0".to_on > $11::date left join st "b1" on "b1".subject = r.subject and "b1".indicator = $12 and "b1".from_on <= $13::date and "b1".to_on > $14::date
    where r.indicator = 'roster' and r.member = 'baseline' and r.from_on <= $15::date and r.to_on > $16::date
      and array["x0".value, "x1".value] is distinct from array["b0".value, "b1".value]
    group by 1, 2, 3;

-- dayDeltas
select greatest(day, '1000-01-01') as day, indicator, value, sum("n")::bigint as n
    from day_delta
    where plan = $1 and basis = $2 and indicator in ('roster', $3) and member = 'baseline'
      and scope = any($4::bigint[])
    group by 1, 2, 3;

-- standingRows, of some subjects
select subject, indicator, basis, greatest(from_on, '1000-01-01') as from_on, to_on, value, organisation, community, member, households, floor_area
    from standing where plan = $1 and indicator = any($2) and subject = any($3::bigint[])
    order by indicator, basis, subject, from_on;

-- standingRows, known at a write
select subject, indicator, basis, greatest(from_on, '1000-01-01') as from_on, to_on, value, organisation, community, member, households, floor_area
    from standing_of($1, null, $2::bigint) where indicator = any($3) 
    order by indicator, basis, subject, from_on;

-- touchedSince
with touched as (
      select subject, indicator from observation where plan = $1 and seq > $2::bigint
      union
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = $3 and v.seq > $4::bigint
    )
    select kin_of($5, array_agg(subject)) as subjects, coalesce(bool_or(indicator = 'roster_frozen'), false) as frozen from touched;
