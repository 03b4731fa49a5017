import { UsageMalformedError, UsageMissingError } from "../errors.js";
import type { Fields } from "../shape.js";

/**
 * The token counts of one call, as they are billed. All whole numbers of at least 0.
 *
 * `inputTokens`, `cacheReadTokens`, `cacheWriteTokens` and `cacheWrite1hTokens` are disjoint: their sum is the
 * whole prompt, and no token is in two of them. `reasoningTokens` is a part of `outputTokens`.
 */
export interface TokenPools {
  /** Fresh input: neither read from nor written to the cache. */
  inputTokens: number;
  /** Everything generated, reasoning included. */
  outputTokens: number;
  cacheReadTokens: number;
  /** Written to the cache for the provider's usual time (five minutes at Anthropic), without the hour's part. */
  cacheWriteTokens: number;
  /** Written to the cache for an hour. */
  cacheWrite1hTokens: number;
  /** The part of `outputTokens` that was reasoning, where the provider tells. */
  reasoningTokens: number;
}

interface Measured {
  fresh: number;
  read?: number | undefined;
  /** All writes, those for an hour included. */
  write?: number | undefined;
  write1h?: number | undefined;
  output: number;
  reasoning?: number | undefined;
}

/**
 * Puts measured counts into pools.
 *
 * @throws UsageMalformedError where a part is larger than its whole.
 * @throws UsageMissingError where all is 0: no call has neither input nor output, but servers that do not
 * count answer so, and that must not become a free call.
 */
export function toPools(measured: Measured, usage: unknown): TokenPools {
  const { fresh, read = 0, write = 0, write1h = 0, output, reasoning = 0 } = measured;
  if (fresh < 0)
    throw new UsageMalformedError("More tokens read from or written to the cache than the prompt had", usage);
  if (write1h > write)
    throw new UsageMalformedError(`${write1h} tokens written for an hour, but only ${write} in all`, usage);
  if (reasoning > output)
    throw new UsageMalformedError(`${reasoning} reasoning tokens, but only ${output} output tokens`, usage);
  if (fresh + read + write + output === 0)
    throw new UsageMissingError("All token counts are 0, so nothing was counted", usage);
  return {
    inputTokens: fresh,
    outputTokens: output,
    cacheReadTokens: read,
    cacheWriteTokens: write - write1h,
    cacheWrite1hTokens: write1h,
    reasoningTokens: reasoning,
  };
}

/**
 * A token count, or undefined where it is absent or null.
 *
 * @throws UsageMalformedError for NaN, a fraction, a negative number, or anything that is not a number.
 */
export function count(fields: Fields | undefined, name: string): number | undefined {
  const value = fields?.[name];
  if (value === undefined || value === null) return undefined;
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new UsageMalformedError(`${name} is ${show(value)}, not a whole number of at least 0`, fields);
  return value as number;
}

function show(value: unknown): string {
  return typeof value === "number" || typeof value === "string"
    ? JSON.stringify(String(value))
    : typeof value;
}
