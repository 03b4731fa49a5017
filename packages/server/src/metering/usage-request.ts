/** An event as it was sent, read into exact types. */
import { nanoUnitsFromQuantity, type TrackUsage } from "@farthing/contract";
import type { z } from "zod";
import { digestOf, FarthingError, timeFrom } from "../platform/index.js";
import type { TokenCounts } from "../rating/index.js";
import type { Property } from "./schema.js";

export type EventBody = z.output<typeof TrackUsage>;

export interface UnitsUsed {
  readonly kind: "units";
  readonly quantityNanoUnits: bigint;
}

export interface TokensUsed {
  readonly kind: "tokens";
  readonly model: string;
  readonly responseModel: string | null;
  readonly tokens: TokenCounts;
  readonly estimated: boolean;
}

/** The period's total of a metered feature is to become this. */
export interface TotalSet {
  readonly kind: "total";
  readonly targetNanoUnits: bigint;
  readonly reason: string | null;
}

export interface UsageRequest {
  readonly featureCode: string;
  readonly idempotencyKey: string | null;
  readonly keyDigest: string | null;
  readonly occurredAt: Date;
  readonly properties: readonly Property[];
  readonly usage: UnitsUsed | TokensUsed | TotalSet;
}

export function readUsage(body: EventBody, now: Date): UsageRequest {
  const idempotencyKey = body.idempotencyKey ?? body.eventId ?? null;
  return {
    featureCode: (body.feature ?? body.featureCode)!,
    idempotencyKey,
    keyDigest: idempotencyKey === null ? null : digestOf(idempotencyKey),
    occurredAt: body.timestamp === undefined ? now : timeFrom(body.timestamp),
    properties: body.properties ?? [],
    usage: readConsumption(body),
  };
}

export function readConsumption(body: Omit<EventBody, "customerId">): UnitsUsed | TokensUsed {
  if (body.model === undefined)
    return { kind: "units", quantityNanoUnits: nanoUnitsFromQuantity(body.value ?? 1) };
  return {
    kind: "tokens",
    model: body.model,
    responseModel: body.responseModel ?? null,
    estimated: body.estimated ?? false,
    tokens: {
      input: tokens(body.inputTokens),
      output: tokens(body.outputTokens),
      cacheRead: tokens(body.cacheReadTokens),
      cacheWrite: tokens(body.cacheWriteTokens),
      cacheWrite1h: tokens(body.cacheWrite1hTokens),
      reasoning: tokens(body.reasoningTokens),
    },
  };
}

const tokens = (count: number | undefined): bigint => (count === undefined ? 0n : BigInt(count));

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How far the time of usage may be from the time it is told of. */
export interface UsageTimes {
  readonly maxAheadMs: number;
  readonly maxBackMs: number;
}
export const DEFAULT_USAGE_TIMES: UsageTimes = { maxAheadMs: 5 * MINUTE_MS, maxBackMs: 35 * DAY_MS };

/** @throws FarthingError `timestamp_out_of_range` beyond these times; any past one may be allowed */
export function assertInRange(
  occurredAt: Date,
  now: Date,
  prefix: string,
  { maxAheadMs, maxBackMs }: UsageTimes,
  { anyPast }: { anyPast: boolean },
): void {
  const ahead = occurredAt.getTime() - now.getTime();
  if (ahead <= maxAheadMs && (anyPast || -ahead <= maxBackMs)) return;
  const param = prefix ? `${prefix}.timestamp` : "timestamp";
  const why =
    ahead > maxAheadMs
      ? `more than ${maxAheadMs / MINUTE_MS} minutes in the future`
      : `more than ${maxBackMs / DAY_MS} days in the past. Send older usage as a backfill`;
  throw new FarthingError("timestamp_out_of_range", `${param}: ${occurredAt.toISOString()} is ${why}.`, {
    param,
  });
}
