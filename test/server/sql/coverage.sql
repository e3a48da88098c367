-- talliesOn, now
with st as not materialized (select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing x where x.plan = $1 and x.basis = $2), held as (
      select d.day, s.basis, s.subject, array[max(s.value) filter (where s.indicator = $3 and true), max(s.value) filter (where s.indicator = $4 and true)] as values, max("s"."community") filter (where s.indicator = 'roster' and true) as "community", max("s"."member") filter (where s.indicator = 'roster' and true) as "member", max("s"."households") filter (where s.indicator = 'roster' and true) as "households", max("s"."floor_area") filter (where s.indicator = 'roster' and true) as "floor_area"
      from unnest($5::date[]) as d (day)
      join st s on s.indicator = any($6) and s.from_on <= d.day and s.to_on > d.day
      group by 1, 2, 3
    )
    select day, basis, community, member, values, count(*)::int as count, sum(households)::bigint as households, sum(floor_area)::bigint as floor_area
    from held where member is not null group by 1, 2, 3, 4, 5;

-- talliesOn, known at a write
with 
  touched as materialized (
    select unnest(case when bool_or(w.indicator = 'roster_frozen') then array(select id from subject where plan = $1)
      else kin_of($2, array_agg(distinct w.subject)) end) as subject
    from (
      select subject, indicator from observation where plan = $3 and seq > $4::bigint
      union all
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = $5 and v.seq > $6::bigint
    ) w
  ), st as materialized (
    select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing x where x.plan = $7 and x.basis = $8 and not exists (select from touched t where t.subject = x.subject)
    union all
    select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing_of($9, array(select subject from touched), $10::bigint) x where true and x.basis = $11
  ), held as (
      select d.day, s.basis, s.subject, array[max(s.value) filter (where s.indicator = $12 and true)] as values, max("s"."community") filter (where s.indicator = 'roster' and true) as "community", max("s"."member") filter (where s.indicator = 'roster' and true) as "member", max("s"."households") filter (where s.indicator = 'roster' and true) as "households", max("s"."floor_area") filter (where s.indicator = 'roster' and true) as "floor_area"
      from unnest($13::date[]) as d (day)
      join st s on s.indicator = any($14) and s.from_on <= d.day and s.to_on > d.day
      group by 1, 2, 3
    )
    select day, basis, community, member, values, count(*)::int as count, sum(households)::bigint as households, sum(floor_area)::bigint as floor_area
    from held where member is not null group by 1, 2, 3, 4, 5;

-- movesBetween
with st as not materialized (select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing x where x.plan = $1 and x.basis = $2), held as (
      select s.subject, array[max(s.value) filter (where s.indicator = $3 and (s.from_on <= $4::date and s.to_on > $5::date)), max(s.value) filter (where s.indicator = $6 and (s.from_on <= $7::date and s.to_on > $8::date))] as now, array[max(s.value) filter (where s.indicator = $9 and (s.from_on <= $10::date and s.to_on > $11::date)), max(s.value) filter (where s.indicator = $12 and (s.from_on <= $13::date and s.to_on > $14::date))] as before, max("s"."community") filter (where s.indicator = 'roster' and (s.from_on <= $15::date and s.to_on > $16::date)) as "community", max("s"."member") filter (where s.indicator = 'roster' and (s.from_on <= $17::date and s.to_on > $18::date)) as "member", max("s"."households") filter (where s.indicator = 'roster' and (s.from_on <= $19::date and s.to_on > $20::date)) as "households", max("s"."floor_area") filter (where s.indicator = 'roster' and (s.from_on <= $21::date and s.to_on > $22::date)) as "floor_area"
      from st s where s.indicator = any($23) and ((s.from_on <= $24::date and s.to_on > $25::date) or (s.from_on <= $26::date and s.to_on > $27::date))
      group by 1
    )
    select community, now, before, count(*)::int as count
    from held where member = 'baseline' and now is distinct from before group by 1, 2, 3;

-- dayDeltas
select greatest(day, '1000-01-01') as day, indicator, value, sum("n")::bigint as n
    from day_delta
    where plan = $1 and basis = $2 and indicator in ('roster', $3) and member = 'baseline'
      and scope = any($4::bigint[])
    group by 1, 2, 3;

-- standingRows, of some subjects
with st as not materialized (select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing x where x.plan = $1 )
    select subject, indicator, basis, greatest(from_on, '1000-01-01') as from_on, to_on, value, organisation, community, member, households, floor_area
    from st where indicator = any($2) and subject = any($3::bigint[])
    order by indicator, basis, subject, from_on;

-- standingRows, known at a write
with 
  touched as materialized (
    select unnest(case when bool_or(w.indicator = 'roster_frozen') then array(select id from subject where plan = $1)
      else kin_of($2, array_agg(distinct w.subject)) end) as subject
    from (
      select subject, indicator from observation where plan = $3 and seq > $4::bigint
      union all
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = $5 and v.seq > $6::bigint
    ) w
  ), st as materialized (
    select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing x where x.plan = $7  and not exists (select from touched t where t.subject = x.subject)
    union all
    select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing_of($8, array(select subject from touched), $9::bigint) x where true 
  )
    select subject, indicator, basis, greatest(from_on, '1000-01-01') as from_on, to_on, value, organisation, community, member, households, floor_area
    from st where indicator = any($10) 
    order by indicator, basis, subject, from_on;

-- touchedSince
with touched as (
      select subject, indicator from observation where plan = $1 and seq > $2::bigint and seq <= $3::bigint
      union
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = $4 and v.seq > $5::bigint and v.seq <= $6::bigint
    )
    select kin_of($7, array_agg(subject)) as subjects, coalesce(bool_or(indicator = 'roster_frozen'), false) as frozen from touched;
