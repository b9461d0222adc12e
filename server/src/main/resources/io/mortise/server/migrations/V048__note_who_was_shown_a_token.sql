-- The person whose screen showed the key's current token; when they leave, the token must be rotated.
alter table api_key add column token_shown_to uuid;
update api_key set token_shown_to = created_by;
alter table api_key alter column token_shown_to set not null,
  add foreign key (organization, token_shown_to) references principal;
create index on api_key (organization, token_shown_to);
