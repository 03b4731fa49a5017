/** Edits of a plan: one thing, which is shown first and then sent, so that what was seen is what is done. */
import type { Farthing } from "@farthing/node";
import type { Schemas } from "./schemas";

export type PlanEdit = Schemas["PlanEdit"];
export type PlanEditPreview = Schemas["PlanEditPreview"];
export type PlanEditChange = Schemas["PlanEditChange"];

type Edited<N extends PlanEdit["operation"]> = Omit<Extract<PlanEdit, { operation: N }>, "operation">;

type Senders = {
  readonly [N in PlanEdit["operation"]]: (api: Farthing, id: string, body: Edited<N>) => Promise<unknown>;
};

const SENDERS: Senders = {
  updatePlan: (api, id, body) => api.plans.update({ id, ...body }),
  deletePlan: (api, id, body) => api.plans.delete({ id, ...body }),
  createPlanPrice: (api, id, body) => api.plans.addPrice({ id, ...body }),
  updatePlanPrice: (api, id, body) => api.plans.updatePrice({ id, ...body }),
  deletePlanPrice: (api, id, body) => api.plans.deletePrice({ id, ...body }),
  addPlanFeature: (api, id, body) => api.plans.addFeature({ id, ...body }),
  updatePlanFeature: (api, id, body) => api.plans.updateFeature({ id, ...body }),
  removePlanFeature: (api, id, body) => api.plans.removeFeature({ id, ...body }),
  setPlanRegionalPricing: (api, id, body) => api.plans.setRegionalPricing({ id, ...body }),
  deletePlanRegionalPricing: (api, id, body) => api.plans.deleteRegionalPricing({ id, ...body }),
  setPriceRegionalPricing: (api, id, body) => api.plans.setPriceRegionalPricing({ id, ...body }),
  deletePriceRegionalPricing: (api, id, body) => api.plans.deletePriceRegionalPricing({ id, ...body }),
};

export function sendEdit(api: Farthing, id: string, { operation, ...body }: PlanEdit): Promise<unknown> {
  return SENDERS[operation](api, id, body as never);
}
