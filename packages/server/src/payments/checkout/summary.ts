/** What a checkout's page says: who asks, for what, and how much. */
import { type InvoiceRow, invoiceNumber, moneyText } from "../../billing/index.js";
import type { Clock, Db } from "../../platform/index.js";
import type { CatchUp } from "../../subscriptions/index.js";
import { type BrandingRow, findBranding } from "../../tenancy/index.js";
import type { CheckoutRow } from "../schema.js";
import { locked } from "../settle-later.js";
import { type Owed, owedAt } from "./owed.js";
import { subscriptionAt } from "./subscription-at.js";

export interface Summary {
  readonly seller: Seller;
  readonly title: string;
  /** Below the title: the price and how often, the number of an invoice. */
  readonly facts: readonly Row[];
  /** What the total is made of. */
  readonly lines: readonly Row[];
  /** As people read it: `$29.00`. */
  readonly total: string;
  /** What the button says. */
  readonly action: string;
}

export interface Row {
  readonly label: string;
  readonly value: string;
}

/** As the environment's branding says; null where nothing is set. */
export interface Seller {
  readonly name: string | null;
  readonly hasLogo: boolean;
  /** `#rrggbb`, dark enough for white text on it. */
  readonly accent: string | null;
  readonly email: string | null;
  readonly website: string | null;
}

interface SummaryDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly catchUp: CatchUp;
}

export async function summarize(dependencies: SummaryDependencies, checkout: CheckoutRow): Promise<Summary> {
  const { db, catchUp } = dependencies;
  const owed = await locked(dependencies, checkout, (tx, customer, at) =>
    owedAt(tx, checkout, { customer, at, catchUp }),
  );
  const seller = await sellerOf(db, checkout);
  const total = moneyText(owed.amountNanos, owed.currency);
  const said = { seller, total, lines: linesOf(owed) };
  if (owed.invoice)
    return { ...said, title: owed.description, facts: factsOf(owed.invoice), action: `Pay ${total}` };
  const { name, facts } = await planFacts(db, checkout);
  if (checkout.kind === "payment_method")
    return { ...said, title: `Card for ${name}`, facts, action: "Save the card" };
  if (owed.trialDays === 0)
    return { ...said, title: name, facts, action: owed.amountNanos > 0n ? `Pay ${total}` : "Save the card" };
  const trial = { label: "Free trial", value: `${owed.trialDays} days` };
  return { ...said, title: name, facts: [...facts, trial], action: "Start the trial" };
}

export async function sellerOf(db: Db, { environmentId }: CheckoutRow): Promise<Seller> {
  const branding: BrandingRow | undefined = await findBranding(db, environmentId);
  return {
    name: branding?.legalName ?? null,
    hasLogo: Boolean(branding?.logoDigest),
    accent: branding?.accentColor ?? null,
    email: branding?.email ?? null,
    website: branding?.website ?? null,
  };
}

/** One line says no more than the total does, where that is all of it. */
const linesOf = ({ lines, amountNanos, currency }: Owed): Row[] => {
  const rows = lines.map((line) => ({
    label: line.description,
    value: moneyText(line.amountNanos, currency),
  }));
  const sumNanos = lines.reduce((sum, line) => sum + line.amountNanos, 0n);
  if (sumNanos === amountNanos || rows.length === 0) return rows;
  return [...rows, { label: "Credited or paid", value: moneyText(amountNanos - sumNanos, currency) }];
};

function factsOf(invoice: InvoiceRow): Row[] {
  const number = invoiceNumber(invoice);
  return [
    ...(number ? [{ label: "Invoice", value: number }] : []),
    ...(invoice.dueAt ? [{ label: "Due", value: invoice.dueAt.toISOString().slice(0, 10) }] : []),
  ];
}

const PER = { weekly: "week", monthly: "month", quarterly: "quarter", yearly: "year" } as const;

async function planFacts(db: Db, checkout: CheckoutRow): Promise<{ name: string; facts: Row[] }> {
  const { row, name, plan, price } = await subscriptionAt(db, checkout);
  const per = price
    ? `${moneyText(price.amountNanos, row.currency)} per ${PER[price.billingInterval]}`
    : "free";
  const named = plan.name === name ? [] : [{ label: "Plan", value: plan.name }];
  return { name, facts: [...named, { label: "Price", value: per }] };
}
