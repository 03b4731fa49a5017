/** What admitted usage costs, in the unit that its plan deducts. Pure; the price in force was looked up before. */

import {
  shapeTokenCost,
  shapeUnitCost,
  type TokensUsed,
  type UsageEventRow,
  type UsageRequest,
} from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import { BASE_CURRENCY, exchangeRateAt, type PlanConfig } from "../plans/index.js";
import { FarthingError } from "../platform/index.js";
import { rateTokens, rateUnits } from "../rating/index.js";
import type { Admission } from "./admit.js";
import type { WouldBeCost } from "./item.js";

export interface Priced extends WouldBeCost {
  readonly price: PinnedPrice | undefined;
  /** What is pinned with the event, so that it can be rated again. */
  readonly pinned: Partial<
    Pick<
      UsageEventRow,
      "modelPriceId" | "marginBasisPoints" | "rounding" | "exchangeRateNanos" | "unitPriceNanos"
    >
  >;
}

/**
 * @param config with the rates that AI costs are exchanged by
 * @throws FarthingError `model_not_found` as `price` says; `exchange_rate_not_found`; `validation_error` above what an
 *   account can hold
 */
export function priceUsage(
  config: PlanConfig,
  admission: Admission,
  { usage, occurredAt }: Pick<UsageRequest, "usage" | "occurredAt">,
  price: PinnedPrice | FarthingError | undefined,
): Priced {
  if (usage.kind === "tokens") {
    if (price === undefined || price instanceof FarthingError)
      throw price ?? new Error("an AI event was not priced");
    return priceTokens(admission, usage, price, exchangeRateTo(config, admission, occurredAt));
  }
  const quantityNanoUnits = usage.kind === "units" ? usage.quantityNanoUnits : 0n;
  const { plan, terms, subscription } = admission;
  if (plan.consumptionModel === "metered")
    return { nanos: 0n, unit: null, cost: undefined, price: undefined, pinned: {} };
  const isCredits = plan.consumptionModel === "credits";
  const unitPriceNanos = (isCredits ? terms.creditsPerUnitNanos : terms.unitPriceNanos)!;
  const nanos = rateUnits(quantityNanoUnits, unitPriceNanos);
  const unit = isCredits ? "credits" : subscription.currency;
  const cost = isCredits ? undefined : shapeUnitCost(quantityNanoUnits, unitPriceNanos, nanos, unit);
  return { nanos, unit, cost, price: undefined, pinned: { unitPriceNanos } };
}

/** Models are priced in dollars. Null for what is kept in them. */
function exchangeRateTo(config: PlanConfig, { subscription }: Admission, at: Date): bigint | null {
  const { currency } = subscription;
  if (currency === BASE_CURRENCY) return null;
  const rate = exchangeRateAt(config.exchangeRates, currency, at);
  if (rate !== undefined) return rate;
  throw new FarthingError(
    "exchange_rate_not_found",
    `There is no exchange rate from ${BASE_CURRENCY} to ${currency} that is in force at ${at.toISOString()}. Add one with POST /exchange-rates, and replay this usage.`,
    { param: "feature", details: { currency } },
  );
}

function priceTokens(
  { terms, subscription }: Admission,
  usage: TokensUsed,
  price: PinnedPrice,
  exchangeRateNanos: bigint | null,
): Priced {
  const marginBasisPoints = terms.marginBasisPoints ?? 0;
  const { rounding } = terms;
  const cost = rateTokens(usage.tokens, price, marginBasisPoints, rounding, exchangeRateNanos);
  const ratedBy = { marginBasisPoints, rounding, exchangeRateNanos };
  return {
    nanos: cost.totalNanos,
    unit: subscription.currency,
    cost: shapeTokenCost(cost, price, ratedBy, subscription.currency),
    price,
    pinned: { modelPriceId: price.id, ...ratedBy },
  };
}
