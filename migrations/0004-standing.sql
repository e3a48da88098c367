-- The question's answer, kept ready. Everything here can be computed again from the observations; nothing here is a source.

-- From `from_on` until before `to_on` the observation stands.
create table span (
  plan text not null,
  subject bigint not null,
  indicator text not null,
  basis text not null,
  from_on date not null,
  to_on date not null,
  value text not null,
  organisation bigint,
  observation bigint not null
);
create index span_subject on span (subject, indicator);
create index span_plan on span (plan, indicator, basis);

-- A span cut where the subject's community, membership or weight changes, with successions resolved. The roster itself stands under
-- indicator 'roster' with the member's kind as its value. A split compound's value is its parts' values in the order of their ids, joined by '|'.
create table standing (
  plan text not null,
  subject bigint not null,
  indicator text not null,
  basis text not null,
  from_on date not null,
  to_on date not null,
  value text not null,
  organisation bigint,
  community bigint,
  member text not null,
  households bigint not null,
  floor_area bigint not null
);
create index standing_subject on standing (subject);
create index standing_plan on standing (plan, indicator, basis, from_on) include (to_on, subject, value, community, member, households, floor_area);

-- By how much a day changes the counts; scope 0 is the whole plan, otherwise a community.
create table day_delta (
  plan text not null,
  indicator text not null,
  basis text not null,
  scope bigint not null,
  member text not null,
  value text not null,
  day date not null,
  n integer not null,
  households bigint not null,
  floor_area bigint not null,
  primary key (plan, indicator, basis, scope, day, member, value)
);

-- The rule, first half: which observations stand from when until when, as known at write number `known`; of some subjects or all (null).
-- A row stands unless a known row replaces it; of one day's rows the last wins; returned rows do not count as reported.
-- One plan serves one subject and all of them: planning it again for every write took longer than running it.
create function spans_of(p text, s bigint[], known bigint)
returns table (subject bigint, indicator text, basis text, from_on date, to_on date, value text, organisation bigint, observation bigint)
language plpgsql stable security definer
set search_path = public, pg_temp set enable_nestloop = on set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  asked bigint[] := coalesce(s, array(select u.id from subject u where u.plan = p));
begin
  return query
  with live as materialized (
    select o.id, o.subject, o.indicator, o.effective_on, o.value, o.organisation,
      (select v.verdict from verification v where v.observation = o.id and v.seq <= known order by v.id desc limit 1) as verdict
    from observation o
    where o.plan = p and o.subject = any(asked) and o.seq <= known and o.value is not null
      and not exists (select from observation r where r.replaces = o.id and r.seq <= known)
  ), eligible as (
    select l.*, b.basis from live l
    cross join (values ('reported'), ('verified')) b (basis)
    where case b.basis when 'verified' then l.verdict = 'verified' else l.verdict is distinct from 'returned' end
  ), winner as (
    select distinct on (e.subject, e.indicator, e.basis, e.effective_on) e.*
    from eligible e order by e.subject, e.indicator, e.basis, e.effective_on, e.id desc
  )
  select w.subject, w.indicator, w.basis, w.effective_on,
    lead(w.effective_on, 1, 'infinity') over (partition by w.subject, w.indicator, w.basis order by w.effective_on),
    w.value, w.organisation, w.id
  from winner w;
end $$;

