/** Reading usage: events, totals, what was refused. Writing it is charging's. */
import {
  ID_SUFFIX,
  idSchema,
  ListRefusedUsage,
  ListUsageEvents,
  quantityFromNanoUnits,
  RefusedUsage,
  RefusedUsageList,
  rateFromNanos,
  SummarizeUsage,
  UsageEvent,
  UsageEventList,
  UsageSummary,
} from "@farthing/contract";
import { z } from "zod";
import type { PinnedPrice } from "../models/index.js";
import { loadPlanConfig } from "../plans/index.js";
import {
  type Caller,
  type Db,
  endpoint,
  FarthingError,
  type Id,
  invalid,
  listAnswer,
  listById,
  nanoUnitsFromNumeric,
  pageOf,
  readCursor,
  timeFrom,
} from "../platform/index.js";
import { findArchivedEvent } from "./archive-store.js";
import { boundedRead, lowestEventUuid } from "./bounded-read.js";
import { shapeEvent } from "./event-answer.js";
import { narrowRefused } from "./narrow-refused.js";
import { narrowUsage } from "./narrow-usage.js";
import { shapeRefusals } from "./refused-answer.js";
import { requireRefused } from "./require-refused.js";
import type { SummaryRow } from "./rollup-store.js";
import type { UsageEventRow } from "./schema.js";
import { type EventPosition, findEvent, pageOfEvents, pageOfRefused } from "./store.js";
import { summarizeUsage } from "./summary.js";

const tag = "Usage";

export interface MeteringDependencies {
  /** The price rows that rated AI events, by id. */
  readonly pricesById: (
    db: Db,
    ids: readonly Id<"mprice">[],
  ) => Promise<ReadonlyMap<Id<"mprice">, PinnedPrice>>;
}

/** Stored events as the API shows them, in the same order. */
export async function shapeEvents(
  { pricesById }: MeteringDependencies,
  db: Db,
  caller: Caller,
  rows: readonly UsageEventRow[],
) {
  const [{ features }, prices] = await Promise.all([
    loadPlanConfig(db, caller.environmentId),
    pricesById(
      db,
      rows.flatMap((row) => row.modelPriceId ?? []),
    ),
  ]);
  return rows.map((row) =>
    shapeEvent(row, {
      featureCode: features.get(row.featureId)!.code,
      price: row.modelPriceId ? prices.get(row.modelPriceId) : undefined,
      livemode: caller.livemode,
    }),
  );
}

export const meteringEndpoints = (dependencies: MeteringDependencies) => {
  return [
    endpoint({
      operationId: "listUsageEvents",
      method: "get",
      path: "/usage/events",
      tag,
      summary: "List usage events, newest first",
      query: ListUsageEvents,
      answer: UsageEventList,
      errors: ["customer_not_found", "feature_not_found", "read_too_broad"],
      handle: async ({ db, caller, query }) => {
        const narrowed = await narrowUsage(db, caller, query);
        // The caller's own and unbounded, they have no index: only one customer's events are read for them.
        if (query.property && !narrowed.customerId)
          throw invalid("customerId", "is required to filter by a property");
        const from = query.from ? timeFrom(query.from) : undefined;
        const filter = {
          ...narrowed,
          model: query.model,
          from,
          lowestUuid: lowestEventUuid(caller, from),
          to: query.to ? timeFrom(query.to) : undefined,
          property: query.property ? readProperty(query.property) : undefined,
        };
        const before = readEventPosition(query.cursor);
        const page = pageOf(
          await boundedRead(pageOfEvents(db, caller.environmentId, filter, query.limit, before)),
          query.limit,
          eventCursor,
        );
        return listAnswer({ ...page, data: await shapeEvents(dependencies, db, caller, page.data) });
      },
    }),
    endpoint({
      operationId: "getUsageEvent",
      method: "get",
      path: "/usage/events/{id}",
      tag,
      summary: "Get a usage event and how its cost was calculated",
      params: z.object({ id: idSchema("evt") }),
      answer: UsageEvent,
      errors: ["event_not_found"],
      handle: async ({ db, caller, params }) => {
        const row = await findEvent(db, caller.environmentId, params.id as Id<"evt">);
        if (!row) throw await eventNotFound(db, caller, params.id as Id<"evt">);
        return (await shapeEvents(dependencies, db, caller, [row]))[0]!;
      },
    }),
    endpoint({
      operationId: "summarizeUsage",
      method: "get",
      path: "/usage/summary",
      tag,
      summary: "Get total usage over time, by model, feature or property",
      query: SummarizeUsage,
      answer: UsageSummary,
      errors: ["customer_not_found", "feature_not_found", "read_too_broad"],
      handle: async ({ db, caller, query }) => {
        const { from, to, rows } = await summarizeUsage(db, caller, query);
        return {
          object: "usage_summary" as const,
          livemode: caller.livemode,
          from: from.toISOString(),
          to: to.toISOString(),
          groupBy: query.groupBy ?? null,
          ...shapeTotals(rows),
          groups:
            query.groupBy === undefined
              ? []
              : byKey(rows).map((group) => ({
                  key: group[0]!.key || null,
                  isRest: group[0]!.is_rest || undefined,
                  ...shapeTotals(group),
                })),
        };
      },
    }),
    endpoint({
      operationId: "listRefusedUsage",
      method: "get",
      path: "/usage/refused",
      tag,
      summary: "List refused usage, newest first",
      description:
        "Usage that happened but could not be charged, with the reason and what it would have cost.",
      query: ListRefusedUsage,
      answer: RefusedUsageList,
      errors: ["customer_not_found", "feature_not_found"],
      handle: async ({ db, caller, query }) => {
        const filter = await narrowRefused(db, caller, query);
        return listById(
          "rfu",
          query,
          (before) => pageOfRefused(db, caller.environmentId, filter, query.limit, before),
          (rows) => shapeRefusals(db, caller, rows),
        );
      },
    }),
    endpoint({
      operationId: "getRefusedUsage",
      method: "get",
      path: "/usage/refused/{id}",
      tag,
      summary: "Get refused usage",
      params: z.object({ id: idSchema("rfu") }),
      answer: RefusedUsage,
      errors: ["refused_usage_not_found"],
      handle: async ({ db, caller, params }) => {
        const row = await requireRefused(db, caller, params.id as Id<"rfu">);
        return (await shapeRefusals(db, caller, [row]))[0]!;
      },
    }),
  ];
};

