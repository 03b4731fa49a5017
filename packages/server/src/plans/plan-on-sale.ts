/** What a period that begins now costs and gives, in one currency: the newest version of a plan. Pure. */
import type { Id } from "../platform/index.js";
import type { PlanConfig, PlanDefinition, PriceDefinition } from "./plan-config.js";
import { planAtVersion } from "./plan-in-force.js";

export const planOnSale = (config: PlanConfig, planId: Id<"plan">, currency: string): PlanDefinition =>
  planAtVersion(config, { planId, planVersion: config.plans.get(planId)!.version, currency });

/** The prices a plan can be taken at, with their amounts in the currency; deleted ones are not among them. */
export const pricesOnSale = (config: PlanConfig, planId: Id<"plan">, currency: string): PriceDefinition[] =>
  pricesOf(config, planOnSale(config, planId, currency)).filter(({ isDeleted }) => !isDeleted);

/** The prices of a plan with the amounts that its terms say, with the deleted ones. */
export const pricesOf = (config: PlanConfig, plan: PlanDefinition): PriceDefinition[] =>
  [...plan.prices].map(([id, terms]) => ({ ...config.prices.get(id)!, ...terms }));
