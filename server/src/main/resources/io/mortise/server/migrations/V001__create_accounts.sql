-- Who there is. Organization id leads every key, so that no query can mix organizations by leaving it out.
create extension if not exists pg_trgm;

create table organization (
  id          uuid primary key,
  name        text not null check (length(name) between 1 and 80),
  created_at  timestamptz not null
);

create table person (
  organization   uuid not null references organization,
  id             uuid not null unique,
  name           text not null check (length(name) between 1 and 80),
  email          text not null,
  email_key      text not null unique,          -- lower case: one person per address on a server
  password_hash  text not null,                 -- Argon2id, PHC string
  role           text not null check (role in ('owner', 'admin', 'auditor', 'member')),
  active         boolean not null default true,
  created_at     timestamptz not null,
  version        bigint not null default 1,
  primary key (organization, id)
);

create table workspace (
  organization  uuid not null references organization,
  id            uuid not null unique,
  name          text not null check (length(name) between 1 and 80),
  name_key      text not null,
  created_at    timestamptz not null,
  version       bigint not null default 1,
  primary key (organization, id),
  unique (organization, name_key)
);

create table workspace_member (
  organization        uuid not null,
  workspace           uuid not null,
  person              uuid not null,
  role                text not null check (role in ('manager', 'editor', 'viewer')),
  manage_credentials  boolean not null default false,
  primary key (organization, workspace, person),
  foreign key (organization, workspace) references workspace,
  foreign key (organization, person) references person
);
create index on workspace_member (organization, person);

-- Bearer values are stored as SHA-256 only: a reader of the database can use none of them.
create table session (
  token_hash     bytea primary key,
  id             uuid not null unique,
  organization   uuid not null,
  person         uuid not null,
  csrf_hash      bytea not null,
  created_at     timestamptz not null,
  confirmed_at   timestamptz not null,          -- the last time the password was shown
  last_seen_at   timestamptz not null,
  expires_at     timestamptz not null,
  address        text not null,
  device         text not null,
  foreign key (organization, person) references person
);
create index on session (organization, person);

create table api_key (
  organization  uuid not null,
  id            uuid not null unique,
  person        uuid not null,
  name          text not null check (length(name) between 1 and 80),
  token_hash    bytea not null unique,
  scopes        text[] not null,
  workspaces    uuid[] not null,                -- empty: all of its person's
  flows         uuid[] not null,                -- empty: any
  expires_at    timestamptz,
  revoked_at    timestamptz,
  last_used_at  timestamptz,
  created_at    timestamptz not null,
  version       bigint not null default 1,
  primary key (organization, id),
  foreign key (organization, person) references person
);
create index on api_key (organization, person);

-- A creating call repeated with the same key gets the first answer again, for 24 hours.
create table idempotency (
  organization  uuid not null,
  actor         uuid not null,
  key           text not null check (length(key) between 1 and 200),
  request_hash  bytea not null,
  status        int,                            -- null while the first call is under way
  body          jsonb,
  created_at    timestamptz not null,
  primary key (organization, actor, key)
);

grant select, insert, update, delete
  on organization, person, workspace, workspace_member, session, api_key, idempotency to ${server_role};
