/** The SQL of reports. */
import { type Db, type Id, query, type Row, uuidFromId } from "../platform/index.js";

export interface UsageDay extends Row {
  day: Date;
  model: string;
  /** Of the money; `''` where none was charged. */
  currency: string;
  events: bigint;
  tokens: string;
  cost_nanos: string;
  provider_cost_nanos: string;
}

/**
 * Hourly totals by day, model and currency, `to` with them; `model` is `''` for usage that no model did, which has no tokens
 * and no provider. There is a row for each customer and hour, half a million at a million events, and what is done with each
 * of these is nearly all of the time: so the day is found for hours and not for rows.
 */
export const usageDays = (db: Db, environmentId: Id<"env">, from: Date, to: Date): Promise<UsageDay[]> =>
  query<UsageDay>(
    db,
    `SELECT date_trunc('day', hour, 'UTC') AS day, model, currency, sum(events)::bigint AS events,
       sum(tokens) AS tokens, sum(cost_nanos) AS cost_nanos, sum(provider_cost_nanos) AS provider_cost_nanos
     FROM (
       SELECT r.hour, r.model, r.currency, sum(r.events) AS events, sum(r.cost_nanos) AS cost_nanos,
         coalesce(sum(CASE WHEN r.model <> ''
           THEN r.input_tokens + r.output_tokens + r.cache_read_tokens + r.cache_write_tokens END), 0) AS tokens,
         coalesce(sum(CASE WHEN r.model <> '' THEN r.provider_cost_nanos END), 0) AS provider_cost_nanos
       FROM usage_rollups r
       WHERE r.environment_id = $1 AND r.hour >= $2 AND r.hour <= $3
       GROUP BY 1, 2, 3
     ) hours GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [uuidFromId(environmentId), from, to],
  );

export interface InvoiceDay extends Row {
  day: Date;
  currency: string;
  invoiced_nanos: string;
  paid_nanos: string;
}

/** Finalized invoices that are not void. `to` itself counts: a clock that stands still stands there. */
export const invoiceDays = (db: Db, environmentId: Id<"env">, from: Date, to: Date): Promise<InvoiceDay[]> =>
  query<InvoiceDay>(
    db,
    `SELECT date_trunc('day', issued_at, 'UTC') AS day, currency, sum(total_nanos) AS invoiced_nanos,
       coalesce(sum(total_nanos) FILTER (WHERE status = 'paid'), 0) AS paid_nanos
     FROM invoices
     WHERE environment_id = $1 AND issued_at >= $2 AND issued_at <= $3 AND status <> 'void'
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [uuidFromId(environmentId), from, to],
  );

export interface SubscriptionSum extends Row {
  currency: string;
  plan_id: string;
  plan_version: number;
  price_id: string | null;
  running: bigint;
  /** Those of them that pay. */
  paying: bigint;
}

