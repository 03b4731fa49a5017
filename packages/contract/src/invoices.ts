/** Invoices: what a customer owes, line by line. */
import { z } from "zod";
import {
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  metadata,
  nanosText,
  resource,
  settlementAmount,
  text,
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

/** An amount of an invoice: settlement scale of its currency, either sign. */
const amount = z
  .number()
  .meta({ description: "Settlement scale: 100 = $1.00; whole units for currencies without decimals" });

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
    used: z.number().nullable().meta({ description: "All usage of the period" }),
    included: z.number().nullable().meta({ description: "What the plan includes of it" }),
    quantity: z
      .number()
      .nullable()
      .meta({ description: "What this line bills: usage beyond what is included" }),
    unitPrice: z.number().nullable().meta({ description: "Rate scale: 10000 = $1.00" }),
    amount,
    amountNanos: nanosText.meta({ description: "The exact amount, before it was rounded to `amount`" }),
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
  total: amount,
  amountRefunded: amount.meta({ description: "What of it was given back, in settlement scale" }),
  period: z.object({ start: answeredTime, end: answeredTime }).nullable(),
  description: z.string().nullable(),
  metadata: metadata.nullable(),
  issuedAt: answeredTime.nullable().meta({ description: "When it was finalized, in business time" }),
  paidAt: answeredTime.nullable(),
  voidedAt: answeredTime.nullable(),
  createdAt: answeredTime,
  updatedAt: answeredTime,
};

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
});
export const InvoiceList = listOf(InvoiceListItem).meta({ id: "InvoiceList" });

export const CreateInvoice = z
  .strictObject({
    customerId: customerReference,
    amount: settlementAmount.min(1),
    description: text(500),
    metadata: metadata.optional(),
  })
  .meta({ id: "CreateInvoice" });

export const SetInvoiceStatus = z
  .strictObject({ status: z.enum(["paid", "void"]) })
  .meta({ id: "SetInvoiceStatus" });

export const ListInvoiceLineEvents = z.strictObject({ ...cursorQuery });
export const InvoiceLineEventList = listOf(UsageEvent)
  .extend({
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
