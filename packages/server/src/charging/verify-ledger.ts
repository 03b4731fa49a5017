/**
 * `farthing ledger verify`: the ledger's own laws, and on top of them that every charged event rates to the same
 * amount again from the price that was pinned with it, and that counters are the sums of their events. Every line is
 * read once, in order, in one snapshot; a page of them is on its way while one is worked on.
 */
import { decimalFromScaled } from "@farthing/contract";
import {
  type BrokenLine,
  type Flaw,
  type FurtherLaws,
  type LineRead,
  type VerificationProgress,
  verifyBalances,
} from "../ledger/index.js";
import { type Counted, countedOf, tokenCountsOf, type UsageEventRow } from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import { type Db, type Id, idFromUuid, nanoUnitsFromNumeric, snapshot } from "../platform/index.js";
import { rateTokens, rateUnits } from "../rating/index.js";
import { type LineRow, linesInOrder } from "./lines-store.js";

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

/** Some 10 MB of them, of which two pages are held. */
const LINES_AT_ONCE = 5_000;

/** @param onProgress called after each page of lines */
export const verifyLedger = (
  db: Db,
  pricesById: ReadPrices,
  onProgress: (progress: VerificationProgress) => void = () => {},
): Promise<LedgerVerification> =>
  snapshot(db, async (tx) => {
    const laws = new EventLaws(tx, onProgress);
    const prices = new Prices(tx, pricesById);
    const result = await verifyBalances(tx, readLines(tx, prices), laws);
    return { ...result, eventsRated: laws.eventsRated };
  });

/** What is rated again of an event. */
type Rated = Pick<
  UsageEventRow,
  | "model"
  | "quantityNanoUnits"
  | "unitPriceNanos"
  | "inputTokens"
  | "outputTokens"
  | "cacheReadTokens"
  | "cacheWriteTokens"
  | "cacheWrite1hTokens"
  | "reasoningTokens"
  | "marginBasisPoints"
  | "rounding"
  | "exchangeRateNanos"
  | "costNanos"
>;

interface Read extends LineRead {
  readonly row: LineRow;
  readonly price: PinnedPrice | undefined;
}

async function* readLines(tx: Db, prices: Prices): AsyncGenerator<readonly Read[]> {
  for await (const rows of linesInOrder(tx, LINES_AT_ONCE)) {
    await prices.read(rows);
    yield rows.map((row) => ({
      customerUuid: row.customer_id,
      row,
      price: prices.of(row),
      line: {
        seq: row.seq,
        amountNanos: row.amount_nanos ?? 0n,
        purchasedNanos: row.purchased_nanos ?? 0n,
        balanceAfterNanos: row.balance_after_nanos,
        isLedgerLine: !row.is_event || (row.unit !== null && row.cost_nanos !== 0n),
      },
    }));
  }
}

/** Under the ids as Postgres gives them: making ours of each would cost more than all else that is done with a line. */
class Prices {
  readonly #byUuid = new Map<string, PinnedPrice | undefined>();

  constructor(
    private readonly db: Db,
    private readonly pricesById: ReadPrices,
  ) {}

  async read(rows: readonly LineRow[]): Promise<void> {
    const missing = new Map<string, Id<"mprice">>();
    for (const { model_price_id: uuid } of rows)
      if (uuid !== null && !this.#byUuid.has(uuid)) missing.set(uuid, idFromUuid("mprice", uuid));
    if (missing.size === 0) return;
    const found = await this.pricesById(this.db, [...missing.values()]);
    for (const [uuid, id] of missing) this.#byUuid.set(uuid, found.get(id));
  }

  of({ model_price_id: uuid }: LineRow): PinnedPrice | undefined {
    return uuid === null ? undefined : this.#byUuid.get(uuid);
  }
}

/** What only events have: costs that rate again, and counters of a metered plan, which is billed from them. */
class EventLaws implements FurtherLaws<Read> {
  eventsRated = 0;
  readonly afterPage: (progress: VerificationProgress) => void;
  readonly #counted = new Map<string, Counted[]>();
  /** Of the account whose lines come: nano-units by subscription and feature. */
  #used = new Map<string, bigint>();

