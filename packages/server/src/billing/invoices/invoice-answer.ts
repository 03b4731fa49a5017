/** Invoices as the API shows them. */
import {
  type Invoice,
  type InvoiceListItem,
  quantityFromNanoUnits,
  rateFromNanos,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { PlanConfig } from "../../plans/index.js";
import type { Db, Id } from "../../platform/index.js";
import { documentNumber } from "../documents/document-number.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";
import { amountDueNanos } from "./amount-due.js";

/** Null on a draft. */
export const invoiceNumber = ({ number }: Pick<InvoiceRow, "number">): string | null =>
  number === null ? null : documentNumber("INV", number);

/** What of each invoice was given back, in nanos; handed in, as what takes money stands behind billing. */
export type RefundedOf = (db: Db, ids: readonly Id<"inv">[]) => Promise<ReadonlyMap<Id<"inv">, bigint>>;

export const shapeInvoice = (
  row: InvoiceRow,
  refundedNanos: bigint,
  livemode: boolean,
): z.input<typeof InvoiceListItem> => ({
  object: "invoice",
  livemode,
  id: row.id,
  number: invoiceNumber(row),
  customerId: row.customerId,
  subscriptionId: row.subscriptionId,
  status: row.status,
  reason: row.reason,
  currency: row.currency,
  total: settlementFromNanos(row.totalNanos, row.currency),
  amountRefunded: settlementFromNanos(refundedNanos, row.currency),
  period: periodOf(row),
  description: row.description,
  metadata: row.metadata,
  amountCredited: settlementFromNanos(row.creditedNanos, row.currency),
  amountDue: settlementFromNanos(amountDueNanos(row), row.currency),
  netDays: row.netDays,
  dueAt: row.dueAt?.toISOString() ?? null,
  correctsInvoiceId: row.correctsId,
  voidReason: row.voidReason,
  issuedAt: row.issuedAt?.toISOString() ?? null,
  paidAt: row.paidAt?.toISOString() ?? null,
  voidedAt: row.voidedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const shapeWithLines = (
  row: InvoiceRow,
  lines: readonly InvoiceLineRow[],
  config: Pick<PlanConfig, "features">,
  refundedNanos: bigint,
  livemode: boolean,
): z.input<typeof Invoice> => ({
  ...shapeInvoice(row, refundedNanos, livemode),
  lines: lines.map((line) => ({
    object: "invoice_line",
    livemode,
    id: line.id,
    ...shapeLine(line, row.currency, config),
  })),
});

/** What a line says, whether or not it stands on an invoice yet. */
export const shapeLine = (
  line: InvoiceLineRow,
  currency: string,
  { features }: Pick<PlanConfig, "features">,
) => ({
  kind: line.kind,
  description: line.description,
  feature: line.featureId === null ? null : features.get(line.featureId)!.code,
  period: periodOf(line),
  used: quantityOrNull(line.usedNanoUnits),
  included: quantityOrNull(line.includedNanoUnits),
  quantity: quantityOrNull(line.quantityNanoUnits),
  unitPrice: line.unitPriceNanos === null ? null : rateFromNanos(line.unitPriceNanos),
  amount: settlementFromNanos(line.amountNanos, currency),
  amountNanos: line.exactNanos.toString(),
});

const quantityOrNull = (nanoUnits: bigint | null): number | null =>
  nanoUnits === null ? null : quantityFromNanoUnits(nanoUnits);

const periodOf = ({ periodStart, periodEnd }: Pick<InvoiceRow, "periodStart" | "periodEnd">) =>
  periodStart && periodEnd ? { start: periodStart.toISOString(), end: periodEnd.toISOString() } : null;
