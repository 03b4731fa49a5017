import {
  CheckUsage,
  code,
  DismissRefusedUsage,
  FeatureAccess,
  FeatureAccessList,
  FeatureAccessQuery,
  idSchema,
  isPlainUsage,
  KEPT_REASONS,
  RefusedUsage,
  ReplayRefusedUsage,
  ReplayResult,
  SetUsage,
  TrackUsage,
  TrackUsageBatch,
  UsageAdjustment,
  UsageBatch,
  UsageCheck,
  UsageEvent,
} from "@farthing/contract";
import { z } from "zod";
import { narrowRefused, shapeRefusals } from "../metering/index.js";
import {
  type Caller,
  type Db,
  endpoint,
  FarthingError,
  type Id,
  invalid,
  UnstoredAnswer,
} from "../platform/index.js";
import { checkUsage } from "./check-usage.js";
import { dismissRefused } from "./dismiss-refused.js";
import { type AccessDependencies, listFeatureAccess, readFeatureAccess } from "./feature-access.js";
import { isUnfinishedReplay, type ReplaySelection, replayRefused } from "./replay-refused.js";
import { setUsage } from "./set-usage.js";
import { type ItemResult, isUnfinished, trackMany, trackOne } from "./track.js";
import type { Tracking } from "./tracking.js";

const REFUSALS = [
  ...KEPT_REASONS,
  "customer_not_found",
  "feature_not_found",
  "duplicate",
  "idempotency_key_mismatch",
  "pricing_mode_mismatch",
  "timestamp_out_of_range",
] as const;

