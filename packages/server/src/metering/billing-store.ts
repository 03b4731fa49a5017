/** The SQL by which billing reads counters and the events behind them. */
import { decimalFromScaled } from "@farthing/contract";
import { and, desc, eq, gt, gte, isNotNull, lt, lte, sql } from "drizzle-orm";
import {
  bigintArray,
  type Db,
  type Id,
  idArray,
  idFromUuid,
  type Many,
  nanoUnitArray,
  nanoUnitsFromNumeric,
  query,
  timeArray,
  together,
  uuidFromId,
} from "../platform/index.js";
import { type UsageEventRow, usageEvents } from "./schema.js";
import type { CounterKey } from "./store.js";

export interface CounterToBill extends CounterKey {
  readonly usedNanoUnits: bigint;
  readonly billedNanoUnits: bigint;
  /** The account's last line when it was billed; 0 where it never was. */
  readonly billedSeq: bigint;
}

interface CounterRow extends Record<string, unknown> {
  of: number;
  feature_id: string;
  period_start: Date;
  used: string;
  billed: string;
  billed_seq: bigint;
}

/** Counters of a subscription's periods that began before `before`, of which something has not been billed. */
export const countersToBill = (
  tx: Db,
  customerId: Id<"cus">,
  subscriptionId: Id<"sub">,
  before: Date,
): Promise<CounterToBill[]> => together(tx, { customerId, subscriptionId, before }, countersOfMany);

interface Before {
  readonly customerId: Id<"cus">;
  readonly subscriptionId: Id<"sub">;
  readonly before: Date;
}

const countersOfMany: Many<Before, CounterToBill[]> = async (tx, wanted) => {
  const rows = await query<CounterRow>(
    tx,
    `SELECT w.n::int - 1 AS of, c.feature_id, c.period_start, c.used, c.billed, c.billed_seq
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) WITH ORDINALITY AS w (customer_id, subscription_id, before, n)
     JOIN usage_counters c USING (customer_id, subscription_id)
     WHERE c.period_start < w.before AND c.used > c.billed
     ORDER BY w.n, c.period_start, c.feature_id`,
    [
      idArray(wanted, ({ customerId }) => customerId),
      idArray(wanted, ({ subscriptionId }) => subscriptionId),
      timeArray(wanted, ({ before }) => before),
    ],
    "counters-to-bill",
  );
  const found = wanted.map((): CounterToBill[] => []);
  for (const row of rows) found[row.of]!.push(counterOf(row, wanted[row.of]!));
  return found;
};

function counterOf(row: CounterRow, { customerId, subscriptionId }: Before): CounterToBill {
  return {
    customerId,
    subscriptionId,
    featureId: idFromUuid("feat", row.feature_id),
    periodStart: row.period_start,
    usedNanoUnits: nanoUnitsFromNumeric(row.used),
    billedNanoUnits: nanoUnitsFromNumeric(row.billed),
    billedSeq: row.billed_seq,
  };
}

/** Notes that all that these counters have is billed, up to a line of the account. */
export async function markBilled(tx: Db, counters: readonly CounterToBill[], lastSeq: bigint): Promise<void> {
  if (counters.length > 0) await together(tx, { counters, lastSeq }, markAllBilled);
}

interface Billed {
  readonly counters: readonly CounterToBill[];
  readonly lastSeq: bigint;
}

const markAllBilled: Many<Billed, void> = async (tx, billed) => {
  const counters = billed.flatMap(({ counters: of, lastSeq }) =>
    of.map((counter) => ({ ...counter, lastSeq })),
  );
  await query(
    tx,
    `UPDATE usage_counters c SET billed = b.billed, billed_seq = b.seq
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::numeric[], $6::bigint[])
       AS b (customer_id, subscription_id, feature_id, period_start, billed, seq)
     WHERE c.customer_id = b.customer_id AND c.subscription_id = b.subscription_id
       AND c.feature_id = b.feature_id AND c.period_start = b.period_start`,
    [
      idArray(counters, (counter) => counter.customerId),
      idArray(counters, (counter) => counter.subscriptionId),
      idArray(counters, (counter) => counter.featureId),
      timeArray(counters, (counter) => counter.periodStart),
      nanoUnitArray(counters, (counter) => counter.usedNanoUnits),
      bigintArray(counters, (counter) => counter.lastSeq),
    ],
    "mark-billed",
  );
  return [];
};

/** Gives the counters of an allowance period another beginning. */
export async function moveCounters(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"sub"> },
  from: Date,
  to: Date,
): Promise<void> {
  await query(
    tx,
    `UPDATE usage_counters SET period_start = $4
     WHERE customer_id = $1 AND subscription_id = $2 AND period_start = $3`,
    [uuidFromId(customerId), uuidFromId(id), from, to],
  );
}

