/** Reports, for operators alone: they may change with the dashboard, and are no part of the API's promise. */
import {
  AiEventList,
  AiTotals,
  AiTotalsQuery,
  GettingStarted,
  ListAiEvents,
  Overview,
  OverviewQuery,
} from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import {
  type MeteringDependencies,
  pageOfEvents,
  readEventPosition,
  shapeEvents,
} from "../metering/index.js";
import { requireFeatureEver } from "../plans/index.js";
import {
  addMs,
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
import { readOverview } from "./overview.js";
import { type AiGroup, aiGroups, aiSum, readSetupSteps } from "./store.js";

const tag = "Reports";
const HOUR_MS = 3_600_000;
const USUAL_STRETCH_MS = 30 * 24 * HOUR_MS;
const SHOWN_GROUPS = 50;

export interface ReportDependencies extends MeteringDependencies {
  readonly clock: Clock;
  /** The sandbox key in clear, where the server knows it. */
  readonly sandboxKey: string | undefined;
}

interface Narrowing {
  readonly customerId?: string | undefined;
  readonly feature?: string | undefined;
}

async function narrow(db: Db, caller: Caller, query: Narrowing) {
  const [customer, feature] = await Promise.all([
    query.customerId ? requireCustomer(db, caller, query.customerId) : undefined,
    query.feature ? requireFeatureEver(db, caller, query.feature) : undefined,
  ]);
  return { customerId: customer?.id, featureId: feature?.id };
}

export const reportEndpoints = (dependencies: ReportDependencies) => [
  endpoint({
    operationId: "getGettingStarted",
    method: "get",
    path: "/getting-started",
    audience: "operator",
    tag,
    summary: "What of a first setup is there, and the key to begin with",
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
    summary: "Money, usage and AI margin of the last days",
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
    summary: "AI usage in sums: by model, feature or customer",
    query: AiTotalsQuery,
    answer: AiTotals,
    errors: ["customer_not_found", "feature_not_found"],
    handle: async ({ db, caller, query }) => {
      const to = query.to ? timeFrom(query.to) : caller.now();
      const from = query.from ? timeFrom(query.from) : addMs(to, -USUAL_STRETCH_MS);
      const filter = {
        environmentId: caller.environmentId,
        ...(await narrow(db, caller, query)),
        from: timeFrom(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS),
        to: timeFrom(Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS),
      };
      const [all, groups] = await Promise.all([
        aiSum(db, filter),
        aiGroups(db, filter, query.groupBy, SHOWN_GROUPS),
      ]);
      return {
        object: "ai_totals" as const,
        livemode: caller.livemode,
        from: filter.from.toISOString(),
        to: filter.to.toISOString(),
        ...shapeSums(all),
        groups: groups.map((group) => ({
          key: keyOf(query.groupBy, group.key),
          label: group.label === group.key ? keyOf(query.groupBy, group.key) : group.label,
          ...shapeSums(group),
        })),
      };
    },
  }),
  endpoint({
    operationId: "listAiEvents",
    method: "get",
    path: "/reports/ai-events",
    audience: "operator",
    tag,
    summary: "List AI usage, newest first, with how each cost came about",
    query: ListAiEvents,
    answer: AiEventList,
    errors: ["customer_not_found", "feature_not_found"],
    handle: async ({ db, caller, query }) => {
      const filter = {
        ...(await narrow(db, caller, query)),
        model: query.model,
        from: query.from ? timeFrom(query.from) : undefined,
        to: query.to ? timeFrom(query.to) : undefined,
        isAi: true,
      };
      const before = readEventPosition(query.cursor);
      const rows = await pageOfEvents(db, caller.environmentId, filter, query.limit, before);
      const page = pageOf(rows, query.limit, (row) => `${row.id}:${row.seq}`);
      return listAnswer({ ...page, data: await shapeEvents(dependencies, db, caller, page.data) });
    },
  }),
];

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

const keyOf = (groupBy: "model" | "feature" | "customer", key: string): string => {
  if (groupBy === "model") return key;
  return groupBy === "feature" ? idFromUuid("feat", key) : idFromUuid("cus", key);
};

const shapeSums = (group: AiGroup | undefined) => ({
  events: Number(group?.events ?? 0),
  inputTokens: Number(group?.input_tokens ?? 0),
  outputTokens: Number(group?.output_tokens ?? 0),
  cacheReadTokens: Number(group?.cache_read_tokens ?? 0),
  cacheWriteTokens: Number(group?.cache_write_tokens ?? 0),
  aiCostNanos: group?.provider_cost_nanos ?? "0",
  aiChargedNanos: group?.cost_nanos ?? "0",
});
