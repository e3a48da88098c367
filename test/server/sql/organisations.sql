-- organisationsByName
select s.id, s.code, p.value as name from subject s
    left join span p on p.plan = s.plan and p.subject = s.id and p.indicator = 'name' and p.basis = 'reported'
    where s.plan = $1 and s.kind = 'organisation' order by p.from_on nulls first, s.id;
