/** Moves old lines out of the database, account by account and chunk by chunk, beside a server that runs. */
import { firstBrokenCharge, type ReadPrices } from "../charging/index.js";
import {
  type BrokenLine,
  deleteEntriesWithin,
  entriesWithin,
  findArchivedLines,
  lockKnownAccounts,
  type Opening,
  saveArchivedLines,
} from "../ledger/index.js";
import {
  type ArchivedUsage,
  addArchivedUsage,
  deleteEventsWithin,
  eventsWithin,
  insertArchivedKeys,
  payloadDigest,
  payloadOfEvent,
  type Stretch,
  type UsageEventRow,
} from "../metering/index.js";
import { loadPlanConfig } from "../plans/index.js";
import { type Db, type Id, transaction } from "../platform/index.js";
import { type ArchiveChunk, type FeatureCodes, type Lines, textOf } from "./chunk.js";
import { follow } from "./follow.js";
import { type Candidate, countAccounts, nextCandidates, oldLinesWithin } from "./store.js";

interface ArchiveProgress {
  readonly accounts: number;
  readonly accountsTotal: number;
}

export interface ArchiveOptions {
  /** Lines that were made, or happened, at this time or later stay. */
  readonly before: Date;
  readonly now: () => Date;
  readonly pricesById: ReadPrices;
  /** Resolves once the chunk is where no crash takes it from: then its lines are deleted. Without it, nothing is. */
  readonly keep: ((chunk: ArchiveChunk) => Promise<void>) | undefined;
  /** Called between chunks; what it throws ends the archiving, with all that was done before in place. */
  readonly onProgress: (progress: ArchiveProgress) => void;
}

export interface ArchiveResult {
  /** Of which lines were archived. */
  readonly accounts: number;
  readonly lines: bigint;
  readonly events: bigint;
  /** Accounts that break the ledger's laws: their lines stay from the chunk on that holds the first broken one. */
  readonly broken: readonly BrokenLine[];
}

/**
 * While a chunk is deleted its account is locked, and charges to it wait: for 1,000 lines a tenth of a second in
 * statements, measured on a machine that had nine times the work it could do.
 */
const LINES_AT_ONCE = 1_000n;
const ACCOUNTS_AT_ONCE = 500;

/** @throws Error where lines changed between being handed over and being deleted; nothing was deleted of them then */
export async function archiveLines(db: Db, options: ArchiveOptions): Promise<ArchiveResult> {
  const accountsTotal = await countAccounts(db);
  const codes = new Map<Id<"env">, FeatureCodes>();
  const total = { accounts: 0, lines: 0n, events: 0n, broken: [] as BrokenLine[] };
  let accounts = 0;
  let after: Id<"cus"> | undefined;
  for (;;) {
    const { candidates, last, seen } = await nextCandidates(db, options.before, after, ACCOUNTS_AT_ONCE);
    for (const candidate of candidates) {
      const { environmentId } = candidate;
      if (!codes.has(environmentId)) codes.set(environmentId, await featureCodes(db, environmentId));
      const archive = new AccountArchive(db, candidate, codes.get(environmentId)!, options);
      const archived = await archive.run(() => options.onProgress({ accounts, accountsTotal }));
      if (archived.lines > 0n) total.accounts += 1;
      total.lines += archived.lines;
      total.events += archived.events;
      if (archived.broken) total.broken.push(archived.broken);
    }
    accounts += seen;
    options.onProgress({ accounts, accountsTotal });
    if (last === undefined) return total;
    after = last;
  }
}

async function featureCodes(db: Db, environmentId: Id<"env">): Promise<FeatureCodes> {
  const { features } = await loadPlanConfig(db, environmentId);
  return (id) => features.get(id)!.code;
}

class AccountArchive {
  constructor(
    private readonly db: Db,
    private readonly account: Candidate,
    private readonly codes: FeatureCodes,
    private readonly options: ArchiveOptions,
  ) {}

