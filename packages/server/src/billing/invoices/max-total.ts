/** The most that a request may charge at once: who was shown an amount is not charged more than that. */
import { settlementFromNanos } from "@farthing/contract";
import { FarthingError } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";

/**
 * To be called before the commit, which it keeps from happening. Nothing has been taken by then: providers are asked
 * for money after it.
 * @param invoice undefined where nothing is charged at once
 * @param maxTotal settlement scale; undefined where the caller takes any amount
 * @param owedNanos of the invoice, what is owed in any case and grows while somebody reads: it is not counted
 * @throws FarthingError `total_above_maximum`
 */
export function assertTotal(
  invoice: InvoiceRow | undefined,
  maxTotal: number | undefined,
  owedNanos = 0n,
): void {
  if (!invoice || maxTotal === undefined) return;
  const { currency } = invoice;
  const total = settlementFromNanos(invoice.totalNanos - owedNanos, currency);
  if (total <= maxTotal) return;
  const beside = owedNanos > 0n ? ", beside the usage so far" : "";
  throw new FarthingError(
    "total_above_maximum",
    `This would charge ${total} now (${currency}, settlement scale)${beside}, which is more than maxTotal, ${maxTotal}. Nothing was changed.`,
    { param: "maxTotal", details: { total, maxTotal, currency } },
  );
}
