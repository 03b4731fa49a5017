/** An invoice as it begins: with its lines and without a number. It may still be deleted. */
import { type Db, type Id, newId } from "../../platform/index.js";
import type { LockedCustomer, Period } from "../../subscriptions/index.js";
import type { InvoiceLineRow, InvoiceMetadata, InvoiceReason, InvoiceRow } from "../schema.js";
import { type Line, sumOf } from "./lines.js";
import { insertInvoice } from "./store.js";

export interface InvoiceInput {
  /** Where something names the invoice before it is there. */
  readonly id?: Id<"inv">;
  /** Their account is locked. */
  readonly customer: LockedCustomer;
  readonly subscriptionId: Id<"sub"> | null;
  readonly reason: InvoiceReason;
  readonly currency: string;
  readonly period: Period | null;
  readonly description?: string | undefined;
  readonly metadata?: InvoiceMetadata | undefined;
  /** The invoice that it corrects. */
  readonly correctsId?: Id<"inv"> | undefined;
  /** Days until payment is due; default: the environment's, when it is finalized. */
  readonly netDays?: number | undefined;
  readonly lines: readonly Line[];
  /** Business time. */
  readonly at: Date;
}

export async function draftInvoice(tx: Db, input: InvoiceInput): Promise<InvoiceRow> {
  const { at, lines } = input;
  const { customerId, environmentId } = input.customer.account;
  const id = input.id ?? newId("inv");
  return insertInvoice(
    tx,
    {
      id,
      customerId,
      environmentId,
      subscriptionId: input.subscriptionId,
      status: "draft",
      reason: input.reason,
      currency: input.currency,
      totalNanos: sumOf(lines),
      periodStart: input.period?.start ?? null,
      periodEnd: input.period?.end ?? null,
      description: input.description ?? null,
      metadata: input.metadata ?? null,
      correctsId: input.correctsId ?? null,
      netDays: input.netDays ?? null,
      createdAt: at,
      updatedAt: at,
    },
    rowsOf(lines, 0, { customerId, environmentId, id }),
  );
}

type Owner = Pick<InvoiceRow, "customerId" | "environmentId" | "id">;

/** @param first the position of the first of them */
export const rowsOf = (lines: readonly Line[], first: number, owner: Owner): InvoiceLineRow[] =>
  lines.map((line, i) => rowOf(line, first + i, owner));

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
  returnsLineId: line.returnsLineId ?? null,
});
