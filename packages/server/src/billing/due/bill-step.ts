/** Writes the invoice of a step. */
import type { Db } from "../../platform/index.js";
import type { Period, SubscriptionRow } from "../../subscriptions/index.js";
import { type Line, sumOf } from "../invoices/lines.js";
import { writeInvoice } from "../invoices/write-invoice.js";
import type { InvoiceReason, InvoiceRow } from "../schema.js";
import type { StepContext } from "./step-context.js";

interface ToBill {
  readonly lines: readonly Line[];
  readonly reason: InvoiceReason;
  readonly period: Period;
  readonly at: Date;
}

/** No invoice is made of nothing: amounts that are too small to be paid wait for the next one. */
export async function bill(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  toBill: ToBill,
): Promise<InvoiceRow | undefined> {
  return sumOf(toBill.lines) === 0n ? undefined : invoiceOf(tx, context, row, toBill);
}

/** Also of lines that come to nothing. */
export function invoiceOf(
  tx: Db,
  { account, livemode, collect }: StepContext,
  row: SubscriptionRow,
  { lines, reason, period, at }: ToBill,
): Promise<InvoiceRow> {
  return writeInvoice(
    tx,
    {
      customer: { account, livemode },
      subscriptionId: row.id,
      reason,
      currency: row.currency,
      period: { start: period.start, end: period.end },
      lines,
      at,
    },
    collect,
  );
}
