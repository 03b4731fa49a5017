/** `farthing.planGroups`: plans that a customer may change between, in an order. A plan's id may be its code. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, PlanGroup, Schemas } from "../schemas.js";

interface OfGroup {
  /** The group. */
  readonly id: string;
}

export type CreatePlanGroupParams = Input<Schemas["CreatePlanGroup"]>;
export type UpdatePlanGroupParams = Input<Schemas["UpdatePlanGroup"]> & OfGroup;
export type ListPlanGroupsParams = Input<Schemas["ListPlanGroups"]>;
export type AddPlanToGroupParams = Input<Schemas["AddPlanToGroup"]> & OfGroup;

export class PlanGroups {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  create(params: CreatePlanGroupParams, options?: RequestOptions): Promise<PlanGroup> {
    return this.#transport.request({ method: "POST", path: "/plan-groups", body: params }, options);
  }

  list(params: ListPlanGroupsParams = {}, options?: RequestOptions): List<PlanGroup> {
    return listOf(this.#transport, "/plan-groups", params, options);
  }

  /** With its plans, the lowest first. @throws NotFoundError `plan_group_not_found` */
  get({ id }: OfGroup, options?: RequestOptions): Promise<PlanGroup> {
    return this.#transport.request({ method: "GET", path: path`/plan-groups/${id}` }, options);
  }

  /** Changes the fields that are given. @throws NotFoundError `plan_group_not_found` */
  update({ id, ...changes }: UpdatePlanGroupParams, options?: RequestOptions): Promise<PlanGroup> {
    return this.#transport.request(
      { method: "PATCH", path: path`/plan-groups/${id}`, body: changes },
      options,
    );
  }

  /** Its plans stay, in no group. @throws NotFoundError `plan_group_not_found` */
  delete({ id }: OfGroup, options?: RequestOptions): Promise<Schemas["DeletedPlanGroup"]> {
    return this.#transport.request({ method: "DELETE", path: path`/plan-groups/${id}` }, options);
  }

  /** Above all that are there, or at `sortOrder`. @throws ConflictError `invalid_state` when it is in a group */
  addPlan(
    { id, ...place }: AddPlanToGroupParams,
    options?: RequestOptions,
  ): Promise<Schemas["AddedPlanToGroup"]> {
    return this.#transport.request(
      { method: "POST", path: path`/plan-groups/${id}/plans`, body: place },
      options,
    );
  }

  /** @throws NotFoundError `plan_not_found` when it is not in the group */
  removePlan(
    { id, planId }: OfGroup & { readonly planId: string },
    options?: RequestOptions,
  ): Promise<Schemas["RemovedPlanFromGroup"]> {
    return this.#transport.request(
      { method: "DELETE", path: path`/plan-groups/${id}/plans/${planId}` },
      options,
    );
  }

  /** `planIds`: all plans of the group, the lowest first. @throws UnprocessableError `validation_error` */
  reorderPlans(
    { id, planIds }: OfGroup & { readonly planIds: readonly string[] },
    options?: RequestOptions,
  ): Promise<Schemas["ReorderedPlans"]> {
    return this.#transport.request(
      { method: "PUT", path: path`/plan-groups/${id}/plans/reorder`, body: { planIds } },
      options,
    );
  }
}
