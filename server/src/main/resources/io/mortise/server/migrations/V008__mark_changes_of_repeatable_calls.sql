-- Set in the transaction of whatever the first call changed. If its server dies before it can answer, a repetition
-- tells from this whether it may begin anew.
alter table idempotency add column changed boolean not null default false;
