/** Checks the ledger's laws over every account: balances are the sums of their lines, and each line follows the last. */
import { type Db, type Id, idFromUuid } from "../platform/index.js";
import { type Flaw, Following, flaw, type Line } from "./follow.js";
import { accountsInOrder, archivedWithoutAccount, type StoredAccount, totalLines } from "./store.js";

/** The first that breaks a law. */
export interface BrokenLine extends Flaw {
  readonly customerId: string;
}

export interface VerificationProgress {
  readonly lines: number;
  readonly linesTotal: number;
}

/** A line as the verification reads it: of any kind, also of an event that changed no balance. */
export interface LineRead {
  readonly customerUuid: string;
  readonly line: Line;
}

/** What else is checked of lines and accounts, by who knows more of them. Called in order, for each. */
export interface FurtherLaws<Read extends LineRead> {
  ofLine(read: Read): Flaw | undefined;
  /** Of these accounts, before their lines come. */
  beforeAccounts(customerUuids: readonly string[]): Promise<void>;
  atAccountsEnd(customerUuid: string): Flaw | undefined;
  afterPage(progress: VerificationProgress): void;
}

interface BalancesVerification {
  readonly broken: BrokenLine | undefined;
  readonly accounts: number;
  readonly lines: bigint;
  /** Numbered lines that are in an archive: what they left is the opening of their accounts. */
  readonly archivedLines: bigint;
}

const ACCOUNTS_AT_ONCE = 1_000;

/**
 * Follows every line of every account once, accounts and lines both in the order of customer and number.
 * @param snapshot a transaction that sees one state: accounts and lines are read at different times
 */
export async function verifyBalances<Read extends LineRead>(
  snapshot: Db,
  linesInOrder: AsyncIterable<readonly Read[]>,
  laws: FurtherLaws<Read>,
): Promise<BalancesVerification> {
  const walk = new Walk(snapshot, laws, await totalLines(snapshot));
  const stray = await archivedWithoutAccount(snapshot);
  if (stray) return walk.endWith(withoutAccount(stray.customer_id, stray.seq));
  for await (const page of linesInOrder) {
    const broken = await walk.over(page);
    if (broken) return walk.endWith(broken);
  }
  return walk.endWith(await walk.throughLastAccount());
}

class Walk<Read extends LineRead> {
  readonly #laws: FurtherLaws<Read>;
  readonly #linesTotal: number;
  readonly #accounts: AsyncIterator<readonly StoredAccount[]>;
  #page: readonly StoredAccount[] = [];
  #next = 0;
  #account: StoredAccount | undefined;
  #following: Following | undefined;
  #counted = { accounts: 0, lines: 0n, archivedLines: 0n, numbered: 0 };

  constructor(snapshot: Db, laws: FurtherLaws<Read>, linesTotal: number) {
    this.#laws = laws;
    this.#linesTotal = linesTotal;
    this.#accounts = accountsInOrder(snapshot, ACCOUNTS_AT_ONCE);
  }

  endWith(broken: BrokenLine | undefined): BalancesVerification {
    const { accounts, lines, archivedLines } = this.#counted;
    return { broken, accounts, lines, archivedLines };
  }

  async over(page: readonly Read[]): Promise<BrokenLine | undefined> {
    for (const read of page) {
      if (read.customerUuid !== this.#account?.customer_id) {
        const broken = await this.#moveTo(read);
        if (broken) return broken;
      }
      const broken = this.#following!.follow(read.line) ?? this.#laws.ofLine(read);
      if (broken) return { customerId: customerOf(read.customerUuid), ...broken };
      if (read.line.isLedgerLine) this.#counted.lines += 1n;
    }
    this.#counted.numbered += page.length;
    this.#laws.afterPage({ lines: this.#counted.numbered, linesTotal: this.#linesTotal });
    return undefined;
  }

  /** Ends the accounts before the one of this line, which may have none themselves. */
  async #moveTo({ customerUuid, line }: Read): Promise<BrokenLine | undefined> {
    for (;;) {
      const broken = await this.#nextAccount();
      if (broken) return broken;
      if (this.#account?.customer_id === customerUuid) return undefined;
      // Both come in the order of ids: the account of this line would have come by now.
      if (this.#account === undefined || this.#account.customer_id > customerUuid)
        return withoutAccount(customerUuid, line.seq);
    }
  }

  async throughLastAccount(): Promise<BrokenLine | undefined> {
    do {
      const broken = await this.#nextAccount();
      if (broken) return broken;
    } while (this.#account);
    return undefined;
  }

  async #nextAccount(): Promise<BrokenLine | undefined> {
    const flawed = this.#account && this.#endAccount(this.#account, this.#following!);
    if (flawed) return { customerId: customerOf(this.#account!.customer_id), ...flawed };
    if (this.#next === this.#page.length) await this.#readAccounts();
    const account = this.#page[this.#next++];
    this.#account = account;
    if (!account) return undefined;
    this.#following = new Following({
      throughSeq: account.archived_seq,
      balanceNanos: account.archived_balance_nanos,
      purchasedNanos: account.archived_purchased_nanos,
    });
    this.#counted.accounts += 1;
    this.#counted.archivedLines += account.archived_seq;
    return undefined;
  }

  #endAccount(account: StoredAccount, following: Following): Flaw | undefined {
    const balanceNanos = account.allowance_nanos + account.purchased_nanos;
    const { purchased_nanos: purchasedNanos } = account;
    const sums = "against the sum of its lines";
    if (following.balanceNanos !== balanceNanos)
      return flaw(null, `balance ${sums}`, following.balanceNanos, balanceNanos);
    if (following.purchasedNanos !== purchasedNanos)
      return flaw(null, `purchased part ${sums}`, following.purchasedNanos, purchasedNanos);
    if (following.throughSeq !== account.last_seq)
      return flaw(
        null,
        "number of lines against the last one's number",
        account.last_seq,
        following.throughSeq,
      );
    return this.#laws.atAccountsEnd(account.customer_id);
  }

  async #readAccounts(): Promise<void> {
    const { value } = await this.#accounts.next();
    this.#page = value ?? [];
    this.#next = 0;
    if (this.#page.length > 0) await this.#laws.beforeAccounts(this.#page.map((row) => row.customer_id));
  }
}

const customerOf = (uuid: string): Id<"cus"> => idFromUuid("cus", uuid);

/** Nothing would ever add it up. */
const withoutAccount = (customerUuid: string, seq: bigint): BrokenLine => ({
  customerId: customerOf(customerUuid),
  seq,
  what: "line without an account",
  expected: "a row in balances",
  found: null,
});
