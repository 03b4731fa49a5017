import {
  DeletedPlanRegionalPricing,
  DeletedPriceRegionalPricing,
  DeletePlanRegionalPricing,
  PlanRegionalPricing,
  PriceRegionalPricing,
  rateFromNanos,
  SetPlanRegionalPricing,
  SetPriceRegionalPricing,
  settlementFromNanos,
  text,
} from "@farthing/contract";
import { endpoint } from "../platform/index.js";
import { planParams } from "./plan-params.js";
import { currentTermsOf, inOneCurrency } from "./regional-pricing.js";
import {
  deletePlanRegionalPricing,
  deletePriceRegionalPricing,
  setPlanRegionalPricing,
  setPriceRegionalPricing,
} from "./set-regional-pricing.js";
import { listPrices } from "./store.js";

const tag = "Plans";
const priceParams = planParams.extend({ priceId: text(255) });

export const regionalEndpoints = [
  endpoint({
    operationId: "setPlanRegionalPricing",
    method: "put",
    path: "/plans/{id}/regional",
    tag,
    summary: "Set a plan's prices in another currency",
    description:
      "Replaces everything in that currency: listed prices and features have the given amount, the rest is converted at `exchangeRate`. Existing subscriptions pay it from their renewal on.",
    params: planParams,
    body: SetPlanRegionalPricing,
    answer: PlanRegionalPricing,
    errors: ["plan_not_found", "price_not_found", "feature_not_found", "plan_feature_not_found"],
    handle: async ({ db, caller, params, body }) => {
      const plan = await setPlanRegionalPricing(db, caller, params.id, body);
      const prices = new Set((await listPrices(db, [plan.id])).map(({ id }) => id));
      const terms = await currentTermsOf(db, plan.id);
      return {
        object: "plan_regional_pricing" as const,
        livemode: caller.livemode,
        planId: plan.id,
        ...inOneCurrency(terms, prices, body.currency.toUpperCase()),
      };
    },
  }),
  endpoint({
    operationId: "deletePlanRegionalPricing",
    method: "delete",
    path: "/plans/{id}/regional",
    tag,
    summary: "Stop selling a plan in a currency",
    description: "Existing subscriptions in the currency keep their prices.",
    params: planParams,
    query: DeletePlanRegionalPricing,
    answer: DeletedPlanRegionalPricing,
    errors: ["plan_not_found", "price_not_found"],
    handle: async ({ db, caller, params, query }) => {
      const { id } = await deletePlanRegionalPricing(db, caller, params.id, query.currency);
      return {
        object: "plan_regional_pricing" as const,
        id,
        deleted: true as const,
        livemode: caller.livemode,
      };
    },
  }),
  endpoint({
    operationId: "setPriceRegionalPricing",
    method: "put",
    path: "/plans/{id}/prices/{priceId}/regional",
    tag,
    summary: "Set a price in other currencies",
    description: "Replaces all of them: a currency that is not listed loses its own amount.",
    params: priceParams,
    body: SetPriceRegionalPricing,
    answer: PriceRegionalPricing,
    errors: ["plan_not_found", "price_not_found"],
    handle: async ({ db, caller, params, body }) => {
      const { id, planId } = await setPriceRegionalPricing(db, caller, params.id, params.priceId, body);
      const { currencies } = (await currentTermsOf(db, planId)).prices.get(id)!;
      return {
        object: "price_regional_pricing" as const,
        livemode: caller.livemode,
        planId,
        priceId: id,
        overrides: [...currencies].map(([currency, { amountNanos, includedBalanceNanos }]) => ({
          currency,
          price: settlementFromNanos(amountNanos, currency),
          includedBalance: includedBalanceNanos === null ? null : rateFromNanos(includedBalanceNanos),
        })),
      };
    },
  }),
  endpoint({
    operationId: "deletePriceRegionalPricing",
    method: "delete",
    path: "/plans/{id}/prices/{priceId}/regional",
    tag,
    summary: "Remove a price's amounts in other currencies",
    description:
      "Where the plan has an exchange rate, it is converted by it; else it is sold in dollars alone.",
    params: priceParams,
    answer: DeletedPriceRegionalPricing,
    errors: ["plan_not_found", "price_not_found"],
    handle: async ({ db, caller, params }) => {
      const { id } = await deletePriceRegionalPricing(db, caller, params.id, params.priceId);
      return {
        object: "price_regional_pricing" as const,
        id,
        deleted: true as const,
        livemode: caller.livemode,
      };
    },
  }),
];
