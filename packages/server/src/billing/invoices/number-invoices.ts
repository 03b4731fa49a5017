/**
 * Numbers of invoices, without gaps: their one row is locked from when one is taken to the commit, and all of an environment
 * that finalize wait for it. So they are taken last, for all invoices of a transaction at once; what is told of these
 * says the number and is written then too, in the place where it happened.
 */
import {
  beforeCommit,
  type Db,
  doLastNow,
  type Id,
  newId,
  publish,
  publishAt,
} from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";
import { type InvoiceNews, newsOfInvoice } from "./news.js";
import { findInvoice, setNumbers, takeNumbers } from "./store.js";

interface Told {
  readonly id: Id<"whe">;
  readonly type: InvoiceNews;
}

interface Waiting {
  readonly invoice: InvoiceRow;
  /** Undefined: it is the invoice that is to have a number. */
  readonly told?: Told;
}

/** @param invoice which was finalized in this transaction */
export const numberBeforeCommit = (tx: Db, invoice: InvoiceRow): void =>
  beforeCommit<Waiting>(tx, { invoice }, numberAll);

/** Tells of it with its number, before the commit where it has none yet. @param invoice as the change left it */
export async function tellOfInvoice(tx: Db, type: InvoiceNews, invoice: InvoiceRow): Promise<void> {
  if (isToBeNumbered(invoice)) tellBeforeCommit(tx, type, invoice);
  else await publish(tx, [newsOfInvoice(type, invoice)]);
}

/** Of one that is finalized in the same transaction. */
export const tellBeforeCommit = (tx: Db, type: InvoiceNews, invoice: InvoiceRow): void =>
  beforeCommit<Waiting>(tx, { invoice, told: { id: newId("whe"), type } }, numberAll);

const isToBeNumbered = ({ status, number }: InvoiceRow): boolean => status !== "draft" && number === null;

/** For an answer that says the number: what else is done in the transaction while all others wait should be short. */
export async function withNumber(tx: Db, { environmentId, id }: InvoiceRow): Promise<InvoiceRow> {
  await doLastNow(tx);
  return (await findInvoice(tx, environmentId, id))!;
}

async function numberAll(tx: Db, waiting: readonly Waiting[]): Promise<Promise<unknown>[]> {
  const finalized = waiting.filter(({ told }) => !told).map(({ invoice }) => invoice);
  const first = await takeNumbers(tx, finalized[0]!.environmentId, finalized.length);
  const numbered = finalized.map(({ customerId, id }, i) => ({ customerId, id, number: first + BigInt(i) }));
  const numbers = new Map(numbered.map(({ id, number }) => [id, number]));
  const news = waiting.flatMap(({ invoice, told }) => {
    if (!told) return [];
    const number = isToBeNumbered(invoice) ? numbers.get(invoice.id) : invoice.number;
    if (number === undefined) throw new Error(`invoice ${invoice.id} is finalized and has no number`);
    return [{ id: told.id, news: newsOfInvoice(told.type, { ...invoice, number }) }];
  });
  return [setNumbers(tx, numbered), publishAt(tx, news)];
}
