/** What a feature gives and costs in a plan, in a word. */
import type { Schemas } from "../../api/schemas";
import { formatMargin, formatNumber, formatRate } from "../../money/money";

type PlanFeature = Schemas["PlanFeature"];

type Model = Schemas["Plan"]["consumptionModel"];

/** What is metered is included by itself where the plan counts it, and elsewhere by what the plan gives for all of it. */
export function includedOf(model: Model, row: PlanFeature): string {
  if (row.type === "boolean") return "Yes";
  if (row.type === "metered" && model !== "metered") return `From the ${model}`;
  return row.unlimited ? "Unlimited" : formatNumber(row.includedAmount);
}

export function termsOf(model: Model, row: PlanFeature): string {
  if (row.type === "boolean") return "–";
  if (row.pricingMode === "ai_model") return `cost + ${formatMargin(row.margin ?? 0)}`;
  if (model === "credits" && row.type === "metered")
    return `${formatNumber(row.creditsPerUnit ?? 0)} credits each`;
  if (!row.overage.enabled) return "No more than included";
  return `${formatRate(row.overage.unitPrice ?? 0)} each`;
}

/** What a price gives each month. */
export function givenBy(
  row: Pick<Schemas["PlanPrice"], "includedBalance" | "includedCredits" | "currency">,
): string {
  if (row.includedBalance !== null) return formatRate(row.includedBalance, row.currency);
  return row.includedCredits !== null ? `${formatNumber(row.includedCredits)} credits` : "–";
}