  constructor(
    private readonly db: Db,
    onProgress: (progress: VerificationProgress) => void,
  ) {
    this.afterPage = onProgress;
  }

  async beforeAccounts(customerUuids: readonly string[]): Promise<void> {
    this.#counted.clear();
    for (const row of await countedOf(this.db, customerUuids)) {
      const others = this.#counted.get(row.customer_id);
      if (others) others.push(row);
      else this.#counted.set(row.customer_id, [row]);
    }
  }

  ofLine({ row, price }: Read): Flaw | undefined {
    if (row.used_after !== null) {
      const counter = counterOf(row);
      this.#used.set(counter, (this.#used.get(counter) ?? 0n) + nanoUnitsFromNumeric(row.quantity ?? "0"));
    }
    if (row.unit === null) return undefined;
    this.eventsRated += 1;
    const rated = ratedOf(row);
    const expected = ratedAgain(rated, price);
    if (expected === row.cost_nanos) return undefined;
    return brokenCost(row.seq, idFromUuid("evt", row.event_id!), expected, row.cost_nanos);
  }

  atAccountsEnd(customerUuid: string): Flaw | undefined {
    const used = this.#used;
    if (used.size > 0) this.#used = new Map();
    for (const row of this.#counted.get(customerUuid) ?? []) {
      const counter = counterOf(row);
      const sum = (used.get(counter) ?? 0n) + nanoUnitsFromNumeric(row.archived);
      used.delete(counter);
      const counted = nanoUnitsFromNumeric(row.counted);
      if (sum !== counted) return brokenCounter(row.feature_id, sum, counted);
    }
    for (const [counter, sum] of used) if (sum !== 0n) return brokenCounter(counter.split(" ")[1]!, sum, 0n);
    return undefined;
  }
}

const counterOf = (row: Pick<LineRow, "subscription_id" | "feature_id">): string =>
  `${row.subscription_id} ${row.feature_id}`;

const brokenCounter = (featureUuid: string, sum: bigint, counted: bigint): Flaw => ({
  seq: null,
  what: `counter of feature ${idFromUuid("feat", featureUuid)} against the sum of its events`,
  expected: decimalFromScaled(sum, 9),
  found: decimalFromScaled(counted, 9),
});

const ratedOf = (row: LineRow): Rated => ({
  model: row.model,
  quantityNanoUnits: row.quantity === null ? null : nanoUnitsFromNumeric(row.quantity),
  unitPriceNanos: row.unit_price_nanos,
  inputTokens: row.input_tokens,
  outputTokens: row.output_tokens,
  cacheReadTokens: row.cache_read_tokens,
  cacheWriteTokens: row.cache_write_tokens,
  cacheWrite1hTokens: row.cache_write_1h_tokens,
  reasoningTokens: row.reasoning_tokens,
  marginBasisPoints: row.margin_basis_points,
  rounding: row.rounding,
  exchangeRateNanos: row.exchange_rate_nanos,
  costNanos: row.cost_nanos,
});

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
    if (row.unit === null) continue;
    const expected = ratedAgain(row, row.modelPriceId ? prices.get(row.modelPriceId) : undefined);
    if (expected !== row.costNanos)
      return { customerId: row.customerId, ...brokenCost(row.seq, row.id, expected, row.costNanos) };
  }
  return undefined;
}

const brokenCost = (
  seq: bigint,
  id: Id<"evt">,
  expected: bigint | undefined,
  found: bigint | null,
): Flaw => ({
  seq,
  what: `cost of event ${id} against its pinned price`,
  expected: expected === undefined ? "a price row that exists" : expected.toString(),
  found: String(found),
});

function ratedAgain(event: Rated, price: PinnedPrice | undefined): bigint | undefined {
  if (event.model === null) return rateUnits(event.quantityNanoUnits ?? 0n, event.unitPriceNanos ?? 0n);
  if (!price) return undefined;
  const { marginBasisPoints, rounding, exchangeRateNanos } = event;
  return rateTokens(
    tokenCountsOf(event),
    price,
    marginBasisPoints ?? 0,
    rounding ?? "ceil",
    exchangeRateNanos,
  ).totalNanos;
}
