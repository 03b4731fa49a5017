-- What was bought and what was billed names its invoice. Entries of before keep their words alone.
ALTER TABLE ledger_entries ADD COLUMN invoice_id uuid;

CREATE OR REPLACE VIEW ledger_lines AS
 SELECT ledger_entries.customer_id,
    ledger_entries.seq,
    ledger_entries.id,
    ledger_entries.environment_id,
    ledger_entries.subscription_id,
    ledger_entries.type,
    ledger_entries.unit,
    ledger_entries.amount_nanos,
    ledger_entries.purchased_nanos,
    ledger_entries.balance_after_nanos,
    NULL::uuid AS event_id,
    ledger_entries.description,
    ledger_entries.created_at,
    ledger_entries.invoice_id
   FROM ledger_entries
UNION ALL
 SELECT usage_events.customer_id,
    usage_events.seq,
    usage_events.id,
    usage_events.environment_id,
    usage_events.subscription_id,
    'consumption'::text AS type,
    usage_events.unit,
    - usage_events.cost_nanos AS amount_nanos,
    - usage_events.purchased_nanos AS purchased_nanos,
    usage_events.balance_after_nanos,
    usage_events.id AS event_id,
    (SELECT features.code FROM features WHERE features.id = usage_events.feature_id) ||
      CASE
        -- A whole number is left with its point.
        WHEN usage_events.model IS NULL
          THEN ' × ' || rtrim(to_char(usage_events.quantity, 'FM999,999,999,999,999,999,990.999999999'), '.')
        ELSE ': ' || usage_events.model || ', ' || to_char(usage_events.input_tokens, 'FM999,999,999,999,999,990')
          || ' in, ' || to_char(usage_events.output_tokens, 'FM999,999,999,999,999,990') || ' out'
          || CASE WHEN usage_events.cache_read_tokens > 0
               THEN ', ' || to_char(usage_events.cache_read_tokens, 'FM999,999,999,999,999,990') || ' cache read'
               ELSE '' END
          || CASE WHEN usage_events.cache_write_tokens + usage_events.cache_write_1h_tokens > 0
               THEN ', ' || to_char(usage_events.cache_write_tokens + usage_events.cache_write_1h_tokens, 'FM999,999,999,999,999,990') || ' cache write'
               ELSE '' END
      END AS description,
    usage_events.created_at,
    NULL::uuid AS invoice_id
   FROM usage_events
  WHERE usage_events.unit IS NOT NULL AND usage_events.cost_nanos <> 0;
