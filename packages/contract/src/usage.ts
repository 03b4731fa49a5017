/** Usage events: what was consumed, what it cost, and what was refused. */
import { z } from "zod";
import { ERROR_CODES } from "./errors.js";
import { consumptionModel, rounding } from "./plans.js";
import {
  answeredCredits,
  answeredQuantity,
  answeredRate,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  nanosText,
  quantity,
  resource,
  text,
  timestamp,
} from "./primitives.js";

/** A token count: whole, 0 to 10^12. */
export const tokenCount = z.int().min(0).max(1_000_000_000_000).meta({ example: 1000 });

const tokenFields = {
  inputTokens: tokenCount
    .optional()
    .meta({ description: "Tokens billed at the input price: neither read from nor written to the cache" }),
  outputTokens: tokenCount.optional(),
  cacheReadTokens: tokenCount.optional(),
  cacheWriteTokens: tokenCount.optional().meta({
    description:
      "Tokens written to the cache for five minutes. Does not include cacheWrite1hTokens: no token is counted twice",
  }),
  cacheWrite1hTokens: tokenCount.optional().meta({ description: "Tokens written to the cache for an hour" }),
  reasoningTokens: tokenCount.optional().meta({ description: "Part of outputTokens" }),
};
const TOKEN_FIELDS = Object.keys(tokenFields) as (keyof typeof tokenFields)[];

export const properties = z
  .array(z.strictObject({ property: text(100), value: text(500, 0) }))
  .max(50)
  .meta({ description: "Key-value data for grouping and debugging" });

interface EventBody {
  feature?: string | undefined;
  featureCode?: string | undefined;
  idempotencyKey?: string | undefined;
  eventId?: string | undefined;
  value?: number | undefined;
  model?: string | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  reasoningTokens?: number | undefined;
}

type Report = { value: EventBody; issues: unknown[] };

/**
 * The rules between fields, each reported at the field that breaks it.
 * @param quantityField what `value` is called in the body
 */
function fieldsAgree({ value: body, issues }: Report, quantityField = "value"): void {
  const refuse = (path: string, message: string) =>
    issues.push({ code: "custom", input: body, path: [path], message });
  if (body.feature === undefined && body.featureCode === undefined) refuse("feature", "is required");
  if (body.feature !== undefined && body.featureCode !== undefined && body.feature !== body.featureCode)
    refuse("featureCode", "must be the same as feature, or left out");
  if (body.idempotencyKey !== undefined && body.eventId !== undefined && body.idempotencyKey !== body.eventId)
    refuse("eventId", "must be the same as idempotencyKey, or left out");
  if (body.model === undefined) {
    for (const field of [...TOKEN_FIELDS, "responseModel", "estimated"] as const)
      if ((body as Record<string, unknown>)[field] !== undefined)
        refuse(field, "is only allowed together with model");
    return;
  }
  if (body.value !== undefined) refuse(quantityField, "must not be sent together with model");
  if (body.inputTokens === undefined) refuse("inputTokens", "is required when model is provided");
  if ((body.reasoningTokens ?? 0) > (body.outputTokens ?? 0))
    refuse("reasoningTokens", "are part of outputTokens and must not exceed them");
}

export const TrackUsage = z
  .strictObject({
    feature: code
      .optional()
      .meta({ description: "Code of a metered feature. Required (or its alias featureCode)" }),
    featureCode: code.optional().meta({ description: "Alias of feature" }),
    customerId: customerReference,
    value: quantity
      .optional()
      .meta({ description: "Units used, up to nine decimals. Default: 1. Not allowed together with model" }),
    idempotencyKey: text(255).optional().meta({ description: "Unique per customer, forever" }),
    eventId: text(255).optional().meta({ description: "Alias of idempotencyKey" }),
    timestamp: timestamp.optional().meta({ description: "Default: now" }),
    properties: properties.optional(),
    model: text(200).optional().meta({ example: "anthropic/claude-sonnet-4-20250514" }),
    responseModel: text(200).optional().meta({ description: "The model that the provider reports" }),
    ...tokenFields,
    estimated: z
      .boolean()
      .optional()
      .meta({ description: "The token counts are estimates, for example after an aborted stream" }),
  })
  .check(fieldsAgree)
  .meta({ id: "TrackUsage" });

