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

-- What RFC 3339 has a form for.
create function credential_time_readable(at timestamptz) returns boolean language sql immutable parallel safe as $$
  select at is null or at >= timestamptz '0001-01-01 00:00:00+00' and at < timestamptz '10000-01-01 00:00:00+00'
$$;

alter table credential add column damaged boolean not null generated always as (
  jsonb_typeof(public_fields) <> 'object'
  or not credential_test_readable(last_test)
  or array_position(tags, null) is not null or coalesce(array_ndims(tags), 1) <> 1
  or array_position(secret_names, null) is not null or coalesce(array_ndims(secret_names), 1) <> 1
  or coalesce(rotate_every_days > 36500, false)
  or not credential_time_readable(created_at) or not credential_time_readable(updated_at)
  or not credential_time_readable(expires_at) or not credential_time_readable(rotate_by)
  or not credential_time_readable(revoked_at) or not credential_time_readable(reauthorize_since)
  or not credential_time_readable(unreadable_since) or not credential_time_readable(last_tested_at)
  or not credential_time_readable(last_used_at)
) stored;

