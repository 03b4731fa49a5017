/**
 * A Commet client's `inputTokens` include those read from and written to the cache; the API's do not. Sent on as they
 * are, cached tokens would be charged twice.
 */
import type { Fields } from "./fields.js";

/** Explanations by the field they are about, for where the API refuses what the edge made of it. */
export type Notes = Map<string, string>;

const CACHED = ["cacheReadTokens", "cacheWriteTokens", "cacheWrite1hTokens"] as const;

/** Fresh tokens: input - read - write. Below zero they go on as they are, and the API refuses them by name. */
export function freshTokens(event: Fields, prefix: string, notes: Notes): Fields {
  const cached = cachedTokens(event);
  const { inputTokens } = event;
  if (typeof inputTokens !== "number" || cached === undefined || cached === 0) return event;
  if (inputTokens < cached) {
    const read = event.cacheReadTokens ?? 0;
    notes.set(
      `${prefix}inputTokens`,
      `${inputTokens} is less than the cached tokens it must include: ${read} read and ${cached - Number(read)} written`,
    );
  }
  return { ...event, inputTokens: inputTokens - cached };
}

/** The other way, so that a client reads what it sent. */
export function inclusiveTokens(event: Fields): Fields {
  const { inputTokens } = event;
  if (typeof inputTokens !== "number") return event;
  return { ...event, inputTokens: inputTokens + (cachedTokens(event) ?? 0) };
}

/** Undefined where a count is no count: the API names it. */
function cachedTokens(event: Fields): number | undefined {
  let sum = 0;
  for (const field of CACHED) {
    const count = event[field] ?? 0;
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) return undefined;
    sum += count;
  }
  return sum;
}
