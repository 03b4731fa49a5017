/** What is told of invoices. */
import type { InvoiceState } from "@farthing/contract";
import type { z } from "zod";
import type { News } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";
import { shapeInvoice } from "./invoice-answer.js";

export type InvoiceNews = Extract<News, { type: `invoice.${string}` }>["type"];

/** @param row as the change left it */
export const newsOfInvoice = (type: InvoiceNews, row: InvoiceRow): News => ({
  environmentId: row.environmentId,
  customerId: row.customerId,
  type,
  data: stateOf(row),
  createdAt: row.updatedAt,
});

function stateOf(row: InvoiceRow): z.input<typeof InvoiceState> {
  // What was refunded is told of where it is; and whether it is live, by the event around it.
  const { id, number, status, reason, currency, total, amountCredited, amountDue, ...rest } = shapeInvoice(
    row,
    0n,
    false,
  );
  const { subscriptionId, period, dueAt, correctsInvoiceId, voidReason } = rest;
  return {
    invoiceId: id,
    number,
    status,
    reason,
    currency,
    total,
    amountCredited,
    amountDue,
    subscriptionId,
    period,
    dueAt,
    correctsInvoiceId,
    voidReason,
  };
}
