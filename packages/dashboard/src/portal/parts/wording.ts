/** What a customer reads in place of the names that the API has. */
import { EVEN, formatNumber, formatSettlement, formatUnit, formatUnitNanos } from "../../money/money";
import type { Plan, Receipt, Subscription } from "../api";

const EVERY = { weekly: "week", monthly: "month", quarterly: "quarter", yearly: "year" } as const;
export type Interval = keyof typeof EVERY;

export const perInterval = (interval: Interval | null): string => (interval ? `per ${EVERY[interval]}` : "");
export const INTERVAL_NAMES = {
  weekly: "Weekly",
  monthly: "Monthly",
  quarterly: "Quarterly",
  yearly: "Yearly",
} as const;

export const priceOf = ({ plan, billingInterval, currency }: Subscription): string =>
  plan.basePrice === 0 || !billingInterval
    ? "Free"
    : `${formatSettlement(plan.basePrice, currency)} ${perInterval(billingInterval)}`;

const STATES: Readonly<Record<string, string>> = {
  draft: "starts later",
  active: "active",
  trialing: "trial",
  past_due: "payment failed",
  pending_payment: "awaiting payment",
  paused: "paused",
  canceled: "canceled",
  expired: "ended",
  open: "to pay",
  paid: "paid",
  void: "canceled",
  uncollectible: "not paid",
};
export const stateName = (state: string): string => STATES[state] ?? state.replaceAll("_", " ");

/** In which the plan can be used, and so more of it bought. */
const RUNNING: readonly Subscription["status"][] = ["active", "trialing", "past_due"];
export const isRunning = ({ status }: Subscription): boolean => RUNNING.includes(status);
/** That which has never begun has neither a balance nor usage. */
export const hasBegun = ({ status }: Subscription): boolean =>
  status !== "draft" && status !== "pending_payment";

const REASONS: Readonly<Record<string, string>> = {
  subscription_start: "First payment",
  renewal: "Renewal",
  overage: "Usage",
  cancellation: "Last usage",
  one_off: "One-off",
  plan_change: "Plan change",
  seats: "Seats",
  credit_pack: "Credits",
  topup: "Top-up",
  adjustment: "Correction",
};
export const reasonName = (reason: string): string => REASONS[reason] ?? reason.replaceAll("_", " ");

const SETTLEMENTS: Readonly<Record<string, string>> = {
  open_amount: "Less to pay",
  customer_credit: "Credit for your next invoices",
  refund: "Refunded to your card",
  outside: "Refunded to you",
};
export const settlementName = (settlement: string): string =>
  SETTLEMENTS[settlement] ?? settlement.replaceAll("_", " ");

const ENTRIES: Readonly<Record<string, string>> = {
  allowance: "Included in plan",
  consumption: "Usage",
  topup: "Bought",
  adjustment: "Adjustment",
  reset: "Debt settled",
  expiry: "Included, not used",
  hold: "Reserved",
  release: "Released",
};
export const entryName = (type: string): string => ENTRIES[type] ?? type;

export const PARTS = {
  input: "Input",
  output: "Output",
  cache_read: "Cached input",
  cache_write: "Written to cache",
} as const;

/** What a receipt is about, in one line: `12,000 tokens`, `4 calls`. */
export function quantityOf({ quantity, unitName, parts, model }: Receipt): string {
  if (model !== null) return `${formatNumber(parts.reduce((sum, { tokens }) => sum + tokens, 0))} tokens`;
  if (quantity === null) return "";
  const name = unitName ?? "unit";
  return `${formatNumber(quantity)} ${quantity === 1 ? name : `${name}s`}`;
}

/** What a request took, in one line. */
export function chargedOf({ charged, quantity }: Receipt): string {
  if (!charged) return "not charged";
  if (charged.unit === "units") return `${formatNumber(quantity ?? 0)} counted`;
  return formatUnitNanos(charged.amountNanos, charged.unit, EVEN);
}

/** What a purchase has added, as a sentence begins. */
export const addedOf = ({ amount, unit }: { readonly amount: number; readonly unit: string }): string =>
  `${formatUnit(amount, unit)} ${unit === "credits" && amount !== 1 ? "were" : "was"} added.`;

/** What {@link leftAfter} says of a request: usage that is counted takes from no balance. */
export const leftAfterName = (isCounted: boolean): string => (isCounted ? "Used after" : "Balance after");

export function leftAfter({ charged }: Receipt): string {
  if (!charged) return "–";
  if (charged.balanceAfterNanos !== null)
    return formatUnitNanos(charged.balanceAfterNanos, charged.unit, EVEN);
  if (charged.usedAfter === null) return "–";
  const of = charged.included === null ? "" : ` of ${formatNumber(charged.included)}`;
  return `${formatNumber(charged.usedAfter)}${of} used`;
}

/** What a plan gives, feature by feature. */
export function offersOf({ features, consumptionModel }: Plan): { code: string; text: string }[] {
  return features
    .filter(({ enabled }) => enabled)
    .map((feature) => ({ code: feature.code, text: offerOf(feature, consumptionModel) }));
}

function offerOf(feature: Plan["features"][number], model: Plan["consumptionModel"]): string {
  const { name, type, unlimited, includedAmount, creditsPerUnit, pricingMode } = feature;
  if (type === "boolean") return name;
  if (unlimited) return `${name}: unlimited`;
  if (type === "seats")
    return includedAmount > 0 ? `${name}: ${formatNumber(includedAmount)} included` : name;
  if (model === "metered") return `${name}: ${formatNumber(includedAmount)} included`;
  if (model === "credits" && creditsPerUnit)
    return `${name}: ${formatNumber(creditsPerUnit)} ${creditsPerUnit === 1 ? "credit" : "credits"} each`;
  return pricingMode === "ai_model" ? `${name}, by tokens` : name;
}
