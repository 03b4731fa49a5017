/**
 * Invoices, payments and their attempts with the fields that the published clients' types promise. Nothing here is
 * taxed or discounted, and a credit is a line of its own: so the subtotal is the total, and the sum of the lines.
 */
import { minorUnitDigits } from "@farthing/contract";
import { type Fields, isFields } from "./fields.js";

/** By the reason of the invoice; what is billed at a subscription's end is its overage. */
const INVOICE_TYPES: Readonly<Record<string, string>> = {
  subscription_start: "recurring",
  renewal: "recurring",
  cancellation: "overage",
  one_off: "adjustment",
  seats: "adjustment",
  credit_pack: "credit_purchase",
  topup: "balance_topup",
};

export function invoice(resource: Fields): Fields {
  if (resource.deleted === true) return resource;
  const period = resource.period as Fields | null;
  const { lines } = resource;
  return {
    ...resource,
    invoiceNumber: resource.number,
    status: resource.status === "open" ? "outstanding" : resource.status,
    invoiceType: INVOICE_TYPES[String(resource.reason)] ?? resource.reason,
    subtotal: resource.total,
    discountAmount: 0,
    taxAmount: 0,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    issueDate: resource.issuedAt ?? resource.createdAt,
    dueDate: resource.dueAt,
    planName: null,
    memo: resource.description,
    poNumber: null,
    reference: null,
    metadata: resource.metadata ?? {},
    ...(Array.isArray(lines) ? { lineItems: lines.map((line: Fields) => lineItem(line, resource)) } : {}),
  };
}

const LINE_TYPES: Readonly<Record<string, string>> = {
  late_usage: "feature_overage",
  adjustment: "one_time",
  credit_pack: "one_time",
  balance_topup: "one_time",
};

/** A line without a quantity is one of its amount. */
function lineItem(line: Fields, of: Fields): Fields {
  const { kind, used, quantity, unitPrice, amount } = line;
  const isCounted = quantity !== null && unitPrice !== null;
  return {
    lineType: LINE_TYPES[String(kind)] ?? kind,
    featureName: line.feature,
    description: line.description,
    quantity: isCounted ? quantity : 1,
    unitAmount: isCounted ? Number(unitPrice) / settlementFromRate(String(of.currency)) : amount,
    amount,
    includedAmount: line.included,
    usedAmount: used,
    overageAmount: used === null ? null : quantity,
    discountType: null,
    discountValue: null,
    discountName: null,
    chargeType: chargeType(line, of),
  };
}

/** These clients have unit amounts in the scale of amounts, so that one times the quantity is the other. */
const settlementFromRate = (currency: string): number => 10 ** (4 - minorUnitDigits(currency));

function chargeType({ kind, period }: Fields, { issuedAt }: Fields): string {
  if (kind === "plan_base") return "advance";
  if (kind !== "feature_seats") return "standard";
  const isOver = isFields(period) && String(period.end) <= String(issuedAt);
  return isOver ? "true_up" : "advance";
}

const ofInvoice = (answer: Fields): Fields => ({ ...answer, object: "invoice" });
export const invoiceDownload = ofInvoice;
export const sentInvoice = (answer: Fields): Fields => ofInvoice({ sent: true, ...answer });

/** What is refunded did succeed. As long as a page waits for it, it is a link. */
export function payment(resource: Fields): Fields {
  return {
    ...resource,
    kind: resource.checkoutUrl !== null || resource.attempts === 0 ? "link" : "charge",
    status: resource.status === "refunded" ? "succeeded" : resource.status,
    amountSubtotal: resource.amount,
    taxAmount: 0,
    amountTotal: resource.amount,
    url: resource.checkoutUrl,
    expiresAt: null,
  };
}

/** @param resource with its `customer`, where that could be asked for */
export function transaction(resource: Fields): Fields {
  const { customer, amount, status, settledAt, ...rest } = resource;
  const about = isFields(customer) ? customer : {};
  const isPaid = status !== "pending" && status !== "failed";
  return {
    ...rest,
    amount,
    settledAt,
    grossAmount: amount,
    subtotal: amount,
    taxAmount: 0,
    presentmentAmount: null,
    status: status === "partially_refunded" ? "succeeded" : status,
    customerEmail: about.email ?? null,
    customerName: about.fullName ?? null,
    paidAt: isPaid ? settledAt : null,
    availableAt: null,
    updatedAt: settledAt ?? rest.createdAt,
  };
}

/** They know of a transaction that it was given back, and of no refund beside it. */
export const refund = (resource: Fields): Fields => ({
  ...resource,
  object: "transaction",
  id: resource.transactionId,
  refundId: resource.id,
  status: resource.status === "succeeded" ? "refunded" : resource.status,
});

/** The page at which a customer pays or saves a card. */
export const checkout = (page: Fields): Fields => ({
  ...page,
  object: "subscription",
  url: page.checkoutUrl,
  token: String(page.checkoutUrl).split("/").at(-1),
});
