/** The SQL of balances and ledger entries. */
import {
  bigintArray,
  type Db,
  type Id,
  idArray,
  idFromUuid,
  insertTogether,
  itself,
  type Many,
  pages,
  query,
  textArray,
  timeArray,
  together,
  uuidFromId,
} from "../platform/index.js";
import type { Account, LockedAccount } from "./account.js";
import { ledgerEntries } from "./schema.js";

/** Lines of an account, in one unit: after the one, up to the other. */
interface LineRange {
  readonly customerId: Id<"cus">;
  readonly afterSeq: bigint;
  readonly upToSeq: bigint;
  readonly unit: string;
}

/**
 * What of a balance below zero at the end of some lines no usage among them took: what was below zero before, and what each
 * entry between did to that. In nanos; below 0 where entries gave more.
 */
export async function belowZeroByEntries(
  db: Db,
  { customerId, afterSeq, upToSeq, unit }: LineRange,
): Promise<bigint> {
  const [row] = await query<{ nanos: string }>(
    db,
    `SELECT (coalesce((
         SELECT sum(greatest(-balance_after_nanos, 0) - greatest(amount_nanos - balance_after_nanos, 0))
         FROM ledger_entries WHERE customer_id = $1 AND seq > $2 AND seq <= $3 AND unit = $4), 0)
       + coalesce((
         SELECT greatest(amount_nanos - balance_after_nanos, 0) FROM ledger_lines WHERE customer_id = $1 AND seq = least(
           (SELECT min(seq) FROM ledger_entries WHERE customer_id = $1 AND seq > $2 AND seq <= $3),
           (SELECT min(seq) FROM usage_events
            WHERE customer_id = $1 AND seq > $2 AND seq <= $3 AND unit IS NOT NULL AND cost_nanos <> 0))), 0))::text AS nanos`,
    [uuidFromId(customerId), afterSeq, upToSeq, unit],
  );
  return BigInt(row!.nanos);
}

interface BalanceRow extends Record<string, unknown> {
  customer_id: string;
  environment_id: string;
  last_seq: bigint;
  subscription_id: string | null;
  unit: string | null;
  allowance_nanos: bigint;
  purchased_nanos: bigint;
  included_nanos: bigint;
}

interface LockedRow extends BalanceRow {
  subscriptions_version: bigint;
}

const COLUMNS = `b.customer_id, b.environment_id, b.last_seq, b.subscription_id, b.unit, b.allowance_nanos,
  b.purchased_nanos, b.included_nanos`;

/**
 * Locks the rows of `customers` and reads them as they are under the lock. `UPDATE … RETURNING` and not
 * `SELECT … FOR UPDATE`, which Citus refuses over several customers. The ids come sorted, so that two writers meet
 * in the same order; where the planner takes another, Postgres ends the deadlock and the transaction is retried.
 */
export async function lockRows(tx: Db, sortedCustomerIds: readonly Id<"cus">[]): Promise<LockedAccount[]> {
  const rows = await query<LockedRow>(
    tx,
    `UPDATE balances b SET last_seq = b.last_seq
     FROM (SELECT unnest($1::uuid[]) AS customer_id) wanted
     WHERE b.customer_id = wanted.customer_id
     RETURNING ${COLUMNS}, b.subscriptions_version`,
    [idArray(sortedCustomerIds, itself)],
    "lock-balances",
  );
  return rows.map((row) => ({ ...accountOf(row), subscriptionsVersion: row.subscriptions_version }));
}

export async function createMissingRows(
  tx: Db,
  owners: readonly { customerId: Id<"cus">; environmentId: Id<"env">; now: Date }[],
): Promise<void> {
  await query(
    tx,
    `INSERT INTO balances (customer_id, environment_id, updated_at)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
     ON CONFLICT (customer_id) DO NOTHING`,
    [
      idArray(owners, ({ customerId }) => customerId),
      idArray(owners, ({ environmentId }) => environmentId),
      timeArray(owners, ({ now }) => now),
    ],
  );
}

/** An account as it became, and when: by the clock of its own environment. */
export interface Saved {
  readonly account: Account;
  readonly at: Date;
}

export const saveRows = (tx: Db, saved: readonly Saved[]): Promise<void> => together(tx, saved, saveAll);

const saveAll: Many<readonly Saved[], void> = async (tx, saving) => {
  const saved = saving.flat();
  await query(
    tx,
    `UPDATE balances b
     SET last_seq = n.last_seq, subscription_id = n.subscription_id, unit = n.unit, allowance_nanos = n.allowance_nanos,
         purchased_nanos = n.purchased_nanos, included_nanos = n.included_nanos, updated_at = n.updated_at
     FROM (SELECT unnest($1::uuid[]) AS customer_id, unnest($2::bigint[]) AS last_seq, unnest($3::uuid[]) AS subscription_id,
         unnest($4::text[]) AS unit, unnest($5::bigint[]) AS allowance_nanos, unnest($6::bigint[]) AS purchased_nanos,
         unnest($7::bigint[]) AS included_nanos, unnest($8::timestamptz[]) AS updated_at) n
     WHERE b.customer_id = n.customer_id`,
    [
      idArray(saved, ({ account }) => account.customerId),
      bigintArray(saved, ({ account }) => account.lastSeq),
      idArray(saved, ({ account }) => account.subscriptionId),
      textArray(saved, ({ account }) => account.unit),
      bigintArray(saved, ({ account }) => account.allowanceNanos),
      bigintArray(saved, ({ account }) => account.purchasedNanos),
      bigintArray(saved, ({ account }) => account.includedNanos),
      timeArray(saved, ({ at }) => at),
    ],
    "save-balances",
  );
  return [];
};