/** Items are checked one by one, so that a bad one does not spoil the others. */
export const TrackUsageBatch = z
  .strictObject({
    events: z
      .array(z.unknown().meta({ $ref: "#/components/schemas/TrackUsage" }))
      .min(1)
      .max(100)
      .meta({ description: "1 to 100 events, each in the form of TrackUsage" }),
    backfill: z
      .strictObject({
        charge: z
          .boolean()
          .default(true)
          .meta({ description: "false: record the usage without charging it" }),
      })
      .optional()
      .meta({ description: "For past usage: allows any past timestamp. Needs an API key with scope `full`" }),
  })
  .meta({ id: "TrackUsageBatch" });

const inItsUnit = z
  .number()
  .meta({ description: "In `unit`; money in rate scale: 10000 = $1.00", example: 12.6 });

/** What an event took from a balance or credits, or counted. */
export const Consumption = z
  .object({
    model: consumptionModel,
    deducted: inItsUnit,
    remaining: inItsUnit.nullable().meta({
      description:
        "What is left directly after the event, in `unit` (rate scale for money); null without a limit",
    }),
    unit: z.string().meta({ description: "A currency, `credits`, or `units`" }),
    used: answeredQuantity
      .optional()
      .meta({ description: "Metered: the period's total after this event, in units" }),
    included: answeredQuantity.optional().meta({ description: "Metered: units included in the plan" }),
  })
  .meta({ id: "Consumption" });

/** How an amount came about. Money is in rate scale throughout. */
export const Cost = z
  .object({
    currency: z.string(),
    rounding,
    exchangeRate: z.number().optional().meta({
      description:
        "Units of the currency per unit of the model's price currency; absent if both are the same",
    }),
    total: answeredRate,
    quantity: answeredQuantity.optional().meta({ description: "Fixed price: number of units" }),
    unitPrice: answeredRate.optional().meta({ description: "Fixed price: price per unit, rate scale" }),
    model: z.string().optional().meta({ description: "The model of the catalog that it was priced as" }),
    priceId: idSchema("mprice").optional().meta({ description: "The price that was applied" }),
    inputCost: answeredRate.optional(),
    outputCost: answeredRate.optional(),
    cacheReadCost: answeredRate.optional(),
    cacheWriteCost: answeredRate
      .optional()
      .meta({ description: "Five-minute and one-hour cache writes, rate scale" }),
    subtotal: answeredRate.optional().meta({ description: "Sum of the costs before the margin, rate scale" }),
    margin: z.int().optional().meta({ description: "Basis points" }),
    marginAmount: answeredRate.optional(),
  })
  .meta({ id: "Cost" });

export const UsageEvent = z
  .object({
    ...resource("usage_event"),
    id: idSchema("evt"),
    feature: code,
    customerId: idSchema("cus"),
    value: answeredQuantity.nullable().meta({
      description: "Units; null for AI usage. Negative if a total was set to less than before",
    }),
    adjustment: z.object({ reason: z.string() }).optional().meta({
      description:
        "Only on events written by `PUT /usage`, which change a total and are not usage themselves",
    }),
    timestamp: answeredTime,
    createdAt: answeredTime,
    idempotencyKey: z.string().nullable(),
    properties,
    model: z.string().optional(),
    responseModel: z.string().optional(),
    inputTokens: z.int().optional(),
    outputTokens: z.int().optional(),
    cacheReadTokens: z.int().optional(),
    cacheWriteTokens: z.int().optional(),
    cacheWrite1hTokens: z.int().optional(),
    reasoningTokens: z.int().optional(),
    estimated: z.boolean().optional(),
    consumption: Consumption.optional(),
    cost: Cost.optional(),
  })
  .meta({ id: "UsageEvent" });

