/** What the dashboard's pages show that no list of the API has: sums over the whole environment. */
import { z } from "zod";
import {
  answeredTime,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  nanosText,
  resource,
  text,
  timestamp,
} from "./primitives.js";
import { ListRefusedUsage, tokensInAll, UsageEvent } from "./usage.js";

const amountNanos = nanosText.meta({ description: "Nanos: 10^-9 of the unit" });

export const OverviewQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(30)
    .meta({ description: "Number of days, up to now" }),
});

/** Money of one currency; days without any are left out. */
export const Overview = z
  .object({
    ...resource("overview"),
    from: answeredTime,
    to: answeredTime,
    currency: z.string(),
    otherCurrencies: z
      .array(z.string())
      .meta({ description: "Other currencies with invoices; the sums do not include them" }),
    activeSubscriptions: z.int(),
    customers: z.int(),
    monthlyRecurringNanos: amountNanos.meta({
      description: "From open, paid subscriptions, each price converted to a month",
    }),
    invoicedNanos: amountNanos.meta({ description: "Invoices finalized in that time, without void ones" }),
    paidNanos: amountNanos.meta({ description: "The paid part of these invoices" }),
    events: z.int(),
    aiCostNanos: amountNanos.meta({ description: "Cost of AI usage, before the margin" }),
    aiChargedNanos: amountNanos,
    unbilled: z.object({
      count: z.int().meta({ description: "Open refused usage in all currencies" }),
      nanos: amountNanos.meta({
        description: "What it would have cost, as far as it could be rated in the currency of the sums",
      }),
    }),
    days: z.array(
      z.object({
        day: answeredTime,
        events: z.int(),
        aiCostNanos: amountNanos,
        aiChargedNanos: amountNanos,
        chargedNanos: amountNanos.meta({ description: "Everything that usage deducted from balances" }),
        invoicedNanos: amountNanos,
      }),
    ),
    models: z
      .array(
        z.object({
          model: z.string(),
          events: z.int(),
          tokens: tokensInAll,
          aiCostNanos: amountNanos,
          aiChargedNanos: amountNanos,
        }),
      )
      .meta({ description: "The ten models with the highest charges" }),
  })
  .meta({ id: "Overview" });

/** Which AI usage: the same of the sums and of the list, so that the one adds up to the other. */
const aiUsage = {
  customerId: text(255).optional(),
  feature: text(64).optional(),
  model: text(265).optional().meta({
    description: "Any name of a model; selects the usage priced as that model",
  }),
  from: timestamp.optional().meta({ description: "Default: 30 days before `to`. Rounded down to the hour" }),
  to: timestamp.optional().meta({ description: "Default: now. Rounded up to the hour" }),
};

export const ListAiEvents = z.strictObject({ ...cursorQuery, ...aiUsage });
export const AiEventList = listOf(UsageEvent).meta({ id: "AiEventList" });

export const AiTotalsQuery = z.strictObject({
  groupBy: z.enum(["model", "feature", "customer"]).default("model"),
  ...aiUsage,
});
const aiSums = {
  events: z.int(),
  inputTokens: tokensInAll,
  outputTokens: tokensInAll,
  cacheReadTokens: tokensInAll,
  cacheWriteTokens: tokensInAll,
  aiCostNanos: amountNanos,
  aiChargedNanos: amountNanos,
};
/** In US dollars, whatever the usage was paid in: by the rate of exchange of its hour. */
export const AiTotals = z
  .object({
    ...resource("ai_totals"),
    from: answeredTime,
    to: answeredTime,
    ...aiSums,
    groups: z
      .array(z.object({ key: z.string(), label: z.string(), ...aiSums }))
      .meta({ description: "At most 50, highest charges first" }),
    others: z
      .object({ count: z.int().meta({ description: "Number of groups" }), ...aiSums })
      .nullable()
      .meta({ description: "Everything that is not in `groups`; null if there is nothing else" }),
  })
  .meta({ id: "AiTotals" });

export const BalanceHistoryQuery = z.strictObject({
  customerId: customerReference,
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_660)
    .optional()
    .meta({ description: "Up to now. Default: since the customer's first entry" }),
});

/** How a balance went: what it was at up to 121 times that are equally far from each other, the last of them now. */
export const BalanceHistory = z
  .object({
    ...resource("balance_history"),
    customerId: idSchema("cus"),
    unit: z
      .string()
      .nullable()
      .meta({ description: "A currency such as USD, or `credits`; null where there never was a balance" }),
    points: z.array(
      z.object({
        at: answeredTime,
        balanceNanos: amountNanos.nullable().meta({
          description:
            "Nanos: 10^-9 of the unit. After the entries of `at` and before; null where there was no balance of this unit",
        }),
      }),
    ),
  })
  .meta({ id: "BalanceHistory" });

/** As the list of refused usage is narrowed. */
export const RefusedTotalsQuery = ListRefusedUsage.omit({ limit: true, cursor: true });
export const RefusedTotals = z
  .object({
    ...resource("refused_totals"),
    count: z.int(),
    unrated: z.int().meta({ description: "The part of `count` that could not be rated in money" }),
    costs: z
      .array(z.object({ currency: z.string(), count: z.int(), nanos: amountNanos }))
      .meta({ description: "What the rest would have cost, currencies with the most usage first" }),
  })
  .meta({ id: "RefusedTotals" });
