-- Keysets of an organization, each wrapped by the root key. The root key itself is never in here.
create table root_key_check (
  fingerprint  text primary key,                -- first 16 hexadecimal digits of SHA-256 over the root key
  created_at   timestamptz not null
);

create table organization_key (
  organization  uuid not null references organization,
  purpose       text not null check (purpose in ('seal', 'twin', 'checkpoint')),
  wrapped       bytea not null,
  root_key      text not null references root_key_check,
  created_at    timestamptz not null,
  primary key (organization, purpose)
);

grant select, insert on root_key_check, organization_key to ${server_role};
grant update on organization_key to ${server_role};
