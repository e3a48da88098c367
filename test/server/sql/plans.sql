-- documentAt
select "document", "revision" from "plan_revision" where "plan" = $1 and "seq" <= $2 order by "revision" desc limit $3;

-- extentOf
select array[min(ST_XMin(g.geom)), min(ST_YMin(g.geom)), max(ST_XMax(g.geom)), max(ST_YMax(g.geom))] as box
    from (select distinct on (s.subject) s.geom from shape s join subject u on u.id = s.subject
      where s.plan = $1 and u.kind = 'compound' and s.geometry_revision <= $2::int order by s.subject, s.geometry_revision desc) g;

-- planHeads
select p.id, p.demo, (plan_now(p.id) at time zone 'Asia/Shanghai')::date as today, h.seq, h.recorded_at, h.geometry_revision,
      (select coalesce(max(revision), 0) from plan_revision r where r.plan = p.id) as plan_revision
    from plan p join plan_head h on h.plan = p.id
    where p.id = $1 order by p.id;

-- planNames
select distinct on (plan) plan, document ->> 'title' as title, document ->> 'short_title' as short_title, document ->> 'place' as place
    from plan_revision order by plan, revision desc;

-- writeAt
select coalesce(max(seq), 0)::bigint as seq, coalesce(max(geometry_revision), 0) as geometry_revision
    from plan_write where plan = $1 and recorded_at <= $2::timestamptz;
