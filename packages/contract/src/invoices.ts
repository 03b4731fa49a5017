/** Invoices: what a customer owes, line by line. */
import { z } from "zod";
import { netDays } from "./branding.js";
import { currencyCode } from "./customer-credits.js";
import {
  answeredQuantity,
  answeredRate,
  answeredSettlement,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  deletedOf,
  idSchema,
  listOf,
  metadata,
  nanosText,
  orNull,
  quantity,
  rateAmount,
  resource,
  settlementAmount,
  text,
  timestamp,
} from "./primitives.js";
import { UsageEvent } from "./usage.js";

export const invoiceStatus = z.enum(["draft", "open", "paid", "void", "uncollectible"]);

export const invoiceReason = z.enum([
  "subscription_start",
  "renewal",
  "overage",
  "cancellation",
  "one_off",
  "plan_change",
  "seats",
  "credit_pack",
  "topup",
  "adjustment",
]);

export const invoiceLineKind = z.enum([
  "plan_base",
  "feature_overage",
  "balance_overage",
  "late_usage",
  "credit",
  "adjustment",
  "feature_seats",
  "credit_pack",
  "balance_topup",
]);

/** What becomes of a credited amount. */
export const creditNoteSettlement = z.enum(["open_amount", "customer_credit", "refund", "outside"]);

/** Of one line, either way; a whole invoice is a sum of these. */
const MAX_LINE_AMOUNT = 922_337_203_685;

export const InvoiceLine = z
  .object({
    ...resource("invoice_line"),
    id: idSchema("iline"),
    kind: invoiceLineKind,
    description: z.string(),
    feature: code.nullable().meta({ description: "The feature whose usage this is" }),
    period: z
      .object({ start: answeredTime, end: answeredTime })
      .nullable()
      .meta({ description: "What the line is about: for usage, its allowance period" }),
    used: answeredQuantity.nullable().meta({ description: "All usage of the period, in units" }),
    included: answeredQuantity.nullable().meta({ description: "What the plan includes of it, in units" }),
    quantity: answeredQuantity
      .nullable()
      .meta({ description: "What this line bills, in units: usage beyond what is included" }),
    unitPrice: answeredRate.nullable(),
    amount: answeredSettlement,
    amountNanos: nanosText.meta({
      description: "The exact amount in nanos, before it was rounded to `amount`",
    }),
  })
  .meta({ id: "InvoiceLine" });

const ofInvoice = {
  ...resource("invoice"),
  id: idSchema("inv"),
  number: z
    .string()
    .nullable()
    .meta({ description: "Gapless in the environment; null on a draft", example: "INV-000042" }),
  customerId: idSchema("cus"),
  subscriptionId: idSchema("sub").nullable(),
  status: invoiceStatus,
  reason: invoiceReason,
  currency: z.string().meta({ example: "USD" }),
  total: answeredSettlement,
  amountRefunded: answeredSettlement.meta({ description: "What of it was given back, in settlement scale" }),
  period: z.object({ start: answeredTime, end: answeredTime }).nullable(),
  description: z.string().nullable(),
  metadata: metadata.nullable(),
  amountCredited: answeredSettlement.meta({ description: "Taken back by credit notes, settlement scale" }),
  amountDue: answeredSettlement.meta({
    description: "What is still to be paid, settlement scale: 0 but of open and uncollectible ones",
  }),
  netDays: netDays.nullable().meta({ description: "null on a draft that has the environment's" }),
  dueAt: answeredTime.nullable().meta({ description: "null on a draft" }),
  correctsInvoiceId: idSchema("inv").nullable(),
  voidReason: z.string().nullable(),
  issuedAt: answeredTime.nullable().meta({ description: "When it was finalized, in business time" }),
  paidAt: answeredTime.nullable(),
  voidedAt: answeredTime.nullable(),
  createdAt: answeredTime,
  updatedAt: answeredTime,
};

/** An invoice right after the change that is told of. Its lines are read by its id. */
export const InvoiceState = z
  .object({
    invoiceId: ofInvoice.id,
    number: ofInvoice.number,
    status: ofInvoice.status,
    reason: ofInvoice.reason,
    currency: ofInvoice.currency,
    total: ofInvoice.total,
    amountCredited: ofInvoice.amountCredited,
    amountDue: ofInvoice.amountDue,
    subscriptionId: ofInvoice.subscriptionId,
    period: ofInvoice.period,
    dueAt: ofInvoice.dueAt,
    correctsInvoiceId: ofInvoice.correctsInvoiceId,
    voidReason: ofInvoice.voidReason,
  })
  .meta({ id: "InvoiceState" });

export const Invoice = z.object({ ...ofInvoice, lines: z.array(InvoiceLine) }).meta({ id: "Invoice" });
export const InvoiceListItem = z.object(ofInvoice).meta({ id: "InvoiceListItem" });

