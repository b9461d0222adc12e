-- What the service says of a connected account, and what a person still has to choose of it.
alter table oauth_handoff
  add column identity text,                     -- null: the service does not say
  add column choices jsonb,                     -- id and name of each; null: there is nothing to choose
  drop constraint oauth_handoff_state_check,
  drop constraint oauth_handoff_check,
  add constraint oauth_handoff_state_check
    check (state in ('waiting', 'exchanging', 'choosing', 'connected', 'failed', 'used')),
  add constraint oauth_handoff_check
    check ((state in ('choosing', 'connected', 'used')) = (token is not null));
