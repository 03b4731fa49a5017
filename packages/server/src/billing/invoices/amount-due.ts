/** What is still to be paid of an invoice: the one figure that payments, pages and documents ask for. */
import type { InvoiceRow } from "../schema.js";

type Demand = Pick<InvoiceRow, "status" | "totalNanos" | "creditedNanos">;

/** Total less credit notes. Nothing of one that is no demand, or not one any more: it is paid as a whole or not at all. */
export function amountDueNanos({ status, totalNanos, creditedNanos }: Demand): bigint {
  const isDemanded = status === "open" || status === "uncollectible";
  return isDemanded && totalNanos > creditedNanos ? totalNanos - creditedNanos : 0n;
}

/** Nothing was paid for it, and nothing will be. */
export const isWhollyCredited = ({ totalNanos, creditedNanos }: Omit<Demand, "status">): boolean =>
  creditedNanos > 0n && creditedNanos >= totalNanos;
