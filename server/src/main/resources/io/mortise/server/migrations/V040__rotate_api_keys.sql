-- While a key is rotated, its old token works beside the new one for the overlap. The prefix is what people know a
-- token by; tokens made before this have none.
alter table api_key
  add column prefix          text check (length(prefix) between 1 and 20),
  add column old_token_hash  bytea unique,
  add column old_token_until timestamptz,
  add constraint old_token_ends check ((old_token_hash is null) = (old_token_until is null));

-- Counts the uses of one key over all credentials.
create index credential_use_by_api_key on credential_use (organization, api_key, day);
