/** Takes back a part of an invoice that is finalized, or all of it: the invoice stays as it is, the note corrects it. */
import { type CreateCreditNote, nanosPerSettlementUnit } from "@farthing/contract";
import type { z } from "zod";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  least,
  newId,
  publish,
  transaction,
} from "../../platform/index.js";
import { type CatchUp, type LockedCustomer, lockCurrent } from "../../subscriptions/index.js";
import { giveCustomerCredit } from "../credits/give-credit.js";
import { returnCredits } from "../credits/use-credits.js";
import { amountDueNanos, isWhollyCredited } from "../invoices/amount-due.js";
import type { PaymentCorrections } from "../invoices/collect.js";
import { partiesOf } from "../invoices/finalize-invoice.js";
import { requireInvoice } from "../invoices/find-invoice.js";
import { markPaid } from "../invoices/mark-paid.js";
import { listLines, updateInvoice } from "../invoices/store.js";
import { reconsiderHeld } from "../purchases/given-back.js";
import type { CreditNoteLineRow, CreditNoteRow, CreditNoteSettlement, InvoiceRow } from "../schema.js";
import { creditNoteNumber } from "./credit-note-answer.js";
import { returnableNanos, type Value, valueOfInvoice } from "./given-back.js";
import { newsOfCreditNote } from "./news.js";
import { insertCreditNote, takeCreditNoteNumber } from "./store.js";

type Input = z.output<typeof CreateCreditNote>;

/** @throws FarthingError `invoice_not_found`, `invalid_state`, `validation_error` for more than what remains */
export function issueCreditNote(
  db: Db,
  caller: Caller,
  invoiceId: Id<"inv">,
  input: Input,
  { catchUp, corrections }: { readonly catchUp: CatchUp; readonly corrections: PaymentCorrections },
): Promise<CreditNoteRow> {
  return transaction(db, async (tx) => {
    const { customerId } = await requireInvoice(tx, caller, invoiceId);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const invoice = await requireInvoice(tx, caller, invoiceId, true);
    const settlement = settlementOf(invoice, input.settlement);
    const id = newId("cn");
    const value = await valueOfInvoice(tx, invoice, corrections.keptNanos);
    const lines = await linesOf(tx, invoice, value, id, input);
    const totalNanos = lines.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
    const field = input.lines ? "lines" : "amount";
    const left = await leftNanos(tx, invoice, settlement, corrections);
    assertAtMost(left, totalNanos, invoice.currency, field);
    const { environmentId } = caller;
    const { brandingVersion, billTo } = await partiesOf(tx, environmentId, customerId);
    const at = caller.now();
    // Last of the locks, as for invoices.
    const number = await takeCreditNoteNumber(tx, environmentId);
    const reason = `Credit note ${creditNoteNumber({ number })}`;
    const refund = { amountNanos: totalNanos, reason, at };
    const refundId = settlement === "refund" ? await corrections.refund(tx, invoice, refund) : null;
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
      refundId,
      metadata: input.metadata ?? null,
      brandingVersion,
      billTo,
      issuedAt: at,
    };
    await insertCreditNote(tx, note, lines);
    const creditedNanos = invoice.creditedNanos + totalNanos;
    const credited = await updateInvoice(tx, invoice, { creditedNanos, updatedAt: at });
    await publish(tx, [newsOfCreditNote(note, amountDueNanos(credited))]);
    // Of what was given back with a change of plan nothing comes back in this way as well.
    if (isWhollyCredited(credited) && value.returnedNanos === 0n) await returnCredits(tx, credited, at);
    if (settlement === "open_amount") await askForLess(tx, customer, credited, at, corrections);
    if (settlement === "customer_credit") {
      const { currency } = invoice;
      const credit = { amountNanos: totalNanos, currency, reason, sourceInvoiceId: invoiceId };
      await giveCustomerCredit(tx, { ...credit, customer, at });
    }
    await reconsiderHeld(tx, credited, corrections.keptNanos, at);
    return note;
  });
}

