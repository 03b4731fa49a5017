-- What the money of a total is in, so that amounts of two currencies are never added: '' where none was charged (usage
-- that is counted, credits, usage that was only recorded). Of what is there it is the currency of the subscription that
-- the customer had in that hour, as a subscription has one for as long as it lasts.
ALTER TABLE usage_rollups ADD COLUMN currency text NOT NULL DEFAULT '';
UPDATE usage_rollups r SET currency = coalesce(
  (SELECT s.currency FROM subscriptions s
   WHERE s.customer_id = r.customer_id AND s.started_at < r.hour + interval '1 hour'
   ORDER BY s.started_at DESC LIMIT 1),
  (SELECT s.currency FROM subscriptions s
   WHERE s.customer_id = r.customer_id AND s.started_at IS NOT NULL ORDER BY s.started_at LIMIT 1),
  'USD')
WHERE r.cost_nanos <> 0;
ALTER TABLE usage_rollups
  ALTER COLUMN currency DROP DEFAULT,
  DROP CONSTRAINT usage_rollups_pkey,
  ADD PRIMARY KEY (customer_id, feature_id, hour, model, currency);

-- By the currency of the total itself, not by the one that its customer's account is kept in by now.
CREATE OR REPLACE VIEW usage_in_dollars AS
SELECT r.customer_id, r.feature_id, r.environment_id, r.hour, r.model, r.events, r.input_tokens, r.output_tokens,
  r.cache_read_tokens, r.cache_write_tokens,
  CASE WHEN r.currency IN ('', 'USD') THEN r.cost_nanos ELSE round(r.cost_nanos * 1000000000 / x.rate_nanos) END AS cost_nanos,
  CASE WHEN r.currency IN ('', 'USD') THEN r.provider_cost_nanos
    ELSE round(r.provider_cost_nanos * 1000000000 / x.rate_nanos) END AS provider_cost_nanos
FROM usage_rollups r
LEFT JOIN LATERAL (
  SELECT e.rate_nanos FROM exchange_rates e
  WHERE r.currency NOT IN ('', 'USD') AND e.environment_id = r.environment_id AND e.currency = r.currency
    AND e.effective_from < r.hour + interval '1 hour'
  ORDER BY e.effective_from DESC, e.id DESC LIMIT 1) x ON true;
