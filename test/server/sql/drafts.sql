-- addDraft
insert into "area_draft" ("plan", "account", "saved_by", "area", "based_on", "kind", "name", "town", "community", "shape", "picks", "ground", "ground_note", "shared_facilities", "files") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::bigint[], $12, $13, $14, $15::text[]) returning "id";

-- saveDraft, all of it
update "area_draft" set "kind" = $1, "name" = $2, "town" = $3, "community" = $4, "shape" = $5, "picks" = $6::bigint[], "ground" = $7, "ground_note" = $8, "shared_facilities" = $9, "files" = $10::text[], "saved_at" = date_trunc('milliseconds', clock_timestamp()), "saved_by" = $11, "version" = $12 where "plan" = $13 and "id" = $14 and "version" = $15 and "state" in ($16) returning "id";

-- saveDraft, its state
update "area_draft" set "state" = $1, "saved_at" = date_trunc('milliseconds', clock_timestamp()), "saved_by" = $2, "version" = $3 where "plan" = $4 and "id" = $5 and "version" = $6 and "state" in ($7) returning "id";

-- draftsOf, one
select d.id, d.kind, d.name, d.town, d.community, d.shape, d.picks, d.ground, d.ground_note, d.shared_facilities, d.files,
      d.area, d.based_on, d.version, d.state, d.account, a.name as account_name, d.saved_by, b.name as saved_by_name, d.saved_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind,
          'at', case when s.at is not null then jsonb_build_array(ST_X(s.at), ST_Y(s.at)) end, 'text', s.text, 'place', s.place,
          'from_on', s.from_on, 'to_on', s.to_on, 'files', s.files, 'account', w.account, 'account_name', c.name,
          'recorded_at', to_char(w.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.id)
        from draft_step s join plan_write w on w.plan = s.plan and w.seq = s.seq join account c on c.id = w.account
        where s.draft = d.id), '[]') as steps
    from area_draft d join account a on a.id = d.account join account b on b.id = d.saved_by
    where d.plan = $1 and d.id = $2::bigint
      
    order by d.saved_at desc, d.id desc limit 500;

-- draftsOf, in some states
select d.id, d.kind, d.name, d.town, d.community, d.shape, d.picks, d.ground, d.ground_note, d.shared_facilities, d.files,
      d.area, d.based_on, d.version, d.state, d.account, a.name as account_name, d.saved_by, b.name as saved_by_name, d.saved_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind,
          'at', case when s.at is not null then jsonb_build_array(ST_X(s.at), ST_Y(s.at)) end, 'text', s.text, 'place', s.place,
          'from_on', s.from_on, 'to_on', s.to_on, 'files', s.files, 'account', w.account, 'account_name', c.name,
          'recorded_at', to_char(w.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.id)
        from draft_step s join plan_write w on w.plan = s.plan and w.seq = s.seq join account c on c.id = w.account
        where s.draft = d.id), '[]') as steps
    from area_draft d join account a on a.id = d.account join account b on b.id = d.saved_by
    where d.plan = $1 
      and d.state = any($2::text[])
    order by d.saved_at desc, d.id desc limit 500;

-- addStep
insert into "draft_step" ("plan", "seq", "draft", "kind", "at", "text", "place", "from_on", "to_on", "files") values ($1, $2, $3, $4, ST_SetSRID(ST_MakePoint($5, $6), 4490), $7, $8, $9, $10, $11::text[]) returning "id";