export const ApiError = z
  .object({
    type: z.string(),
    code: z.enum(ERROR_CODES as [string, ...string[]]),
    message: z.string(),
    param: z.string().optional(),
    details: z.unknown().optional(),
    docUrl: z.string(),
  })
  .meta({ id: "ApiError" });
export const ErrorAnswer = z.object({ error: ApiError }).meta({ id: "ErrorAnswer" });

export const UsageBatch = z
  .object({
    ...resource("usage_batch"),
    recorded: z.int(),
    duplicates: z.int(),
    refused: z.int(),
    results: z.array(
      z.discriminatedUnion("status", [
        z.object({ status: z.literal("recorded"), event: UsageEvent }),
        z.object({
          status: z.literal("duplicate"),
          eventId: idSchema("evt").meta({ description: "The event that was recorded with the key" }),
          event: UsageEvent.optional().meta({ description: "Left out if the event is archived" }),
        }),
        z.object({ status: z.literal("refused"), error: ApiError }),
      ]),
    ),
  })
  .meta({ id: "UsageBatch" });

export const CheckUsage = z
  .strictObject({
    customerId: customerReference,
    feature: code.optional(),
    featureCode: code.optional(),
    quantity: quantity.optional().meta({ description: "Units, like `value` of an event. Default: 1" }),
    model: text(200).optional(),
    ...tokenFields,
  })
  .check((report) =>
    fieldsAgree(
      {
        ...report,
        value: { ...report.value, value: report.value.model ? report.value.quantity : undefined },
      },
      "quantity",
    ),
  )
  .meta({ id: "CheckUsage" });

export const UsageCheck = z
  .object({
    ...resource("usage_check"),
    allowed: z.boolean(),
    feature: code,
    customerId: idSchema("cus"),
    consumptionModel: consumptionModel.nullable(),
    reason: z.string().optional().meta({ description: "The error code that tracking would return" }),
    message: z.string().optional(),
    willBeCharged: z.boolean(),
    cost: Cost.optional(),
    deducts: inItsUnit.optional().meta({
      description: "Balance and credits: what this usage deducts, in `unit` (rate scale for money)",
    }),
    remaining: inItsUnit.nullable().meta({
      description: "What is left before this usage, in `unit` (rate scale for money); null without a limit",
    }),
    unit: z.string().nullable(),
    used: answeredQuantity
      .optional()
      .meta({ description: "Metered: the period's total before this usage, in units" }),
    included: answeredQuantity.optional().meta({ description: "Metered: units included in the plan" }),
    unlimited: z.boolean().optional(),
    blockOnExhaustion: z.boolean().optional(),
  })
  .meta({ id: "UsageCheck" });

export const SetUsage = z
  .strictObject({
    customerId: customerReference,
    feature: code.optional(),
    featureCode: code.optional(),
    value: quantity,
    idempotencyKey: text(255).optional(),
    reason: text(500).optional(),
  })
  .check((report) => fieldsAgree({ ...report, value: { ...report.value, value: undefined } }))
  .meta({ id: "SetUsage" });

export const UsageAdjustment = z
  .object({
    ...resource("usage_adjustment"),
    id: idSchema("evt").nullable().meta({ description: "null if nothing had to change" }),
    customerId: idSchema("cus"),
    feature: code,
    value: answeredQuantity.meta({ description: "The period's new total, in units" }),
    previousValue: answeredQuantity.meta({ description: "The period's previous total, in units" }),
    adjustment: answeredQuantity.meta({ description: "Signed: value - previousValue, in units" }),
    reason: z.string().nullable(),
    createdAt: answeredTime,
  })
  .meta({ id: "UsageAdjustment" });

