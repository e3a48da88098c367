-- addShapes
insert into shape (plan, seq, subject, geometry_revision, effective_on, geom)
        select $1, $2::bigint, r.subject, $3::int, r.effective_on,
          ST_SetSRID(ST_Multi(ST_GeomFromGeoJSON(r.geometry)), 4490)
        from jsonb_to_recordset($4::jsonb) as r (subject bigint, geometry jsonb, effective_on date)
        returning id;
