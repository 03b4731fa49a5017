-- Subscriptions that begin later, and those that nobody pays for.
ALTER TABLE subscriptions
  ADD COLUMN starts_at timestamptz(3),
  ADD COLUMN activates boolean,
  ADD COLUMN success_url text,
  ADD CHECK (status <> 'draft' OR starts_at IS NOT NULL) NOT VALID;

-- Those that wait already get as long as new ones do.
UPDATE subscriptions SET next_due_at = greatest(updated_at, now()) + interval '30 days' WHERE status = 'pending_payment';
