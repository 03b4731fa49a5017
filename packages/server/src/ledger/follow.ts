/**
 * The ledger's laws over an account's lines, one after the other in the order of their numbers: numbers have no gap, and
 * each balance is the one before and the line's amount. Pure.
 */

/** What the lines up to some number leave to those behind them. Amounts are nanos of the account's unit. */
export interface Opening {
  readonly throughSeq: bigint;
  readonly balanceNanos: bigint;
  readonly purchasedNanos: bigint;
}

export interface Line {
  readonly seq: bigint;
  /** Signed. */
  readonly amountNanos: bigint;
  readonly purchasedNanos: bigint;
  readonly balanceAfterNanos: bigint | null;
  /** Events that took nothing from a balance are numbered, and say nothing of what is left. */
  readonly isLedgerLine: boolean;
}

export interface Flaw {
  /** Null where the account as a whole is broken, not one line. */
  readonly seq: bigint | null;
  readonly what: string;
  readonly expected: string | null;
  readonly found: string | null;
}

export class Following implements Opening {
  throughSeq: bigint;
  balanceNanos: bigint;
  purchasedNanos: bigint;

  constructor(opening: Opening) {
    this.throughSeq = opening.throughSeq;
    this.balanceNanos = opening.balanceNanos;
    this.purchasedNanos = opening.purchasedNanos;
  }

  /** Goes on by one line. @returns what it breaks */
  follow(line: Line): Flaw | undefined {
    const { seq } = line;
    this.throughSeq += 1n;
    if (seq !== this.throughSeq) return flaw(seq, "number of the line", this.throughSeq, seq);
    if (!line.isLedgerLine) return undefined;
    this.balanceNanos += line.amountNanos;
    this.purchasedNanos += line.purchasedNanos;
    if (line.balanceAfterNanos === this.balanceNanos) return undefined;
    return flaw(seq, "balance after the line", this.balanceNanos, line.balanceAfterNanos);
  }

  /** Whether the lines go up to this one. */
  endAt(seq: bigint): Flaw | undefined {
    const next = this.throughSeq + 1n;
    return seq === this.throughSeq ? undefined : flaw(next, "number of the line", next, null);
  }
}

export const flaw = (seq: bigint | null, what: string, expected: bigint, found: bigint | null): Flaw => ({
  seq,
  what,
  expected: String(expected),
  found: found === null ? null : String(found),
});
