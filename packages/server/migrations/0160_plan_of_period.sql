-- Which version of which plan a period began with, and up to which version what is better for the customer came to hold in
-- it (null while it runs): usage that is told of after its period is over is judged and priced by them. Null together in
-- periods from before, where it cannot be told any more.
ALTER TABLE subscription_periods
  ADD COLUMN plan_id uuid,
  ADD COLUMN plan_version integer,
  ADD COLUMN last_plan_version integer;

UPDATE subscription_periods p SET plan_id = s.plan_id, plan_version = s.plan_version
FROM subscriptions s
WHERE s.customer_id = p.customer_id AND s.id = p.subscription_id AND p.closed_at IS NULL;

-- Of those that are over, where the name says that the plan is still the same one.
UPDATE subscription_periods p SET
  plan_id = s.plan_id,
  plan_version = (
    SELECT coalesce(max(v.version) FILTER (WHERE v.created_at <= p.start_at), min(v.version))
    FROM plan_versions v WHERE v.plan_id = s.plan_id),
  last_plan_version = (
    SELECT coalesce(max(v.version) FILTER (WHERE v.created_at <= p.end_at), min(v.version))
    FROM plan_versions v WHERE v.plan_id = s.plan_id)
FROM subscriptions s JOIN plans ON plans.id = s.plan_id
WHERE s.customer_id = p.customer_id AND s.id = p.subscription_id AND p.closed_at IS NOT NULL
  AND p.terms ->> 'planName' = plans.name;
