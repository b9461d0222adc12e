-- A use is counted for the one that used the credential: a flow of Mortise, or an API key with the flow that it names.
alter table credential_use add column api_key uuid not null default '00000000-0000-0000-0000-000000000000';  -- nil: a flow, or counted before keys were
alter table credential_use add column last_at timestamptz;
alter table credential_use drop constraint credential_use_pkey;
alter table credential_use add primary key (organization, credential, day, api_key, flow);
