/**
 * `farthing ledger verify`: the ledger's own laws, and on top of them that every charged event rates to the same
 * amount again from the price that was pinned with it.
 */
import { type BrokenLine, type VerificationProgress, verifyBalances } from "../ledger/index.js";
import {
  firstBrokenCounter,
  pageOfChargedEvents,
  tokenCountsOf,
  type UsageEventRow,
} from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import { type Db, type Id, idFromUuid, uuidFromId } from "../platform/index.js";
import { rateTokens, rateUnits } from "../rating/index.js";

export interface LedgerVerification {
  /** The first line that breaks a law, or undefined when all hold. */
  readonly broken: BrokenLine | undefined;
  readonly accounts: number;
  readonly lines: bigint;
  /** Numbered lines that are in an archive: what they left is the opening of their accounts. */
  readonly archivedLines: bigint;
  readonly eventsRated: number;
}

export type ReadPrices = (
  db: Db,
  ids: readonly Id<"mprice">[],
) => Promise<ReadonlyMap<Id<"mprice">, PinnedPrice>>;
const EVENTS_AT_ONCE = 2_000;

/** @param onProgress called after each stretch of accounts */
export async function verifyLedger(
  db: Db,
  pricesById: ReadPrices,
  onProgress: (progress: VerificationProgress) => void = () => {},
): Promise<LedgerVerification> {
  let eventsRated = 0;
  const result = await verifyBalances(db, async (customerUuids, progress) => {
    const rated = await rateAgain(db, pricesById, customerUuids);
    eventsRated += rated.count;
    onProgress(progress);
    return rated.broken ?? (await brokenCounter(db, customerUuids));
  });
  return { ...result, eventsRated };
}

async function rateAgain(
  db: Db,
  pricesById: ReadPrices,
  customerUuids: readonly string[],
): Promise<{ broken: BrokenLine | undefined; count: number }> {
  let after: { customerUuid: string; seq: bigint } | undefined;
  let count = 0;
  for (;;) {
    const rows = await pageOfChargedEvents(db, customerUuids, EVENTS_AT_ONCE, after);
    const broken = await firstBrokenCharge(db, pricesById, rows);
    if (broken) return { broken, count };
    count += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < EVENTS_AT_ONCE) return { broken: undefined, count };
    after = { customerUuid: uuidFromId(last.customerId), seq: last.seq };
  }
}

/** The first of these events that does not rate to its cost again. Those that were not charged are passed over. */
export async function firstBrokenCharge(
  db: Db,
  pricesById: ReadPrices,
  rows: readonly UsageEventRow[],
): Promise<BrokenLine | undefined> {
  const prices = await pricesById(
    db,
    rows.flatMap((row) => row.modelPriceId ?? []),
  );
  for (const row of rows) {
    const broken = row.unit === null ? undefined : brokenCharge(row, prices);
    if (broken) return broken;
  }
  return undefined;
}

/** A metered plan is billed from its counters: each is the sum of its events. */
async function brokenCounter(db: Db, customerUuids: readonly string[]): Promise<BrokenLine | undefined> {
  const counter = await firstBrokenCounter(db, customerUuids);
  if (!counter) return undefined;
  return {
    customerId: idFromUuid("cus", counter.customer_id),
    seq: null,
    what: `counter of feature ${idFromUuid("feat", counter.feature_id)} against the sum of its events`,
    expected: counter.used,
    found: counter.counted,
  };
}

function brokenCharge(
  row: UsageEventRow,
  prices: ReadonlyMap<Id<"mprice">, PinnedPrice>,
): BrokenLine | undefined {
  const expected = ratedAgain(row, prices);
  if (expected === row.costNanos) return undefined;
  return {
    customerId: row.customerId,
    seq: row.seq,
    what: `cost of event ${row.id} against its pinned price`,
    expected: expected === undefined ? "a price row that exists" : expected.toString(),
    found: String(row.costNanos),
  };
}

function ratedAgain(row: UsageEventRow, prices: ReadonlyMap<Id<"mprice">, PinnedPrice>): bigint | undefined {
  if (row.model === null) return rateUnits(row.quantityNanoUnits ?? 0n, row.unitPriceNanos ?? 0n);
  const price = row.modelPriceId ? prices.get(row.modelPriceId) : undefined;
  return (
    price &&
    rateTokens(tokenCountsOf(row), price, row.marginBasisPoints ?? 0, row.rounding ?? "ceil").totalNanos
  );
}
