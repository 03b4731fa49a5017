/** What was paid for an invoice, and by what, as its document says it. */
import type { Db, Id } from "../../platform/index.js";
import { creditedBySettlement } from "../credit-notes/store.js";
import type { InvoiceRow } from "../schema.js";
import { dateText } from "./wording.js";

/** How a provider took the money. `last4` is null where it says no card, as a sandbox without one does. */
interface TakenBy {
  readonly last4: string | null;
}

/**
 * Handed in, as what takes money stands behind billing. Undefined where no provider took anything: then it was paid by
 * other means. It never changes once an invoice is paid.
 */
export type TakenByOf = (
  db: Db,
  invoice: { readonly customerId: Id<"cus">; readonly id: Id<"inv"> },
) => Promise<TakenBy | undefined>;

export interface AmountPaid {
  /** "Paid on 1 Mar 2032 by card •••• 4242". */
  readonly label: string;
  readonly nanos: bigint;
  /** What was credited after it was paid; the rest of what was credited made it less to pay. */
  readonly creditedSinceNanos: bigint;
}

/** Undefined for what is not paid. Nothing, in nanos, where nothing was left to pay. */
export async function amountPaid(
  db: Db,
  invoice: InvoiceRow,
  takenByOf: TakenByOf,
): Promise<AmountPaid | undefined> {
  const { status, paidAt, totalNanos, creditedNanos } = invoice;
  if (status !== "paid" || paidAt === null) return;
  const before = creditedNanos > 0n ? await creditedBySettlement(db, invoice) : undefined;
  const creditedBeforeNanos = before?.get("open_amount") ?? 0n;
  const takenBy = await takenByOf(db, invoice);
  return {
    label: `Paid on ${dateText(paidAt)}${meansText(takenBy)}`,
    nanos: totalNanos - creditedBeforeNanos,
    creditedSinceNanos: creditedNanos - creditedBeforeNanos,
  };
}

function meansText(takenBy: TakenBy | undefined): string {
  if (takenBy === undefined) return " by other means";
  return takenBy.last4 === null ? "" : ` by card •••• ${takenBy.last4}`;
}
