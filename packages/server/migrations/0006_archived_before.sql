-- From before when a customer's archived lines are: none of what happened later has left.
ALTER TABLE archived_lines ADD COLUMN before_at timestamptz(3);
-- Nothing was archived that was younger than the archiving itself.
UPDATE archived_lines SET before_at = archived_at;
ALTER TABLE archived_lines ALTER COLUMN before_at SET NOT NULL;