export const ListInvoices = z.strictObject({
  ...cursorQuery,
  customerId: customerReference.optional(),
  subscriptionId: idSchema("sub").optional(),
  status: z
    .enum([...invoiceStatus.options, "outstanding"])
    .optional()
    .meta({ description: "`outstanding` is another name of `open`" }),
  number: z
    .string()
    .regex(/^INV-\d{6,18}$/, "must be a number such as INV-000042")
    .optional(),
  issuedFrom: timestamp.optional().meta({ description: "Finalized at this time or later" }),
  issuedTo: timestamp.optional().meta({ description: "Finalized before this time" }),
  overdue: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "Whether it is open and its due date has passed" }),
});
export const InvoiceList = listOf(InvoiceListItem).meta({ id: "InvoiceList" });

/** Either an amount, or a quantity of what has a price. */
const newInvoiceLine = z
  .strictObject({
    description: text(500),
    amount: z.int().min(-MAX_LINE_AMOUNT).max(MAX_LINE_AMOUNT).optional().meta({
      description: "Settlement scale: 100 = $1.00; below 0 for what is taken off",
    }),
    quantity: quantity.optional(),
    unitPrice: rateAmount.optional(),
  })
  .refine(
    ({ amount, quantity, unitPrice }) =>
      amount === undefined
        ? quantity !== undefined && unitPrice !== undefined
        : quantity === undefined && unitPrice === undefined,
    { path: ["amount"], message: "send either amount, or quantity and unitPrice" },
  )
  .meta({ id: "NewInvoiceLine" });

export const CreateInvoice = z
  .strictObject({
    customerId: customerReference,
    amount: settlementAmount.min(1).optional(),
    description: text(500)
      .optional()
      .meta({ description: "Of the invoice; with `amount`, of its one line too" }),
    lines: z.array(newInvoiceLine).min(1).max(250).optional(),
    draft: z
      .boolean()
      .default(false)
      .meta({ description: "Not finalized yet: it has no number, is not collected, and can be deleted" }),
    currency: currencyCode
      .optional()
      .meta({ description: "Default: that of the customer's subscription, the last one where it has ended" }),
    netDays: netDays.optional(),
    correctsInvoiceId: idSchema("inv")
      .optional()
      .meta({ description: "The finalized invoice of this customer that it corrects" }),
    metadata: metadata.optional(),
  })
  .refine((body) => (body.amount === undefined) !== (body.lines === undefined), {
    path: ["amount"],
    message: "send exactly one of amount and lines",
  })
  .refine((body) => body.amount === undefined || body.description !== undefined, {
    path: ["description"],
    message: "is required with amount",
  })
  .meta({ id: "CreateInvoice" });

