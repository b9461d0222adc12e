-- A person on the way to a service and back, to agree that a credential may act for an account.
create table oauth_handoff (
  organization      uuid not null references organization,
  id                uuid not null,
  begun_by          uuid not null,              -- no foreign key: not only people will begin one
  begun_by_kind     text not null,
  connector         text not null,
  method            text not null,
  credential        uuid,                       -- that is authorized again; null: a new one
  state             text not null default 'waiting'
    check (state in ('waiting', 'exchanging', 'connected', 'failed', 'used')),
  error             text,
  state_hash        bytea not null unique,      -- SHA-256 of what the service sends back; used once
  browser_hash      bytea not null,             -- SHA-256 of the cookie of the browser that began it
  redirect_uri      text not null,
  document          bytea not null,             -- what will be sealed as the credential
  document_key_id   bigint not null,
  verifier          bytea not null,
  verifier_key_id   bigint not null,
  token             bytea,                      -- null until it is connected
  token_key_id      bigint,
  token_issued_at   timestamptz,
  token_expires_at  timestamptz,
  granted_scopes    text[],
  created_at        timestamptz not null,
  expires_at        timestamptz not null,
  primary key (organization, id),
  check ((state in ('connected', 'used')) = (token is not null))
);
create index on oauth_handoff (expires_at);
grant select, insert, update, delete on oauth_handoff to ${server_role};
