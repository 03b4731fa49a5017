/** What the document of an invoice says. It is the same until the invoice is paid, void or credited. */
import { requireCustomerById } from "../../customers/index.js";
import { loadPlanConfig } from "../../plans/index.js";
import type { Db } from "../../platform/index.js";
import { findBranding, findLogo } from "../../tenancy/index.js";
import { amountDueNanos } from "../invoices/amount-due.js";
import { invoiceNumber } from "../invoices/invoice-answer.js";
import { findInvoice, listLines } from "../invoices/store.js";
import type { BillTo, InvoiceLineRow, InvoiceRow } from "../schema.js";
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

export async function invoiceDocument(db: Db, invoice: InvoiceRow): Promise<PrintedDocument> {
  const lines = await listLines(db, invoice);
  const [look, config, usage] = [
    await lookOf(db, invoice),
    await loadPlanConfig(db, invoice.environmentId),
    await usageOf(db, invoice, lines),
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
    totals: totalsOf(invoice, lines),
    notes: notesOf(invoice, branding?.paymentInstructions ?? null),
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

function totalsOf(invoice: InvoiceRow, lines: readonly InvoiceLineRow[]): PrintedTotal[] {
  const { currency, totalNanos, creditedNanos } = invoice;
  const total = (label: string, nanos: bigint, isStrong = false): PrintedTotal => ({
    label,
    amount: moneyText(nanos, currency),
    isStrong,
  });
  const sum = (isCounted: (nanos: bigint) => boolean): bigint =>
    lines.reduce((nanos, { amountNanos }) => (isCounted(amountNanos) ? nanos + amountNanos : nanos), 0n);
  const credits = sum((nanos) => nanos < 0n);
  return [
    ...(credits === 0n
      ? []
      : [
          total(
            "Subtotal",
            sum((nanos) => nanos > 0n),
          ),
          total("Credits", credits),
        ]),
    total("Total", totalNanos),
    ...(creditedNanos === 0n ? [] : [total("Credited afterwards", -creditedNanos)]),
    total(`Amount due (${currency})`, amountDueNanos(invoice), true),
  ];
}

function notesOf(
  { status, description, voidReason }: InvoiceRow,
  instructions: string | null,
): [string, string][] {
  return [
    ...(description === null ? [] : [["Description", description] as [string, string]]),
    ...(status === "void" && voidReason ? [["Why it is void", voidReason] as [string, string]] : []),
    ...(status === "open" && instructions ? [["How to pay", instructions] as [string, string]] : []),
  ];
}
