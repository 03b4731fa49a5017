import { UsageMissingError } from "../errors.js";
import { fieldsOf } from "../shape.js";
import { count, type TokenPools, toPools } from "./pools.js";

/**
 * Pools of Google's `usageMetadata`: `{promptTokenCount, candidatesTokenCount?, thoughtsTokenCount?,
 * cachedContentTokenCount?, toolUsePromptTokenCount?}`. The prompt includes cached tokens and not the results of
 * built-in tools; the candidates do not include thoughts. Counts of 0 are left out by Google.
 *
 * @throws UsageMissingError without `promptTokenCount`.
 * @throws UsageMalformedError for counts that are not whole, or more cached tokens than input.
 */
export function fromGoogle(usage: object | null | undefined): TokenPools {
  const fields = fieldsOf(usage);
  const prompt = count(fields, "promptTokenCount");
  if (prompt === undefined)
    throw new UsageMissingError("Google's usageMetadata has no promptTokenCount", usage);
  const read = count(fields, "cachedContentTokenCount") ?? 0;
  const thoughts = count(fields, "thoughtsTokenCount") ?? 0;
  return toPools(
    {
      fresh: prompt + (count(fields, "toolUsePromptTokenCount") ?? 0) - read,
      read,
      output: (count(fields, "candidatesTokenCount") ?? 0) + thoughts,
      reasoning: thoughts,
    },
    usage,
  );
}
