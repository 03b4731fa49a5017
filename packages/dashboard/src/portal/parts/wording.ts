/** What a customer reads in place of the names that the API has. */
import { formatNanos, formatNumber, formatSettlement } from "../../money/money";
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

const REASONS: Readonly<Record<string, string>> = {
  subscription_start: "First payment",
  renewal: "Renewal",
  overage: "Usage",
  cancellation: "Last usage",
  one_off: "One-off",
  plan_change: "Change of plan",
  seats: "Seats",
  credit_pack: "Credits",
  topup: "Top-up",
  adjustment: "Correction",
};
export const reasonName = (reason: string): string => REASONS[reason] ?? reason.replaceAll("_", " ");

const SETTLEMENTS: Readonly<Record<string, string>> = {
  open_amount: "Less to pay",
  customer_credit: "Credit for your next invoices",
  refund: "Given back to your card",
  outside: "Given back to you",
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
};
export const entryName = (type: string): string => ENTRIES[type] ?? type;

export const PARTS = {
  input: "Input",
  output: "Output",
  cache_read: "Cached input",
  cache_write: "Written to cache",
} as const;

/** An amount of nanos of a balance: money, or credits. */
export const amountOf = (nanos: string, unit: string): string =>
  unit === "credits" ? `${formatNumber(Number(nanos) / 1e9)} credits` : formatNanos(nanos, unit);

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
  return amountOf(charged.amountNanos, charged.unit);
}

export function leftAfter({ charged }: Receipt): string {
  if (!charged) return "–";
  if (charged.balanceAfterNanos !== null) return amountOf(charged.balanceAfterNanos, charged.unit);
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