/** Of an archived event it is said, where it had a key: the archive is where to look. */
async function eventNotFound(db: Db, caller: Caller, id: Id<"evt">): Promise<FarthingError> {
  const archived = await findArchivedEvent(db, caller.environmentId, id);
  if (!archived)
    return new FarthingError("event_not_found", `There is no usage event ${id}.`, { param: "id" });
  return new FarthingError(
    "event_not_found",
    `Usage event ${id} was archived: it is no longer in the database, but in an archive file, among the lines of ${archived.customerId}.`,
    { param: "id", details: { archived: true, customerId: archived.customerId } },
  );
}

const POSITION = new RegExp(`^evt_${ID_SUFFIX}:\\d{1,18}$`);

/** As {@link readEventPosition} reads it. */
export const eventCursor = ({ id, seq }: EventPosition): string => `${id}:${seq}`;

export function readEventPosition(cursor: string | undefined): EventPosition | undefined {
  const [id, seq] = readCursor(cursor, POSITION)?.split(":") ?? [];
  return id && seq ? { id: id as Id<"evt">, seq: BigInt(seq) } : undefined;
}

function readProperty(filter: string): { name: string; value: string } {
  const colon = filter.indexOf(":");
  return { name: filter.slice(0, colon), value: filter.slice(colon + 1) };
}

/** Those of one group, which stand together. */
function byKey(rows: readonly SummaryRow[]): SummaryRow[][] {
  const groups: SummaryRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const isSame = last && last[0]!.key === row.key && last[0]!.is_rest === row.is_rest;
    if (isSame) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Amounts of two currencies are never added. */
function costsOf(rows: readonly SummaryRow[]) {
  const costs = new Map<string, bigint>();
  for (const { currency, cost_nanos: nanos } of rows)
    if (currency !== "") costs.set(currency, (costs.get(currency) ?? 0n) + BigInt(nanos));
  return [...costs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, nanos]) => ({ currency, cost: rateFromNanos(nanos), costNanos: nanos.toString() }));
}

const NO_COST = { currency: null, cost: 0, costNanos: "0" };
const SEVERAL = { currency: null, cost: null, costNanos: null };

function shapeTotals(rows: readonly SummaryRow[]) {
  const sum = (read: (row: SummaryRow) => bigint): bigint =>
    rows.reduce((total, row) => total + read(row), 0n);
  const costs = costsOf(rows);
  const [first = NO_COST, second] = costs;
  return {
    events: Number(sum((row) => row.events)),
    value: quantityFromNanoUnits(sum((row) => nanoUnitsFromNumeric(row.quantity))),
    inputTokens: Number(sum((row) => BigInt(row.input_tokens))),
    outputTokens: Number(sum((row) => BigInt(row.output_tokens))),
    cacheReadTokens: Number(sum((row) => BigInt(row.cache_read_tokens))),
    cacheWriteTokens: Number(sum((row) => BigInt(row.cache_write_tokens))),
    ...(second ? SEVERAL : first),
    costs,
    credits: quantityFromNanoUnits(sum((row) => BigInt(row.credits_nanos))),
  };
}
