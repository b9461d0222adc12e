-- An engine that resolves by name must never get another credential's secret: the name of a credential that was deleted,
-- renamed or moved stays reserved for 30 days.
create table credential_name_reservation (
  organization  uuid not null,
  audience      uuid not null,                  -- the workspace or the organization that the name was in
  name_key      text not null,
  name          text not null,
  credential    uuid not null,                  -- the one that had it; it may take it back
  until         timestamptz not null,
  primary key (organization, audience, name_key)
);
create index on credential_name_reservation (organization, name_key);
create index on credential_name_reservation (until);
grant select, insert, update, delete on credential_name_reservation to ${server_role};

-- A name is looked for over a workspace and its organization together.
create index credential_by_shared_name on credential (organization, name_key) where scope <> 'personal';

do $$
declare
  clashes bigint;
begin
  select count(*) into clashes from credential w join credential o
    on o.organization = w.organization and o.name_key = w.name_key and o.scope = 'organization'
  where w.scope = 'workspace';
  if clashes > 0 then
    raise warning '% workspace credentials have the name of an organization credential. They resolve as before; rename them to avoid mistakes (docs/operate.md, Versions beside each other).', clashes;
  end if;
end
$$;

-- Names are compared in Unicode normalization form C. A name that would clash with another one of its scope keeps its
-- old key and is found by its exact spelling.
update credential c set name_key = normalize(c.name_key, nfc)
where c.name_key is not nfc normalized
  and not exists (select 1 from credential o
                  where o.organization = c.organization and o.audience = c.audience and o.id <> c.id
                    and normalize(o.name_key, nfc) = normalize(c.name_key, nfc));
update credential set search_text = normalize(search_text, nfc) where search_text is not nfc normalized;
update person p set email_key = normalize(p.email_key, nfc)
where p.email_key is not nfc normalized
  and not exists (select 1 from person o
                  where o.id <> p.id and normalize(o.email_key, nfc) = normalize(p.email_key, nfc));
