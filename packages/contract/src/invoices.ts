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
    feature: code.nullable().meta({ description: "The feature that this line bills" }),
    period: z
      .object({ start: answeredTime, end: answeredTime })
      .nullable()
      .meta({ description: "The period that the line covers; for usage, its allowance period" }),
    used: answeredQuantity.nullable().meta({ description: "Total usage of the period, in units" }),
    included: answeredQuantity.nullable().meta({ description: "Units included in the plan" }),
    quantity: answeredQuantity
      .nullable()
      .meta({ description: "Units that this line bills: the usage beyond the included units" }),
    unitPrice: answeredRate.nullable(),
    amount: answeredSettlement,
    amountNanos: nanosText.meta({
      description: "The exact amount in nanos, before rounding to `amount`",
    }),
  })
  .meta({ id: "InvoiceLine" });

const ofInvoice = {
  ...resource("invoice"),
  id: idSchema("inv"),
  number: z.string().nullable().meta({
    description: "Numbered without gaps in the environment; null on a draft",
    example: "INV-000042",
  }),
  customerId: idSchema("cus"),
  subscriptionId: idSchema("sub").nullable(),
  status: invoiceStatus,
  reason: invoiceReason,
  currency: z.string().meta({ example: "USD" }),
  total: answeredSettlement,
  amountRefunded: answeredSettlement.meta({ description: "Amount refunded, settlement scale" }),
  period: z.object({ start: answeredTime, end: answeredTime }).nullable(),
  description: z.string().nullable(),
  metadata: metadata.nullable(),
  amountCredited: answeredSettlement.meta({
    description: "Amount credited by credit notes, settlement scale",
  }),
  amountDue: answeredSettlement.meta({
    description: "Amount still to be paid, settlement scale; 0 unless the invoice is open or uncollectible",
  }),
  netDays: netDays.nullable().meta({ description: "null on a draft that uses the environment's setting" }),
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
    .meta({ description: "`outstanding` is an alias of `open`" }),
  number: z
    .string()
    .regex(/^INV-\d{6,18}$/, "must be a number such as INV-000042")
    .optional(),
  issuedFrom: timestamp.optional().meta({ description: "Finalized at this time or later" }),
  issuedTo: timestamp.optional().meta({ description: "Finalized before this time" }),
  overdue: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "Whether the invoice is open and past its due date" }),
});
export const InvoiceList = listOf(InvoiceListItem).meta({ id: "InvoiceList" });

