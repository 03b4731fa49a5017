/** The SQL by which charging writes events and knows their keys again. */
import { decimalFromScaled } from "@farthing/contract";
import { sql } from "drizzle-orm";
import {
  bigintArray,
  booleanArray,
  type Db,
  type Id,
  idArray,
  integerArray,
  numericArray,
  query,
  textArray,
  timeArray,
  uuidArray,
} from "../platform/index.js";
import { type UsageEventRow, usageEvents } from "./schema.js";

export interface CustomerKey {
  readonly customerId: Id<"cus">;
  readonly keyDigest: string;
}

/** Which of these keys are recorded already. Read under the accounts' locks, it stays true until the commit. */
export async function findRecordedKeys(tx: Db, keys: readonly CustomerKey[]): Promise<UsageEventRow[]> {
  const found = await query<{ customer_id: string; seq: bigint }>(
    tx,
    `SELECT e.customer_id, e.seq FROM unnest($1::uuid[], $2::uuid[]) AS k (customer_id, key_digest)
     JOIN usage_events e ON e.customer_id = k.customer_id AND e.key_digest = k.key_digest`,
    [idArray(keys.map((key) => key.customerId)), uuidArray(keys.map((key) => key.keyDigest))],
    "find-recorded-keys",
  );
  if (found.length === 0) return [];
  const positions = sql.join(
    found.map((row) => sql`(${row.customer_id}::uuid, ${row.seq}::bigint)`),
    sql`, `,
  );
  return tx
    .select()
    .from(usageEvents)
    .where(sql`(${usageEvents.customerId}, ${usageEvents.seq}) IN (${positions})`);
}

/** A column of the statement: its name, the type of the array it comes in, and the array. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly values: (rows: readonly UsageEventRow[]) => Buffer | string;
  /** What is written, where it is not the element itself. */
  readonly expression?: string;
}

const numeric = (nanoUnits: bigint | null): string | null =>
  nanoUnits === null ? null : decimalFromScaled(nanoUnits, 9);

const EVERY_EVENT: readonly Column[] = [
  { name: "customer_id", type: "uuid", values: (rows) => idArray(rows.map((row) => row.customerId)) },
  { name: "seq", type: "bigint", values: (rows) => bigintArray(rows.map((row) => row.seq)) },
  { name: "id", type: "uuid", values: (rows) => idArray(rows.map((row) => row.id)) },
  { name: "environment_id", type: "uuid", values: (rows) => idArray(rows.map((row) => row.environmentId)) },
  { name: "feature_id", type: "uuid", values: (rows) => idArray(rows.map((row) => row.featureId)) },
  { name: "subscription_id", type: "uuid", values: (rows) => idArray(rows.map((row) => row.subscriptionId)) },
  {
    name: "occurred_at",
    type: "timestamptz",
    values: (rows) => timeArray(rows.map((row) => row.occurredAt)),
  },
  { name: "created_at", type: "timestamptz", values: (rows) => timeArray(rows.map((row) => row.createdAt)) },
  { name: "key_digest", type: "uuid", values: (rows) => uuidArray(rows.map((row) => row.keyDigest)) },
  {
    name: "idempotency_key",
    type: "text",
    values: (rows) => textArray(rows.map((row) => row.idempotencyKey)),
  },
  { name: "unit", type: "text", values: (rows) => textArray(rows.map((row) => row.unit)) },
  { name: "cost_nanos", type: "bigint", values: (rows) => bigintArray(rows.map((row) => row.costNanos)) },
  {
    name: "purchased_nanos",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.purchasedNanos)),
  },
  {
    name: "balance_after_nanos",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.balanceAfterNanos)),
  },
  {
    name: "properties",
    type: "text",
    values: (rows) =>
      textArray(rows.map((row) => (row.properties?.length ? JSON.stringify(row.properties) : null))),
    expression: "properties::jsonb",
  },
];

const OF_UNITS: readonly Column[] = [
  {
    name: "quantity",
    type: "numeric",
    values: (rows) => numericArray(rows.map((row) => numeric(row.quantityNanoUnits))),
  },
  {
    name: "unit_price_nanos",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.unitPriceNanos)),
  },
  {
    name: "used_after",
    type: "numeric",
    values: (rows) => numericArray(rows.map((row) => numeric(row.usedAfterNanoUnits))),
  },
  {
    name: "included_quantity",
    type: "numeric",
    values: (rows) => numericArray(rows.map((row) => numeric(row.includedNanoUnits))),
  },
  {
    name: "adjustment_reason",
    type: "text",
    values: (rows) => textArray(rows.map((row) => row.adjustmentReason)),
  },
];

const OF_TOKENS: readonly Column[] = [
  { name: "model", type: "text", values: (rows) => textArray(rows.map((row) => row.model)) },
  { name: "response_model", type: "text", values: (rows) => textArray(rows.map((row) => row.responseModel)) },
  { name: "model_price_id", type: "uuid", values: (rows) => idArray(rows.map((row) => row.modelPriceId)) },
  { name: "input_tokens", type: "bigint", values: (rows) => bigintArray(rows.map((row) => row.inputTokens)) },
  {
    name: "output_tokens",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.outputTokens)),
  },
  {
    name: "cache_read_tokens",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.cacheReadTokens)),
  },
  {
    name: "cache_write_tokens",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.cacheWriteTokens)),
  },
  {
    name: "cache_write_1h_tokens",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.cacheWrite1hTokens)),
  },
  {
    name: "reasoning_tokens",
    type: "bigint",
    values: (rows) => bigintArray(rows.map((row) => row.reasoningTokens)),
  },
  { name: "estimated", type: "boolean", values: (rows) => booleanArray(rows.map((row) => row.estimated)) },
  {
    name: "margin_basis_points",
    type: "integer",
    values: (rows) => integerArray(rows.map((row) => row.marginBasisPoints)),
  },
  { name: "rounding", type: "text", values: (rows) => textArray(rows.map((row) => row.rounding)) },
];

interface InsertStatement {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly Column[];
}

function insertStatement(name: string, columns: readonly Column[]): InsertStatement {
  const names = columns.map((column) => column.name).join(", ");
  const written = columns.map((column) => column.expression ?? column.name).join(", ");
  const arrays = columns.map((column, i) => `$${i + 1}::${column.type}[]`).join(", ");
  const text = `INSERT INTO usage_events (${names}) SELECT ${written} FROM unnest(${arrays}) AS e (${names})`;
  return { name, text, columns };
}

/** Two statements, each without the other's columns: an array of nulls costs what an array costs. */
const INSERT_UNITS = insertStatement("insert-unit-events", [...EVERY_EVENT, ...OF_UNITS]);
const INSERT_TOKENS = insertStatement("insert-token-events", [...EVERY_EVENT, ...OF_TOKENS]);

/** Sends the inserts at once, and gives their answers to wait for. */
export function insertEvents(tx: Db, rows: readonly UsageEventRow[]): Promise<unknown>[] {
  const insert = ({ name, text, columns }: InsertStatement, of: readonly UsageEventRow[]) =>
    of.length === 0
      ? []
      : [
          query(
            tx,
            text,
            columns.map((column) => column.values(of)),
            name,
          ),
        ];
  return [
    ...insert(
      INSERT_UNITS,
      rows.filter((row) => row.model === null),
    ),
    ...insert(
      INSERT_TOKENS,
      rows.filter((row) => row.model !== null),
    ),
  ];
}
