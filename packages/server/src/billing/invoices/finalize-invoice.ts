/**
 * A draft becomes an invoice: the customer's credits are used, so that its total is what is left to be paid (a negative
 * rest becomes a credit for the next ones); it says what both sides are called now, and is handed to be collected. Its
 * number it takes before the commit.
 */
import { requireCustomerById } from "../../customers/index.js";
import { addMs, type Db, type Id } from "../../platform/index.js";
import type { LockedCustomer } from "../../subscriptions/index.js";
import { findBranding } from "../../tenancy/index.js";
import { giveCustomerCredit } from "../credits/give-credit.js";
import { useCredits } from "../credits/use-credits.js";
import type { BillTo, InvoiceRow } from "../schema.js";
import type { Collect } from "./collect.js";
import { rowsOf } from "./draft-invoice.js";
import { adjustmentLine, type Line, sumOf } from "./lines.js";
import { markPaid } from "./mark-paid.js";
import { numberBeforeCommit, tellOfInvoice } from "./number-invoices.js";
import { findInvoice, insertLines, updateInvoice } from "./store.js";

const DAY_MS = 86_400_000;

interface Finalizing {
  /** Their account is locked. */
  readonly customer: LockedCustomer;
  readonly draft: InvoiceRow;
  readonly lineCount: number;
  /** Business time. */
  readonly at: Date;
}

/** @returns the invoice as it is after its collection was tried, without its number */
export async function finalizeInvoice(tx: Db, input: Finalizing, collect: Collect): Promise<InvoiceRow> {
  const { customer, draft, lineCount, at } = input;
  const { environmentId } = customer.account;
  const credits = await linesOfCredits(tx, input);
  await insertLines(tx, rowsOf(credits, lineCount, draft));
  const totalNanos = draft.totalNanos + sumOf(credits);
  const parties = await partiesOf(tx, environmentId, draft.customerId);
  const netDays = draft.netDays ?? parties.netDays;
  const invoice = await updateInvoice(tx, draft, {
    status: "open",
    totalNanos,
    issuedAt: at,
    updatedAt: at,
    netDays,
    dueAt: addMs(at, netDays * DAY_MS),
    brandingVersion: parties.brandingVersion,
    billTo: parties.billTo,
  });
  numberBeforeCommit(tx, invoice);
  await tellOfInvoice(tx, "invoice.finalized", invoice);
  // There is nothing to be paid.
  if (totalNanos === 0n) return markPaid(tx, customer, invoice, at);
  const collected = await collect(tx, invoice, customer.livemode);
  // A card that is declined may have made it void.
  if (collected.status === "open") return (await findInvoice(tx, environmentId, invoice.id))!;
  return markPaid(tx, customer, invoice, collected.at);
}

const KEPT = "Kept as a credit for your next invoices";

async function linesOfCredits(tx: Db, { customer, draft, at }: Finalizing): Promise<Line[]> {
  const { id: invoiceId, currency, totalNanos: dueNanos } = draft;
  if (dueNanos >= 0n) return useCredits(tx, { account: customer.account, invoiceId, currency, dueNanos, at });
  const amountNanos = -dueNanos;
  const reason = "Remainder of an invoice";
  await giveCustomerCredit(tx, { customer, amountNanos, currency, reason, sourceInvoiceId: invoiceId, at });
  return [adjustmentLine(KEPT, amountNanos)];
}

interface Parties {
  /** Null where nothing was set. */
  readonly brandingVersion: bigint | null;
  readonly billTo: BillTo;
  /** The environment's term of payment, in days. */
  readonly netDays: number;
}

/** What a document says of both sides, as they are now. */
export async function partiesOf(tx: Db, environmentId: Id<"env">, customerId: Id<"cus">): Promise<Parties> {
  const [customer, branding] = await Promise.all([
    requireCustomerById(tx, environmentId, customerId),
    findBranding(tx, environmentId),
  ]);
  const { externalId, fullName, email, taxDocument, address } = customer;
  return {
    brandingVersion: branding?.version ?? null,
    billTo: { externalId, fullName, email, taxDocument, address },
    netDays: branding?.netDays ?? 0,
  };
}
