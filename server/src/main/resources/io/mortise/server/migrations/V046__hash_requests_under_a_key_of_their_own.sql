-- Repeated requests are recognized under a key that is used for nothing else.
alter table organization_key drop constraint organization_key_purpose_check;
alter table organization_key add constraint organization_key_purpose_check
  check (purpose in ('seal', 'twin', 'checkpoint', 'token', 'request'));
