-- What a roll back brings back beside the secret: it is written when the version's turn ends.
alter table credential_version
  add column superseded_at   timestamptz,       -- null: never superseded, or current again
  add column expires_at      timestamptz,
  add column identity        text,
  add column last_test       jsonb,
  add column last_tested_at  timestamptz,
  add column test_failed     boolean not null default false;
update credential_version set superseded_at = coalesce(destroy_after, destroyed_at);
