/** The SQL of hourly totals. */
import {
  bigintArray,
  type Db,
  type Id,
  idArray,
  nanoUnitArray,
  query,
  textArray,
  timeArray,
  timeFrom,
  uuidFromId,
  wholeArray,
} from "../platform/index.js";
import type { Rollup } from "./rollups.js";

export async function addRollups(tx: Db, rollups: readonly Rollup[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO usage_rollups AS r (customer_id, feature_id, environment_id, hour, model, events, quantity,
       input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_nanos, credits_nanos, provider_cost_nanos,
       currency)
     SELECT unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::timestamptz[]), unnest($5::text[]),
       unnest($6::bigint[]), unnest($7::numeric[]), unnest($8::numeric[]), unnest($9::numeric[]), unnest($10::numeric[]),
       unnest($11::numeric[]), unnest($12::numeric[]), unnest($13::numeric[]), unnest($14::numeric[]), unnest($15::text[])
     ON CONFLICT (customer_id, feature_id, hour, model, currency) DO UPDATE SET
       events = r.events + excluded.events,
       quantity = r.quantity + excluded.quantity,
       input_tokens = r.input_tokens + excluded.input_tokens,
       output_tokens = r.output_tokens + excluded.output_tokens,
       cache_read_tokens = r.cache_read_tokens + excluded.cache_read_tokens,
       cache_write_tokens = r.cache_write_tokens + excluded.cache_write_tokens,
       cost_nanos = r.cost_nanos + excluded.cost_nanos,
       credits_nanos = r.credits_nanos + excluded.credits_nanos,
       provider_cost_nanos = r.provider_cost_nanos + excluded.provider_cost_nanos`,
    [
      idArray(rollups, (r) => r.customerId),
      idArray(rollups, (r) => r.featureId),
      idArray(rollups, (r) => r.environmentId),
      timeArray(rollups, (r) => timeFrom(r.hourMs)),
      textArray(rollups, (r) => r.model),
      bigintArray(rollups, (r) => BigInt(r.events)),
      nanoUnitArray(rollups, (r) => r.quantityNanoUnits),
      wholeArray(rollups, (r) => r.inputTokens),
      wholeArray(rollups, (r) => r.outputTokens),
      wholeArray(rollups, (r) => r.cacheReadTokens),
      wholeArray(rollups, (r) => r.cacheWriteTokens),
      wholeArray(rollups, (r) => r.costNanos),
      wholeArray(rollups, (r) => r.creditsNanos),
      wholeArray(rollups, (r) => r.providerCostNanos),
      textArray(rollups, (r) => r.currency),
    ],
    "add-rollups",
  );
}

export interface SummaryFilter {
  readonly environmentId: Id<"env">;
  readonly customerId: Id<"cus"> | undefined;
  readonly featureId: Id<"feat"> | undefined;
  readonly from: Date;
  readonly to: Date;
}

export interface SummaryRow extends Record<string, unknown> {
  key: string | null;
  /** All beyond the groups that are named, together; absent where all are. */
  is_rest?: boolean;
  /** Of the costs; `''` where no money was charged. */
  currency: string;
  events: bigint;
  quantity: string;
  input_tokens: string;
  output_tokens: string;
  cache_read_tokens: string;
  cache_write_tokens: string;
  cost_nanos: string;
  credits_nanos: string;
}

const asTime = (key: string): string => `to_char(${key} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * What rows are put together by, and its text, which is made once for each group: made for each of a month's 1,442 rows it
 * was a quarter of the query, and `date_trunc` in place of `date_bin` another tenth. Every day of UTC has 24 hours.
 */
const KEYS = {
  none: { of: "NULL::text", text: "key" },
  hour: { of: "hour", text: asTime("key") },
  day: { of: "date_bin('1 day', hour, '2000-01-01Z'::timestamptz)", text: asTime("key") },
  month: { of: "date_trunc('month', hour, 'UTC')", text: asTime("key") },
  model: { of: "model", text: "key" },
  feature: { of: "feature_id", text: "(SELECT code FROM features WHERE features.id = key)" },
} as const;

const SUMS = [
  "events",
  "quantity",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "cost_nanos",
  "credits_nanos",
];
const SUMMED = SUMS.map((name) => `sum(${name})${name === "events" ? "::bigint" : ""} AS ${name}`).join(", ");

/** Totals per group and currency, in the order of the keys and, within each, of the currencies. */
export function sumRollups(db: Db, filter: SummaryFilter, groupBy: keyof typeof KEYS): Promise<SummaryRow[]> {
  const { of, text } = KEYS[groupBy];
  return query<SummaryRow>(
    db,
    `SELECT ${text} AS key, currency, ${SUMS.join(", ")}
     FROM (
       SELECT ${of} AS key, currency, ${SUMMED}
       FROM usage_rollups
       WHERE environment_id = $1 AND ($2::uuid IS NULL OR customer_id = $2) AND ($3::uuid IS NULL OR feature_id = $3)
         AND hour >= $4 AND hour < $5
       GROUP BY 1, 2
     ) groups ORDER BY 1, 2`,
    filterValues(filter),
  );
}

const NAMED_VALUES = 1_000;

/**
 * As {@link sumRollups}, by the value of a property, from one customer's events; all beyond the thousand values with the
 * most events in one group, the last.
 * @param lowestUuid no event that is asked for has a lower id
 */
export function sumByProperty(
  db: Db,
  filter: SummaryFilter,
  property: string,
  lowestUuid: string | undefined,
): Promise<SummaryRow[]> {
  return query<SummaryRow>(
    db,
    `WITH groups AS (${BY_PROPERTY}),
       ranked AS (SELECT key, row_number() OVER (ORDER BY sum(events) DESC, key) > ${NAMED_VALUES} AS is_rest
         FROM groups GROUP BY key)
     SELECT CASE WHEN r.is_rest THEN NULL ELSE g.key END AS key, r.is_rest, g.currency, ${SUMMED}
     FROM groups g JOIN ranked r ON r.key IS NOT DISTINCT FROM g.key
     GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
    [...filterValues(filter), property, lowestUuid ?? null],
  );
}

const BY_PROPERTY = `SELECT jsonb_path_query_first(properties, '$[*] ? (@.property == $name).value', jsonb_build_object('name', $6::text)) #>> '{}' AS key,
       CASE WHEN unit <> 'credits' THEN unit ELSE '' END AS currency,
       count(*)::bigint AS events, coalesce(sum(quantity), 0) AS quantity,
       coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
       coalesce(sum(cache_read_tokens), 0) AS cache_read_tokens,
       coalesce(sum(cache_write_tokens + cache_write_1h_tokens), 0) AS cache_write_tokens,
       coalesce(sum(cost_nanos) FILTER (WHERE unit <> 'credits'), 0) AS cost_nanos,
       coalesce(sum(cost_nanos) FILTER (WHERE unit = 'credits'), 0) AS credits_nanos
     FROM usage_events
     WHERE environment_id = $1 AND customer_id = $2 AND ($3::uuid IS NULL OR feature_id = $3)
       AND occurred_at >= $4 AND occurred_at < $5 AND ($7::uuid IS NULL OR id >= $7)
     GROUP BY 1, 2`;

const filterValues = (filter: SummaryFilter): unknown[] => [
  uuidFromId(filter.environmentId),
  filter.customerId ? uuidFromId(filter.customerId) : null,
  filter.featureId ? uuidFromId(filter.featureId) : null,
  filter.from,
  filter.to,
];
