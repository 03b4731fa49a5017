/** Reports, for operators alone: they may change with the dashboard, and are no part of the API's promise. */
import {
  AiEventList,
  AiTotals,
  AiTotalsQuery,
  BalanceHistory,
  BalanceHistoryQuery,
  GettingStarted,
  ListAiEvents,
  Overview,
  OverviewQuery,
  RefusedTotals,
  RefusedTotalsQuery,
} from "@farthing/contract";
import type { z } from "zod";
import {
  eventCursor,
  type MeteringDependencies,
  narrowRefused,
  type RefusedCost,
  readEventPosition,
  refusedCosts,
  shapeEvents,
} from "../metering/index.js";
import type { ModelPricing } from "../models/index.js";
import {
  type Caller,
  type Clock,
  type Db,
  endpoint,
  idFromUuid,
  listAnswer,
  pageOf,
  timeFrom,
} from "../platform/index.js";
import { isUsableKeyOf } from "../tenancy/index.js";
import { pageOfAiEvents, totalAiUsage } from "./ai-usage.js";
import { readBalanceHistory } from "./balance-history.js";
import { readOverview } from "./overview.js";
import { type AiGroup, readSetupSteps } from "./store.js";

const tag = "Reports";

interface ReportDependencies extends MeteringDependencies {
  readonly clock: Clock;
  readonly pricing: ModelPricing;
  /** The sandbox key in clear, where the server knows it. */
  readonly sandboxKey: string | undefined;
}

export const reportEndpoints = (dependencies: ReportDependencies) => [
  endpoint({
    operationId: "getGettingStarted",
    method: "get",
    path: "/getting-started",
    audience: "operator",
    tag,
    summary: "Get the progress of the first setup, and the key to start with",
    answer: GettingStarted,
    handle: async ({ db, caller }) => ({
      object: "getting_started" as const,
      livemode: caller.livemode,
      key: await shownKey(dependencies, db, caller),
      steps: await readSetupSteps(db, caller.environmentId),
    }),
  }),
  endpoint({
    operationId: "getOverview",
    method: "get",
    path: "/reports/overview",
    audience: "operator",
    tag,
    summary: "Get money, usage and AI margin of the last days",
    query: OverviewQuery,
    answer: Overview,
    handle: async ({ db, caller, query }) =>
      shapeOverview(caller, await readOverview(db, caller, query.days)),
  }),
  endpoint({
    operationId: "getAiTotals",
    method: "get",
    path: "/reports/ai-totals",
    audience: "operator",
    tag,
    summary: "Get AI usage totals by model, feature or customer",
    query: AiTotalsQuery,
    answer: AiTotals,
    errors: ["customer_not_found", "feature_not_found"],
    handle: async ({ db, caller, query }) => {
      const { from, to, groups, others } = await totalAiUsage(db, caller, dependencies.pricing, query);
      return {
        object: "ai_totals" as const,
        livemode: caller.livemode,
        from: from.toISOString(),
        to: to.toISOString(),
        ...shapeSums(others ? [...groups, others] : groups),
        groups: groups.map((group) => ({ ...namesOf(query.groupBy, group), ...shapeSums([group]) })),
        others: others ? { count: Number(others.groups), ...shapeSums([others]) } : null,
      };
    },
  }),
  endpoint({
    operationId: "listAiEvents",
    method: "get",
    path: "/reports/ai-events",
    audience: "operator",
    tag,
    summary: "List AI usage, newest first, with how each cost was calculated",
    query: ListAiEvents,
    answer: AiEventList,
    errors: ["customer_not_found", "feature_not_found"],
    handle: async ({ db, caller, query }) => {
      const before = readEventPosition(query.cursor);
      const rows = await pageOfAiEvents(db, caller, dependencies.pricing, query, before);
      const page = pageOf(rows, query.limit, eventCursor);
      return listAnswer({ ...page, data: await shapeEvents(dependencies, db, caller, page.data) });
    },
  }),
  endpoint({
    operationId: "getBalanceHistory",
    method: "get",
    path: "/reports/balance-history",
    audience: "operator",
    tag,
    summary: "How a customer's balance went",
    query: BalanceHistoryQuery,
    answer: BalanceHistory,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const { customerId, unit, points } = await readBalanceHistory(db, caller, query);
      return {
        object: "balance_history" as const,
        livemode: caller.livemode,
        customerId,
        unit,
        points: points.map(({ at, nanos }) => ({ at: at.toISOString(), balanceNanos: nanos })),
      };
    },
  }),
  endpoint({
    operationId: "getRefusedTotals",
    method: "get",
    path: "/reports/refused-totals",
    audience: "operator",
    tag,
    summary: "Get what refused usage would have cost, by currency",
    query: RefusedTotalsQuery,
    answer: RefusedTotals,
    errors: ["customer_not_found", "feature_not_found"],
    handle: async ({ db, caller, query }) =>
      shapeRefusedTotals(
        caller,
        await refusedCosts(db, caller.environmentId, await narrowRefused(db, caller, query)),
      ),
  }),
];

