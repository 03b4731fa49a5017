/** What fits a plan's consumption model. Everything asked for is either kept or refused by name, never ignored. */
import { invalid } from "../platform/index.js";
import type { ConsumptionModel } from "./plan.js";

interface ExhaustionTerms {
  readonly blockOnExhaustion?: boolean | undefined;
  readonly topupsSurviveReset?: boolean | undefined;
}

/** @throws FarthingError `validation_error` */
export function checkExhaustion(model: ConsumptionModel, asked: ExhaustionTerms): void {
  if (model === "balance") return;
  if (asked.blockOnExhaustion === false) {
    throw invalid(
      "blockOnExhaustion",
      model === "credits"
        ? "can be false only on a balance plan: a credits plan always blocks when its credits are spent"
        : "can be false only on a balance plan: a metered plan has no balance to spend",
    );
  }
  if (asked.topupsSurviveReset) {
    throw invalid("topupsSurviveReset", `can be true only on a balance plan; this is a ${model} plan`);
  }
}

interface PlanKind {
  readonly consumptionModel: ConsumptionModel;
  readonly isFree: boolean;
}

interface PriceTerms {
  readonly price?: number | undefined;
  readonly trialDays?: number | undefined;
  readonly includedBalance?: number | null | undefined;
  readonly includedCredits?: number | null | undefined;
}

/** @param within what the fields are in @throws FarthingError `validation_error` */
export function checkPrice(plan: PlanKind, asked: PriceTerms, within = ""): void {
  const { consumptionModel: model } = plan;
  if (plan.isFree && asked.price) throw invalid(`${within}price`, "must be 0 because the plan is free");
  if (plan.isFree && asked.trialDays) throw invalid("trialDays", "must be 0: a free plan has no trial");
  if (model !== "balance" && asked.includedBalance != null) {
    throw invalid(`${within}includedBalance`, `is only for balance plans; this is a ${model} plan`);
  }
  if (model !== "credits" && asked.includedCredits != null) {
    throw invalid("includedCredits", `is only for credits plans; this is a ${model} plan`);
  }
}
