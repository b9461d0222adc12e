-- Where most credentials are tested, the list of those that never were must not walk all of them.
create index credential_untested on credential (organization, audience, sort_key, id) where last_tested_at is null;
