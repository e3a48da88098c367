-- A generated county: compounds on a jittered grid, communities of about 28, towns of about six communities, and a year of management history.
-- Everything follows from the numbers given: pick() is a hash, no clock and no chance. Triggers are off while it runs.

-- divisions
with added as (
  insert into subject (plan, kind, code, created_seq)
  select :plan, 'division', code, 2 from (
    select 'county' as code, 0 as n
    union all select 't' || lpad(t::text, 4, '0'), t from generate_series(1, greatest(2, :count / 170)) t
    union all select 'm' || lpad(m::text, 5, '0'), 10000 + m from generate_series(1, greatest(9, :count / 28)) m
  ) d order by n returning id, code
)
insert into division (id, level, parent)
select a.id, case left(a.code, 1) when 'c' then 'county' when 't' then 'town' else 'community' end,
  case left(a.code, 1) when 't' then (select id from added where code = 'county')
    when 'm' then (select id from added where code = 't' || lpad((1 + (substr(a.code, 2)::int - 1) * greatest(2, :count / 170) / greatest(9, :count / 28))::text, 4, '0')) end
from added a;

with added as (
  insert into subject (plan, kind, code, created_seq)
  select :plan, 'compound', 'C' || lpad(n::text, 6, '0'), 2 from generate_series(1, :count) n order by n returning id, code
)
insert into plot (n, subject, community)
select substr(a.code, 2)::int, a.id, m.id
from added a join subject m on m.plan = :plan and m.kind = 'division'
  and m.code = 'm' || lpad((1 + (substr(a.code, 2)::int - 1) * greatest(9, :count / 28) / :count)::text, 5, '0');

analyze plot;

-- shapes: 10 to 30 corners around a centre; rows of the grid follow each other, so that a community's compounds lie together
insert into shape (plan, seq, subject, geometry_revision, effective_on, geom)
select :plan, 2, p.subject, 1, :from_on, (
  select ST_SetSRID(ST_Multi(ST_MakePolygon(ST_MakeLine(array_agg(ST_MakePoint(
    round((:west + 0.0021 * (p.n % side + 0.25 * pick(p.n, 1)) + r * cos(angle))::numeric, 7),
    round((:south + 0.0018 * (p.n / side + 0.25 * pick(p.n, 2)) + 0.8 * r * sin(angle))::numeric, 7)) order by k)))), 4490)
  from (
    select k, 2 * pi() * (k % corners) / corners as angle, (0.0003 + 0.0004 * pick(p.n, 10 + k % corners)) as r
    from (select 10 + (21 * pick(p.n, 3))::int as corners) c cross join generate_series(0, corners) k
  ) corner)
from plot p cross join (select ceil(sqrt(:count))::int as side) g order by p.n;

-- the facts of every compound, from the first day
insert into observation (plan, seq, subject, indicator, value, effective_on)
select :plan, 2, p.subject, f.indicator, f.value, :from_on
from plot p cross join lateral (values
  ('community', p.community::text), ('roster', case when pick(p.n, 4) < 0.02 then 'out' else 'in' end),
  ('households', (12 + 800 * pick(p.n, 5))::int::text), ('floor_area', (900 + 60000 * pick(p.n, 6))::int::text)
) f (indicator, value) order by p.n;

-- what is reported of its management: nobody at first, a mode some day, and a third report that changes, corrects or repeats it
create temp table report on commit drop as
select p.n, p.subject, r.k, r.value, :from_on::date + r.day as effective_on, 3 + least(365, r.day + (5 * pick(p.n, 40 + r.k))::int) as seq
from plot p cross join lateral (values
  (1, 'none', (60 * pick(p.n, 7))::int),
  (2, (array['professional', 'work_unit', 'self_governed', 'floating'])[1 + floor(4 * pick(p.n, 8))::int], 60 + (220 * pick(p.n, 9))::int),
  (3, (array['professional', 'work_unit', 'self_governed', 'floating', 'none'])[1 + floor(5 * pick(p.n, 30))::int], 285 + (75 * pick(p.n, 31))::int)
) r (k, value, day);

analyze report;
insert into observation (plan, seq, subject, indicator, value, effective_on)
select :plan, seq, subject, 'management', value, effective_on from report where k < 3 order by seq, n;
analyze observation;
insert into observation (plan, seq, subject, indicator, value, effective_on, replaces)
select :plan, r.seq, r.subject, 'management', r.value,
  case when pick(r.n, 33) < 0.15 then m.effective_on when pick(r.n, 33) < 0.2 then m.effective_on + 9 else r.effective_on end,
  case when pick(r.n, 33) between 0.15 and 0.2 then b.id end
from report r
join report m on m.subject = r.subject and m.k = 2
join observation b on b.plan = :plan and b.subject = m.subject and b.indicator = 'management' and b.effective_on = m.effective_on and b.value = m.value
where r.k = 3 order by r.seq, r.n;

-- a third of the reports was looked at, one in fifty of those returned
insert into verification (plan, seq, observation, verdict, reason)
select :plan, 3 + least(365, o.seq + 7), o.id, case when pick(o.id, 51) < 0.02 then 'returned' else 'verified' end, case when pick(o.id, 51) < 0.02 then '照片不清' end
from observation o where o.plan = :plan and o.indicator = 'management' and pick(o.id, 50) < 0.35;
