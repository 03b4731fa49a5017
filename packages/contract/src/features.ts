/** Features: what is sold. */
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

export const featureType = z.enum(["metered", "boolean", "seats"]);

export const CreateFeature = z
  .strictObject({
    name: text(100),
    code,
    type: z
      .enum(["metered", "usage", "boolean", "bool", "seats"])
      .transform((type) => (type === "usage" ? "metered" : type === "bool" ? "boolean" : type))
      .meta({ description: "`usage` is an alias of `metered`, `bool` of `boolean`" }),
    description: text(1000).nullable().optional(),
    unitName: text(50).nullable().optional(),
  })
  .meta({ id: "CreateFeature" });

export const UpdateFeature = z
  .strictObject({
    name: text(100).optional(),
    description: text(1000).nullable().optional(),
    unitName: text(50).nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdateFeature" });

export const Feature = z
  .object({
    ...resource("feature"),
    id: idSchema("feat"),
    code,
    name: z.string(),
    type: featureType,
    description: z.string().nullable(),
    unitName: z.string().nullable(),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Feature" });

export const ListFeatures = z.strictObject(cursorQuery);
export const FeatureList = listOf(Feature).meta({ id: "FeatureList" });
export const DeletedFeature = deletedOf("feature").meta({ id: "DeletedFeature" });
