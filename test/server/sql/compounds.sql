-- ledgerRows, now
with st as not materialized (select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member, x.households, x.floor_area from standing x where x.plan = $1 and x.basis = $2), spans as not materialized (select * from span where plan = $3), sp as materialized (
      select s.*, s.indicator in (select id from fact) as is_fact from spans s where s.from_on <= $4::date and s.to_on > $5::date
    ), held as (
      select subject, jsonb_object_agg(indicator, value) as values, max(organisation) filter (where indicator = $6) as organisation
      from sp where basis = case when is_fact then 'reported' else $7 end group by subject
    ), run as (
      select subject, case when lag(to_on) over w = from_on and lag(value) over w = value and lag(organisation) over w is not distinct from organisation
        then null else from_on end as begins
      from spans where indicator = $8 and basis = $9 and from_on <= $10::date window w as (partition by subject order by from_on)
    ), begun as (
      select subject, max(begins) as since from run group by subject
    ), said as (
      select o.subject, array_agg(distinct (w.recorded_at at time zone 'Asia/Shanghai')::date::text order by (w.recorded_at at time zone 'Asia/Shanghai')::date::text) as reported_on
      from observation o join plan_write w on w.plan = o.plan and w.seq = o.seq
      where o.plan = $11 and o.seq <= $12::bigint and o.value is not null and o.indicator not in (select id from fact) group by o.subject
    ), sent_back as (
      select distinct o.subject from verification v join observation o on o.id = v.observation
      where v.plan = $13 and v.seq <= $14::bigint and v.verdict = 'returned'
        and not exists (select from verification n where n.observation = o.id and n.id > v.id and n.seq <= $15::bigint)
        and not exists (select from observation r where r.subject = o.subject and r.indicator = o.indicator and r.id > o.id
          and r.plan = $16 and r.seq <= $17::bigint)
    ), place as (
      select distinct on (s.subject) s.subject, s.geom from shape s where s.plan = $18 and s.seq <= $19::bigint order by s.subject, s.geometry_revision desc
    ), succession as materialized (
      select indicator, from_on, case indicator when 'split_from' then value::bigint else subject end as earlier,
        case indicator when 'split_from' then subject else value::bigint end as later
      from spans s where indicator in ('split_from', 'merged_into') and basis = 'reported'
    )
    select u.id, u.code, h.values, h.organisation, case when h.values ? $20 then b.since end as since, coalesce(y.reported_on, '{}') as reported_on,
      u.id in (select subject from sent_back) as returned, r.member,
      d.parent as town, ST_X(p.point) as lon, ST_Y(p.point) as lat,
      (select min(e.from_on) from succession e where e.later = u.id and (e.indicator = 'split_from' or r.member is null)) as from_on,
      (select min(e.from_on) from succession e where e.earlier = u.id) as to_on
    from subject u
    left join held h on h.subject = u.id
    left join begun b on b.subject = u.id
    left join said y on y.subject = u.id
    left join division d on d.id = (h.values ->> 'community')::bigint
    left join st r on r.subject = u.id and r.indicator = 'roster'
      and r.from_on <= $21::date and r.to_on > $22::date
    left join place g on g.subject = u.id
    left join lateral (select ST_PointOnSurface(g.geom) as point) p on true
    where u.plan = $23 and u.kind = 'compound' and u.created_seq <= $24::bigint and u.id in (select subject from spans)
      
      
      
    order by u.id;

