/** Who may use what: the access rules, before any price. */
import type { UsageRequest } from "../metering/index.js";
import {
  type FeatureConfig,
  type PlanConfig,
  type PlanDefinition,
  type PlanFeatureTerms,
  planInForce,
} from "../plans/index.js";
import { FarthingError } from "../platform/index.js";
import { grantsAccess, isTrialing, type OpenSubscription } from "../subscriptions/index.js";
import type { PastPlan } from "./past-plan.js";

export interface Admission {
  readonly feature: FeatureConfig;
  readonly subscription: OpenSubscription;
  /** By which the usage is judged and priced: the one that held when it happened. */
  readonly plan: PlanDefinition;
  readonly terms: PlanFeatureTerms;
  readonly isTrial: boolean;
}

/** @throws FarthingError `feature_not_found`; `validation_error` when it is not a metered feature */
export function meteredFeature(config: PlanConfig, code: string): FeatureConfig {
  const feature = config.featuresByCode.get(code);
  if (!feature)
    throw new FarthingError("feature_not_found", `There is no feature with code ${code}.`, {
      param: "feature",
    });
  if (feature.type !== "metered") {
    throw new FarthingError(
      "validation_error",
      `feature: ${code} is a ${feature.type} feature; only metered ones take usage.`,
      { param: "feature" },
    );
  }
  return feature;
}

/**
 * @param past what held where the usage happened in a billing period that is over
 * @throws FarthingError `no_active_subscription`, `feature_not_in_plan`, `feature_disabled`
 */
export function admit(
  config: PlanConfig,
  subscription: OpenSubscription | undefined,
  feature: FeatureConfig,
  now: Date,
  past: PastPlan | undefined,
): Admission {
  if (!subscription || !grantsAccess(subscription, now)) {
    const state = subscription ? ` (the last one is ${subscription.status})` : "";
    const message =
      subscription?.status === "paused"
        ? `The customer's subscription ${subscription.id} is paused. Resume it: POST /subscriptions/${subscription.id}/resume.`
        : `The customer has no active subscription${state}.`;
    throw new FarthingError("no_active_subscription", message, {
      param: "customerId",
    });
  }
  const plan = past ? past.plan : planInForce(config, subscription);
  const terms = plan.features.get(feature.id);
  if (!terms)
    throw new FarthingError("feature_not_in_plan", `Plan ${plan.code} does not contain ${feature.code}.`, {
      param: "feature",
    });
  if (!terms.enabled)
    throw new FarthingError("feature_disabled", `${feature.code} is disabled in plan ${plan.code}.`, {
      param: "feature",
    });
  const isTrial = past ? past.isTrial : isTrialing(subscription);
  return { feature, subscription, plan, terms, isTrial };
}

/** @throws FarthingError `pricing_mode_mismatch` */
export function assertPricingMode({ feature, plan, terms }: Admission, usage: UsageRequest["usage"]): void {
  if (usage.kind === "tokens" && terms.pricingMode !== "ai_model") {
    throw new FarthingError(
      "pricing_mode_mismatch",
      `model: ${feature.code} has a fixed price per unit in plan ${plan.code}; send value instead of model.`,
      { param: "model" },
    );
  }
  if (usage.kind !== "tokens" && terms.pricingMode === "ai_model") {
    throw new FarthingError(
      "pricing_mode_mismatch",
      `model: ${feature.code} is priced by AI model in plan ${plan.code}; send model and token counts instead of value.`,
      { param: "model" },
    );
  }
}