export const UpdateInvoice = z
  .strictObject({
    lines: z
      .array(newInvoiceLine)
      .min(1)
      .max(250)
      .optional()
      .meta({ description: "All of them: they take the place of those that are there" }),
    description: text(500).nullable().optional(),
    netDays: netDays.nullable().optional().meta({ description: "null: the environment's" }),
    metadata: metadata.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdateInvoice" });

export const DeletedInvoice = deletedOf("invoice").meta({ id: "DeletedInvoice" });

export const SetInvoiceStatus = z
  .strictObject({
    status: z.enum(["paid", "void", "uncollectible"]),
    reason: text(500).optional().meta({ description: "Why it is void; stands on its document" }),
  })
  .refine((body) => body.reason === undefined || body.status === "void", {
    path: ["reason"],
    message: "is possible with status void alone",
  })
  .meta({ id: "SetInvoiceStatus" });

export const CreateCreditNote = z
  .strictObject({
    amount: settlementAmount.min(1).optional(),
    lines: z
      .array(
        z.strictObject({
          lineId: idSchema("iline").optional().meta({ description: "The line of the invoice that it is of" }),
          description: text(500).optional().meta({ description: "Default: the line's, else the reason" }),
          amount: settlementAmount.min(1),
        }),
      )
      .min(1)
      .max(250)
      .optional(),
    reason: text(500),
    settlement: creditNoteSettlement.optional().meta({
      description:
        "Of an open invoice `open_amount`: less is to be paid. Of a paid one `customer_credit`, the default; `refund`: it is given back by the payment provider that took it; or `outside`: you give it back by yourself.",
    }),
    metadata: metadata.optional(),
  })
  .refine((body) => (body.amount === undefined) !== (body.lines === undefined), {
    path: ["amount"],
    message: "send exactly one of amount and lines",
  })
  .meta({ id: "CreateCreditNote" });

const ofCreditNote = {
  ...resource("credit_note"),
  id: idSchema("cn"),
  number: z.string().meta({ description: "Gapless in the environment", example: "CN-000042" }),
  invoiceId: idSchema("inv"),
  customerId: idSchema("cus"),
  currency: z.string().meta({ example: "USD" }),
  total: answeredSettlement,
  reason: z.string(),
  settlement: creditNoteSettlement,
  refundId: idSchema("rfd").nullable().meta({
    description:
      "Of `refund`; it may still be `pending`. Null where it failed at the bank: a refund of the same amount of the transaction takes its place",
  }),
  metadata: metadata.nullable(),
  issuedAt: answeredTime,
};

/** A credit note as it was written, and what it left of its invoice. */
export const CreditNoteState = z
  .object({
    creditNoteId: ofCreditNote.id,
    number: ofCreditNote.number,
    invoiceId: ofCreditNote.invoiceId,
    currency: ofCreditNote.currency,
    total: ofCreditNote.total,
    reason: ofCreditNote.reason,
    settlement: ofCreditNote.settlement,
    refundId: ofCreditNote.refundId,
    invoiceAmountDue: answeredSettlement.meta({
      description: "What of the invoice is still to be paid, settlement scale",
    }),
  })
  .meta({ id: "CreditNoteState" });

export const CreditNoteListItem = z.object(ofCreditNote).meta({ id: "CreditNoteListItem" });
export const CreditNote = z
  .object({
    ...ofCreditNote,
    lines: z.array(
      z.object({
        ...resource("credit_note_line"),
        id: idSchema("cnline"),
        invoiceLineId: idSchema("iline").nullable(),
        description: z.string(),
        amount: answeredSettlement,
      }),
    ),
  })
  .meta({ id: "CreditNote" });

export const ListCreditNotes = z.strictObject({
  ...cursorQuery,
  customerId: customerReference.optional(),
  invoiceId: idSchema("inv").optional(),
});
export const CreditNoteList = listOf(CreditNoteListItem).meta({ id: "CreditNoteList" });

export const ListInvoiceLineEvents = z.strictObject({ ...cursorQuery });
export const ListCreditNoteLineEvents = z.strictObject({ ...cursorQuery });

/** Which part of an event a line bills; the rest was covered by what the plan includes, or by the balance. */
export const BilledPart = z
  .object({
    quantity: answeredQuantity.nullable().meta({
      description:
        "Units beyond what is included, below 0 where usage was taken back; null where the balance was deducted",
    }),
    coveredQuantity: answeredQuantity.nullable().meta({ description: "Units that the plan includes" }),
    amountNanos: nanosText.meta({ description: "What of the line's exact amount it is, in nanos" }),
    coveredNanos: nanosText
      .nullable()
      .meta({ description: "What of its cost the balance paid, in nanos; null where usage is counted" }),
  })
  .meta({ id: "BilledPart" });

export const InvoiceLineEvent = UsageEvent.extend({ billed: BilledPart }).meta({ id: "InvoiceLineEvent" });

/** All that is behind a line, summed: it comes to what the line says. */
export const InvoiceLineTotals = z
  .object({
    events: z.int().meta({ description: "How many there are" }),
    quantity: z
      .number()
      .nullable()
      .meta({ description: "The line's `quantity`: the billed units of all events together" }),
    eventsNanos: nanosText.meta({ description: "The billed parts of all events together, in nanos" }),
    otherNanos: nanosText.meta({
      description:
        "What no event has taken, in nanos. Of a balance below zero: less by top-ups and adjustments, more by a debt from before. Of an `adjustment`: what it names",
    }),
    amountNanos: nanosText.meta({ description: "Both together: the line's exact amount, in nanos" }),
    amount: answeredSettlement.meta({
      description: "The same, rounded once, as the line has it. Settlement scale: 100 = $1.00",
    }),
  })
  .meta({ id: "InvoiceLineTotals" });

export const InvoiceLineEventList = listOf(InvoiceLineEvent)
  .extend({
    invoiceId: idSchema("inv"),
    lineId: idSchema("iline").nullable().meta({
      description: "The line of the invoice that these are behind; null for a credit note's line of no other",
    }),
    totals: orNull(InvoiceLineTotals).meta({
      description:
        "On the first page; null on others, for lines that bill neither usage nor an adjustment, and where events are archived. " +
        "Those of a line of seats are with its `seat-events`",
    }),
    archived: z.boolean().meta({
      description:
        "true when events behind the line may have left the database for an archive: the list is then not all of them",
    }),
  })
  .meta({ id: "InvoiceLineEventList" });

/** The bytes of a PDF, not JSON. */
export const InvoicePdf = z.string().meta({ id: "InvoicePdf", format: "binary" });

export const InvoiceDownload = z
  .object({
    ...resource("invoice_download"),
    invoiceId: idSchema("inv"),
    fileName: z.string().meta({ example: "INV-000042.pdf" }),
    url: z.string().meta({ description: "Needs no key; whoever has it can read the invoice" }),
    expiresAt: answeredTime,
  })
  .meta({ id: "InvoiceDownload" });

/** The bytes of a PDF, not JSON. */
export const CreditNotePdf = z.string().meta({ id: "CreditNotePdf", format: "binary" });

export const CreditNoteDownload = z
  .object({
    ...resource("credit_note_download"),
    creditNoteId: idSchema("cn"),
    fileName: z.string().meta({ example: "CN-000042.pdf" }),
    url: z.string().meta({ description: "Needs no key; whoever has it can read the credit note" }),
    expiresAt: answeredTime,
  })
  .meta({ id: "CreditNoteDownload" });

export const SendInvoice = z
  .strictObject({
    to: z.email().max(254).optional().meta({ description: "Default: the customer's address" }),
  })
  .meta({ id: "SendInvoice" });

export const SentInvoice = z
  .object({ ...resource("sent_invoice"), invoiceId: idSchema("inv"), to: z.string(), sentAt: answeredTime })
  .meta({ id: "SentInvoice" });
