/** Plan groups: plans that a customer may change between, in an order. */
import { z } from "zod";
import {
  answeredTime,
  code,
  cursorQuery,
  deletedOf,
  idSchema,
  listOf,
  resource,
  text,
} from "./primitives.js";

const sortOrder = z
  .int()
  .min(0)
  .max(1_000_000)
  .meta({ description: "Rank in the group; a higher plan has a higher rank" });

export const CreatePlanGroup = z
  .strictObject({
    name: text(100),
    description: text(1000).nullable().optional(),
    isPublic: z
      .boolean()
      .default(true)
      .meta({ description: "Plans of a private group are not included in lists of plans" }),
  })
  .meta({ id: "CreatePlanGroup" });

export const UpdatePlanGroup = z
  .strictObject({
    name: text(100).optional(),
    description: text(1000).nullable().optional(),
    isPublic: z.boolean().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdatePlanGroup" });

export const AddPlanToGroup = z
  .strictObject({
    planId: text(255).meta({ description: "The plan's `plan_…` id or its code" }),
    sortOrder: sortOrder.optional().meta({
      description:
        "Default: above all other plans. If the rank is taken, that plan and those above it move up.",
    }),
  })
  .meta({ id: "AddPlanToGroup" });

export const ReorderPlansInGroup = z
  .strictObject({
    planIds: z
      .array(text(255))
      .min(1)
      .max(1_000)
      .meta({ description: "Ids or codes of all plans of the group, lowest rank first" }),
  })
  .meta({ id: "ReorderPlansInGroup" });

const planOfGroup = z.object({ id: idSchema("plan"), code, name: z.string(), sortOrder: z.int() });

export const PlanGroup = z
  .object({
    ...resource("plan_group"),
    id: idSchema("pgr"),
    name: z.string(),
    description: z.string().nullable(),
    isPublic: z.boolean(),
    plans: z.array(planOfGroup).meta({ description: "Lowest rank first" }),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "PlanGroup" });

export const ListPlanGroups = z.strictObject({ ...cursorQuery });
export const PlanGroupList = listOf(PlanGroup).meta({ id: "PlanGroupList" });
export const DeletedPlanGroup = deletedOf("plan_group").meta({ id: "DeletedPlanGroup" });

const inGroup = { ...resource("plan_group"), id: idSchema("pgr") };

export const AddedPlanToGroup = z
  .object({ ...inGroup, planId: idSchema("plan"), sortOrder: z.int(), success: z.literal(true) })
  .meta({ id: "AddedPlanToGroup" });
export const RemovedPlanFromGroup = z
  .object({ ...inGroup, planId: idSchema("plan"), removed: z.literal(true) })
  .meta({ id: "RemovedPlanFromGroup" });
export const ReorderedPlans = z
  .object({ ...inGroup, plans: z.array(planOfGroup), reordered: z.literal(true) })
  .meta({ id: "ReorderedPlans" });