-- ledgerRows, known at a write, in a box, by page
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
  ), spans as materialized (
      with 
  touched as materialized (
    select unnest(case when bool_or(w.indicator = 'roster_frozen') then array(select id from subject where plan = $12)
      else kin_of($13, array_agg(distinct w.subject)) end) as subject
    from (
      select subject, indicator from observation where plan = $14 and seq > $15::bigint
      union all
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = $16 and v.seq > $17::bigint
    ) w
  )
      select x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.observation from span x where x.plan = $18 and not exists (select from touched t where t.subject = x.subject)
      union all
      select * from spans_of($19, array(select subject from touched), $20::bigint)
    ), sp as materialized (
      select s.*, s.indicator in (select id from fact) as is_fact from spans s where s.from_on <= $21::date and s.to_on > $22::date
    ), held as (
      select subject, jsonb_object_agg(indicator, value) as values, max(organisation) filter (where indicator = $23) as organisation
      from sp where basis = case when is_fact then 'reported' else $24 end group by subject
    ), run as (
      select subject, case when lag(to_on) over w = from_on and lag(value) over w = value and lag(organisation) over w is not distinct from organisation
        then null else from_on end as begins
      from spans where indicator = $25 and basis = $26 and from_on <= $27::date window w as (partition by subject order by from_on)
    ), begun as (
      select subject, max(begins) as since from run group by subject
    ), said as (
      select o.subject, array_agg(distinct (w.recorded_at at time zone 'Asia/Shanghai')::date::text order by (w.recorded_at at time zone 'Asia/Shanghai')::date::text) as reported_on
      from observation o join plan_write w on w.plan = o.plan and w.seq = o.seq
      where o.plan = $28 and o.seq <= $29::bigint and o.value is not null and o.indicator not in (select id from fact) group by o.subject
    ), sent_back as (
      select distinct o.subject from verification v join observation o on o.id = v.observation
      where v.plan = $30 and v.seq <= $31::bigint and v.verdict = 'returned'
        and not exists (select from verification n where n.observation = o.id and n.id > v.id and n.seq <= $32::bigint)
        and not exists (select from observation r where r.subject = o.subject and r.indicator = o.indicator and r.id > o.id
          and r.plan = $33 and r.seq <= $34::bigint)
    ), place as (
      select distinct on (s.subject) s.subject, s.geom from shape s where s.plan = $35 and s.seq <= $36::bigint order by s.subject, s.geometry_revision desc
    ), succession as materialized (
      select indicator, from_on, case indicator when 'split_from' then value::bigint else subject end as earlier,
        case indicator when 'split_from' then subject else value::bigint end as later
      from spans s where indicator in ('split_from', 'merged_into') and basis = 'reported'
    )
    select u.id, u.code, h.values, h.organisation, case when h.values ? $37 then b.since end as since, coalesce(y.reported_on, '{}') as reported_on,
      u.id in (select subject from sent_back) as returned, r.member,
      d.parent as town, ST_X(p.point) as lon, ST_Y(p.point) as lat,
      (select min(e.from_on) from succession e where e.later = u.id and (e.indicator = 'split_from' or r.member is null)) as from_on,
      (select min(e.from_on) from succession e where e.earlier = u.id) as to_on
    from subject u
    left join held h on h.subject = u.id
    left join begun b on b.subject = u.id
    left join said y on y.subject = u.id
    left join division d on d.id = (h.values ->> 'community')::bigint
    left join st r on r.subject = u.id and r.indicator = 'roster'
      and r.from_on <= $38::date and r.to_on > $39::date
    left join place g on g.subject = u.id
    left join lateral (select ST_PointOnSurface(g.geom) as point) p on true
    where u.plan = $40 and u.kind = 'compound' and u.created_seq <= $41::bigint and u.id in (select subject from spans)
      and u.id = any($42::bigint[])
      and u.id > $43::bigint
      and g.geom && ST_MakeEnvelope($44, $45, $46, $47, 4490)
    order by u.id limit $48;

-- historyRows
select o.id, o.seq, o.indicator, o.value, o.organisation, n.value as organisation_name, o.effective_on, o.period, w.recorded_at,
      w.account, a.name as account_name, w.action, o.replaces, o.evidence, o.note, v.verdict, v.reason as verdict_reason,
      case when o.value is null then 'withdrawn'
        when r.id is not null then case when r.value is null then 'withdrawn' else 'replaced' end
        when v.verdict = 'returned' then 'returned'
        when o.effective_on > $1::date then 'ahead' else 'standing' end as state
    from observation o
    join plan_write w on w.plan = o.plan and w.seq = o.seq
    join account a on a.id = w.account
    left join lateral (select v.verdict, v.reason from verification v where v.observation = o.id and v.seq <= $2::bigint order by v.id desc limit 1) v on true
    left join lateral (select r.id, r.value from observation r where r.replaces = o.id and r.seq <= $3::bigint order by r.id desc limit 1) r on true
    left join lateral (select s.value from (select * from span where plan = $4) s where s.subject = o.organisation and s.indicator = 'name' and s.basis = 'reported'
      order by s.from_on desc limit 1) n on true
    where o.plan = $5 and o.subject = $6::bigint and o.seq <= $7::bigint
    order by o.id desc limit 500;

-- namesIn
select n.value as name from span c
    join span n on n.plan = c.plan and n.subject = c.subject and n.indicator = 'name' and n.basis = 'reported' and n.to_on = 'infinity'
    where c.plan = $1 and c.indicator = 'community' and c.basis = 'reported' and c.to_on = 'infinity' and c.value = $2
      and c.subject in (select id from subject where plan = $3 and kind = 'compound');
