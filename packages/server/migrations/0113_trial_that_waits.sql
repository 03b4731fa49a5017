-- The trial that a subscription is to begin with is its own, not that of the first page it could be started at: a later
-- page begins it as well.
ALTER TABLE subscriptions ADD COLUMN trial_days integer NOT NULL DEFAULT 0;
UPDATE subscriptions s SET trial_days = c.trial_days
FROM (SELECT customer_id, subscription_id, max(trial_days) AS trial_days FROM checkouts
      WHERE kind = 'subscription' GROUP BY customer_id, subscription_id) c
WHERE c.customer_id = s.customer_id AND c.subscription_id = s.id AND s.status = 'pending_payment' AND s.started_at IS NULL;
ALTER TABLE checkouts DROP COLUMN trial_days;
