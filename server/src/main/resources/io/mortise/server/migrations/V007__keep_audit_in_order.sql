-- The time of the last event. The next one's is never earlier, whichever server's clock gave it, so that a month holds
-- one run of numbers and dropping it cannot tear an event out of its neighbours.
alter table audit_head add column at timestamptz not null default 'epoch';
update audit_head h set at = coalesce((select max(e.at) from audit_event e where e.organization = h.organization), at);

-- How long events are kept, at the least. Written by the owner at start; the server's role reads it and cannot shorten it.
create table audit_retention (
  only_row      boolean primary key default true check (only_row),
  days          int not null default 365 check (days >= 30)
);
insert into audit_retention default values;
grant select on audit_retention to ${server_role};

create or replace function audit_drop_months(before timestamptz) returns int
  language plpgsql security definer set search_path = pg_catalog, public set timezone = 'UTC' as $$
declare
  part record;
  dropped int := 0;
begin
  -- Whoever asks: the server's role must not be able to erase what the operator wants kept.
  if before > now() - (select make_interval(days => days) from public.audit_retention) then
    raise exception 'Audit events within the retention are never dropped';
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
