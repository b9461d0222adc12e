-- People expect flow-9 before flow-10, and Äpfel beside Apfel: marks are dropped and numbers padded. The key's own
-- collation makes the order the same on every PostgreSQL.
create function natural_sort_key(name_key text) returns text language sql immutable parallel safe as $$
  select left(
    regexp_replace(
      regexp_replace(
        regexp_replace(normalize(name_key, nfd), '[\u0300-\u036f]', '', 'g'),
        '([0-9]+)', '00000000000000000000\1', 'g'),
      '[0-9]*([0-9]{20})', '\1', 'g')
    || E'\x01' || name_key, 600)
$$;
alter table credential
  add column sort_key text collate "C" not null generated always as (natural_sort_key(name_key)) stored;

drop index credential_by_name;
drop index credential_by_connector;
drop index credential_troubled;
create index credential_by_name on credential (organization, audience, sort_key, id);
create index credential_by_connector on credential (organization, audience, connector, sort_key, id);
create index credential_troubled on credential (organization, audience, sort_key, id)
  where damaged or revoked_at is not null or reauthorize_since is not null or unreadable_since is not null
     or test_failed or refusals_in_row >= 3 or secret_version = 0;