function shapeRefusedTotals(caller: Caller, costs: readonly RefusedCost[]): z.input<typeof RefusedTotals> {
  const counted = (rows: readonly RefusedCost[]): number => rows.reduce((sum, { count }) => sum + count, 0);
  return {
    object: "refused_totals",
    livemode: caller.livemode,
    count: counted(costs),
    unrated: counted(costs.filter(({ currency }) => currency === null)),
    costs: costs.flatMap(({ currency, count, nanos }) =>
      currency === null ? [] : [{ currency, count, nanos }],
    ),
  };
}

/** A key is a way in for ever: who may not make one is not shown one. */
async function shownKey({ sandboxKey, clock }: ReportDependencies, db: Db, caller: Caller) {
  if (!sandboxKey || caller.livemode || !caller.managesAccess) return null;
  return (await isUsableKeyOf(db, caller.environmentId, sandboxKey, clock.real())) ? sandboxKey : null;
}

function shapeOverview(
  caller: Caller,
  { counts, days, models, ...overview }: Awaited<ReturnType<typeof readOverview>>,
): z.input<typeof Overview> {
  const all = [...days.values()];
  const total = (pick: (day: (typeof all)[number]) => bigint): string =>
    all.reduce((sum, day) => sum + pick(day), 0n).toString();
  return {
    object: "overview",
    livemode: caller.livemode,
    from: overview.from.toISOString(),
    to: overview.to.toISOString(),
    currency: overview.currency,
    otherCurrencies: overview.otherCurrencies,
    activeSubscriptions: overview.activeSubscriptions,
    customers: counts.customers,
    monthlyRecurringNanos: overview.monthlyRecurringNanos.toString(),
    invoicedNanos: overview.invoicedNanos.toString(),
    paidNanos: overview.paidNanos.toString(),
    events: all.reduce((sum, day) => sum + day.events, 0),
    aiCostNanos: total((day) => day.aiCostNanos),
    aiChargedNanos: total((day) => day.aiChargedNanos),
    unbilled: { count: counts.open, nanos: counts.nanos },
    days: [...days].map(([startMs, day]) => ({
      day: timeFrom(startMs).toISOString(),
      events: day.events,
      aiCostNanos: day.aiCostNanos.toString(),
      aiChargedNanos: day.aiChargedNanos.toString(),
      chargedNanos: day.chargedNanos.toString(),
      invoicedNanos: day.invoicedNanos.toString(),
    })),
    models: models.map((sums) => ({
      model: sums.model,
      events: sums.events,
      tokens: Number(sums.tokens),
      aiCostNanos: sums.aiCostNanos.toString(),
      aiChargedNanos: sums.aiChargedNanos.toString(),
    })),
  };
}

function namesOf(groupBy: "model" | "feature" | "customer", group: AiGroup) {
  const key = keyOf(groupBy, group.key!);
  return { key, label: group.label === null || group.label === group.key ? key : group.label };
}

function keyOf(groupBy: "model" | "feature" | "customer", key: string): string {
  if (groupBy === "model") return key;
  return groupBy === "feature" ? idFromUuid("feat", key) : idFromUuid("cus", key);
}

function shapeSums(groups: readonly AiGroup[]) {
  const sum = (pick: (group: AiGroup) => string): bigint =>
    groups.reduce((total, group) => total + BigInt(pick(group)), 0n);
  return {
    events: Number(sum((group) => group.events)),
    inputTokens: Number(sum((group) => group.input_tokens)),
    outputTokens: Number(sum((group) => group.output_tokens)),
    cacheReadTokens: Number(sum((group) => group.cache_read_tokens)),
    cacheWriteTokens: Number(sum((group) => group.cache_write_tokens)),
    aiCostNanos: sum((group) => group.provider_cost_nanos).toString(),
    aiChargedNanos: sum((group) => group.cost_nanos).toString(),
  };
}
