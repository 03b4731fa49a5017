/**
 * What of an event is compared when its idempotency key comes again. Events that are stored are compared field by
 * field; of those that were archived the digest of the same fields is kept.
 */
import { digestOf } from "../platform/index.js";
import type { UsageEventRow } from "./schema.js";
import type { UsageRequest } from "./usage-request.js";

/** Null for what the event does not have. The names are those that a mismatch is answered with. */
export interface Payload {
  readonly feature: string;
  readonly model: string | null;
  readonly inputTokens: bigint | null;
  readonly outputTokens: bigint | null;
  readonly cacheReadTokens: bigint | null;
  readonly cacheWriteTokens: bigint | null;
  readonly cacheWrite1hTokens: bigint | null;
  readonly reasoningTokens: bigint | null;
  /** `set` where a total was set. */
  readonly operation: "set" | null;
  /** Nano-units: how much was used, or the total that was set. */
  readonly value: bigint | null;
}

export const payloadOfEvent = (row: UsageEventRow, featureCode: string): Payload => ({
  feature: featureCode,
  model: row.model,
  inputTokens: row.inputTokens,
  outputTokens: row.outputTokens,
  cacheReadTokens: row.cacheReadTokens,
  cacheWriteTokens: row.cacheWriteTokens,
  cacheWrite1hTokens: row.cacheWrite1hTokens,
  reasoningTokens: row.reasoningTokens,
  operation: row.adjustmentReason === null ? null : "set",
  value: row.adjustmentReason === null ? row.quantityNanoUnits : row.usedAfterNanoUnits,
});

export function payloadOfRequest({ featureCode, usage }: UsageRequest): Payload {
  const tokens = usage.kind === "tokens" ? usage.tokens : undefined;
  return {
    feature: featureCode,
    model: usage.kind === "tokens" ? usage.model : null,
    inputTokens: tokens?.input ?? null,
    outputTokens: tokens?.output ?? null,
    cacheReadTokens: tokens?.cacheRead ?? null,
    cacheWriteTokens: tokens?.cacheWrite ?? null,
    cacheWrite1hTokens: tokens?.cacheWrite1h ?? null,
    reasoningTokens: tokens?.reasoning ?? null,
    operation: usage.kind === "total" ? "set" : null,
    value: quantityOf(usage),
  };
}

function quantityOf(usage: UsageRequest["usage"]): bigint | null {
  if (usage.kind === "tokens") return null;
  return usage.kind === "units" ? usage.quantityNanoUnits : usage.targetNanoUnits;
}

/** Names of the fields in which two payloads differ. */
export const differingFields = (was: Payload, is: Payload): string[] =>
  Object.keys(is).filter((name) => was[name as keyof Payload] !== is[name as keyof Payload]);

/**
 * 16 bytes of SHA-256, as a UUID's text. It is stored for ever: the order of the fields must stay, and a field that is
 * added goes to the end. Fields that an event does not have are left out, so that a new one changes no digest of
 * events that lack it.
 */
export const payloadDigest = (payload: Payload): string =>
  digestOf(
    JSON.stringify(
      Object.entries(payload).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  );
