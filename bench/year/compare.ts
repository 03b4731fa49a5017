/** Every line of every invoice, as it is stored, with what the model says. */
import type { Book, ExpectedInvoice } from "../../tests/system/billing-model.js";
import type { StoredInvoice } from "../columns.js";

export interface Compared {
  readonly invoices: number;
  readonly lines: number;
}

const text = (value: bigint | null): string | null => (value === null ? null : value.toString());

const asStored = (customer: string, invoice: ExpectedInvoice): StoredInvoice => ({
  customer,
  reason: invoice.reason,
  status: invoice.status,
  total: invoice.total.toString(),
  issued: invoice.issuedMs,
  paid: invoice.paidMs ?? null,
  lines: invoice.lines.map((line) => [
    line.kind,
    line.amount.toString(),
    line.exact.toString(),
    text(line.quantity),
    text(line.used),
    line.startMs,
    line.endMs,
  ]),
});

/** @throws Error naming the first invoice that is not as the model says, with both */
export function compareInvoices(
  books: ReadonlyMap<string, Pick<Book, "invoices">>,
  stored: readonly StoredInvoice[],
): Compared {
  const found = new Map<string, StoredInvoice[]>();
  for (const invoice of stored) {
    const its = found.get(invoice.customer);
    if (its) its.push(invoice);
    else found.set(invoice.customer, [invoice]);
  }
  let invoices = 0;
  let lines = 0;
  for (const [customer, book] of books) {
    const its = found.get(customer) ?? [];
    const wanted = book.invoices.map((invoice) => asStored(customer, invoice));
    for (let i = 0; i < Math.max(its.length, wanted.length); i++) {
      const [says, is] = [line(wanted[i]), line(its[i])];
      if (says !== is)
        throw new Error(`invoice ${i + 1} of ${customer} differs\n  the model: ${says}\n  stored:    ${is}`);
    }
    invoices += its.length;
    lines += its.reduce((sum, each) => sum + each.lines.length, 0);
  }
  return { invoices, lines };
}

const line = (invoice: StoredInvoice | undefined): string => {
  if (!invoice) return "none";
  const { customer, reason, status, total, issued, paid, lines } = invoice;
  return JSON.stringify([customer, reason, status, total, issued, paid, lines]);
};
