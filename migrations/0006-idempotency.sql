-- One answer per key: a request sent twice writes once. The row is part of the write's own transaction.
create table idempotency (
  key text not null check (char_length(key) between 8 and 100),
  plan text not null,
  seq bigint not null,
  request_sha256 text not null,
  answer jsonb not null,
  primary key (plan, key),
  foreign key (plan, seq) references plan_write
);
create trigger append_only before update or delete on idempotency for each row execute function append_only();
create trigger append_only_truncate before truncate on idempotency for each statement execute function append_only();
grant select, insert on idempotency to fullcover_app;
