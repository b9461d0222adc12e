-- Written after the disk was full, to see whether there is space again. Holds no more than one row.
create table disk_probe (
  filler         bytea not null
);
alter table disk_probe alter column filler set storage external;
grant select, insert, delete on disk_probe to ${server_role};
