import { invalid } from "../platform/index.js";
import { exchangeRateAt } from "./exchange-rate.js";
import type { PlanConfig, PlanDefinition } from "./plan-config.js";
import { BASE_CURRENCY } from "./plan-in-currency.js";

/**
 * Models are priced in dollars: what pays for them in another currency needs a rate before it begins, or all that is used
 * would be refused.
 * @throws FarthingError `validation_error` at `param`
 */
export function assertExchangeable(
  { exchangeRates }: Pick<PlanConfig, "exchangeRates">,
  plan: Pick<PlanDefinition, "code" | "features">,
  currency: string,
  at: Date,
  param: string,
): void {
  if (currency === BASE_CURRENCY || exchangeRateAt(exchangeRates, currency, at) !== undefined) return;
  const isAi = [...plan.features.values()].some(({ pricingMode }) => pricingMode === "ai_model");
  if (!isAi) return;
  const message = `plan ${plan.code} charges for AI models, which are priced in ${BASE_CURRENCY}, but there is no exchange rate to ${currency}. Add one with POST /exchange-rates first`;
  throw invalid(param, message);
}
