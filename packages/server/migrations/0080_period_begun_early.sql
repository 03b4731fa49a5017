-- A period that begins early (a change of plan, a pause that ends, a new beginning) begins behind a line of the account and
-- not at a time alone: what was recorded at that very instant, or with a clock ahead of it, belongs to what was cut short.
-- Null where a period begins at the end of the one before it.
ALTER TABLE subscription_periods ADD COLUMN begun_after_seq bigint;