/** Which events a line of an invoice is made of. */
export interface BehindLine {
  readonly customerId: Id<"cus">;
  readonly subscriptionId: Id<"sub">;
  readonly afterSeq: bigint;
  readonly upToSeq: bigint;
  /** Those counted for a feature in a period; undefined for those deducted from the balance. */
  readonly counted?: {
    readonly featureId: Id<"feat">;
    readonly from: Date | undefined;
    readonly to: Date | undefined;
  };
}

/** Newest first. */
export function eventsBehind(
  db: Db,
  line: BehindLine,
  limit: number,
  beforeSeq: bigint | undefined,
): Promise<UsageEventRow[]> {
  return db
    .select()
    .from(usageEvents)
    .where(and(isBehind(line), beforeSeq === undefined ? undefined : lt(usageEvents.seq, beforeSeq)))
    .orderBy(desc(usageEvents.seq))
    .limit(limit + 1);
}

function isBehind({ customerId, subscriptionId, afterSeq, upToSeq, counted }: BehindLine) {
  return and(
    eq(usageEvents.customerId, customerId),
    gt(usageEvents.seq, afterSeq),
    lte(usageEvents.seq, upToSeq),
    eq(usageEvents.subscriptionId, subscriptionId),
    counted ? eq(usageEvents.featureId, counted.featureId) : isNotNull(usageEvents.unit),
    counted ? isNotNull(usageEvents.usedAfterNanoUnits) : undefined,
    counted?.from ? gte(usageEvents.occurredAt, counted.from) : undefined,
    counted?.to ? lt(usageEvents.occurredAt, counted.to) : undefined,
  );
}

/** The billed parts of all events behind a line, together. */
interface BilledSum {
  readonly events: bigint;
  readonly quantityNanoUnits: bigint;
  readonly amountNanos: bigint;
}

/**
 * What each event took beyond a limit, summed: of a counted feature beyond `includedNanoUnits`, and of a balance below
 * zero.
 */
export async function sumBilled(
  db: Db,
  line: BehindLine,
  includedNanoUnits: bigint | null,
): Promise<BilledSum> {
  const { quantityNanoUnits: quantity, usedAfterNanoUnits: used, balanceAfterNanos, costNanos } = usageEvents;
  const included = decimalFromScaled(includedNanoUnits ?? 0n, 9);
  const beyond = sql<string>`coalesce(sum(greatest(${used} - ${included}::numeric, 0) - greatest(${used} - ${quantity} - ${included}::numeric, 0)), 0)`;
  const below = sql<string>`coalesce(sum(greatest(-${balanceAfterNanos}, 0) - greatest(-(${balanceAfterNanos} + ${costNanos}), 0)), 0)`;
  const [row] = await db
    .select({ events: sql<string>`count(*)`, beyond, below })
    .from(usageEvents)
    .where(isBehind(line));
  return {
    events: BigInt(row!.events),
    quantityNanoUnits: line.counted ? nanoUnitsFromNumeric(row!.beyond) : 0n,
    amountNanos: line.counted ? 0n : BigInt(row!.below),
  };
}

/** What the events behind a line come to, of one feature and one model. */
export interface UsageSum {
  readonly featureId: Id<"feat">;
  readonly model: string | null;
  readonly events: bigint;
  /** Zero where tokens were counted. */
  readonly quantityNanoUnits: bigint;
  /** Fresh, read from a cache and written to one, for five minutes or an hour. */
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  /** Deducted from the balance; zero where usage is counted. */
  readonly costNanos: bigint;
}

/** The largest cost first. */
export async function sumBehind(db: Db, line: BehindLine): Promise<UsageSum[]> {
  const { featureId, model, quantityNanoUnits, costNanos } = usageEvents;
  const total = sql<string>`coalesce(sum(${costNanos}), 0)`;
  const rows = await db
    .select({
      featureId,
      model,
      events: sql<string>`count(*)`,
      quantity: sql<string>`coalesce(sum(${quantityNanoUnits}), 0)`,
      input: sql<string>`coalesce(sum(${usageEvents.inputTokens} + coalesce(${usageEvents.cacheReadTokens}, 0) + coalesce(${usageEvents.cacheWriteTokens}, 0) + coalesce(${usageEvents.cacheWrite1hTokens}, 0)), 0)`,
      output: sql<string>`coalesce(sum(${usageEvents.outputTokens}), 0)`,
      cost: total,
    })
    .from(usageEvents)
    .where(isBehind(line))
    .groupBy(featureId, model)
    .orderBy(desc(total), featureId, model);
  return rows.map((row) => ({
    featureId: row.featureId,
    model: row.model,
    events: BigInt(row.events),
    quantityNanoUnits: row.model === null ? nanoUnitsFromNumeric(row.quantity) : 0n,
    inputTokens: BigInt(row.input),
    outputTokens: BigInt(row.output),
    costNanos: BigInt(row.cost),
  }));
}
