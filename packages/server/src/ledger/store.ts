/** The SQL of balances and ledger entries. */
import {
  bigintArray,
  type Db,
  type Id,
  idArray,
  idFromUuid,
  itself,
  query,
  textArray,
  uuidFromId,
} from "../platform/index.js";
import type { Account } from "./account.js";
import { ledgerEntries } from "./schema.js";

interface BalanceRow extends Record<string, unknown> {
  customer_id: string;
  environment_id: string;
  last_seq: bigint;
  subscription_id: string | null;
  unit: string | null;
  allowance_nanos: bigint;
  purchased_nanos: bigint;
  included_nanos: bigint;
  updated_at: Date;
}

const COLUMNS = `b.customer_id, b.environment_id, b.last_seq, b.subscription_id, b.unit, b.allowance_nanos,
  b.purchased_nanos, b.included_nanos, b.updated_at`;

/**
 * Locks the rows of `customers` and reads them as they are under the lock. `UPDATE … RETURNING` and not
 * `SELECT … FOR UPDATE`, which Citus refuses over several customers. The ids come sorted, so that two writers meet
 * in the same order; where the planner takes another, Postgres ends the deadlock and the transaction is retried.
 */
export async function lockRows(tx: Db, sortedCustomerIds: readonly Id<"cus">[]): Promise<Account[]> {
  const rows = await query<BalanceRow>(
    tx,
    `UPDATE balances b SET last_seq = b.last_seq
     FROM (SELECT unnest($1::uuid[]) AS customer_id) wanted
     WHERE b.customer_id = wanted.customer_id
     RETURNING ${COLUMNS}`,
    [idArray(sortedCustomerIds, itself)],
    "lock-balances",
  );
  return rows.map(accountOf);
}

export async function createMissingRows(
  tx: Db,
  owners: readonly { customerId: Id<"cus">; environmentId: Id<"env"> }[],
  now: Date,
): Promise<void> {
  await query(
    tx,
    `INSERT INTO balances (customer_id, environment_id, updated_at)
     SELECT customer_id, environment_id, $3 FROM unnest($1::uuid[], $2::uuid[]) AS owners (customer_id, environment_id)
     ON CONFLICT (customer_id) DO NOTHING`,
    [owners.map((o) => uuidFromId(o.customerId)), owners.map((o) => uuidFromId(o.environmentId)), now],
  );
}

export async function saveRows(tx: Db, accounts: readonly Account[], now: Date): Promise<void> {
  await query(
    tx,
    `UPDATE balances b
     SET last_seq = n.last_seq, subscription_id = n.subscription_id, unit = n.unit, allowance_nanos = n.allowance_nanos,
         purchased_nanos = n.purchased_nanos, included_nanos = n.included_nanos, updated_at = $8
     FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
       AS n (customer_id, last_seq, subscription_id, unit, allowance_nanos, purchased_nanos, included_nanos)
     WHERE b.customer_id = n.customer_id`,
    [
      idArray(accounts, (a) => a.customerId),
      bigintArray(accounts, (a) => a.lastSeq),
      idArray(accounts, (a) => a.subscriptionId),
      textArray(accounts, (a) => a.unit),
      bigintArray(accounts, (a) => a.allowanceNanos),
      bigintArray(accounts, (a) => a.purchasedNanos),
      bigintArray(accounts, (a) => a.includedNanos),
      now,
    ],
    "save-balances",
  );
}

/** Accounts as last committed, without a lock: for answers, never for decisions. */
export async function readRows(
  db: Db,
  customerIds: readonly Id<"cus">[],
): Promise<(Account & { updatedAt: Date })[]> {
  const rows = await query<BalanceRow>(
    db,
    `SELECT ${COLUMNS} FROM balances b WHERE b.customer_id = ANY($1::uuid[])`,
    [idArray(customerIds, itself)],
    "read-balances",
  );
  return rows.map((row) => ({ ...accountOf(row), updatedAt: row.updated_at }));
}

export async function insertEntry(tx: Db, entry: typeof ledgerEntries.$inferInsert): Promise<void> {
  await tx.insert(ledgerEntries).values(entry);
}

const accountOf = (row: BalanceRow): Account => ({
  customerId: idFromUuid("cus", row.customer_id),
  environmentId: idFromUuid("env", row.environment_id),
  lastSeq: row.last_seq,
  subscriptionId: row.subscription_id ? idFromUuid("sub", row.subscription_id) : null,
  unit: row.unit,
  allowanceNanos: row.allowance_nanos,
  purchasedNanos: row.purchased_nanos,
  includedNanos: row.included_nanos,
});

export interface LedgerLine extends Record<string, unknown> {
  customer_id: string;
  seq: bigint;
  id: string;
  subscription_id: string | null;
  type: "allowance" | "consumption" | "topup" | "adjustment" | "reset" | "hold" | "release" | "expiry";
  unit: string;
  amount_nanos: bigint;
  balance_after_nanos: bigint;
  event_id: string | null;
  description: string | null;
  created_at: Date;
}

/** A customer's lines, newest first. The view is merged by index, so a page costs the same however long the ledger. */
export function pageOfLines(
  db: Db,
  customerId: Id<"cus">,
  limit: number,
  beforeSeq: bigint | undefined,
  type: string | undefined,
): Promise<LedgerLine[]> {
  return query<LedgerLine>(
    db,
    `SELECT customer_id, seq, id, subscription_id, type, unit, amount_nanos, balance_after_nanos, event_id, description, created_at
     FROM ledger_lines
     WHERE customer_id = $1 AND ($2::bigint IS NULL OR seq < $2) AND ($3::text IS NULL OR type = $3)
     ORDER BY seq DESC LIMIT $4`,
    [uuidFromId(customerId), beforeSeq ?? null, type ?? null, limit + 1],
  );
}