  async run(onChunk: () => void) {
    let opening: Opening = await this.#opening();
    const archived = { lines: 0n, events: 0n, broken: undefined as BrokenLine | undefined };
    for (;;) {
      onChunk();
      const fromSeq = opening.throughSeq + 1n;
      const end = opening.throughSeq + LINES_AT_ONCE;
      const most = end < this.account.lastSeq ? end : this.account.lastSeq;
      if (fromSeq > most) return archived;
      const old = await oldLinesWithin(this.db, this.account, fromSeq, most);
      if (old.throughSeq < fromSeq) return archived;
      const stretch: Stretch = { customerId: this.account.customerId, fromSeq, throughSeq: old.throughSeq };
      const lines = await readLines(this.db, stretch);
      const followed = follow(opening, stretch, lines);
      const broken =
        "broken" in followed
          ? followed.broken
          : await firstBrokenCharge(this.db, this.options.pricesById, lines.events);
      if (broken || "broken" in followed) return { ...archived, broken };
      await this.#move(stretch, lines, opening, followed.closing);
      archived.lines += BigInt(lines.events.length + lines.entries.length);
      archived.events += BigInt(lines.events.length);
      opening = followed.closing;
      if (old.isAll) return archived;
    }
  }

  async #opening(db: Db = this.db): Promise<Opening & { readonly beforeAt: Date }> {
    const { customerId, cutoff } = this.account;
    const [row] = await findArchivedLines(db, [customerId]);
    return {
      beforeAt: row && row.beforeAt > cutoff ? row.beforeAt : cutoff,
      throughSeq: row?.throughSeq ?? 0n,
      balanceNanos: row?.balanceAfterNanos ?? 0n,
      purchasedNanos: row?.purchasedNanos ?? 0n,
    };
  }

  /** First kept, then deleted: killed between the two, the lines are in both places, and the next run sees to that. */
  async #move(stretch: Stretch, lines: Lines, opening: Opening, closing: Opening): Promise<void> {
    const { keep, now } = this.options;
    if (!keep) return;
    const { environmentId, customerId } = this.account;
    const text = textOf(lines, this.codes);
    // Before the lock, as what is deleted turns out to be the same.
    const keys = lines.events.flatMap((row) => this.#keyOf(row));
    const usage = usageOf(lines.events);
    await keep({ ...stretch, environmentId, text });
    await transaction(this.db, async (tx) => {
      await lockKnownAccounts(tx, [{ customerId }]);
      const { throughSeq, beforeAt } = await this.#opening(tx);
      if (throughSeq !== opening.throughSeq)
        throw new Error(`${customerId} was archived up to line ${throughSeq} in the meantime`);
      const deleted = await deleteLines(tx, stretch);
      if (textOf(deleted, this.codes) !== text)
        throw new Error(`lines ${stretch.fromSeq} to ${stretch.throughSeq} of ${customerId} were changed`);
      await insertArchivedKeys(tx, keys);
      await addArchivedUsage(tx, usage);
      await saveArchivedLines(tx, {
        customerId,
        environmentId,
        throughSeq: closing.throughSeq,
        balanceAfterNanos: closing.balanceNanos,
        purchasedNanos: closing.purchasedNanos,
        archivedAt: now(),
        beforeAt,
      });
    });
  }

  #keyOf(row: UsageEventRow) {
    const { customerId, keyDigest, id: eventId, createdAt } = row;
    if (keyDigest === null) return [];
    const digest = payloadDigest(payloadOfEvent(row, this.codes(row.featureId)));
    return [{ customerId, keyDigest, eventId, payloadDigest: digest, createdAt }];
  }
}

async function readLines(db: Db, stretch: Stretch): Promise<Lines> {
  const [events, entries] = await Promise.all([eventsWithin(db, stretch), entriesWithin(db, stretch)]);
  return { events, entries };
}

async function deleteLines(tx: Db, stretch: Stretch): Promise<Lines> {
  const [events, entries] = await Promise.all([
    deleteEventsWithin(tx, stretch),
    deleteEntriesWithin(tx, stretch),
  ]);
  return { events, entries };
}

/** What events counted on metered plans, summed as their counters are. */
function usageOf(events: readonly UsageEventRow[]): ArchivedUsage[] {
  const sums = new Map<string, ArchivedUsage>();
  for (const { customerId, subscriptionId, featureId, quantityNanoUnits, usedAfterNanoUnits } of events) {
    if (usedAfterNanoUnits === null || subscriptionId === null) continue;
    const name = `${subscriptionId} ${featureId}`;
    const sum = sums.get(name)?.quantityNanoUnits ?? 0n;
    const quantity = sum + (quantityNanoUnits ?? 0n);
    sums.set(name, { customerId, subscriptionId, featureId, quantityNanoUnits: quantity });
  }
  return [...sums.values()];
}
