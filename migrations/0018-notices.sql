-- 公示 and 公布: a closing's figures made public, at a place, from a day to a day. The text holds placeholders, never a figure.

create table public_notice (
  id bigint generated always as identity primary key,
  plan text not null references plan,
  seq bigint not null,
  template text not null check (template ~ '^[a-z][a-z0-9_]{0,62}$'),
  closing bigint not null,
  title text not null check (char_length(title) between 1 and 200),
  place text not null check (char_length(place) between 1 and 200),
  from_on date not null,
  to_on date not null,
  token text not null unique check (token ~ '^[A-Za-z0-9_-]{22}$'),
  text jsonb not null,
  account text not null references account,
  unique (plan, id),
  constraint notice_days check (from_on <= to_on and to_on - from_on <= 366),
  foreign key (plan, seq) references plan_write,
  foreign key (plan, closing) references closing (plan, id)
);
create index public_notice_plan on public_notice (plan, id desc);

-- Photos at its start and end, objections and their answers, and its end before its day.
create table notice_step (
  id bigint generated always as identity primary key,
  plan text not null,
  seq bigint not null,
  notice bigint not null,
  kind text not null check (kind in ('posted', 'objection', 'answered', 'taken_down', 'withdrawn')),
  account text not null references account,
  text text check (char_length(text) between 1 and 500),
  files text[] not null default '{}',
  answers bigint references notice_step,
  foreign key (plan, seq) references plan_write,
  foreign key (plan, notice) references public_notice (plan, id),
  constraint notice_step_says check (kind not in ('objection', 'answered', 'withdrawn') or text is not null),
  constraint notice_step_answers check ((kind = 'answered') = (answers is not null)),
  constraint notice_step_photo check (kind not in ('posted', 'taken_down') or cardinality(files) > 0)
);
create index notice_step_notice on notice_step (notice, id);

create trigger append_only before update or delete on public_notice for each row execute function append_only();
create trigger append_only_truncate before truncate on public_notice for each statement execute function append_only();
create trigger append_only before update or delete on notice_step for each row execute function append_only();
create trigger append_only_truncate before truncate on notice_step for each statement execute function append_only();

-- Only figures that were signed off are made public, and only by a write that is open.
create function notice_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_open_write(new.plan, new.seq, new.account) then
    raise exception 'a notice needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if not exists (select from closing c where c.id = new.closing and c.purpose = new.template and closing_state(c.id) = 'signed') then
    raise exception 'closing % is not signed for %', new.closing, new.template using errcode = '23514', constraint = 'notice_signed';
  end if;
  return new;
end $$;
create trigger notice_guard before insert on public_notice for each row execute function notice_guard();

-- What may still be said of a notice; one objection is answered once, one notice put up and taken down once.
create function notice_step_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_open_write(new.plan, new.seq, new.account) then
    raise exception 'a step of a notice needs an open write' using errcode = '23514', constraint = 'write_open';
  end if;
  if exists (select from notice_step s where s.notice = new.notice and s.kind in ('taken_down', 'withdrawn')
      and new.kind not in ('answered', 'objection'))
    or (new.kind = 'posted' and exists (select from notice_step s where s.notice = new.notice and s.kind = 'posted'))
    or (new.kind = 'answered' and not exists (
      select from notice_step s where s.id = new.answers and s.notice = new.notice and s.kind = 'objection'))
    or (new.kind = 'answered' and exists (select from notice_step s where s.answers = new.answers)) then
    raise exception 'notice % takes no %', new.notice, new.kind using errcode = '23514', constraint = 'notice_step_order';
  end if;
  return new;
end $$;
create trigger notice_step_guard before insert on notice_step for each row execute function notice_step_guard();

alter table public_notice enable row level security;
alter table notice_step enable row level security;
create policy read_all on public_notice for select to fullcover_app using (true);
create policy read_all on notice_step for select to fullcover_app using (true);
create policy write_own on public_notice for insert to fullcover_app with check (may_office(plan) and account = app_account());
create policy write_own on notice_step for insert to fullcover_app with check (may_office(plan) and account = app_account());
create policy guard_all on public_notice to fullcover_guard using (true);
create policy guard_all on notice_step to fullcover_guard using (true);
grant select, insert on public_notice, notice_step to fullcover_app;
grant select on public_notice, notice_step to fullcover_guard;
alter function notice_guard owner to fullcover_guard;
alter function notice_step_guard owner to fullcover_guard;
