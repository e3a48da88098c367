-- importsOf
select w.seq, w.recorded_at, w.account, a.name as account_name, w.note,
        (select count(*) from observation o where o.plan = w.plan and o.seq = w.seq)::int as observations,
        (select count(*) from shape s where s.plan = w.plan and s.seq = w.seq)::int as shapes,
        (select u.seq from plan_write u where u.plan = w.plan and u.action = $1 and u.note = w.seq::text limit 1) as undone
      from plan_write w join account a on a.id = w.account
      where w.plan = $2 and w.action = 'import' order by w.seq desc limit $3;
