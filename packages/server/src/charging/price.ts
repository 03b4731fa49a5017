/** What admitted usage costs, in the unit that its plan deducts. Pure; the price in force was looked up before. */

import {
  shapeTokenCost,
  shapeUnitCost,
  type TokensUsed,
  type UsageEventRow,
  type UsageRequest,
} from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import { FarthingError } from "../platform/index.js";
import { rateTokens, rateUnits } from "../rating/index.js";
import type { Admission } from "./admit.js";
import type { WouldBeCost } from "./item.js";

export interface Priced extends WouldBeCost {
  readonly price: PinnedPrice | undefined;
  /** What is pinned with the event, so that it can be rated again. */
  readonly pinned: Partial<
    Pick<UsageEventRow, "modelPriceId" | "marginBasisPoints" | "rounding" | "unitPriceNanos">
  >;
}

/** @throws FarthingError `model_not_found` as `price` says; `validation_error` above what an account can hold */
export function priceUsage(
  admission: Admission,
  usage: UsageRequest["usage"],
  price: PinnedPrice | FarthingError | undefined,
): Priced {
  if (usage.kind === "tokens") {
    if (price === undefined || price instanceof FarthingError)
      throw price ?? new Error("an AI event was not priced");
    return priceTokens(admission, usage, price);
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

function priceTokens({ terms, subscription }: Admission, usage: TokensUsed, price: PinnedPrice): Priced {
  const marginBasisPoints = terms.marginBasisPoints ?? 0;
  const { rounding } = terms;
  const cost = rateTokens(usage.tokens, price, marginBasisPoints, rounding);
  return {
    nanos: cost.totalNanos,
    unit: subscription.currency,
    cost: shapeTokenCost(cost, price, { marginBasisPoints, rounding }, subscription.currency),
    price,
    pinned: { modelPriceId: price.id, marginBasisPoints, rounding },
  };
}
