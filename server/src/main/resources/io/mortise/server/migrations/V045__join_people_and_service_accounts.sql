-- A service account has a place in workspaces and owns keys and credentials as a person does, but never signs in.
-- Both stand in one table, so that every reference to "who" holds for either.
alter table person rename to principal;
alter table workspace_member rename column person to principal;
alter table api_key rename column person to principal;

alter table principal
  add column kind text not null default 'person' check (kind in ('person', 'service_account')),
  add column workspace uuid,                          -- the workspace a service account belongs to; null: the organization
  add column notes text not null default '' check (length(notes) <= 2000),
  add column deleted_at timestamptz,                  -- the row stays, because history names it
  alter column email drop not null,
  alter column email_key drop not null,
  alter column password_hash drop not null,
  add foreign key (organization, workspace) references workspace,
  add constraint principal_signs_in check (
    case kind
      when 'person' then email is not null and email_key is not null and password_hash is not null and workspace is null
      else email is null and email_key is null and password_hash is null
    end);
alter table principal alter column kind drop default;
create index service_account on principal (organization, workspace) where kind = 'service_account';

alter table credential_grant drop constraint credential_grant_subject_type_check;
alter table credential_grant add constraint credential_grant_subject_type_check
  check (subject_type in ('person', 'service_account', 'workspace'));

-- The person who created a key, which for a key of a service account is somebody else than its owner.
alter table api_key add column created_by uuid;
update api_key set created_by = principal;
alter table api_key alter column created_by set not null,
  add foreign key (organization, created_by) references principal;
