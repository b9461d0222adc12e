-- "Twins" are called duplicate secrets everywhere else. A person's new secrets are compared at most 20 times an hour; the
-- rest is saved without a hash to compare, so that nobody can guess another credential's secret by saving guesses.
alter table credential_version rename column twin_hash to duplicate_hash;

-- Outlives the credential: deleting it must not give a new attempt.
create table duplicate_comparison (
  organization  uuid not null,
  person        uuid not null,
  at            timestamptz not null,
  foreign key (organization, person) references person
);
create index on duplicate_comparison (organization, person, at);
grant select, insert, delete on duplicate_comparison to ${server_role};

-- Ids of handed-out tokens are authenticated under a key of their own.
alter table organization_key drop constraint organization_key_purpose_check;
alter table organization_key add check (purpose in ('seal', 'twin', 'checkpoint', 'token'));
