/** The SQL that finds which lines may go. */
import { findArchivedLines } from "../ledger/index.js";
import { type Database, type Db, type Id, idFromUuid, query, uuidFromId } from "../platform/index.js";

/** An account that has lines to archive. */
export interface Candidate {
  readonly customerId: Id<"cus">;
  readonly environmentId: Id<"env">;
  /** The last line that may go: what billing has counted from since the running allowance period began stays. */
  readonly lastSeq: bigint;
  /**
   * Lines before this may go: at the latest the beginning of the open subscription's current period, as far as it was
   * billed, and of the first period of which something still waits to be.
   */
  readonly cutoff: Date;
}

interface CandidateRow extends Record<string, unknown> {
  customer_id: string;
  environment_id: string;
  last_seq: bigint;
  cutoff: Date;
  has_old: boolean;
}

/** The next accounts in order of their ids, and of them those whose first remaining line may go. */
export async function nextCandidates(
  db: Db,
  before: Date,
  after: Id<"cus"> | undefined,
  limit: number,
): Promise<{ candidates: Candidate[]; last: Id<"cus"> | undefined; seen: number }> {
  const rows = await query<CandidateRow>(
    db,
    `SELECT customer_id, environment_id, last_seq, cutoff,
       EXISTS (SELECT 1 FROM usage_events e WHERE e.customer_id = o.customer_id AND e.seq = o.first_seq
                 AND e.created_at < o.cutoff AND e.occurred_at < o.cutoff)
       OR EXISTS (SELECT 1 FROM ledger_entries l WHERE l.customer_id = o.customer_id AND l.seq = o.first_seq
                 AND l.created_at < o.cutoff) AS has_old
     FROM (SELECT b.customer_id, b.environment_id, coalesce(a.through_seq, 0) + 1 AS first_seq,
             least(b.last_seq, CASE WHEN s.allowance_start IS NOT NULL THEN s.allowance_seq END) AS last_seq,
             least($1::timestamptz, s.period_start,
               (SELECT min(c.period_start) FROM usage_counters c
                WHERE c.customer_id = s.customer_id AND c.subscription_id = s.id AND c.used > c.billed)) AS cutoff
           FROM balances b LEFT JOIN archived_lines a USING (customer_id)
             LEFT JOIN subscriptions s ON s.customer_id = b.customer_id AND s.status NOT IN ('canceled', 'expired')
           WHERE $2::uuid IS NULL OR b.customer_id > $2 ORDER BY b.customer_id LIMIT $3) o
     ORDER BY customer_id`,
    [before, after ? uuidFromId(after) : null, limit],
  );
  const candidates = rows
    .filter((row) => row.has_old)
    .map((row) => ({
      customerId: idFromUuid("cus", row.customer_id),
      environmentId: idFromUuid("env", row.environment_id),
      lastSeq: row.last_seq,
      cutoff: row.cutoff,
    }));
  const last = rows.at(-1);
  return { candidates, last: last && idFromUuid("cus", last.customer_id), seen: rows.length };
}

export async function countAccounts(db: Db): Promise<number> {
  const [row] = await query<{ accounts: bigint }>(db, "SELECT count(*) AS accounts FROM balances");
  return Number(row!.accounts);
}

interface OldLines {
  readonly throughSeq: bigint;
  /** No more of the account may go: the line behind them stays. */
  readonly isAll: boolean;
}

/** How far lines that may go reach, of those in a stretch: up to the first that was made, or happened, at or after `cutoff`. */
export async function oldLinesWithin(
  db: Db,
  { customerId, cutoff }: Candidate,
  fromSeq: bigint,
  throughSeq: bigint,
): Promise<OldLines> {
  const [row] = await query<{ first_kept: bigint | null }>(
    db,
    `SELECT least(
       (SELECT min(seq) FROM usage_events WHERE customer_id = $1 AND seq BETWEEN $2 AND $3
          AND (created_at >= $4 OR occurred_at >= $4)),
       (SELECT min(seq) FROM ledger_entries WHERE customer_id = $1 AND seq BETWEEN $2 AND $3 AND created_at >= $4)
     ) AS first_kept`,
    [uuidFromId(customerId), fromSeq, throughSeq, cutoff],
    "old-lines-within",
  );
  const kept = row!.first_kept;
  return kept === null ? { throughSeq, isAll: false } : { throughSeq: kept - 1n, isAll: true };
}

/** Up to which line each of these customers is archived; 0 where nothing is. */
export async function archivedThrough(
  db: Db,
  customerIds: readonly Id<"cus">[],
): Promise<ReadonlyMap<Id<"cus">, bigint>> {
  const found = await findArchivedLines(db, customerIds);
  const known = new Map(found.map((row) => [row.customerId, row.throughSeq]));
  return new Map(customerIds.map((id) => [id, known.get(id) ?? 0n]));
}

/** By what a database is known again: the id of its first organization. Undefined before its server first started. */
export async function databaseName(db: Db): Promise<string | undefined> {
  const [row] = await query<{ id: string }>(db, "SELECT id FROM organizations ORDER BY id LIMIT 1");
  return row && idFromUuid("org", row.id);
}

/** Any constant: two that archive at once would write the same lines, each to its own file. */
const ARCHIVE_LOCK = 0x61726368;

/** @returns what ends the hold, or undefined where another process has it */
export async function holdArchiving({ pool }: Database): Promise<(() => void) | undefined> {
  const client = await pool.connect();
  const { rows } = await client
    .query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [ARCHIVE_LOCK])
    .catch((error: unknown) => {
      client.release(true);
      throw error;
    });
  if (!rows[0]!.held) {
    client.release();
    return undefined;
  }
  // The connection is closed and not given back: the lock goes with it.
  return () => client.release(true);
}
