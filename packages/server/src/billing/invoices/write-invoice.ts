/**
 * Writes an invoice and finalizes it, all in the transaction of what it is for. The customer's credits are used first,
 * so its total is what is left to be paid. A negative rest becomes a credit for the next ones.
 */
import { type Db, type Id, newId } from "../../platform/index.js";
import type { LockedCustomer, Period } from "../../subscriptions/index.js";
import { giveCustomerCredit } from "../credits/give-credit.js";
import { useCredits } from "../credits/use-credits.js";
import type { InvoiceLineRow, InvoiceMetadata, InvoiceReason, InvoiceRow } from "../schema.js";
import type { Collect } from "./collect.js";
import { adjustmentLine, type Line, sumOf } from "./lines.js";
import { markPaid } from "./mark-paid.js";
import { insertInvoice, takeNumber, updateInvoice } from "./store.js";

export interface InvoiceInput {
  /** Where something names the invoice before it is there. */
  readonly id?: Id<"inv">;
  /** Their account is locked: it comes before the invoice numbers. */
  readonly customer: LockedCustomer;
  readonly subscriptionId: Id<"sub"> | null;
  readonly reason: InvoiceReason;
  readonly currency: string;
  readonly period: Period | null;
  readonly description?: string | undefined;
  readonly metadata?: InvoiceMetadata | undefined;
  readonly lines: readonly Line[];
  /** Business time. */
  readonly at: Date;
}

/** @returns the invoice as it is after its collection was tried */
export async function writeInvoice(tx: Db, input: InvoiceInput, collect: Collect): Promise<InvoiceRow> {
  const { customer, at } = input;
  const { customerId, environmentId } = customer.account;
  const id = input.id ?? newId("inv");
  const lines = [...input.lines, ...(await linesOfCredits(tx, input, id))];
  const totalNanos = sumOf(lines);
  await insertInvoice(
    tx,
    {
      id,
      customerId,
      environmentId,
      subscriptionId: input.subscriptionId,
      status: "draft",
      reason: input.reason,
      currency: input.currency,
      totalNanos,
      periodStart: input.period?.start ?? null,
      periodEnd: input.period?.end ?? null,
      description: input.description ?? null,
      metadata: input.metadata ?? null,
      createdAt: at,
      updatedAt: at,
    },
    lines.map((line, position) => rowOf(line, position, { customerId, environmentId, id })),
  );
  const number = await takeNumber(tx, environmentId);
  const invoice = await updateInvoice(tx, { customerId, id }, { status: "open", number, issuedAt: at });
  // There is nothing to be paid.
  if (totalNanos === 0n) return markPaid(tx, customer, invoice, at);
  const collected = await collect(tx, invoice, customer.livemode);
  if (collected.status === "open") return invoice;
  return markPaid(tx, customer, invoice, collected.at);
}

const KEPT = "Kept as a credit for your next invoices";

async function linesOfCredits(tx: Db, input: InvoiceInput, invoiceId: Id<"inv">): Promise<Line[]> {
  const { customer, currency, at } = input;
  const dueNanos = sumOf(input.lines);
  if (dueNanos >= 0n) return useCredits(tx, { account: customer.account, invoiceId, currency, dueNanos, at });
  const amountNanos = -dueNanos;
  const reason = "Rest of an invoice";
  await giveCustomerCredit(tx, { customer, amountNanos, currency, reason, sourceInvoiceId: invoiceId, at });
  return [adjustmentLine(KEPT, amountNanos)];
}

interface Owner extends Pick<InvoiceRow, "customerId" | "environmentId" | "id"> {}

const rowOf = (line: Line, position: number, { customerId, environmentId, id }: Owner): InvoiceLineRow => ({
  customerId,
  invoiceId: id,
  position,
  id: newId("iline"),
  environmentId,
  kind: line.kind,
  description: line.description,
  featureId: line.featureId,
  periodStart: line.period?.start ?? null,
  periodEnd: line.period?.end ?? null,
  usedNanoUnits: line.usedNanoUnits,
  includedNanoUnits: line.includedNanoUnits,
  quantityNanoUnits: line.quantityNanoUnits,
  unitPriceNanos: line.unitPriceNanos,
  exactNanos: line.exactNanos,
  amountNanos: line.amountNanos,
  afterSeq: line.events?.afterSeq ?? null,
  upToSeq: line.events?.upToSeq ?? null,
});
