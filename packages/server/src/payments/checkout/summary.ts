/** What a checkout's page says is to be paid. */
import { decimalFromScaled, minorUnitDigits } from "@farthing/contract";
import { amountDueNanos, findInvoice } from "../../billing/index.js";
import { loadPinnedVersions, loadPlanConfig, planInForce, pricesOf } from "../../plans/index.js";
import type { Db } from "../../platform/index.js";
import { asItBegins, findSubscription } from "../../subscriptions/index.js";
import type { CheckoutRow } from "../schema.js";
import type { Summary } from "./page.js";
import { amountOf } from "./pay-with-test-card.js";

/** `USD 29.00`: exact, and the same in every place. */
export function money(nanos: bigint, currency: string): string {
  const digits = minorUnitDigits(currency);
  const [whole = "0", fraction = ""] = decimalFromScaled(nanos, 9).split(".");
  return `${currency} ${digits === 0 ? whole : `${whole}.${fraction.slice(0, digits).padEnd(digits, "0")}`}`;
}

const PER = { weekly: "week", monthly: "month", quarterly: "quarter", yearly: "year" } as const;
const TAXES = { label: "Taxes", value: "none" };

export async function summarize(db: Db, checkout: CheckoutRow): Promise<Summary> {
  if (checkout.kind === "invoice") return ofInvoice(db, checkout);
  const found = await findSubscription(db, checkout.environmentId, checkout.subscriptionId!);
  if (!found) throw new Error(`checkout ${checkout.id} has no subscription`);
  const config = await loadPlanConfig(db, checkout.environmentId);
  const row = found.status === "pending_payment" ? await asItBegins(db, config, found) : found;
  await loadPinnedVersions(db, config, [row]);
  const offered = planInForce(config, row);
  const price = pricesOf(config, offered).find(({ id }) => id === row.priceId);
  const per = price ? `${money(price.amountNanos, row.currency)} per ${PER[price.billingInterval]}` : "none";
  const plan = { label: "Plan", value: offered.name };
  const rows = [plan, { label: "Price", value: per }];
  const due = money(await amountOf(db, checkout), row.currency);
  if (checkout.kind === "payment_method")
    return { title: `Card for ${row.name}`, rows, total: due, action: "Save the card" };
  if (checkout.trialDays === 0)
    return { title: row.name, rows: [...rows, TAXES], total: due, action: `Pay ${due}` };
  const trial = { label: "Trial", value: `${checkout.trialDays} days` };
  return { title: row.name, rows: [...rows, trial, TAXES], total: due, action: "Start the trial" };
}

async function ofInvoice(db: Db, checkout: CheckoutRow): Promise<Summary> {
  const invoice = await findInvoice(db, checkout.environmentId, checkout.invoiceId!);
  if (!invoice) throw new Error(`checkout ${checkout.id} has no invoice`);
  const due = money(amountDueNanos(invoice), invoice.currency);
  const number = { label: "Invoice", value: `INV-${String(invoice.number).padStart(6, "0")}` };
  return { title: invoice.description ?? "Invoice", rows: [number, TAXES], total: due, action: `Pay ${due}` };
}
