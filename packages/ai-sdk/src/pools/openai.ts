import { UsageMissingError } from "../errors.js";
import { type Fields, fieldsOf } from "../shape.js";
import { count, type TokenPools, toPools } from "./pools.js";

/**
 * Pools of OpenAI's `usage`, and of those who speak its format. Three shapes:
 *
 * - Responses: `{input_tokens, output_tokens, input_tokens_details?, output_tokens_details?}`
 * - Chat completions: `{prompt_tokens, completion_tokens, prompt_tokens_details?, completion_tokens_details?}`
 * - Embeddings: `{prompt_tokens, total_tokens}`
 *
 * Input counts include what was read from and written to the cache; the pools do not.
 *
 * @throws UsageMissingError where neither shape is there.
 * @throws UsageMalformedError for counts that are not whole, or more cached tokens than input.
 */
export function fromOpenAI(usage: object | null | undefined): TokenPools {
  const fields = fieldsOf(usage);
  const chat = fields?.prompt_tokens !== undefined && fields.prompt_tokens !== null;
  const input = count(fields, chat ? "prompt_tokens" : "input_tokens");
  const inputParts = fieldsOf(fields?.[chat ? "prompt_tokens_details" : "input_tokens_details"]);
  const outputParts = fieldsOf(fields?.[chat ? "completion_tokens_details" : "output_tokens_details"]);
  const output = count(fields, chat ? "completion_tokens" : "output_tokens") ?? embedding(fields);
  if (input === undefined || output === undefined)
    throw new UsageMissingError(
      "OpenAI's usage has neither prompt_tokens and completion_tokens nor input_tokens and output_tokens",
      usage,
    );
  const read = count(inputParts, "cached_tokens") ?? 0;
  const write = count(inputParts, "cache_write_tokens") ?? 0;
  const reasoning = count(outputParts, "reasoning_tokens") ?? 0;
  return toPools(
    {
      fresh: input - read - write,
      read,
      write,
      output: withReasoning({ input, output, reasoning, total: count(fields, "total_tokens") }),
      reasoning,
    },
    usage,
  );
}

/**
 * Output with reasoning in it. OpenAI counts reasoning within the output; some who speak its format (xAI) count
 * it beside the output, which shows in their total, or in more reasoning than output.
 */
export function withReasoning(counts: {
  input: number;
  output: number;
  reasoning: number;
  total?: number | undefined;
}): number {
  const { input, output, reasoning, total } = counts;
  const beside = reasoning > output || total === input + output + reasoning;
  return beside ? output + reasoning : output;
}

/** An embedding has no output, and says so by a total that is the input alone. */
function embedding(fields: Fields | undefined): 0 | undefined {
  const total = count(fields, "total_tokens");
  return total !== undefined && total === count(fields, "prompt_tokens") ? 0 : undefined;
}
