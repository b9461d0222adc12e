-- Searching and filtering at once: the words of a search are common to many audiences and services, so the index that
-- finds them also knows whose and which.
create extension if not exists btree_gin;
drop index credential_search;
create index credential_search on credential using gin (organization, audience, connector, search_text gin_trgm_ops);