/** Accounts as last committed, without a lock: for answers, never for decisions. */
export async function readRows(
  db: Db,
  customerIds: readonly Id<"cus">[],
): Promise<(Account & { updatedAt: Date })[]> {
  const rows = await query<BalanceRow & { updated_at: Date }>(
    db,
    `SELECT ${COLUMNS}, b.updated_at FROM balances b WHERE b.customer_id = ANY($1::uuid[])`,
    [idArray(customerIds, itself)],
    "read-balances",
  );
  return rows.map((row) => ({ ...accountOf(row), updatedAt: row.updated_at }));
}

export async function insertEntry(tx: Db, entry: typeof ledgerEntries.$inferInsert): Promise<void> {
  await insertTogether(tx, ledgerEntries, entry);
}

/** What a closed account's subscription was given by its plans, less what was taken back unused; in the account's unit. */
export async function spentOfAllowances(
  tx: Db,
  { customerId, subscriptionId, unit }: Pick<Account, "customerId" | "subscriptionId" | "unit">,
): Promise<bigint> {
  const [row] = await query<{ spent: string }>(
    tx,
    `SELECT coalesce(sum(amount_nanos), 0)::text AS spent FROM ledger_entries
     WHERE customer_id = $1 AND subscription_id = $2 AND unit = $3 AND type IN ('allowance', 'expiry')`,
    [uuidFromId(customerId), subscriptionId && uuidFromId(subscriptionId), unit],
  );
  return BigInt(row!.spent);
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
  invoice_id: string | null;
  description: string | null;
  created_at: Date;
}

interface LineFilter {
  readonly type: string | undefined;
  /** When the line was written. */
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/**
 * A customer's lines, newest first. Postgres does not merge the view's two halves by their indexes, as the one has a
 * condition: it would read and sort all of a customer's lines for each page (200 ms at 100,000). So each half gives the
 * numbers of its newest first, and the view then the lines of these: a page costs the same however long the ledger.
 */
export function pageOfLines(
  db: Db,
  customerId: Id<"cus">,
  limit: number,
  beforeSeq: bigint | undefined,
  { type, from, to }: LineFilter,
): Promise<LedgerLine[]> {
  return query<LedgerLine>(
    db,
    `SELECT customer_id, seq, id, subscription_id, type, unit, amount_nanos, balance_after_nanos, event_id, invoice_id, description, created_at
     FROM ledger_lines
     WHERE customer_id = $1 AND seq = ANY (ARRAY(
       (SELECT seq FROM ledger_entries
        WHERE customer_id = $1 AND ($2::bigint IS NULL OR seq < $2) AND ($3::text IS NULL OR type = $3)
          AND ($5::timestamptz IS NULL OR created_at >= $5) AND ($6::timestamptz IS NULL OR created_at < $6)
        ORDER BY seq DESC LIMIT $4)
       UNION ALL
       (SELECT seq FROM usage_events
        WHERE customer_id = $1 AND ($2::bigint IS NULL OR seq < $2) AND ($3::text IS NULL OR $3 = 'consumption')
          AND unit IS NOT NULL AND cost_nanos <> 0
          AND ($5::timestamptz IS NULL OR created_at >= $5) AND ($6::timestamptz IS NULL OR created_at < $6)
        ORDER BY seq DESC LIMIT $4)))
     ORDER BY seq DESC LIMIT $4`,
    [uuidFromId(customerId), beforeSeq ?? null, type ?? null, limit + 1, from ?? null, to ?? null],
  );
}

/** What the verification compares an account's lines with: its row, and what archived lines left it to open with. */
export interface StoredAccount extends Record<string, unknown> {
  customer_id: string;
  last_seq: bigint;
  allowance_nanos: bigint;
  purchased_nanos: bigint;
  archived_seq: bigint;
  archived_balance_nanos: bigint;
  archived_purchased_nanos: bigint;
}

/** Every account, in the order of customers. */
export const accountsInOrder = (tx: Db, atOnce: number): AsyncIterator<readonly StoredAccount[]> =>
  pages<StoredAccount>(
    tx,
    `SELECT b.customer_id, b.last_seq, b.allowance_nanos, b.purchased_nanos, coalesce(a.through_seq, 0) AS archived_seq,
       coalesce(a.balance_after_nanos, 0) AS archived_balance_nanos, coalesce(a.purchased_nanos, 0) AS archived_purchased_nanos
     FROM balances b LEFT JOIN archived_lines a USING (customer_id) ORDER BY b.customer_id`,
    atOnce,
  );

/** Lines that are here, as accounts number them. */
export async function totalLines(db: Db): Promise<number> {
  const [row] = await query<{ total: string }>(
    db,
    `SELECT ((SELECT coalesce(sum(last_seq), 0) FROM balances)
       - (SELECT coalesce(sum(through_seq), 0) FROM archived_lines))::text AS total`,
  );
  return Number(row!.total);
}

/** What archived lines left to a customer that has no account. */
export async function archivedWithoutAccount(
  db: Db,
): Promise<{ customer_id: string; seq: bigint } | undefined> {
  const [row] = await query<{ customer_id: string; seq: bigint }>(
    db,
    `SELECT customer_id, through_seq AS seq FROM archived_lines l
     WHERE NOT EXISTS (SELECT 1 FROM balances b WHERE b.customer_id = l.customer_id) LIMIT 1`,
  );
  return row;
}
