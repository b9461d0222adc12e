-- A counter at the end of its type could never be raised again, and every change of its row would fail. No release of
-- Mortise reaches these bounds by counting; a row version is compared for equality only, so it starts again at 1.
-- 9007199254740991 is the largest whole number that every JSON reader keeps (RFC 8259 §6).
create function next_version(version bigint) returns bigint language sql immutable parallel safe as $$
  select version % 9007199254740991 + 1
$$;

update credential set version = 1 where version not between 1 and 9007199254740991;
update credential set refusals_in_row = 0 where refusals_in_row not between 0 and 1000;
update api_key set version = 1 where version not between 1 and 9007199254740991;

alter table credential
  add constraint version_in_bounds check (version between 1 and 9007199254740991),
  add constraint refusals_in_bounds check (refusals_in_row between 0 and 1000),
  add constraint secret_version_in_bounds check (secret_version between 0 and 1000000000);
alter table credential_version
  add constraint version_in_bounds check (version between 0 and 1000000000);
alter table api_key
  add constraint version_in_bounds check (version between 1 and 9007199254740991);
alter table guard
  add constraint generation_in_bounds check (generation between 0 and 9007199254740991);
alter table credential_use
  add constraint counts_in_bounds check (ok between 0 and 9007199254740991 and failed between 0 and 9007199254740991);
