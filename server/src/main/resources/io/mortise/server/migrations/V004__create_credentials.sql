-- The row is what people see and search. What is used comes out of the sealed document of the current version.
create table credential (
  organization       uuid not null,
  id                 uuid not null unique,
  connector          text not null,
  method             text not null,
  type               text not null,
  type_group         text not null,
  name               text not null check (length(name) between 1 and 80),
  name_key           text not null,
  scope              text not null check (scope in ('personal', 'workspace', 'organization')),
  owner              uuid not null,
  workspace          uuid,
  audience           uuid not null,             -- owner, workspace or organization, by scope: names are unique in it
  public_fields      jsonb not null,
  secret_names       text[] not null,
  notes              text not null default '',
  environment        text check (environment in ('prod', 'staging', 'dev')),
  tags               text[] not null default '{}',
  search_text        text not null,             -- lower case: name, service by every name, notes
  expires_at         timestamptz,
  rotate_every_days  int check (rotate_every_days > 0),
  rotate_by          timestamptz,
  secret_version     int not null,              -- 0: no secret yet
  identity           text,                      -- who we are at the service, by the last good test
  revoked_at         timestamptz,
  revoked_by         uuid,
  reauthorize_since  timestamptz,
  unreadable_since   timestamptz,
  last_test          jsonb,
  last_tested_at     timestamptz,
  test_failed        boolean not null default false,
  refusals_in_row    int not null default 0,
  last_used_at       timestamptz,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  version            bigint not null default 1,
  primary key (organization, id),
  unique (organization, audience, name_key),
  foreign key (organization, owner) references person,
  foreign key (organization, workspace) references workspace,
  check ((scope = 'workspace') = (workspace is not null))
);
create index credential_by_name on credential (organization, audience, name_key, id);
create index credential_by_use on credential
  (organization, audience, (coalesce(last_used_at, timestamptz 'epoch')), id);
create index credential_by_age on credential (organization, audience, created_at, id);
create index credential_by_connector on credential (organization, audience, connector, name_key, id);
create index credential_search on credential using gin (search_text gin_trgm_ops);
-- Rare states are found by small indexes, common ones by walking the name.
create index credential_troubled on credential (organization, audience, name_key, id)
  where revoked_at is not null or reauthorize_since is not null or unreadable_since is not null
     or test_failed or refusals_in_row >= 3 or secret_version = 0;
create index credential_expiring on credential (organization, audience, expires_at) where expires_at is not null;
create index credential_rotating on credential (organization, audience, rotate_by) where rotate_by is not null;

create table credential_version (
  organization   uuid not null,
  credential     uuid not null,
  version        int not null,
  sealed         bytea,                         -- null once destroyed
  key_id         bigint not null,               -- id of the organization's key that sealed it
  twin_hash      bytea,                         -- HMAC of the secret under an organization key; null once destroyed
  created_at     timestamptz not null,
  created_by     uuid not null,
  destroy_after  timestamptz,                   -- null: current
  destroyed_at   timestamptz,
  primary key (organization, credential, version),
  foreign key (organization, credential) references credential on delete cascade,
  check ((sealed is null) = (destroyed_at is not null))
);
create index on credential_version (organization, twin_hash) where twin_hash is not null;
create index on credential_version (destroy_after) where destroy_after is not null and destroyed_at is null;

create table credential_grant (
  organization  uuid not null,
  credential    uuid not null,
  subject       uuid not null,
  subject_type  text not null check (subject_type in ('person', 'workspace')),
  level         text not null check (level in ('use', 'view', 'manage')),
  granted_by    uuid not null,
  granted_at    timestamptz not null,
  primary key (organization, credential, subject),
  foreign key (organization, credential) references credential on delete cascade
);
create index on credential_grant (organization, subject);

create table credential_use (
  organization  uuid not null,
  credential    uuid not null,
  flow          text not null,                  -- '' where none was named
  day           date not null,
  ok            bigint not null default 0,
  failed        bigint not null default 0,
  primary key (organization, credential, flow, day),
  foreign key (organization, credential) references credential on delete cascade
);

create table credential_tombstone (
  organization  uuid not null,
  id            uuid not null,
  connector     text not null,
  name          text not null,
  audience      uuid not null,
  deleted_by    uuid not null,
  deleted_at    timestamptz not null,
  flows         jsonb not null,
  primary key (organization, id)
);

grant select, insert, update, delete
  on credential, credential_version, credential_grant, credential_use, credential_tombstone to ${server_role};
