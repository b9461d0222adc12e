-- Which tokens are refreshed although nobody asks for them.
create index on oauth_token (expires_at) where sealed is not null and refreshable;
create index on oauth_token (issued_at) where sealed is not null and refreshable;
