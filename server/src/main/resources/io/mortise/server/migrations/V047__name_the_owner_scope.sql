-- What a credential belongs to is its owner scope: its owner, its workspace or the organization.
alter table credential rename column audience to owner_scope;
alter table credential_tombstone rename column audience to owner_scope;
alter table credential_name_reservation rename column audience to owner_scope;
