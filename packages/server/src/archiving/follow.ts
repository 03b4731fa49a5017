/** The ledger's laws over lines that are about to go: once they are archived, nothing checks them any more. */
import type { BrokenLine } from "../ledger/index.js";
import type { Stretch } from "../metering/index.js";
import type { Lines } from "./chunk.js";

/** What lines up to some number leave to those behind them. Amounts are nanos of the account's unit. */
export interface Opening {
  readonly throughSeq: bigint;
  readonly balanceNanos: bigint;
  readonly purchasedNanos: bigint;
}

interface Change {
  readonly seq: bigint;
  readonly amountNanos: bigint;
  readonly purchasedNanos: bigint;
  readonly balanceAfterNanos: bigint | null;
  /** Events that took nothing from a balance are numbered, and say nothing of what is left. */
  readonly isLedgerLine: boolean;
}

/** Follows the lines of a stretch from what is left before them to what they leave, or to the first that breaks a law. */
export function follow(
  opening: Opening,
  stretch: Stretch,
  lines: Lines,
): { closing: Opening } | { broken: BrokenLine } {
  let { throughSeq, balanceNanos, purchasedNanos } = opening;
  const broken = (seq: bigint, what: string, expected: bigint, found: bigint | null) => ({
    broken: {
      customerId: stretch.customerId,
      seq,
      what,
      expected: String(expected),
      found: found === null ? null : String(found),
    },
  });
  for (const change of changesOf(lines)) {
    if (change.seq !== throughSeq + 1n)
      return broken(change.seq, "number of the line", throughSeq + 1n, change.seq);
    throughSeq = change.seq;
    if (!change.isLedgerLine) continue;
    balanceNanos += change.amountNanos;
    purchasedNanos += change.purchasedNanos;
    if (change.balanceAfterNanos !== balanceNanos)
      return broken(change.seq, "balance after the line", balanceNanos, change.balanceAfterNanos);
  }
  if (throughSeq !== stretch.throughSeq)
    return broken(throughSeq + 1n, "number of the line", throughSeq + 1n, null);
  return { closing: { throughSeq, balanceNanos, purchasedNanos } };
}

function changesOf({ events, entries }: Lines): Change[] {
  const changes: Change[] = entries.map((row) => ({ ...row, isLedgerLine: true }));
  for (const row of events) {
    changes.push({
      seq: row.seq,
      amountNanos: -(row.costNanos ?? 0n),
      purchasedNanos: -(row.purchasedNanos ?? 0n),
      balanceAfterNanos: row.balanceAfterNanos,
      isLedgerLine: row.unit !== null && row.costNanos !== 0n,
    });
  }
  return changes.sort((a, b) => (a.seq < b.seq ? -1 : 1));
}
