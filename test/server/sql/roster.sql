-- freezeOf
select o.seq, o.effective_on from observation o where o.plan = $1 and o.indicator = 'roster_frozen' and o.value = 'true'
      and not exists (select from observation r where r.replaces = o.id) order by o.id desc limit 1;

-- rosterOn
with held as materialized (
      select p.subject, p.indicator, p.value from span p join subject u on u.id = p.subject
      where p.plan = $1 and u.kind = 'compound' and p.basis = 'reported'
        and p.indicator in ('name', 'roster', 'community', 'households', 'split_from', 'merged_into')
        and p.from_on <= $2::date and p.to_on > $3::date
    )
    select u.id, u.code, coalesce(max(h.value) filter (where h.indicator = 'name'), u.code) as name,
      coalesce(max(h.value) filter (where h.indicator = 'roster') = 'in', false) as on_roster,
      (max(h.value) filter (where h.indicator = 'community'))::bigint as community,
      (max(h.value) filter (where h.indicator = 'households'))::bigint as households,
      (max(h.value) filter (where h.indicator = 'split_from'))::bigint as part_of,
      (max(h.value) filter (where h.indicator = 'merged_into'))::bigint as merged_into,
      exists (select from held s where s.indicator = 'split_from' and s.value = u.id::text) as is_split,
      exists (select from held s where s.indicator = 'merged_into' and s.value = u.id::text) as takes_others
    from subject u left join held h on h.subject = u.id
    where u.plan = $4 and u.kind = 'compound' and exists (select from span p where p.subject = u.id) group by u.id, u.code;
select o.seq, o.effective_on from observation o where o.plan = $1 and o.indicator = 'roster_frozen' and o.value = 'true'
      and not exists (select from observation r where r.replaces = o.id) order by o.id desc limit 1;

-- actsOf
select w.seq, case when k.said ? 'roster_frozen' then 'freeze' when k.said ? 'split_from' then 'split' when k.said ? 'merged_into' then 'merge'
          when k.gone then 'remove' else 'add' end as kind, w.action = any($1) as can_undo, w.recorded_at, w.account, a.name as account_name,
        k.effective_on,
        w.note as reason, coalesce(c.compounds, '[]') as compounds,
        (select u.seq from plan_write u where u.plan = w.plan and u.action = $2 and u.note = w.seq::text limit 1) as undone
      from plan_write w join account a on a.id = w.account
      join lateral (
        select jsonb_object_agg(o.indicator, true) as said, bool_or(o.value = 'out') as gone, min(o.effective_on) as effective_on
        from observation o where o.plan = w.plan and o.seq = w.seq and o.indicator in ('roster', 'roster_frozen', 'split_from', 'merged_into')
      ) k on k.said is not null
      left join lateral (
        select jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'name', coalesce(
          (select p.value from span p where p.subject = s.id and p.indicator = 'name' and p.basis = 'reported' order by p.from_on desc limit 1), s.code))
          order by s.id) as compounds
        from subject s where s.kind = 'compound' and s.id in (select o.subject from observation o where o.plan = w.plan and o.seq = w.seq)
      ) c on true
      where w.plan = $3 and (w.action = 'roster' or w.action = any($4) or k.said ? 'roster_frozen') and w.action <> $5 order by w.seq desc limit $6;

-- builtOn
select s.code from subject s where s.id in (select p.subject from observation p where p.plan = $1 and p.seq = $2 and p.indicator = 'split_from')
        and exists (select from observation o where o.subject = s.id and o.seq > $3 and o.value is not null
          and not exists (select from observation r where r.replaces = o.id));
