/** The SQL by which the verification reads every line once: the ledger's entries, and all events. */
import { type Db, pages, type Row } from "../platform/index.js";

/** An entry has what every line has, and nulls. */
export interface LineRow extends Row {
  customer_id: string;
  seq: bigint;
  amount_nanos: bigint | null;
  purchased_nanos: bigint | null;
  balance_after_nanos: bigint | null;
  is_event: boolean;
  event_id: string | null;
  unit: string | null;
  cost_nanos: bigint | null;
  model: string | null;
  model_price_id: string | null;
  input_tokens: bigint | null;
  output_tokens: bigint | null;
  cache_read_tokens: bigint | null;
  cache_write_tokens: bigint | null;
  cache_write_1h_tokens: bigint | null;
  reasoning_tokens: bigint | null;
  margin_basis_points: number | null;
  rounding: "ceil" | "exact" | null;
  exchange_rate_nanos: bigint | null;
  /** `numeric`, as the next. */
  quantity: string | null;
  unit_price_nanos: bigint | null;
  used_after: string | null;
  /** Where usage is counted, whose counter it is. */
  subscription_id: string | null;
  feature_id: string | null;
}

/** Both tables are read by their primary keys and merged. */
const LINES = `
  SELECT customer_id, seq, amount_nanos, purchased_nanos, balance_after_nanos, false AS is_event, NULL::uuid AS event_id,
    NULL::text AS unit, NULL::bigint AS cost_nanos, NULL::text AS model, NULL::uuid AS model_price_id,
    NULL::bigint AS input_tokens, NULL::bigint AS output_tokens, NULL::bigint AS cache_read_tokens,
    NULL::bigint AS cache_write_tokens, NULL::bigint AS cache_write_1h_tokens, NULL::bigint AS reasoning_tokens,
    NULL::integer AS margin_basis_points, NULL::text AS rounding, NULL::bigint AS exchange_rate_nanos, NULL::numeric AS quantity,
    NULL::bigint AS unit_price_nanos, NULL::numeric AS used_after, NULL::uuid AS subscription_id, NULL::uuid AS feature_id
  FROM ledger_entries
  UNION ALL
  SELECT customer_id, seq, -cost_nanos, -purchased_nanos, balance_after_nanos, true, id, unit, cost_nanos, model,
    model_price_id, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens,
    reasoning_tokens, margin_basis_points, rounding, exchange_rate_nanos, quantity, unit_price_nanos, used_after,
    CASE WHEN used_after IS NOT NULL THEN subscription_id END, CASE WHEN used_after IS NOT NULL THEN feature_id END
  FROM usage_events
  ORDER BY customer_id, seq`;

/** In the order of customers and of their numbers. */
export const linesInOrder = (tx: Db, atOnce: number): AsyncGenerator<readonly LineRow[]> =>
  pages<LineRow>(tx, LINES, atOnce);
