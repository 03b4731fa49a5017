/** The ledger's laws over lines that are about to go: once they are archived, nothing checks them any more. */
import { type BrokenLine, Following, type Line, type Opening } from "../ledger/index.js";
import type { Stretch } from "../metering/index.js";
import type { Lines } from "./chunk.js";

/** Follows the lines of a stretch from what is left before them to what they leave, or to the first that breaks a law. */
export function follow(
  opening: Opening,
  { customerId, throughSeq: last }: Stretch,
  lines: Lines,
): { closing: Opening } | { broken: BrokenLine } {
  const following = new Following(opening);
  for (const line of linesOf(lines)) {
    const flaw = following.follow(line);
    if (flaw) return { broken: { customerId, ...flaw } };
  }
  const missing = following.endAt(last);
  if (missing) return { broken: { customerId, ...missing } };
  const { throughSeq, balanceNanos, purchasedNanos } = following;
  return { closing: { throughSeq, balanceNanos, purchasedNanos } };
}

function linesOf({ events, entries }: Lines): Line[] {
  const lines: Line[] = entries.map((row) => ({ ...row, isLedgerLine: true }));
  for (const row of events) {
    lines.push({
      seq: row.seq,
      amountNanos: -(row.costNanos ?? 0n),
      purchasedNanos: -(row.purchasedNanos ?? 0n),
      balanceAfterNanos: row.balanceAfterNanos,
      isLedgerLine: row.unit !== null && row.costNanos !== 0n,
    });
  }
  return lines.sort((a, b) => (a.seq < b.seq ? -1 : 1));
}
