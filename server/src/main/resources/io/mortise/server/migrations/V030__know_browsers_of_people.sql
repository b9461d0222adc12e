-- A browser in which somebody has signed in holds a cookie by which it is known again, so that wrong passwords from
-- elsewhere, even behind the same proxy, cannot lock its person out. It signs nobody in.
create table known_browser (
  token_hash     bytea primary key,
  organization   uuid not null,
  person         uuid not null,
  last_used_at   timestamptz not null,
  foreign key (organization, person) references person on delete cascade
);
create index on known_browser (organization, person);
grant select, insert, update, delete on known_browser to ${server_role};