/** How many subscriptions are on each price, as it was when their periods began. */
export const subscriptionSums = (db: Db, environmentId: Id<"env">): Promise<SubscriptionSum[]> =>
  query<SubscriptionSum>(
    db,
    `SELECT currency, plan_id, plan_version, price_id, count(*) AS running,
       count(*) FILTER (WHERE status IN ('active', 'past_due')) AS paying
     FROM subscriptions WHERE environment_id = $1 AND status IN ('active', 'trialing', 'past_due')
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    [uuidFromId(environmentId)],
  );

/** `nanos` is of the refusals that could be rated in `currency`. */
export async function readCounts(db: Db, environmentId: Id<"env">, currency: string) {
  const [row] = await query<Row & { customers: bigint; open: bigint; nanos: string }>(
    db,
    `SELECT (SELECT count(*) FROM customers WHERE environment_id = $1) AS customers, r.open, r.nanos
     FROM (SELECT count(*) AS open, coalesce(sum(cost_nanos) FILTER (WHERE cost ->> 'currency' = $2), 0) AS nanos
           FROM refused_usage WHERE environment_id = $1 AND status = 'open') r`,
    [uuidFromId(environmentId), currency],
  );
  return { customers: Number(row!.customers), open: Number(row!.open), nanos: row!.nanos };
}

export interface AiGroup extends Row {
  /** Null for all that are not shown. */
  key: string | null;
  label: string | null;
  groups: bigint;
  events: string;
  input_tokens: string;
  output_tokens: string;
  cache_read_tokens: string;
  cache_write_tokens: string;
  cost_nanos: string;
  provider_cost_nanos: string;
}

const AI_KEYS = {
  model: { key: "model", label: "t.key" },
  feature: {
    key: "feature_id",
    label: "(SELECT code FROM features WHERE features.id = t.key::uuid)",
  },
  customer: {
    key: "customer_id",
    label: "(SELECT coalesce(c.full_name, c.external_id, c.email) FROM customers c WHERE c.id = t.key::uuid)",
  },
} as const;

interface AiFilter {
  readonly environmentId: Id<"env">;
  readonly customerId: Id<"cus"> | undefined;
  readonly featureId: Id<"feat"> | undefined;
  /** By what usage is called in the totals: the model that priced it. */
  readonly models: readonly string[] | undefined;
  readonly from: Date;
  readonly to: Date;
}

const SUMMED = [
  "events",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "cost_nanos",
  "provider_cost_nanos",
] as const;
/** What has no rate has no cost in dollars. */
const SUMS = SUMMED.map((column) => `coalesce(sum(${column}), 0) AS ${column}`).join(", ");

/**
 * In dollars, those charged most for first; all beyond `limit` are one row, the last. `key` is a model's name or the uuid
 * of a feature or customer.
 */
export const aiGroups = (
  db: Db,
  { environmentId, from, to, customerId, featureId, models }: AiFilter,
  groupBy: keyof typeof AI_KEYS,
  limit: number,
): Promise<AiGroup[]> =>
  query<AiGroup>(
    db,
    `SELECT t.*, coalesce(${AI_KEYS[groupBy].label}, t.key) AS label
     FROM (
       SELECT min(key::text) FILTER (WHERE place <= $7) AS key, least(place, $7::bigint + 1) AS place, count(*) AS groups, ${SUMS}
       FROM (
         SELECT g.*, row_number() OVER (ORDER BY cost_nanos DESC, key) AS place
         FROM (SELECT ${AI_KEYS[groupBy].key} AS key, ${SUMS} FROM usage_in_dollars
               WHERE environment_id = $1 AND hour >= $2 AND hour < $3 AND model <> ''
                 AND ($4::uuid IS NULL OR customer_id = $4) AND ($5::uuid IS NULL OR feature_id = $5)
                 AND ($6::text[] IS NULL OR model = ANY($6))
               GROUP BY 1) g
       ) placed GROUP BY least(place, $7::bigint + 1)
     ) t ORDER BY t.place`,
    [
      uuidFromId(environmentId),
      from,
      to,
      customerId ? uuidFromId(customerId) : null,
      featureId ? uuidFromId(featureId) : null,
      models ?? null,
      limit,
    ],
  );

/** What of a first setup is there already. */
export async function readSetupSteps(db: Db, environmentId: Id<"env">) {
  const [row] = await query<
    Row & Record<"feature" | "plan" | "customer" | "subscription" | "event", boolean>
  >(
    db,
    `SELECT EXISTS (SELECT FROM features WHERE environment_id = $1 AND deleted_at IS NULL) AS feature,
       EXISTS (SELECT FROM plans WHERE environment_id = $1 AND deleted_at IS NULL) AS plan,
       EXISTS (SELECT FROM customers WHERE environment_id = $1) AS customer,
       EXISTS (SELECT FROM subscriptions WHERE environment_id = $1) AS subscription,
       EXISTS (SELECT FROM usage_events WHERE environment_id = $1) AS event`,
    [uuidFromId(environmentId)],
  );
  return row!;
}

/**
 * How many events were recorded between each boundary and the next. Ids are as old as the events, and the index has both
 * columns, so the rows themselves are not read.
 * @param boundaries uuids, ascending
 */
export async function countEventsBetween(
  db: Db,
  environmentId: Id<"env">,
  boundaries: readonly string[],
): Promise<number[]> {
  const rows = await query<Row & { events: bigint }>(
    db,
    `SELECT (SELECT count(*) FROM usage_events e WHERE e.environment_id = $1 AND e.id >= b.low AND e.id < b.high) AS events
     FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS b (low, high, n) ORDER BY n`,
    [uuidFromId(environmentId), boundaries.slice(0, -1), boundaries.slice(1)],
  );
  return rows.map((row) => Number(row.events));
}
