-- addObservations
insert into observation (plan, seq, subject, indicator, value, organisation, effective_on, period, replaces, evidence, note)
    select $1, $2::bigint, r.subject, r.indicator, r.value, r.organisation, r.effective_on, r.period, r.replaces,
      coalesce((select array_agg(e) from jsonb_array_elements_text(r.evidence) e), '{}'), r.note
    from jsonb_to_recordset($3::jsonb) as r (subject bigint, indicator text, value text,
      organisation bigint, effective_on date, period text, replaces bigint, evidence jsonb, note text, n bigint)
    order by r.n
    returning id;

-- addVerifications
insert into verification (plan, seq, observation, verdict, reason)
    select $1, $2::bigint, r.observation, r.verdict, r.reason
    from jsonb_to_recordset($3::jsonb) as r (observation bigint, verdict text, reason text, n bigint)
    order by r.n
    returning id;

-- observationById
select "id", "subject", "indicator", "value", "effective_on" from "observation" where "plan" = $1 and "id" = $2;

-- kindsOf
select id, kind from subject where plan = $1 and id = any($2::bigint[]);

-- standingAt
with asked as (
      select * from jsonb_to_recordset($1::jsonb) as r (n int, subject bigint, indicator text, "on" date, effective_on date)
    ), stands as (
      select a.n, o.id, o.effective_on as day from asked a
      join observation o on o.plan = $2 and o.subject = a.subject and o.indicator = a.indicator
      where o.value is not null and not exists (select from observation r where r.replaces = o.id)
    )
    select (select max(s.id) from stands s where s.n = a.n and s.day = a."on") as replaces,
      exists (select from stands s where s.n = a.n and s.day <> a."on"
        and s.day between least(a."on", a.effective_on) and greatest(a."on", a.effective_on)) as passes
    from asked a order by a.n;
