/** Changes of a plan, in words. */
import type { PlanEditChange } from "../../../api/plan-edits";
import { formatMargin, formatNumber, formatRate, formatSettlement } from "../../../money/money";

type Field = PlanEditChange["field"];
type Value = PlanEditChange["from"];

const FIELDS: Readonly<Record<Field, string>> = {
  name: "Name",
  description: "Description",
  isPublic: "Listed to customers",
  isDefault: "Default",
  blockOnExhaustion: "Usage is refused when the balance is used up",
  topupsSurviveReset: "Top-ups survive resets",
  exchangeRate: "Exchange rate that converts prices",
  isSold: "On sale",
  trialDays: "Trial days",
  price: "Price",
  includedBalance: "Balance each month",
  includedCredits: "Credits each month",
  isInPlan: "Included in the plan",
  enabled: "Enabled",
  pricingMode: "Pricing",
  includedAmount: "Included each month",
  unlimited: "Unlimited",
  overageEnabled: "Bill overage",
  overageUnitPrice: "Price per unit",
  creditsPerUnit: "Credits per unit",
  margin: "Margin",
  rounding: "Rounding",
  seatBilling: "Seats added within a period are billed",
  maxSeats: "Maximum seats",
};

const WORDS: Readonly<Record<string, string>> = {
  fixed: "by unit",
  ai_model: "by AI model",
  ceil: "each part up to $0.0001",
  exact: "exact to 10^-9",
  true_up: "with the renewal",
  immediate: "immediately",
};

/** What a change is of: `API calls: Price per unit (JPY)`. */
export function wordsOf({ featureName, billingInterval, field, currency }: PlanEditChange): string {
  const of = featureName ?? (billingInterval === null ? undefined : `${capital(billingInterval)} price`);
  const what =
    of === undefined ? FIELDS[field] : field === "price" ? of : `${of}: ${FIELDS[field].toLowerCase()}`;
  return currency === null || currency === "USD" ? what : `${what} (${currency})`;
}

export function shownValue({ field, currency }: PlanEditChange, value: Value): string {
  if (value === null) return field === "maxSeats" ? "no limit" : "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return WORDS[value] ?? value;
  if (field === "price") return formatSettlement(value, currency ?? "USD");
  if (field === "margin") return formatMargin(value);
  if (field === "exchangeRate") return `${formatNumber(value)} ${currency} for $1`;
  return currency === null ? formatNumber(value) : formatRate(value, currency);
}

/** Without what follows from another change of the same: all terms of what is taken away, and those that say nothing. */
export function worthSaying(changes: readonly PlanEditChange[]): PlanEditChange[] {
  const comesOrGoes = new Map(
    changes
      .filter(({ field }) => field === "isInPlan" || field === "isSold")
      .map(({ featureId, priceId, to }) => [featureId ?? priceId, to === true] as const),
  );
  return changes.filter((change) => {
    const comes = comesOrGoes.get(change.featureId ?? change.priceId);
    if (comes === undefined || change.field === "isInPlan" || change.field === "isSold") return true;
    const saysNothing =
      change.to === false || change.to === 0 || change.to === null || change.field === "enabled";
    return comes && (!saysNothing || change.field === "overageUnitPrice" || change.field === "price");
  });
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
