-- Rows that no release of Mortise writes are shown as unreadable instead of failing every list that holds them. The
-- database judges, so that lists, filters and counts agree.
create function credential_test_readable(test jsonb) returns boolean language sql immutable parallel safe as $$
  select test is null
    or jsonb_typeof(test) = 'object' and jsonb_typeof(test -> 'ok') is not distinct from 'boolean'
       and jsonb_typeof(test -> 'message') is not distinct from 'string'
       and coalesce(jsonb_typeof(test -> 'reason'), 'null') in ('string', 'null')
       and coalesce(jsonb_typeof(test -> 'remedy'), 'null') in ('string', 'null')
       and coalesce(jsonb_typeof(test -> 'identity'), 'null') in ('string', 'null')
       and coalesce(jsonb_typeof(test -> 'statusPage'), 'null') in ('string', 'null')
       and coalesce(jsonb_typeof(test -> 'httpStatus'), 'null') in ('number', 'null')
       and coalesce(jsonb_typeof(test -> 'latencyMillis'), 'null') in ('number', 'null')
$$;

alter table credential add column damaged boolean not null generated always as (
  jsonb_typeof(public_fields) <> 'object'
  or not credential_test_readable(last_test)
  or array_position(tags, null) is not null or coalesce(array_ndims(tags), 1) <> 1
  or array_position(secret_names, null) is not null or coalesce(array_ndims(secret_names), 1) <> 1
  or not isfinite(created_at) or not isfinite(updated_at)
  or not coalesce(isfinite(expires_at), true) or not coalesce(isfinite(rotate_by), true)
  or not coalesce(isfinite(revoked_at), true) or not coalesce(isfinite(reauthorize_since), true)
  or not coalesce(isfinite(unreadable_since), true) or not coalesce(isfinite(last_tested_at), true)
  or not coalesce(isfinite(last_used_at), true)
) stored;