/** What is open is no longer asked for; what was paid is given back, in one way or another. */
function settlementOf(
  { id, status }: InvoiceRow,
  wanted: CreditNoteSettlement | undefined,
): CreditNoteSettlement {
  if (status === "draft" || status === "void") {
    const advice = status === "draft" ? "Delete it instead." : "It asks for no payment.";
    throw new FarthingError("invalid_state", `Invoice ${id} is ${status} and cannot be credited. ${advice}`, {
      param: "id",
    });
  }
  const isPaid = status === "paid";
  const settlement = wanted ?? (isPaid ? "customer_credit" : "open_amount");
  if ((settlement === "open_amount") === isPaid) {
    throw invalid(
      "settlement",
      isPaid
        ? "cannot be open_amount because the invoice is paid; send customer_credit, refund or outside"
        : `cannot be ${settlement} because the invoice is not paid; send open_amount`,
    );
  }
  return settlement;
}

async function linesOf(
  tx: Db,
  invoice: InvoiceRow,
  value: Value,
  creditNoteId: Id<"cn">,
  { amount, lines, reason }: Input,
): Promise<CreditNoteLineRow[]> {
  const unit = nanosPerSettlementUnit(invoice.currency);
  const { customerId, environmentId } = invoice;
  const all = lines ?? [{ amount: amount!, description: reason }];
  const billed = new Map((await listLines(tx, invoice)).map((line) => [line.id, line]));
  const gone = new Map<Id<"iline">, bigint>();
  return all.map(({ lineId, description, amount: of }, position) => {
    const amountNanos = BigInt(of) * unit;
    const line = lineId === undefined ? undefined : billed.get(lineId as Id<"iline">);
    if (lineId !== undefined && !line)
      throw invalid(`lines[${position}].lineId`, `the invoice has no line ${lineId}`);
    if (line) {
      const before = gone.get(line.id) ?? value.goneOfLine(line.id);
      gone.set(line.id, before + amountNanos);
      if (before + amountNanos > line.amountNanos)
        throw invalid(
          `lines[${position}].amount`,
          `is more than the ${(line.amountNanos - before) / unit} that can still be credited on this line`,
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

/**
 * What can still be credited in this way: never more than remains of the invoice, and of money not more than was paid and
 * has not been given back, by a refund, as a credit or with a change of plan. What is given back `outside` may be one of these.
 */
async function leftNanos(
  tx: Db,
  invoice: InvoiceRow,
  settlement: CreditNoteSettlement,
  corrections: PaymentCorrections,
): Promise<bigint> {
  const remainingNanos = invoice.totalNanos - invoice.creditedNanos;
  if (settlement === "outside") return remainingNanos;
  if (settlement === "open_amount")
    return least(remainingNanos, (await valueOfInvoice(tx, invoice, corrections.keptNanos)).leftNanos);
  if (settlement === "refund" && (await corrections.keptNanos(tx, invoice)) === undefined)
    throw invalid(
      "settlement",
      "cannot be refund because no payment provider took the money; send customer_credit or outside",
    );
  return least(remainingNanos, await returnableNanos(tx, invoice, corrections.keptNanos));
}

function assertAtMost(left: bigint, totalNanos: bigint, currency: string, field: "lines" | "amount"): void {
  if (totalNanos <= left) return;
  const unit = nanosPerSettlementUnit(currency);
  throw invalid(
    field,
    `${totalNanos / unit} is more than the ${left > 0n ? left / unit : 0n} that can be credited on this invoice with this settlement`,
  );
}

/** Where nothing remains before anything was paid, there is nothing to wait for. */
async function askForLess(
  tx: Db,
  customer: LockedCustomer,
  credited: InvoiceRow,
  at: Date,
  corrections: PaymentCorrections,
): Promise<void> {
  const isSettled = amountDueNanos(credited) === 0n;
  const invoice = isSettled ? await markPaid(tx, customer, credited, at) : credited;
  await corrections.lower(tx, invoice, at);
}
