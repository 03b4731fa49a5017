/** Takes back a part of an invoice that is finalized, or all of it: the invoice stays as it is, the note corrects it. */
import { type CreateCreditNote, nanosPerSettlementUnit } from "@farthing/contract";
import type { z } from "zod";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  newId,
  transaction,
} from "../../platform/index.js";
import { type CatchUp, lockCurrent } from "../../subscriptions/index.js";
import { giveCustomerCredit } from "../credits/give-credit.js";
import { partiesOf } from "../invoices/finalize-invoice.js";
import { requireInvoice } from "../invoices/find-invoice.js";
import { listLines, updateInvoice } from "../invoices/store.js";
import type { CreditNoteLineRow, CreditNoteRow, CreditNoteSettlement, InvoiceRow } from "../schema.js";
import { creditNoteNumber } from "./credit-note-answer.js";
import { creditedByLine, insertCreditNote, takeCreditNoteNumber } from "./store.js";

type Input = z.output<typeof CreateCreditNote>;

/** @throws FarthingError `invoice_not_found`, `invalid_state`, `validation_error` for more than what remains */
export function issueCreditNote(
  db: Db,
  caller: Caller,
  invoiceId: Id<"inv">,
  input: Input,
  catchUp: CatchUp,
): Promise<CreditNoteRow> {
  return transaction(db, async (tx) => {
    const { customerId } = await requireInvoice(tx, caller, invoiceId);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const invoice = await requireInvoice(tx, caller, invoiceId, true);
    const settlement = settlementOf(invoice, input.settlement);
    const id = newId("cn");
    const lines = await linesOf(tx, invoice, id, input);
    const totalNanos = lines.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
    assertRemains(invoice, totalNanos, input);
    const { environmentId } = caller;
    const { brandingVersion, billTo } = await partiesOf(tx, environmentId, customerId);
    const at = caller.now();
    // Last of the locks, as for invoices.
    const number = await takeCreditNoteNumber(tx, environmentId);
    const note: CreditNoteRow = {
      customerId,
      id,
      environmentId,
      invoiceId,
      number,
      currency: invoice.currency,
      totalNanos,
      reason: input.reason,
      settlement,
      metadata: input.metadata ?? null,
      brandingVersion,
      billTo,
      issuedAt: at,
    };
    await insertCreditNote(tx, note, lines);
    await noteOnInvoice(tx, invoice, totalNanos, at);
    if (settlement === "customer_credit") {
      const reason = `Credit note ${creditNoteNumber(note)}`;
      const { currency } = invoice;
      await giveCustomerCredit(tx, {
        customer,
        amountNanos: totalNanos,
        currency,
        reason,
        sourceInvoiceId: invoiceId,
        at,
      });
    }
    return note;
  });
}

/** What is open is no longer asked for; what was paid is given back, in one way or another. */
function settlementOf(
  { id, status }: InvoiceRow,
  wanted: CreditNoteSettlement | undefined,
): CreditNoteSettlement {
  if (status === "draft" || status === "void") {
    const advice = status === "draft" ? "Delete it instead." : "Nothing is asked for with it.";
    throw new FarthingError(
      "invalid_state",
      `Invoice ${id} is ${status}, and cannot be credited. ${advice}`,
      {
        param: "id",
      },
    );
  }
  const isPaid = status === "paid";
  const settlement = wanted ?? (isPaid ? "customer_credit" : "open_amount");
  if ((settlement === "open_amount") === isPaid) {
    throw invalid(
      "settlement",
      isPaid
        ? "open_amount is not possible, for the invoice is paid; customer_credit or outside are"
        : `${settlement} is not possible, for the invoice is not paid; open_amount is`,
    );
  }
  return settlement;
}

async function linesOf(
  tx: Db,
  invoice: InvoiceRow,
  creditNoteId: Id<"cn">,
  { amount, lines, reason }: Input,
): Promise<CreditNoteLineRow[]> {
  const unit = nanosPerSettlementUnit(invoice.currency);
  const { customerId, environmentId } = invoice;
  const all = lines ?? [{ amount: amount!, description: reason }];
  const billed = new Map((await listLines(tx, invoice)).map((line) => [line.id, line]));
  const credited = await creditedByLine(tx, invoice);
  return all.map(({ lineId, description, amount: of }, position) => {
    const amountNanos = BigInt(of) * unit;
    const line = lineId === undefined ? undefined : billed.get(lineId as Id<"iline">);
    if (lineId !== undefined && !line)
      throw invalid(`lines[${position}].lineId`, `the invoice has no line ${lineId}`);
    if (line) {
      const before = credited.get(line.id) ?? 0n;
      credited.set(line.id, before + amountNanos);
      if (before + amountNanos > line.amountNanos)
        throw invalid(
          `lines[${position}].amount`,
          `${(line.amountNanos - before) / unit} are left of this line`,
        );
    }
    return {
      customerId,
      creditNoteId,
      position,
      id: newId("cnline"),
      environmentId,
      invoiceLineId: line?.id ?? null,
      description: description ?? line?.description ?? reason,
      amountNanos,
    };
  });
}

function assertRemains(invoice: InvoiceRow, totalNanos: bigint, { lines }: Input): void {
  const remaining = invoice.totalNanos - invoice.creditedNanos;
  if (totalNanos <= remaining) return;
  const unit = nanosPerSettlementUnit(invoice.currency);
  throw invalid(
    lines ? "lines" : "amount",
    `${totalNanos / unit} are more than the ${remaining / unit} that remain of this invoice`,
  );
}

/** Credited as a whole before it was paid, there is nothing to wait for. What was bought with it is not applied. */
async function noteOnInvoice(tx: Db, invoice: InvoiceRow, nanos: bigint, at: Date): Promise<void> {
  const creditedNanos = invoice.creditedNanos + nanos;
  const isSettled = invoice.status !== "paid" && creditedNanos === invoice.totalNanos;
  const fate = isSettled ? { status: "paid" as const, paidAt: at } : {};
  await updateInvoice(tx, invoice, { creditedNanos, updatedAt: at, ...fate });
}
