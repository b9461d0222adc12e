-- The record. Rows hold numbers into audit_party instead of names, so that a person can be erased there without
-- breaking the chain, and so that a use costs less than 250 bytes.
create table audit_party (
  organization  uuid not null,
  no            int generated always as identity primary key,
  kind          text not null,                  -- user, api_key, credential, address, …
  id            uuid,
  name          text,                           -- personal data; null once erased
  name_key      bytea,                          -- random; with it the name can be shown to fit the hash, without it not
  name_hash     bytea,                          -- HMAC-SHA-256 of the name under name_key; part of the chained event
  lookup        bytea not null,                 -- SHA-256 over kind, id and name: finds the row again
  unique (organization, lookup)
);
create index on audit_party (organization, id);

create table audit_head (
  organization  uuid primary key,
  seq           bigint not null,
  hash          bytea not null
);

create table audit_event (
  at            timestamptz not null,
  seq           bigint not null,
  organization  uuid not null,
  actor         int not null,
  target        int not null,
  address       int not null,                   -- 0: none
  version       int not null,                   -- version of the secret that was used; 0: none
  action        smallint not null,
  outcome       smallint not null,
  hash          bytea not null,
  reason        text,
  facts         jsonb,                          -- claimed flow, run and step, and what else an action needs said
  primary key (organization, seq, at)
) partition by range (at);

create index on audit_event (target, seq);
create index on audit_event (actor, seq);

create table audit_checkpoint (
  organization  uuid not null,
  seq           bigint not null,
  hash          bytea not null,
  at            timestamptz not null,
  signature     bytea not null,                 -- Ed25519 over organization, seq, hash and at
  primary key (organization, seq)
);

-- A decision holds as long as the generations it was made under do. Whatever can change a decision raises the
-- generation of its subject in its own transaction.
create table guard (
  organization  uuid not null,
  subject       uuid not null,
  generation    bigint not null,
  primary key (organization, subject)
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on audit_event
  for each row execute function audit_is_append_only();
create trigger never_emptied before truncate on audit_event
  for each statement execute function audit_is_append_only();
create trigger append_only before update or delete on audit_checkpoint
  for each row execute function audit_is_append_only();
create trigger never_emptied before truncate on audit_checkpoint
  for each statement execute function audit_is_append_only();

-- Months are partitions. These two functions run with the owner's rights and are all that the server's role can do to
-- the table beyond reading and appending: make coming months, and drop months that are wholly past the retention.
create function audit_prepare_months(now timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  month timestamptz;
begin
  for ahead in 0..2 loop
    month := date_trunc('month', now, 'UTC') + make_interval(months => ahead);
    execute format('create table if not exists public.%I partition of public.audit_event for values from (%L) to (%L)',
      'audit_event_' || to_char(month at time zone 'UTC', 'YYYYMM'), month, month + interval '1 month');
  end loop;
end $$;

create function audit_drop_months(before timestamptz) returns int
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  part record;
  dropped int := 0;
begin
  -- Not less than 30 days, whoever asks: the server's role must not be able to erase the recent past.
  if before > now() - interval '30 days' then
    raise exception 'Audit events of the last 30 days are never dropped';
  end if;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.audit_event'::regclass and c.relname ~ '^audit_event_\d{6}$'
  loop
    if to_date(right(part.relname, 6), 'YYYYMM') + interval '1 month' <= before then
      execute format('drop table public.%I', part.relname);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end $$;

create table audit_event_other partition of audit_event default;
select audit_prepare_months(now());

grant select, insert on audit_event, audit_checkpoint to ${server_role};
grant select, insert, update on audit_head, guard to ${server_role};
grant select, insert, update on audit_party to ${server_role};
grant execute on function audit_prepare_months, audit_drop_months to ${server_role};
