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