export const ListUsageEvents = z.strictObject({
  ...cursorQuery,
  customerId: customerReference.optional(),
  feature: code.optional(),
  model: text(200).optional(),
  from: timestamp.optional().meta({ description: "Only events with a timestamp at or after this time" }),
  to: timestamp.optional().meta({ description: "Only events with a timestamp before this time" }),
  property: text(601)
    .regex(/^[^:]+:/, "must be name:value")
    .optional()
    .meta({ description: "`name:value`; needs customerId" }),
});
export const UsageEventList = listOf(UsageEvent).meta({ id: "UsageEventList" });

export const SummarizeUsage = z.strictObject({
  customerId: customerReference.optional(),
  feature: code.optional(),
  from: timestamp.optional().meta({ description: "Default: 30 days before `to`. Rounded down to the hour" }),
  to: timestamp.optional().meta({ description: "Default: now. Rounded up to the hour" }),
  groupBy: z
    .union([z.enum(["hour", "day", "month", "model", "feature"]), z.string().regex(/^property:.{1,100}$/)])
    .optional()
    .meta({ description: "hour, day, month (UTC), model, feature, or property:<name>", example: "day" }),
});

export const tokensInAll = z
  .number()
  .meta({ description: "Total tokens of all these events", example: 120000 });

const totals = {
  events: z.int(),
  value: answeredQuantity.meta({
    description: "Sum of the values of fixed-price and metered events, in units",
  }),
  inputTokens: tokensInAll,
  outputTokens: tokensInAll,
  cacheReadTokens: tokensInAll,
  cacheWriteTokens: tokensInAll,
  currency: z.string().nullable().meta({
    description: "Currency of `cost`; null if nothing cost money, or if there are several currencies",
    example: "USD",
  }),
  cost: answeredRate.nullable().meta({
    description: "Rate scale: 10000 = $1.00. Null if there are several currencies: see `costs`",
  }),
  costNanos: nanosText.nullable().meta({
    description: "Nanos: 10^-9 of the currency's unit. Null if there are several currencies: see `costs`",
  }),
  costs: z
    .array(z.object({ currency: z.string(), cost: answeredRate, costNanos: nanosText }))
    .meta({ description: "Cost in each currency" }),
  credits: answeredCredits,
};

export const UsageSummary = z
  .object({
    ...resource("usage_summary"),
    from: answeredTime,
    to: answeredTime,
    groupBy: z.string().nullable(),
    ...totals,
    groups: z.array(
      z.object({
        key: z.string().nullable(),
        isRest: z.literal(true).optional().meta({
          description: "When grouped by property: everything beyond the thousand values with the most events",
        }),
        ...totals,
      }),
    ),
  })
  .meta({ id: "UsageSummary" });

export const refusedUsageStatus = z.enum(["open", "recorded", "dismissed"]);

/** Refusals of usage that happened: it must not vanish, and can be charged later. */
export const KEPT_REASONS = [
  "insufficient_balance",
  "insufficient_credits",
  "included_limit_reached",
  "no_active_subscription",
  "feature_not_in_plan",
  "feature_disabled",
  "model_not_found",
  "exchange_rate_not_found",
] as const;

/** Why usage stays refused: those, and what else a replay may be refused with. */
const refusedUsageReason = z.enum([
  ...KEPT_REASONS,
  "feature_not_found",
  "pricing_mode_mismatch",
  "idempotency_key_mismatch",
  "duplicate",
  "validation_error",
]);

