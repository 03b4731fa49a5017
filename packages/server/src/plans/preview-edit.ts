/** Makes an edit of a plan and takes it back: what is shown of it is what would be, as nothing else did it. */
import type { PlanEdit } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, takenBack, transaction } from "../platform/index.js";
import { addPlanFeature } from "./add-plan-feature.js";
import { addPrice } from "./add-price.js";
import { changeConfig } from "./change-config.js";
import { deletePlan } from "./delete-plan.js";
import { deletePrice } from "./delete-price.js";
import { requirePlan } from "./find.js";
import { loadPlanConfig } from "./load-plan-config.js";
import type { PlanConfig } from "./plan-config.js";
import { type Fact, type Facts, factsOf, keyOf, planFact, priceFact } from "./plan-facts.js";
import { removePlanFeature } from "./remove-plan-feature.js";
import {
  deletePlanRegionalPricing,
  deletePriceRegionalPricing,
  setPlanRegionalPricing,
  setPriceRegionalPricing,
} from "./set-regional-pricing.js";
import { findPlanRow, type PlanRow } from "./store.js";
import { updatePlan } from "./update-plan.js";
import { updatePlanFeature } from "./update-plan-feature.js";
import { updatePrice } from "./update-price.js";

type Edit = z.output<typeof PlanEdit>;

/** A plan at one side of an edit, with all of its environment's catalog. */
export interface PlanState {
  readonly plan: PlanRow;
  readonly config: PlanConfig;
  /** Also what is no term of it: how it is called, and what it can be taken at. */
  readonly facts: Facts;
}

/**
 * @param look at what was before and is now, in the transaction that the edit is taken back in
 * @throws FarthingError all that the operation itself throws, with the same names of fields
 */
export function previewEdit<T>(
  db: Db,
  caller: Caller,
  idOrCode: string,
  edit: Edit,
  look: (tx: Db, before: PlanState, after: PlanState) => Promise<T>,
): Promise<T> {
  return transaction(db, (outer) =>
    takenBack(outer, () =>
      changeConfig(outer, caller, async (tx) => {
        const plan = await requirePlan(tx, caller, idOrCode, "id");
        const before = await stateOf(tx, caller, plan);
        await make(tx, caller, plan.id, edit);
        const edited =
          edit.operation === "deletePlan" ? plan : (await findPlanRow(tx, caller.environmentId, plan))!;
        return look(tx, before, await stateOf(tx, caller, edited));
      }),
    ),
  );
}

function make(tx: Db, caller: Caller, id: string, edit: Edit): Promise<unknown> {
  switch (edit.operation) {
    case "updatePlan":
      return updatePlan(tx, caller, id, bodyOf(edit));
    case "deletePlan":
      return deletePlan(tx, caller, id, edit.migrateTo);
    case "createPlanPrice":
      return addPrice(tx, caller, id, bodyOf(edit));
    case "updatePlanPrice": {
      const { priceId, ...changes } = bodyOf(edit);
      return updatePrice(tx, caller, id, priceId, changes);
    }
    case "deletePlanPrice":
      return deletePrice(tx, caller, id, edit.priceId);
    case "addPlanFeature":
      return addPlanFeature(tx, caller, id, bodyOf(edit));
    case "updatePlanFeature": {
      const { featureId, ...changes } = bodyOf(edit);
      return updatePlanFeature(tx, caller, id, featureId, changes);
    }
    case "removePlanFeature":
      return removePlanFeature(tx, caller, id, edit.featureId);
    case "setPlanRegionalPricing":
      return setPlanRegionalPricing(tx, caller, id, bodyOf(edit));
    case "deletePlanRegionalPricing":
      return deletePlanRegionalPricing(tx, caller, id, edit.currency);
    case "setPriceRegionalPricing":
      return setPriceRegionalPricing(tx, caller, id, edit.priceId, bodyOf(edit));
    case "deletePriceRegionalPricing":
      return deletePriceRegionalPricing(tx, caller, id, edit.priceId);
  }
}

function bodyOf<E extends Edit>({ operation: _, ...body }: E): Omit<E, "operation"> {
  return body;
}

async function stateOf(tx: Db, caller: Caller, plan: PlanRow): Promise<PlanState> {
  const config = await loadPlanConfig(tx, caller.environmentId);
  const facts = new Map(factsOf(config.plans.get(plan.id)!, config.features));
  const add = (fact: Fact) => facts.set(keyOf(fact), fact);
  add(planFact("name", plan.name));
  if (plan.description !== null) add(planFact("description", plan.description));
  add(planFact("isPublic", plan.isPublic));
  add(planFact("isDefault", plan.isDefault));
  for (const { id, planId, trialDays, isDefault, isDeleted } of config.prices.values()) {
    if (planId !== plan.id) continue;
    add(priceFact(id, "isSold", !isDeleted));
    add(priceFact(id, "trialDays", trialDays));
    add(priceFact(id, "isDefault", isDefault));
  }
  return { plan, config, facts };
}
