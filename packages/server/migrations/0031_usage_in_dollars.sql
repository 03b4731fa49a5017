-- Hourly totals with money in US dollars, for reports over customers of several currencies: each by the exchange rate of
-- its hour. What has none is null, as adding it to dollars would be wrong; AI usage is never charged without one.
CREATE VIEW usage_in_dollars AS
SELECT r.customer_id, r.feature_id, r.environment_id, r.hour, r.model, r.events, r.input_tokens, r.output_tokens,
  r.cache_read_tokens, r.cache_write_tokens,
  CASE WHEN b.unit IS NULL THEN r.cost_nanos ELSE round(r.cost_nanos * 1000000000 / x.rate_nanos) END AS cost_nanos,
  CASE WHEN b.unit IS NULL THEN r.provider_cost_nanos
    ELSE round(r.provider_cost_nanos * 1000000000 / x.rate_nanos) END AS provider_cost_nanos
FROM usage_rollups r
LEFT JOIN balances b ON b.customer_id = r.customer_id AND b.unit NOT IN ('USD', 'credits')
LEFT JOIN LATERAL (
  SELECT e.rate_nanos FROM exchange_rates e
  WHERE e.environment_id = r.environment_id AND e.currency = b.unit AND e.effective_from < r.hour + interval '1 hour'
  ORDER BY e.effective_from DESC, e.id DESC LIMIT 1) x ON true;
