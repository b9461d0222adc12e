-- Months begin in UTC, whatever the zone of the session: else the last hours of a month were dropped too early.
alter function audit_drop_months(timestamptz) set timezone to 'UTC';