/** Either an amount, or a quantity of what has a price. */
const newInvoiceLine = z
  .strictObject({
    description: text(500),
    amount: z.int().min(-MAX_LINE_AMOUNT).max(MAX_LINE_AMOUNT).optional().meta({
      description: "Settlement scale: 100 = $1.00; negative for a deduction",
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
      .meta({ description: "Description of the invoice and, with `amount`, of its single line" }),
    lines: z.array(newInvoiceLine).min(1).max(250).optional(),
    draft: z
      .boolean()
      .default(false)
      .meta({ description: "Creates a draft: it has no number, is not collected, and can be deleted" }),
    currency: currencyCode.optional().meta({
      description: "Default: the currency of the customer's subscription, or of the last one if it has ended",
    }),
    netDays: netDays.optional(),
    correctsInvoiceId: idSchema("inv")
      .optional()
      .meta({ description: "The finalized invoice of the same customer that this one corrects" }),
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
      .meta({ description: "Replaces all existing lines" }),
    description: text(500).nullable().optional(),
    netDays: netDays.nullable().optional().meta({ description: "null: the environment's setting" }),
    metadata: metadata.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdateInvoice" });

export const DeletedInvoice = deletedOf("invoice").meta({ id: "DeletedInvoice" });

export const SetInvoiceStatus = z
  .strictObject({
    status: z.enum(["paid", "void", "uncollectible"]),
    reason: text(500).optional().meta({ description: "Why the invoice is void; printed on its document" }),
  })
  .refine((body) => body.reason === undefined || body.status === "void", {
    path: ["reason"],
    message: "is only allowed with status void",
  })
  .meta({ id: "SetInvoiceStatus" });

export const CreateCreditNote = z
  .strictObject({
    amount: settlementAmount.min(1).optional(),
    lines: z
      .array(
        z.strictObject({
          lineId: idSchema("iline").optional().meta({ description: "The invoice line that is credited" }),
          description: text(500)
            .optional()
            .meta({ description: "Default: the description of the credited line, or else the reason" }),
          amount: settlementAmount.min(1),
        }),
      )
      .min(1)
      .max(250)
      .optional(),
    reason: text(500),
    settlement: creditNoteSettlement.optional().meta({
      description:
        "For an open invoice, `open_amount`: the amount due is reduced. For a paid one, `customer_credit` (the default): it becomes a credit of the customer; `refund`: the payment provider that took the money returns it; or `outside`: you return it yourself.",
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
  number: z.string().meta({ description: "Numbered without gaps in the environment", example: "CN-000042" }),
  invoiceId: idSchema("inv"),
  customerId: idSchema("cus"),
  currency: z.string().meta({ example: "USD" }),
  total: answeredSettlement,
  reason: z.string(),
  settlement: creditNoteSettlement,
  refundId: idSchema("rfd").nullable().meta({
    description:
      "The refund, for settlement `refund`; it may still be `pending`. Null if it failed at the bank: refund the same amount of the transaction again in its place",
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
      description: "Amount of the invoice still to be paid, settlement scale",
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
        "Units beyond the included ones, negative if usage was taken back; null if the balance was deducted",
    }),
    coveredQuantity: answeredQuantity
      .nullable()
      .meta({ description: "Units covered by what the plan includes" }),
    amountNanos: nanosText.meta({ description: "The event's part of the line's exact amount, in nanos" }),
    coveredNanos: nanosText.nullable().meta({
      description: "The part of the event's cost that the balance paid, in nanos; null if usage is counted",
    }),
  })
  .meta({ id: "BilledPart" });

export const InvoiceLineEvent = UsageEvent.extend({ billed: BilledPart }).meta({ id: "InvoiceLineEvent" });

/** All that is behind a line, summed: it comes to what the line says. */
export const InvoiceLineTotals = z
  .object({
    events: z.int().meta({ description: "Number of events" }),
    quantity: z
      .number()
      .nullable()
      .meta({ description: "The line's `quantity`: total billed units of all events" }),
    eventsNanos: nanosText.meta({ description: "Sum of the billed parts of all events, in nanos" }),
    otherNanos: nanosText.meta({
      description:
        "The part of the amount that comes from no event, in nanos. For a balance below zero: reduced by top-ups and adjustments, increased by an earlier debt. For an `adjustment`: the adjusted amount",
    }),
    amountNanos: nanosText.meta({ description: "Sum of both: the line's exact amount, in nanos" }),
    amount: answeredSettlement.meta({
      description: "The exact amount rounded once, as on the line. Settlement scale: 100 = $1.00",
    }),
  })
  .meta({ id: "InvoiceLineTotals" });

export const InvoiceLineEventList = listOf(InvoiceLineEvent)
  .extend({
    invoiceId: idSchema("inv"),
    lineId: idSchema("iline").nullable().meta({
      description:
        "The invoice line that these events belong to; null for a credit note line that credits no invoice line",
    }),
    totals: orNull(InvoiceLineTotals).meta({
      description:
        "On the first page only; null for lines that bill neither usage nor an adjustment, and if events are archived. " +
        "For the totals of a seat line, see its `seat-events`",
    }),
    archived: z.boolean().meta({
      description:
        "true if events of the line may have been moved to an archive, so that the list may be incomplete",
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
    url: z.string().meta({ description: "Needs no API key; anyone with the link can read the invoice" }),
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
    url: z.string().meta({ description: "Needs no API key; anyone with the link can read the credit note" }),
    expiresAt: answeredTime,
  })
  .meta({ id: "CreditNoteDownload" });

export const SendInvoice = z
  .strictObject({
    to: z.email().max(254).optional().meta({ description: "Default: the customer's e-mail address" }),
  })
  .meta({ id: "SendInvoice" });

export const SentInvoice = z
  .object({ ...resource("sent_invoice"), invoiceId: idSchema("inv"), to: z.string(), sentAt: answeredTime })
  .meta({ id: "SentInvoice" });
