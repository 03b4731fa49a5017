-- The rate is looked up for what is in another currency, and for nothing else.
CREATE OR REPLACE VIEW usage_in_dollars AS
SELECT r.customer_id, r.feature_id, r.environment_id, r.hour, r.model, r.events, r.input_tokens, r.output_tokens,
  r.cache_read_tokens, r.cache_write_tokens,
  CASE WHEN r.currency IN ('', 'USD') THEN r.cost_nanos
    ELSE round(r.cost_nanos * 1000000000 / (
      SELECT e.rate_nanos FROM exchange_rates e
      WHERE e.environment_id = r.environment_id AND e.currency = r.currency
        AND e.effective_from < r.hour + interval '1 hour'
      ORDER BY e.effective_from DESC, e.id DESC LIMIT 1)) END AS cost_nanos,
  CASE WHEN r.currency IN ('', 'USD') THEN r.provider_cost_nanos
    ELSE round(r.provider_cost_nanos * 1000000000 / (
      SELECT e.rate_nanos FROM exchange_rates e
      WHERE e.environment_id = r.environment_id AND e.currency = r.currency
        AND e.effective_from < r.hour + interval '1 hour'
      ORDER BY e.effective_from DESC, e.id DESC LIMIT 1)) END AS provider_cost_nanos
FROM usage_rollups r;
