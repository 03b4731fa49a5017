import { UsageMissingError } from "../errors.js";
import { type Fields, fieldsOf } from "../shape.js";
import { count, type TokenPools, toPools } from "./pools.js";

/**
 * Pools of Anthropic's `usage`: `{input_tokens, output_tokens, cache_read_input_tokens?,
 * cache_creation_input_tokens?, cache_creation?: {ephemeral_5m_input_tokens, ephemeral_1h_input_tokens},
 * output_tokens_details?: {thinking_tokens}, iterations?}`. Its `input_tokens` are fresh ones only.
 *
 * @throws UsageMissingError without `input_tokens` and `output_tokens`.
 * @throws UsageMalformedError for counts that are not whole or contradict one another.
 */
export function fromAnthropic(usage: object | null | undefined): TokenPools {
  const fields = fieldsOf(usage);
  const own = { input: count(fields, "input_tokens"), output: count(fields, "output_tokens") };
  const { input, output } = executorTotals(fields) ?? own;
  if (fields === undefined || input === undefined || output === undefined)
    throw new UsageMissingError("Anthropic's usage has no input_tokens and output_tokens", usage);
  return toPools(
    {
      fresh: input,
      output,
      read: count(fields, "cache_read_input_tokens"),
      ...anthropicWrites(fields),
      reasoning: count(fieldsOf(fields.output_tokens_details), "thinking_tokens"),
    },
    usage,
  );
}

/** What was written to the cache: all of it, and the part for an hour. */
export function anthropicWrites(fields: Fields | undefined): {
  write: number | undefined;
  write1h: number | undefined;
} {
  const parts = fieldsOf(fields?.cache_creation);
  const write1h = count(parts, "ephemeral_1h_input_tokens");
  const write5m = count(parts, "ephemeral_5m_input_tokens");
  const sum = parts && (write5m ?? 0) + (write1h ?? 0);
  return { write: count(fields, "cache_creation_input_tokens") ?? sum, write1h };
}

/**
 * A turn that was compacted on the way reports each pass in `iterations`, and leaves the compaction out of its
 * own totals; the AI SDK adds the passes up, and so does this. Advisor passes run on another model at another
 * price. After a fallback the totals are already those of the answer.
 */
function executorTotals(fields: Fields | undefined): { input: number; output: number } | undefined {
  const iterations = Array.isArray(fields?.iterations) ? fields.iterations.map(fieldsOf) : [];
  if (iterations.some((pass) => pass?.type === "fallback_message")) return undefined;
  const own = iterations.filter((pass) => pass?.type === "message" || pass?.type === "compaction");
  if (own.length === 0) return undefined;
  const sum = (name: string) => own.reduce((total, pass) => total + (count(pass, name) ?? 0), 0);
  return { input: sum("input_tokens"), output: sum("output_tokens") };
}
