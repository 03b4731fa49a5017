/**
 * What of an invoice has gone back to its customer, in whatever way: by credit notes, by refunds that no note speaks of, as
 * the customer's own credits that were used for it, as the rest of invoices that correct it, and as unused time on the invoice of a change of plan. Nobody gets back
 * more than was given for an invoice: money, credits, and time that was carried over from an earlier one.
 */
import { type Db, type Id, least } from "../../platform/index.js";
import { givenByCorrectionsNanos, returnedUsesNanos, revokedOfInvoiceNanos } from "../credits/store.js";
import type { PaymentCorrections } from "../invoices/collect.js";
import { listLines } from "../invoices/store.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";
import { creditedByLine, creditedBySettlement, returnedByLine } from "./store.js";

export type KeptNanos = PaymentCorrections["keptNanos"];

/** What remains of an invoice's lines for the customer, in nanos. */
export interface Value {
  /** Of one line, after what went back of it and its share of what went back of the whole; not below 0. */
  ofLine(line: Pick<InvoiceLineRow, "id" | "amountNanos">): bigint;
  /** What of a line was taken back already, by notes that name it, also where their refund failed, and by changes of plan. */
  goneOfLine(id: Id<"iline">): bigint;
  /** Of all that is on the invoice and costs something. */
  readonly leftNanos: bigint;
  /** What changes of plan gave back of it. */
  readonly returnedNanos: bigint;
}

export async function valueOfInvoice(tx: Db, invoice: InvoiceRow, keptNanos: KeptNanos): Promise<Value> {
  const lines = (await listLines(tx, invoice)).filter(({ amountNanos }) => amountNanos > 0n);
  const credited = await creditedByLine(tx, invoice);
  const byLine = new Map([...credited].map(([id, { settledNanos }]) => [id, settledNanos] as const));
  const returned = await returnedByLine(tx, invoice);
  const wholeNanos = sum(lines.map(({ id, amountNanos }) => amountNanos - (byLine.get(id) ?? 0n)));
  const restNanos = least(await restOf(tx, invoice, sum(byLine.values()), keptNanos), wholeNanos);
  const returnedNanos = sum(returned.values());
  const leftNanos = wholeNanos - restNanos - returnedNanos;
  return {
    ofLine: ({ id, amountNanos }) => {
      const own = amountNanos - (byLine.get(id) ?? 0n);
      const value = wholeNanos > 0n ? (own * (wholeNanos - restNanos)) / wholeNanos : 0n;
      return notBelowZero(value - (returned.get(id) ?? 0n));
    },
    goneOfLine: (id) => (credited.get(id)?.notedNanos ?? 0n) + (returned.get(id) ?? 0n),
    leftNanos: notBelowZero(leftNanos),
    returnedNanos,
  };
}

/** What went back and is about no line of its own. */
async function restOf(
  tx: Db,
  invoice: InvoiceRow,
  byLineNanos: bigint,
  keptNanos: KeptNanos,
): Promise<bigint> {
  const notes = await creditedBySettlement(tx, invoice);
  const of = (settlement: Parameters<typeof notes.get>[0]): bigint => notes.get(settlement) ?? 0n;
  const notedNanos = sum(notes.values()) - byLineNanos;
  const kept = await keptNanos(tx, invoice);
  const askedNanos = invoice.totalNanos - of("open_amount");
  const refundedNanos = kept === undefined ? 0n : notBelowZero(askedNanos - of("refund") - kept);
  // A note that says `outside` may be about such a refund.
  const unnotedNanos = notBelowZero(refundedNanos - of("outside"));
  const usesNanos = await returnedUsesNanos(tx, invoice);
  const revokedNanos = await revokedOfInvoiceNanos(tx, invoice);
  const correctedNanos = await givenByCorrectionsNanos(tx, invoice);
  return notBelowZero(notedNanos + unnotedNanos + usesNanos + correctedNanos - revokedNanos);
}

/**
 * What can still go back of a paid invoice as money or as a credit: what was paid and was not given back in either way, and
 * never more than its value. A credit that was revoked is not given any more.
 */
export async function returnableNanos(tx: Db, invoice: InvoiceRow, keptNanos: KeptNanos): Promise<bigint> {
  const notes = await creditedBySettlement(tx, invoice);
  const creditNanos = (notes.get("customer_credit") ?? 0n) - (await revokedOfInvoiceNanos(tx, invoice));
  const kept = await keptNanos(tx, invoice);
  const paidNanos = kept ?? invoice.totalNanos - (notes.get("open_amount") ?? 0n);
  const { leftNanos } = await valueOfInvoice(tx, invoice, keptNanos);
  return least(notBelowZero(paidNanos - notBelowZero(creditNanos)), leftNanos);
}

const sum = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};
const notBelowZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