export const chargingEndpoints = (tracking: Tracking & AccessDependencies) => [
  endpoint({
    operationId: "trackUsage",
    method: "post",
    path: "/usage/events",
    tag: "Usage",
    summary: "Track one usage event",
    description:
      "The event is priced, deducted or counted, and durable when this answers. `consumption.remaining` is true at that instant.",
    scopes: ["ingest"],
    idempotency: "events",
    body: TrackUsage,
    isPlainBody: isPlainUsage,
    answer: UsageEvent,
    status: 201,
    errors: REFUSALS,
    handle: ({ caller, body, requestKey }) => trackOne(tracking, caller, body, { requestKey }),
  }),
  endpoint({
    operationId: "trackUsageBatch",
    method: "post",
    path: "/usage/events/batch",
    tag: "Usage",
    summary: "Track 1 to 100 usage events",
    description:
      "Each event stands alone and has its own result, in the order sent. Re-sending a whole batch is safe.",
    scopes: ["ingest"],
    idempotency: "events",
    body: TrackUsageBatch,
    answer: UsageBatch,
    errors: [],
    handle: async ({ caller, body, requestKey }) => {
      if (body.backfill && caller.scope !== "full") {
        throw new FarthingError(
          "forbidden",
          "A backfill may carry any past time and needs a key with full scope.",
          { param: "backfill" },
        );
      }
      const results = await trackMany(tracking, caller, body.events, {
        requestKey,
        backfill: body.backfill,
      });
      const answer = shapeBatch(results, caller);
      return isUnfinished(results) ? new UnstoredAnswer(200, answer) : answer;
    },
  }),
  endpoint({
    operationId: "checkUsage",
    method: "post",
    path: "/usage/check",
    tag: "Usage",
    summary: "Ask whether usage would be allowed, and what it would cost",
    description: "Changes nothing. Between a check and a track others may spend: the track decides.",
    scopes: ["ingest", "read"],
    idempotency: "none",
    body: CheckUsage,
    answer: UsageCheck,
    errors: ["customer_not_found", "feature_not_found", "pricing_mode_mismatch"],
    handle: ({ caller, body }) => checkUsage(tracking, caller, body),
  }),
  endpoint({
    operationId: "setUsage",
    method: "put",
    path: "/usage",
    tag: "Usage",
    summary: "Set the current period's total of a metered feature",
    description: "Writes a signed adjustment, so that the trail stays.",
    idempotency: "events",
    body: SetUsage,
    answer: UsageAdjustment,
    errors: REFUSALS,
    handle: ({ db, caller, body, requestKey }) => setUsage(tracking.charger, db, caller, body, requestKey),
  }),
  endpoint({
    operationId: "replayRefusedUsage",
    method: "post",
    path: "/usage/refused/{id}/replay",
    tag: "Usage",
    summary: "Charge one refused usage again",
    description: "With its own idempotency key and its own time. Replaying it twice charges once.",
    idempotency: "events",
    params: z.object({ id: idSchema("rfu") }),
    body: z.strictObject({}),
    answer: ReplayResult,
    errors: ["refused_usage_not_found"],
    handle: async ({ db, caller, params }) =>
      kept(await replayRefused(tracking.charger, db, caller, { ids: [params.id as Id<"rfu">] })),
  }),
  endpoint({
    operationId: "replayRefusedUsageBatch",
    method: "post",
    path: "/usage/refused/replay",
    tag: "Usage",
    summary: "Charge refused usage again, by ids or by a filter",
    description:
      "At most 100 at once, those tried longest ago first; `remaining` says how many open ones are left.",
    idempotency: "events",
    body: ReplayRefusedUsage,
    answer: ReplayResult,
    errors: ["refused_usage_not_found", "customer_not_found", "feature_not_found"],
    handle: async ({ db, caller, body }) =>
      kept(await replayRefused(tracking.charger, db, caller, await selectionOf(db, caller, body))),
  }),
  endpoint({
    operationId: "dismissRefusedUsage",
    method: "post",
    path: "/usage/refused/{id}/dismiss",
    tag: "Usage",
    summary: "Forgive refused usage",
    description:
      "It is not charged, and does not count as unbilled any more. It cannot be replayed then; the same event, sent again, is new usage.",
    params: z.object({ id: idSchema("rfu") }),
    body: DismissRefusedUsage,
    answer: RefusedUsage,
    errors: ["refused_usage_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) =>
      (
        await shapeRefusals(db, caller, [
          await dismissRefused(db, caller, params.id as Id<"rfu">, body.reason),
        ])
      )[0]!,
  }),
  endpoint({
    operationId: "listFeatureAccess",
    method: "get",
    path: "/feature-access",
    tag: "Feature access",
    summary: "List what a customer may use",
    query: FeatureAccessQuery,
    answer: FeatureAccessList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => ({
      object: "list" as const,
      data: await listFeatureAccess(tracking, db, caller, query.customerId),
      hasMore: false,
      nextCursor: null,
    }),
  }),
  endpoint({
    operationId: "getFeatureAccess",
    method: "get",
    path: "/feature-access/{code}",
    tag: "Feature access",
    summary: "Ask whether a customer may use a feature",
    params: z.object({ code }),
    query: FeatureAccessQuery,
    answer: FeatureAccess,
    errors: ["customer_not_found", "feature_not_found"],
    handle: ({ db, caller, params, query }) =>
      readFeatureAccess(tracking, db, caller, query.customerId, params.code),
  }),
];

const kept = (answer: Awaited<ReturnType<typeof replayRefused>>) =>
  isUnfinishedReplay(answer) ? new UnstoredAnswer(200, answer) : answer;

function shapeBatch(results: readonly ItemResult[], caller: Caller) {
  const count = (status: ItemResult["status"]): number =>
    results.filter((result) => result.status === status).length;
  return {
    object: "usage_batch" as const,
    livemode: caller.livemode,
    recorded: count("recorded"),
    duplicates: count("duplicate") + count("archived"),
    refused: count("refused"),
    results: results.map(shapeResult),
  };
}

function shapeResult(result: ItemResult): z.input<typeof UsageBatch>["results"][number] {
  if (result.status === "refused") return { status: "refused", error: result.error.toAnswer() };
  if (result.status === "archived") return { status: "duplicate", eventId: result.eventId };
  const { status, event } = result;
  return status === "recorded" ? { status, event } : { status, eventId: event.id, event };
}

async function selectionOf(
  db: Db,
  caller: Caller,
  body: z.output<typeof ReplayRefusedUsage>,
): Promise<ReplaySelection> {
  if (body.ids && Object.keys(body).length > 1) throw invalid("ids", "cannot be sent together with a filter");
  if (body.ids) return { ids: body.ids as Id<"rfu">[] };
  return { filter: await narrowRefused(db, caller, body) };
}
