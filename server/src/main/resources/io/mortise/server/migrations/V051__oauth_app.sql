-- The client under which Mortise is known to a service: of the organization, or of one workspace.
create table oauth_app (
  organization    uuid not null references organization,
  id              uuid not null,
  workspace       uuid,                          -- null: of the organization
  connector       text not null,
  name            text not null,
  public_fields   jsonb not null,                -- what people see; uses go by what is sealed
  refused_at      timestamptz,                   -- null: the service accepts the client, as far as is known
  created_at      timestamptz not null,
  version         bigint not null default 1,
  primary key (organization, id),
  foreign key (organization, workspace) references workspace
);
create index on oauth_app (organization, connector);

-- Its secrets; two may overlap. An app without a secret has one row, because its addresses are sealed, too.
create table oauth_app_secret (
  organization    uuid not null,
  app             uuid not null,
  number          int not null,
  sealed          bytea not null,
  key_id          bigint not null,
  set_at          timestamptz not null,
  expires_at      timestamptz,                   -- null: it does not, as far as is known
  primary key (organization, app, number),
  foreign key (organization, app) references oauth_app on delete cascade
);
grant select, insert, update, delete on oauth_app, oauth_app_secret to ${server_role};

alter table credential add column oauth_app uuid;
alter table credential add foreign key (organization, oauth_app) references oauth_app;
create index on credential (organization, oauth_app) where oauth_app is not null;
