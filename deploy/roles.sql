-- Run once by the database administrator (npm start runs it itself where its URL is a superuser's).
-- fullcover_owner owns the schema, fullcover_app serves requests, fullcover_guard keeps the projections; none of them bypasses row-level security.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['fullcover_owner', 'fullcover_app', 'fullcover_guard'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin nobypassrls', role_name);
    end if;
  end loop;
end $$;
grant fullcover_guard, fullcover_app to fullcover_owner;
grant usage on schema public to fullcover_app;
grant usage, create on schema public to fullcover_owner, fullcover_guard;
create extension if not exists postgis;
create extension if not exists btree_gist;