export const RefusedUsage = z
  .object({
    ...resource("refused_usage"),
    id: idSchema("rfu"),
    customerId: idSchema("cus"),
    feature: code,
    status: refusedUsageStatus.meta({
      description: "`recorded` after a successful replay or retry; `dismissed` after you dismissed it",
    }),
    reason: z
      .string()
      .meta({ description: "Error code of the latest refusal", example: "insufficient_balance" }),
    message: z.string(),
    attempts: z.int(),
    cost: Cost.optional().meta({ description: "What it would have cost, if it could be rated" }),
    deducts: inItsUnit.optional().meta({
      description: "What it would have deducted, in `unit` (rate scale for money), if it could be rated",
    }),
    unit: z.string().optional().meta({ description: "A currency, or `credits`" }),
    event: z.unknown().meta({ description: "The event as sent" }),
    eventId: idSchema("evt").nullable(),
    dismissReason: z.string().nullable().meta({ description: "Why it was dismissed" }),
    timestamp: answeredTime,
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "RefusedUsage" });

export const DismissRefusedUsage = z
  .strictObject({ reason: text(500).meta({ description: "Why it is dismissed; stored with it" }) })
  .meta({ id: "DismissRefusedUsage" });

const refusedFilter = {
  customerId: customerReference.optional(),
  feature: code.optional(),
  model: text(200).optional().meta({ description: "The model name as sent" }),
  reason: refusedUsageReason.optional(),
};

export const ListRefusedUsage = z.strictObject({
  ...cursorQuery,
  ...refusedFilter,
  status: refusedUsageStatus.optional(),
  from: timestamp.optional().meta({ description: "Only usage with a timestamp at or after this time" }),
  to: timestamp.optional().meta({ description: "Only usage with a timestamp before this time" }),
});
export const RefusedUsageList = listOf(RefusedUsage).meta({ id: "RefusedUsageList" });

export const ReplayRefusedUsage = z
  .strictObject({
    ids: z.array(idSchema("rfu")).min(1).max(100).optional(),
    ...refusedFilter,
  })
  .refine((body) => Object.keys(body).length > 0, "send ids or a filter")
  .meta({
    id: "ReplayRefusedUsage",
    description:
      "With a filter, replays up to 100 matching open ones, those tried longest ago first; `remaining` is the number left",
  });

export const ReplayResult = z
  .object({
    ...resource("replay_result"),
    recorded: z.int(),
    duplicates: z.int(),
    refused: z.int(),
    remaining: z.int(),
    results: z.array(
      z.object({
        id: idSchema("rfu"),
        status: z.enum(["recorded", "duplicate", "refused"]),
        event: UsageEvent.optional(),
        eventId: idSchema("evt")
          .optional()
          .meta({ description: "The archived event that this is a duplicate of, instead of `event`" }),
        error: ApiError.optional(),
      }),
    ),
  })
  .meta({ id: "ReplayResult" });

export const FeatureAccess = z
  .object({
    ...resource("feature_access"),
    code,
    name: z.string(),
    type: z.enum(["metered", "boolean", "seats"]),
    allowed: z.boolean().meta({ description: "Whether one more unit can be used now" }),
    enabled: z.boolean(),
    reason: z.string().optional(),
    willBeCharged: z.boolean().optional(),
    used: answeredQuantity
      .optional()
      .meta({ description: "The period's total, in units; or the number of seats" }),
    included: answeredQuantity.optional().meta({ description: "Metered: units included in the plan" }),
    remaining: inItsUnit.nullable().optional().meta({
      description:
        "What is left of the included units, the balance or the credits, in `unit` (rate scale for money); or seats. Null without a limit",
    }),
    unit: z.string().optional().meta({
      description: "Unit of `remaining`: a currency, `credits`, or `units`. Absent for seats",
    }),
    unlimited: z.boolean().optional(),
    overageEnabled: z.boolean().optional(),
    overageQuantity: answeredQuantity
      .optional()
      .meta({ description: "Usage beyond the included units, in units" }),
    overageUnitPrice: answeredRate.nullable().optional(),
  })
  .meta({ id: "FeatureAccess" });
export const FeatureAccessQuery = z.strictObject({ customerId: customerReference });
export const FeatureAccessList = listOf(FeatureAccess).meta({ id: "FeatureAccessList" });
