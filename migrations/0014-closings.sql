-- 截数: a day and a moment, taken at a second person's click. No figure is kept with it; every figure of it is a question.

create table closing (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  seq bigint not null,
  purpose text not null check (purpose ~ '^[a-z][a-z0-9_]{0,62}$'),
  meeting bigint,
  title text not null check (char_length(title) between 1 and 80),
  from_on date not null,
  as_of date not null,
  supersedes bigint references closing,
  reason text check (char_length(reason) between 1 and 500),
  account text not null references account,
  unique (plan, id),
  constraint closing_period check (from_on <= as_of),
  constraint closing_reason check ((supersedes is null) = (reason is null)),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, meeting) references meeting (plan, id)
);
create index closing_plan on closing (plan, purpose);

-- Steps of a closing. 'confirmed' is the click that takes the figures: its own write is the last one known.
create table closing_step (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  closing bigint not null,
  kind text not null check (kind in ('confirmed', 'dropped', 'checked', 'objected', 'reviewed', 'returned', 'signed')),
  account text not null references account,
  subject bigint,
  text text check (char_length(text) between 1 and 500),
  answers_sha256 text check (answers_sha256 ~ '^[0-9a-f]{64}$'),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, closing) references closing (plan, id),
  foreign key (plan, subject) references subject (plan, id),
  constraint step_says check (kind not in ('dropped', 'objected', 'returned') or text is not null),
  constraint step_subject check ((subject is not null) = (kind in ('checked', 'objected'))),
  constraint step_sealed check (answers_sha256 is null or kind = 'confirmed')
);
create index closing_step_closing on closing_step (closing, id);
create unique index closing_confirmed_once on closing_step (closing) where kind = 'confirmed';

create trigger append_only before update or delete on closing for each row execute function append_only();
create trigger append_only_truncate before truncate on closing for each statement execute function append_only();
create trigger append_only before update or delete on closing_step for each row execute function append_only();
create trigger append_only_truncate before truncate on closing_step for each statement execute function append_only();

alter table closing enable row level security;
alter table closing_step enable row level security;
create policy read_all on closing for select to fullcover_app using (true);
create policy read_all on closing_step for select to fullcover_app using (true);
create policy write_own on closing for insert to fullcover_app with check (may_office(plan) and account = app_account());
create policy write_own on closing_step for insert to fullcover_app with check (account = app_account() and case
  when kind in ('checked', 'objected') then may_write(subject)
  else may_office(plan) end);
create policy guard_all on closing to fullcover_guard using (true);
create policy guard_all on closing_step to fullcover_guard using (true);
grant select, insert on closing, closing_step to fullcover_app;
grant select on closing, closing_step to fullcover_guard;
