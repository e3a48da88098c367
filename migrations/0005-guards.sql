-- Who may do what, and the chain that shows tampering.

-- Set per transaction by the server; an unset account may write nothing.
create function app_account() returns text language sql stable as $$
  select nullif(current_setting('app.account', true), '')
$$;

-- One function decides who may write a subject. Until accounts are opened, only the machine's own may.
create function may_write(p_subject bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account a where a.id = app_account() and a.enabled and a.role in ('local', 'administrator', 'office', 'system'))
$$;

-- One link per write: the write and its rows, hashed onto the link before. Taken at commit, when the rows are complete.
create table seal (
  plan text not null,
  seq bigint not null,
  previous bytea,
  hash bytea not null,
  primary key (plan, seq),
  foreign key (plan, seq) references plan_write
);
create trigger append_only before update or delete on seal for each row execute function append_only();
create trigger append_only_truncate before truncate on seal for each statement execute function append_only();

create function seal_hash(p text, s bigint, p_previous bytea) returns bytea
language sql stable security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
  select sha256(coalesce(p_previous, '') || convert_to(
    (select (to_jsonb(w) - 'txid')::text from plan_write w where w.plan = p and w.seq = s)
    || coalesce((select string_agg(to_jsonb(r)::text, '' order by r.revision) from plan_revision r where r.plan = p and r.seq = s), '')
    || coalesce((select string_agg(to_jsonb(o)::text, '' order by o.id) from observation o where o.plan = p and o.seq = s), '')
    || coalesce((select string_agg(to_jsonb(v)::text, '' order by v.id) from verification v where v.plan = p and v.seq = s), '')
    || coalesce((select string_agg(x.subject || ':' || coalesce(encode(ST_AsBinary(x.geom), 'hex'), ''), '' order by x.id)
        from shape x where x.plan = p and x.seq = s), ''), 'UTF8'))
$$;

create function seal_write() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  link bytea;
begin
  select s.hash into link from seal s where s.plan = new.plan and s.seq = new.seq - 1;
  insert into seal (plan, seq, previous, hash) values (new.plan, new.seq, link, seal_hash(new.plan, new.seq, link));
  return null;
end $$;
create constraint trigger seal_write after insert on plan_write deferrable initially deferred for each row execute function seal_write();

-- Writes whose seal no longer fits their rows, or whose link is missing: empty unless somebody went around the triggers.
create view broken_seal with (security_invoker = true) as
  select w.plan, w.seq from plan_write w
  left join seal s on s.plan = w.plan and s.seq = w.seq
  left join seal b on b.plan = w.plan and b.seq = w.seq - 1
  where s.hash is null or s.previous is distinct from b.hash or s.hash <> seal_hash(w.plan, w.seq, s.previous);

alter table subject enable row level security;
alter table division enable row level security;
alter table observation enable row level security;
alter table verification enable row level security;
alter table shape enable row level security;
create policy read_all on subject for select using (true);
create policy read_all on division for select using (true);
create policy read_all on observation for select using (true);
create policy read_all on verification for select using (true);
create policy read_all on shape for select using (true);
create policy write_own on observation for insert to fullcover_app with check (may_write(subject));
create policy write_own on shape for insert to fullcover_app with check (may_write(subject));
create policy write_own on verification for insert to fullcover_app
  with check (may_write((select o.subject from observation o where o.id = verification.observation)));
create policy write_own on subject for insert to fullcover_app with check (may_write(null));
create policy write_own on division for insert to fullcover_app with check (may_write(id));
create policy guard_all on subject to fullcover_guard using (true);
create policy guard_all on division to fullcover_guard using (true);
create policy guard_all on observation to fullcover_guard using (true);
create policy guard_all on verification to fullcover_guard using (true);
create policy guard_all on shape to fullcover_guard using (true);

grant select on all tables in schema public to fullcover_app, fullcover_guard;
grant insert on subject, division, shape, observation, verification to fullcover_app;
grant insert, delete on basemap to fullcover_app;
grant insert on plan_revision, plan_indicator to fullcover_app;
grant delete on plan_indicator to fullcover_app;
grant insert, update on plan_head to fullcover_guard;
grant insert on plan_write, seal to fullcover_guard;
grant insert, update, delete on span, standing, day_delta to fullcover_guard;

alter function open_write owner to fullcover_guard;
alter function shape_guard owner to fullcover_guard;
alter function observation_guard owner to fullcover_guard;
alter function verification_guard owner to fullcover_guard;
alter function spans_of owner to fullcover_guard;
alter function kin_of owner to fullcover_guard;
alter function standing_of owner to fullcover_guard;
alter function refresh_standing owner to fullcover_guard;
alter function observation_refresh owner to fullcover_guard;
alter function verification_refresh owner to fullcover_guard;
alter function may_write owner to fullcover_guard;
alter function seal_hash owner to fullcover_guard;
alter function seal_write owner to fullcover_guard;