export interface BrokenAccount extends Record<string, unknown> {
  customer_id: string;
  seq: bigint | null;
  what: string;
  expected: string | null;
  found: string | null;
}

/** Customer ids of a stretch of accounts, in order, to verify them piece by piece. */
export async function nextCustomers(db: Db, afterUuid: string | undefined, limit: number): Promise<string[]> {
  const rows = await query<{ customer_id: string }>(
    db,
    "SELECT customer_id FROM balances WHERE ($1::uuid IS NULL OR customer_id > $1) ORDER BY customer_id LIMIT $2",
    [afterUuid ?? null, limit],
  );
  return rows.map((row) => row.customer_id);
}

export interface LineCounts extends Record<string, unknown> {
  accounts: bigint;
  /** Those that are here. */
  lines: bigint;
  /** Numbered lines that are in an archive, events that changed no balance among them. */
  archived: bigint;
}

export async function countLines(db: Db): Promise<LineCounts> {
  const [row] = await query<LineCounts>(
    db,
    `SELECT (SELECT count(*) FROM balances) AS accounts, (SELECT count(*) FROM ledger_lines) AS lines,
       (SELECT coalesce(sum(through_seq), 0)::bigint FROM archived_lines) AS archived`,
  );
  return row!;
}

/**
 * The first broken line or account among these customers: the ledger's laws, as Postgres sees them. Where lines were
 * archived, the account opens with what they left, and its numbers go on behind theirs.
 */
export async function firstBroken(
  db: Db,
  customerUuids: readonly string[],
): Promise<BrokenAccount | undefined> {
  const [row] = await query<BrokenAccount>(
    db,
    `WITH opening AS (
       SELECT b.customer_id, coalesce(a.through_seq, 0) AS through_seq,
              coalesce(a.balance_after_nanos, 0) AS balance_nanos, coalesce(a.purchased_nanos, 0) AS purchased_nanos
       FROM balances b LEFT JOIN archived_lines a USING (customer_id) WHERE b.customer_id = ANY($1::uuid[])
     ), lines AS (
       SELECT customer_id, seq, amount_nanos, l.purchased_nanos, balance_after_nanos,
              coalesce(lag(balance_after_nanos) OVER w, o.balance_nanos) + amount_nanos AS expected_after
       FROM ledger_lines l JOIN opening o USING (customer_id) WHERE customer_id = ANY($1::uuid[])
       WINDOW w AS (PARTITION BY customer_id ORDER BY seq)
     ), sums AS (
       SELECT customer_id, o.balance_nanos + coalesce(sum(amount_nanos), 0) AS total,
              o.purchased_nanos + coalesce(sum(l.purchased_nanos), 0) AS purchased
       FROM opening o LEFT JOIN lines l USING (customer_id) GROUP BY customer_id, o.balance_nanos, o.purchased_nanos
     ), numbers AS (
       SELECT customer_id, o.through_seq + count(seq) AS lines, o.through_seq + count(DISTINCT seq) AS distinct_numbers,
              coalesce(min(seq), o.through_seq + 1) AS first_seq, coalesce(max(seq), o.through_seq) AS last_seq
       FROM opening o LEFT JOIN account_lines l USING (customer_id) GROUP BY customer_id, o.through_seq
     )
     SELECT customer_id, seq, 'balance after the line' AS what, expected_after::text AS expected, balance_after_nanos::text AS found
     FROM lines WHERE balance_after_nanos <> expected_after
     UNION ALL
     SELECT b.customer_id, NULL, 'balance against the sum of its lines', s.total::text, (b.allowance_nanos + b.purchased_nanos)::text
     FROM balances b JOIN sums s USING (customer_id)
     WHERE s.total <> b.allowance_nanos + b.purchased_nanos
     UNION ALL
     SELECT b.customer_id, NULL, 'purchased part against the sum of its lines', s.purchased::text, b.purchased_nanos::text
     FROM balances b JOIN sums s USING (customer_id)
     WHERE s.purchased <> b.purchased_nanos
     UNION ALL
     SELECT b.customer_id, NULL, 'number of lines against the last one''s number', b.last_seq::text, n.lines::text
     FROM balances b JOIN numbers n USING (customer_id) JOIN opening o USING (customer_id)
     WHERE (n.lines, n.distinct_numbers, n.first_seq, n.last_seq) <> (b.last_seq, b.last_seq, o.through_seq + 1, b.last_seq)
     ORDER BY customer_id, seq NULLS LAST LIMIT 1`,
    [customerUuids],
  );
  return row;
}

/** A line whose customer has no account: nothing would ever add it up. */
export async function firstWithoutAccount(db: Db): Promise<BrokenAccount | undefined> {
  const [row] = await query<BrokenAccount>(
    db,
    `SELECT customer_id, seq, 'line without an account' AS what, 'a row in balances' AS expected, NULL::text AS found
     FROM (SELECT customer_id, seq FROM account_lines UNION ALL SELECT customer_id, through_seq FROM archived_lines) l
     WHERE NOT EXISTS (SELECT 1 FROM balances b WHERE b.customer_id = l.customer_id) LIMIT 1`,
  );
  return row;
}