-- A subject and all it was ever split from or into, or merged with; null means everything.
create function kin_of(p text, s bigint[]) returns bigint[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  seen bigint[] := s;
  more bigint[] := s;
begin
  while more is not null loop
    select array_agg(distinct k.id) into more from (
      select reference_of(o.value) as id from observation o
      where o.subject = any(more) and o.indicator in ('split_from', 'merged_into') and o.value is not null
      union all
      select o.subject from observation o
      where o.plan = p and o.indicator in ('split_from', 'merged_into') and o.value = any(more::text[])
    ) k where k.id <> all(seen);
    seen := seen || more;
  end loop;
  return seen;
end $$;

-- The rule, second half: standing values with their context. `s` must be closed under kin_of.
-- Without nested loops every plan looks dear enough to be compiled, which takes seconds: so never.
create function standing_of(p text, s bigint[], known bigint)
returns table (subject bigint, indicator text, basis text, from_on date, to_on date, value text, organisation bigint,
  community bigint, member text, households bigint, floor_area bigint)
language plpgsql stable security definer
set search_path = public, pg_temp set enable_nestloop = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  frozen_seq bigint;
  frozen_on date;
  base bigint[];
begin
  select o.seq, o.effective_on into frozen_seq, frozen_on from observation o
  where o.plan = p and o.indicator = 'roster_frozen' and o.seq <= known and o.value = 'true'
    and not exists (select from observation r where r.replaces = o.id and r.seq <= known)
  order by o.id desc limit 1;
  if found then
    select coalesce(array_agg(r.subject), '{}') into base from spans_of(p, s, frozen_seq) r
    where r.indicator = 'roster' and r.basis = 'reported' and r.value = 'in'
      and r.from_on <= frozen_on and r.to_on > frozen_on;
  end if;

  return query
  with recursive sp as materialized (
    select * from spans_of(p, s, known)
  ), edge as materialized (
    select f.subject as source, f.value::bigint as target, f.from_on, f.to_on from sp f
    where f.indicator = 'merged_into' and f.basis = 'reported'
    union all
    select f.value::bigint, f.subject, f.from_on, f.to_on from sp f
    where f.indicator = 'split_from' and f.basis = 'reported'
  ), known_subject as (
    select subject from sp
    union
    select unnest(base)
  ), carrier as (
    select f.subject, f.subject as leaf, '-infinity'::date as from_on, 'infinity'::date as to_on, array[f.subject] as path from known_subject f
    union all
    select c.subject, e.target, greatest(c.from_on, e.from_on), least(c.to_on, e.to_on), c.path || e.target
    from carrier c join edge e on e.source = c.leaf and e.from_on < c.to_on and e.to_on > c.from_on and e.target <> all(c.path)
  ), context_day as (
    select f.subject, f.from_on as day from sp f
    where f.basis = 'reported' and f.indicator in ('community', 'households', 'floor_area', 'roster')
    union
    select c.subject, unnest(array[e.from_on, e.to_on]) from carrier c join edge e on e.source = c.leaf or e.target = c.leaf
    union
    select f.subject, greatest(f.from_on, frozen_on) from sp f where f.indicator = 'roster' and frozen_on is not null
    union
    select f.subject, '-infinity'::date from known_subject f
  ), context as materialized (
    select d.subject, d.day as from_on, lead(d.day, 1, 'infinity') over (partition by d.subject order by d.day) as to_on,
      m.value::bigint as community, coalesce(h.value::bigint, 0) as households, coalesce(a.value::bigint, 0) as floor_area,
      case
        when d.subject = any(base) then case when r.value = 'out' and d.day >= frozen_on then '' else 'baseline' end
        when r.value is distinct from 'in' or exists (select from edge e where e.target = d.subject and e.from_on <= d.day and e.to_on > d.day) then ''
        when base is null then 'baseline' else 'addition' end as member
    from context_day d
    left join sp m on m.subject = d.subject and m.indicator = 'community' and m.basis = 'reported' and m.from_on <= d.day and m.to_on > d.day
    left join sp h on h.subject = d.subject and h.indicator = 'households' and h.basis = 'reported' and h.from_on <= d.day and h.to_on > d.day
    left join sp a on a.subject = d.subject and a.indicator = 'floor_area' and a.basis = 'reported' and a.from_on <= d.day and a.to_on > d.day
    left join sp r on r.subject = d.subject and r.indicator = 'roster' and r.basis = 'reported' and r.from_on <= d.day and r.to_on > d.day
    where d.day < 'infinity'
  ), asked as (
    select distinct f.subject as leaf, f.indicator, f.basis, f.from_on from sp f where not exists (select from fact k where k.id = f.indicator)
  ), cut as (
    select k.subject, k.indicator, k.basis, k.day, lead(k.day, 1, 'infinity') over (partition by k.subject, k.indicator, k.basis order by k.day) as until
    from (
      select c.subject, a.indicator, a.basis, a.from_on as day from asked a join carrier c on c.leaf = a.leaf
      union
      select c.subject, a.indicator, a.basis, x.from_on
      from asked a join carrier c on c.leaf = a.leaf join context x on x.subject = c.subject
    ) k
  ), bearer as (
    select distinct k.subject, k.indicator, k.basis, k.day, k.until, c.leaf
    from cut k join carrier c on c.subject = k.subject and c.from_on <= k.day and c.to_on > k.day
    where not exists (select from edge e where e.source = c.leaf and e.from_on <= k.day and e.to_on > k.day)
  ), held as (
    select b.subject, b.indicator, b.basis, b.day, b.until,
      string_agg(coalesce(v.value, ''), '|' order by b.leaf) as value, min(v.organisation) as organisation
    from bearer b
    left join sp v on v.subject = b.leaf and v.indicator = b.indicator and v.basis = b.basis and v.from_on <= b.day and v.to_on > b.day
    group by 1, 2, 3, 4, 5
  )
  select h.subject, h.indicator, h.basis, h.day, h.until, h.value, h.organisation, x.community, x.member, x.households, x.floor_area
  from held h join context x on x.subject = h.subject and x.from_on <= h.day and x.to_on > h.day
  where replace(h.value, '|', '') <> ''
  union all
  select x.subject, 'roster', b.basis, x.from_on, x.to_on, x.member, null, x.community, x.member, x.households, x.floor_area
  from context x cross join (values ('reported'), ('verified')) b (basis)
  where x.member <> '';
end $$;

-- Keeps span, standing and day_delta true for some subjects, or for the whole plan (null).
create function refresh_standing(p text, s bigint[]) returns void
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  kin bigint[] := coalesce(kin_of(p, s), array(select u.id from subject u where u.plan = p));
  fresh standing[];
begin
  delete from span x where x.plan = p and x.subject = any(kin);
  insert into span (plan, subject, indicator, basis, from_on, to_on, value, organisation, observation)
  select p, x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.observation
  from spans_of(p, kin, 9223372036854775807) x;

  select array_agg((p, x.subject, x.indicator, x.basis, x.from_on, x.to_on, x.value, x.organisation, x.community, x.member,
    x.households, x.floor_area)::standing) into fresh from standing_of(p, kin, 9223372036854775807) x;

  insert into day_delta as d (plan, indicator, basis, scope, member, value, day, n, households, floor_area)
  select p, e.indicator, e.basis, c.scope, e.member, e.value, e.day, sum(e.sign), sum(e.sign * e.households), sum(e.sign * e.floor_area)
  from (
    select x.indicator, x.basis, x.community, x.member, x.value, t.day, t.sign * x.side as sign, x.households, x.floor_area
    from (
      select n.*, 1 as side from unnest(fresh) n
      union all
      select o.*, -1 from standing o where o.plan = p and o.subject = any(kin)
    ) x cross join lateral (values (x.from_on, 1), (x.to_on, -1)) t (day, sign)
    where t.day < 'infinity'
  ) e cross join lateral (select 0 as scope union select e.community where e.community is not null) c
  group by 2, 3, 4, 5, 6, 7
  having sum(e.sign) <> 0 or sum(e.sign * e.households) <> 0 or sum(e.sign * e.floor_area) <> 0
  order by 2, 3, 4, 7
  on conflict (plan, indicator, basis, scope, day, member, value) do update
  set n = d.n + excluded.n, households = d.households + excluded.households, floor_area = d.floor_area + excluded.floor_area;

  delete from standing x where x.plan = p and x.subject = any(kin);
  insert into standing select * from unnest(fresh);
end $$;

create function observation_refresh() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  each record;
begin
  for each in
    select a.plan, case when bool_or(a.indicator = 'roster_frozen') then null else array_agg(distinct a.subject) end as subjects
    from added a group by a.plan
  loop
    perform refresh_standing(each.plan, each.subjects);
  end loop;
  return null;
end $$;
create trigger b_refresh after insert on observation referencing new table as added for each statement execute function observation_refresh();

create function verification_refresh() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  each record;
begin
  for each in
    select o.plan, case when bool_or(o.indicator = 'roster_frozen') then null else array_agg(distinct o.subject) end as subjects
    from added a join observation o on o.id = a.observation group by o.plan
  loop
    perform refresh_standing(each.plan, each.subjects);
  end loop;
  return null;
end $$;
create trigger b_refresh after insert on verification referencing new table as added for each statement execute function verification_refresh();
