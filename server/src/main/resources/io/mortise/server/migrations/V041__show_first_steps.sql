-- The checklist of the first run is shown until somebody who administers the organization has done or hidden it.
alter table organization add column first_steps_done_at timestamptz;
