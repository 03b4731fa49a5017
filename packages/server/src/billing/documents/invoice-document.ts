/** What the document of an invoice says. It is the same for as long as its state is. */
import { requireCustomerById } from "../../customers/index.js";
import { loadPlanConfig } from "../../plans/index.js";
import type { Db } from "../../platform/index.js";
import { findBranding, findLogo } from "../../tenancy/index.js";
import { amountDueNanos } from "../invoices/amount-due.js";
import { invoiceNumber } from "../invoices/invoice-answer.js";
import { findInvoice, listLines } from "../invoices/store.js";
import type { BillTo, InvoiceLineRow, InvoiceRow } from "../schema.js";
import { type AmountPaid, amountPaid, type TakenByOf } from "./amount-paid.js";
import type { PrintedDocument, PrintedLine, PrintedTotal } from "./document.js";
import { usageOf, usageTables } from "./usage-summary.js";
import {
  buyerText,
  dateText,
  moneyText,
  paperSize,
  periodText,
  quantityText,
  sellerText,
} from "./wording.js";

const DEFAULT_ACCENT = "#1f2937";

export async function invoiceDocument(
  db: Db,
  invoice: InvoiceRow,
  takenByOf: TakenByOf,
): Promise<PrintedDocument> {
  const lines = await listLines(db, invoice);
  const [look, config, usage, paid] = [
    await lookOf(db, invoice),
    await loadPlanConfig(db, invoice.environmentId),
    await usageOf(db, invoice, lines),
    await amountPaid(db, invoice, takenByOf),
  ];
  const corrected = invoice.correctsId && (await findInvoice(db, invoice.environmentId, invoice.correctsId));
  const { branding } = look;
  return {
    ...look,
    kind: "Invoice",
    number: invoiceNumber(invoice) ?? "Draft",
    stamp: stampOf(invoice),
    facts: factsOf(invoice, corrected ? invoiceNumber(corrected) : null),
    lines: lines.map((line) => lineText(line, invoice.currency)),
    totals: totalsOf(invoice, lines, paid),
    notes: notesOf(invoice, lines, branding?.paymentInstructions ?? null, paid),
    tables: usageTables(usage, config.features, invoice.currency),
    issuedAt: invoice.issuedAt ?? invoice.createdAt,
  };
}

type Issued = Pick<InvoiceRow, "environmentId" | "customerId" | "brandingVersion" | "billTo">;

/** Both sides as they were when the document was issued; as they are now, of a draft and of invoices of before. */
export async function lookOf(db: Db, { environmentId, customerId, brandingVersion, billTo }: Issued) {
  const branding =
    billTo === null || brandingVersion !== null
      ? await findBranding(db, environmentId, brandingVersion ?? undefined)
      : undefined;
  const buyer: BillTo = billTo ?? (await requireCustomerById(db, environmentId, customerId));
  return {
    branding,
    size: paperSize(buyer, branding),
    accent: branding?.accentColor ?? DEFAULT_ACCENT,
    logo: branding && (await findLogo(db, branding))?.data,
    seller: sellerText(branding),
    buyer: buyerText(buyer),
    footer: branding?.footer ?? null,
  };
}

const STAMPS = {
  draft: { text: "DRAFT", tone: "neutral" },
  open: { text: "OPEN", tone: "neutral" },
  paid: { text: "PAID", tone: "good" },
  void: { text: "VOID", tone: "bad" },
  uncollectible: { text: "UNCOLLECTIBLE", tone: "bad" },
} as const;

function stampOf({ status, paidAt, voidedAt }: InvoiceRow): PrintedDocument["stamp"] {
  const { text, tone } = STAMPS[status];
  const at = { paid: paidAt, void: voidedAt, draft: null, open: null, uncollectible: null }[status];
  return { tone, text: at ? `${text} · ${dateText(at)}` : text };
}

