-- The access token of a credential that gets its tokens by OAuth, and the lease under which one server gets the next.
create table oauth_token (
  organization    uuid not null,
  credential      uuid not null,
  secret_version  int not null,                 -- of the secret that the tokens were got with
  number          int not null default 0,       -- of the access token; counts on over all versions; 0: none yet
  sealed          bytea,                        -- null: none yet for this version of the secret
  key_id          bigint,                       -- id of the organization's key that sealed it
  issued_at       timestamptz,
  expires_at      timestamptz,                  -- null: the service names no lifetime
  refreshable     boolean not null default true, -- whether the next one can be got without a person
  granted_scopes  text[],                       -- null: the service names none
  lease           bigint not null default 0,    -- counts the attempts; only the newest one may write
  leased_until    timestamptz,                  -- null: nobody is getting a token
  failures        int not null default 0,       -- in a row
  lapses          int not null default 0,       -- attempts whose outcome is not known, since the last token
  not_before      timestamptz,                  -- no attempt before, after a failure
  last_error      text,
  primary key (organization, credential),
  foreign key (organization, credential) references credential on delete cascade,
  check ((sealed is null) = (key_id is null) and (sealed is null) = (issued_at is null))
);
grant select, insert, update, delete on oauth_token to ${server_role};
