/** The AI model catalog. Token prices are rate scale per million tokens: 30000 = $3.00 / 1M. */
import { z } from "zod";
import {
  answeredTime,
  cursorQuery,
  deletedOf,
  idSchema,
  listOf,
  orNull,
  rateAmount,
  resource,
  text,
  timestamp,
} from "./primitives.js";

const modelKind = z.enum(["language", "embedding", "image", "audio", "other"]);
const provider = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}$/,
    "may contain only lowercase letters, digits, dots, dashes and underscores",
  );
const modelId = text(200).refine(
  (id) => !/[\s\p{Cc}]/u.test(id),
  "must not contain spaces or control characters",
);

const pricePerMillion = rateAmount.meta({
  description: "Rate scale per million tokens: 30000 = $3.00",
  example: 30000,
});

const priceFields = {
  inputPrice: pricePerMillion,
  outputPrice: pricePerMillion.optional().meta({
    description:
      "Rate scale per million tokens: 150000 = $15.00. Required except for embedding models, which return no tokens; send 0 if output is free",
    example: 150000,
  }),
  cacheReadPrice: pricePerMillion
    .nullable()
    .optional()
    .meta({ description: "Rate scale per million tokens; default: the input price" }),
  cacheWritePrice: pricePerMillion
    .nullable()
    .optional()
    .meta({ description: "Rate scale per million tokens; default: the input price" }),
  cacheWrite1hPrice: pricePerMillion
    .nullable()
    .optional()
    .meta({ description: "Rate scale per million tokens; default: the cache write price" }),
  reasoningPrice: pricePerMillion.nullable().optional().meta({
    description: "Rate scale per million tokens; only if reasoning tokens have a different price than output",
  }),
};

export const CreateModelPriceTier = z
  .strictObject({
    aboveTokens: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .meta({ description: "Applies if the whole prompt has more tokens than this" }),
    ...priceFields,
  })
  .meta({ id: "CreateModelPriceTier" });

export const CreateModelPrice = z
  .strictObject({
    ...priceFields,
    tiers: z
      .array(CreateModelPriceTier)
      .max(10)
      .default([])
      .refine(
        (tiers) => tiers.every((tier, i) => i === 0 || tier.aboveTokens > tiers[i - 1]!.aboveTokens),
        "must be in ascending order of aboveTokens",
      ),
    effectiveFrom: timestamp.optional().meta({
      description:
        "Default: now, so that earlier events keep their price. The first price of a new model applies to all times by default, so that refused usage can be replayed",
    }),
  })
  .meta({ id: "CreateModelPrice" });

export const CreateModel = z
  .strictObject({
    provider,
    modelId,
    displayName: text(200).optional(),
    kind: modelKind.default("language"),
    price: CreateModelPrice,
  })
  .meta({ id: "CreateModel" });

export const CreateModelAlias = z
  .strictObject({
    alias: text(200).meta({ description: "The name that your code sends", example: "my-fast-model" }),
    model: text(265).meta({
      description: "`provider/modelId` from the catalog",
      example: "openai/gpt-4o-mini",
    }),
  })
  .meta({ id: "CreateModelAlias" });

const answeredPrice = z.number().meta({
  description: "Per million tokens, rate scale: 10000 = $1.00",
  example: 30000,
});
const priceOrInputs = answeredPrice.nullable().meta({
  description: "Per million tokens, rate scale. Null: the input price applies",
});

const answeredPrices = {
  inputPrice: answeredPrice,
  outputPrice: answeredPrice,
  cacheReadPrice: priceOrInputs,
  cacheWritePrice: priceOrInputs,
  cacheWrite1hPrice: answeredPrice.nullable().meta({
    description: "Per million tokens, rate scale. Null: the price of other cache writes applies",
  }),
  reasoningPrice: answeredPrice.nullable().meta({
    description: "Per million tokens, rate scale. Null: the output price applies",
  }),
};

export const ModelPrice = z
  .object({
    ...resource("model_price"),
    id: idSchema("mprice"),
    ...answeredPrices,
    tiers: z.array(z.object({ aboveTokens: z.int(), ...answeredPrices })),
    effectiveFrom: answeredTime,
    source: z.string().meta({ description: "`snapshot`, `sync` or `operator`" }),
    override: z
      .boolean()
      .meta({ description: "Set by the operator for this environment; overrides the catalog's price" }),
    endsOverride: z.literal(true).optional().meta({
      description:
        "From this time on the catalog's price applies again; the figures are the catalog's at that time",
    }),
    createdAt: answeredTime,
  })
  .meta({ id: "ModelPrice" });

export const Model = z
  .object({
    ...resource("model"),
    id: idSchema("model"),
    provider: z.string(),
    modelId: z.string(),
    displayName: z.string(),
    kind: modelKind,
    source: z.string(),
    price: orNull(ModelPrice).meta({ description: "The price in force now" }),
  })
  .meta({ id: "Model" });

export const ModelDetail = Model.extend({
  prices: z.array(ModelPrice).meta({ description: "Price history, newest first" }),
}).meta({ id: "ModelDetail" });

export const ListModels = z.strictObject({
  ...cursorQuery,
  search: text(200).optional(),
  provider: text(64).optional(),
});
export const ResolveModel = z.strictObject({
  model: text(265).meta({
    description: "The name that your code sends",
    example: "claude-sonnet-4-20250514",
  }),
  responseModel: text(265)
    .optional()
    .meta({ description: "The model that the provider reports; takes precedence if it resolves" }),
});
export const ListModelAliases = z.strictObject(cursorQuery);
export const ModelList = listOf(Model).meta({ id: "ModelList" });

export const ModelAlias = z
  .object({
    ...resource("model_alias"),
    id: idSchema("malias"),
    alias: z.string(),
    model: z.string(),
    createdAt: answeredTime,
  })
  .meta({ id: "ModelAlias" });
export const ModelAliasList = listOf(ModelAlias).meta({ id: "ModelAliasList" });
export const DeletedModelAlias = deletedOf("model_alias").meta({ id: "DeletedModelAlias" });

export const ModelResolution = z
  .object({
    ...resource("model_resolution"),
    model: z.string(),
    resolved: Model,
    how: z.enum(["exact", "alias", "normalized", "bare"]).meta({
      description:
        "`exact`: `provider/modelId` as in the catalog; `alias`: one of your aliases; `normalized`: another form of the id; `bare`: a name without its provider",
    }),
  })
  .meta({ id: "ModelResolution" });

export const CatalogSync = z
  .object({
    ...resource("catalog_sync"),
    status: z.enum(["never", "succeeded", "failed"]),
    modelsAdded: z.int(),
    pricesAdded: z.int(),
    unchanged: z.int(),
    skipped: z.int().meta({ description: "Rows of the public list without a usable token price" }),
    error: z.string().nullable(),
    startedAt: answeredTime.nullable(),
    lastSucceededAt: answeredTime.nullable(),
  })
  .meta({ id: "CatalogSync" });