function factsOf(invoice: InvoiceRow, corrects: string | null): PrintedDocument["facts"] {
  const { issuedAt, dueAt, periodStart, periodEnd, netDays } = invoice;
  const facts: (readonly [string, string | null])[] = [
    ["Number", invoiceNumber(invoice)],
    ["Issued", issuedAt && dateText(issuedAt)],
    ["Due", dueAt && dateText(dueAt)],
    ["Terms", netDays ? `${netDays} days net` : null],
    ["Period", periodStart && periodEnd ? periodText({ start: periodStart, end: periodEnd }) : null],
    ["Corrects", corrects],
    ["Currency", invoice.currency],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

function lineText(line: InvoiceLineRow, currency: string): PrintedLine {
  const { periodStart, periodEnd, usedNanoUnits, includedNanoUnits, quantityNanoUnits, unitPriceNanos } =
    line;
  const details = [
    ...(periodStart && periodEnd ? [periodText({ start: periodStart, end: periodEnd })] : []),
    ...(usedNanoUnits === null || includedNanoUnits === null || quantityNanoUnits === null
      ? []
      : [
          `${quantityText(usedNanoUnits)} used, ${quantityText(includedNanoUnits)} included, ${quantityText(quantityNanoUnits)} billed`,
        ]),
    ...(line.exactNanos === line.amountNanos
      ? []
      : [`${moneyText(line.exactNanos, currency)} before rounding`]),
  ];
  return {
    description: line.description,
    details,
    quantity: quantityNanoUnits === null ? "1" : quantityText(quantityNanoUnits),
    unitPrice: moneyText(unitPriceNanos ?? line.amountNanos, currency),
    amount: moneyText(line.amountNanos, currency),
  };
}

function totalsOf(
  invoice: InvoiceRow,
  lines: readonly InvoiceLineRow[],
  paid: AmountPaid | undefined,
): PrintedTotal[] {
  const { currency, status, totalNanos } = invoice;
  const total = (label: string, nanos: bigint, isStrong = false): PrintedTotal => ({
    label,
    amount: moneyText(nanos, currency),
    isStrong,
  });
  // A draft asks for nothing yet, and to say that nothing is due would be read as that it costs nothing.
  const isDraft = status === "draft";
  const credited = invoice.creditedNanos - (paid?.creditedSinceNanos ?? 0n);
  return [
    ...creditsOf(lines).map(([label, nanos]) => total(label, nanos)),
    total(isDraft ? `Total (${currency})` : "Total", totalNanos, isDraft),
    ...(credited === 0n ? [] : [total("Credited afterwards", -credited)]),
    ...(paid === undefined || paid.nanos === 0n ? [] : [total(paid.label, -paid.nanos)]),
    ...(isDraft ? [] : [total(dueLabel(invoice), amountDueNanos(invoice), true)]),
  ];
}

/** What the lines cost and what is taken off, where anything is. */
function creditsOf(lines: readonly InvoiceLineRow[]): [label: string, nanos: bigint][] {
  const sum = (isCounted: (line: InvoiceLineRow) => boolean): bigint =>
    lines.reduce((nanos, line) => (isCounted(line) ? nanos + line.amountNanos : nanos), 0n);
  const used = sum(isCustomerCredit);
  const others = sum((line) => line.amountNanos < 0n && !isCustomerCredit(line));
  if (used === 0n && others === 0n) return [];
  const subtotal: [string, bigint] = ["Subtotal", sum(({ amountNanos }) => amountNanos > 0n)];
  const taken: [string, bigint][] = [
    ["Credits", others],
    ["Paid from customer credits", used],
  ];
  return [subtotal, ...taken.filter(([, nanos]) => nanos !== 0n)];
}

/** Not one that gives unused time back. */
const isCustomerCredit = ({ kind, returnsLineId }: InvoiceLineRow): boolean =>
  kind === "credit" && returnsLineId === null;

function dueLabel(invoice: InvoiceRow): string {
  const { currency, dueAt } = invoice;
  const until = dueAt && amountDueNanos(invoice) > 0n ? ` by ${dateText(dueAt)}` : "";
  return `Amount due${until} (${currency})`;
}

function notesOf(
  { status, description, voidReason, currency }: InvoiceRow,
  lines: readonly InvoiceLineRow[],
  instructions: string | null,
  paid: AmountPaid | undefined,
): [string, string][] {
  const isSaid = lines.some((line) => line.description === description);
  return [
    ...(description === null || isSaid ? [] : [["Description", description] as [string, string]]),
    ...(status === "void" && voidReason ? [["Reason for voiding", voidReason] as [string, string]] : []),
    ...(paid !== undefined && paid.creditedSinceNanos > 0n
      ? [["Credited after it was paid", creditedText(paid.creditedSinceNanos, currency)] as [string, string]]
      : []),
    ...(status === "open" && instructions ? [["How to pay", instructions] as [string, string]] : []),
  ];
}

const creditedText = (nanos: bigint, currency: string): string =>
  `${moneyText(nanos, currency)}. See the credit notes for how it was settled.`;
