-- documentAt
select "document", "revision" from "plan_revision" where "plan" = $1 and "seq" <= $2 order by "revision" desc limit $3;

-- planHeads
select p.id, p.demo, (plan_now(p.id) at time zone 'Asia/Shanghai')::date as today, h.seq, h.recorded_at, h.geometry_revision,
      (select coalesce(max(revision), 0) from plan_revision r where r.plan = p.id) as plan_revision
    from plan p join plan_head h on h.plan = p.id
    where p.id = $1 order by p.id;

-- writeAt
select coalesce(max(seq), 0)::bigint as seq, coalesce(max(geometry_revision), 0) as geometry_revision
    from plan_write where plan = $1 and recorded_at <= $2::timestamptz;
