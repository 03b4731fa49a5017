/** Checks the ledger's laws over every account: balances are the sums of their lines, and each line follows the last. */
import { type Db, idFromUuid } from "../platform/index.js";
import { type BrokenAccount, countLines, firstBroken, firstWithoutAccount, nextCustomers } from "./store.js";

export interface BrokenLine {
  readonly customerId: string;
  /** Null where the account as a whole is broken, not one line. */
  readonly seq: bigint | null;
  readonly what: string;
  readonly expected: string | null;
  readonly found: string | null;
}

export interface VerificationProgress {
  readonly accounts: number;
  readonly accountsTotal: number;
}

const ACCOUNTS_AT_ONCE = 500;

/** @returns the first broken line, or undefined with all counted. `onPiece` sees the ids of each verified stretch. */
export async function verifyBalances(
  db: Db,
  onPiece: (
    customerUuids: readonly string[],
    progress: VerificationProgress,
  ) => Promise<BrokenLine | undefined>,
): Promise<{ broken: BrokenLine | undefined; accounts: number; lines: bigint; archivedLines: bigint }> {
  const total = await countLines(db);
  const counts = { lines: total.lines, archivedLines: total.archived };
  const stray = await firstWithoutAccount(db);
  if (stray) return { broken: lineOf(stray), accounts: 0, ...counts };
  let accounts = 0;
  let after: string | undefined;
  for (;;) {
    const customers = await nextCustomers(db, after, ACCOUNTS_AT_ONCE);
    if (customers.length === 0) return { broken: undefined, accounts, ...counts };
    const found = await firstBroken(db, customers);
    const progress = { accounts: accounts + customers.length, accountsTotal: Number(total.accounts) };
    const broken = found ? lineOf(found) : await onPiece(customers, progress);
    if (broken) return { broken, accounts, ...counts };
    accounts += customers.length;
    after = customers.at(-1);
  }
}

const lineOf = (row: BrokenAccount): BrokenLine => ({
  customerId: idFromUuid("cus", row.customer_id),
  seq: row.seq,
  what: row.what,
  expected: row.expected,
  found: row.found,
});
