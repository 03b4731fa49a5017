import { UsageMissingError } from "../errors.js";
import { type Fields, fieldsOf } from "../shape.js";
import { anthropicWrites } from "./anthropic.js";
import { fromGoogle } from "./google.js";
import { withReasoning } from "./openai.js";
import { count, type TokenPools, toPools } from "./pools.js";

/** What helps to read a usage object of the AI SDK. */
export interface AiSdkUsageContext {
  /**
   * The model's `provider`, such as `anthropic.messages`. AI SDK 5 does not say whether `inputTokens` includes
   * cached ones; it depends on the provider.
   */
  provider?: string | undefined;
  /** The result's `providerMetadata`: where AI SDK 5 puts cache writes, and every major the one-hour part. */
  providerMetadata?: unknown;
}

/**
 * Pools of a usage object of the AI SDK, of any of these shapes:
 *
 * - model level, spec v3 and v4: `{inputTokens: {total, noCache, cacheRead, cacheWrite}, outputTokens: {total,
 *   text, reasoning}, raw?}`
 * - model level, spec v2, and results of AI SDK 5: `{inputTokens, outputTokens, totalTokens?, reasoningTokens?,
 *   cachedInputTokens?}`
 * - results of AI SDK 6 and 7: `{inputTokens, inputTokenDetails: {noCacheTokens, cacheReadTokens,
 *   cacheWriteTokens}, outputTokens, outputTokenDetails: {reasoningTokens}, raw?}`
 *
 * @throws UsageMissingError where input or output counts are absent.
 * @throws UsageMalformedError for counts that are not whole or contradict one another.
 */
export function fromAiSdk(usage: object | null | undefined, context: AiSdkUsageContext = {}): TokenPools {
  const fields = fieldsOf(usage);
  // Google's own figures know the prompts of built-in tools, which spec v3 leaves out of its totals.
  const raw = fieldsOf(fields?.raw);
  if (typeof raw?.promptTokenCount === "number") return fromGoogle(raw);

  const metadata = namespaces(context.providerMetadata);
  const counts = fields && (detailed(fields) ?? flat(fields, context.provider));
  if (counts?.input === undefined || counts.output === undefined)
    throw new UsageMissingError("The AI SDK's usage has no input and output tokens", usage);

  const { input, noCache, output, reasoning = 0 } = counts;
  const read = counts.read ?? 0;
  const write = counts.write ?? (noCache === undefined ? writesIn(metadata) : undefined) ?? 0;
  const fresh = freshInput({
    input,
    noCache,
    read,
    write,
    exclusive: isExclusive(context.provider, metadata),
  });
  return toPools(
    {
      fresh,
      read,
      write,
      write1h: hourWritesIn(raw ? [raw] : []) ?? hourWritesIn(metadata.map((entry) => entry.usage)),
      output: reasoning > output ? output + reasoning : output,
      reasoning,
    },
    usage,
  );
}

interface Counts {
  input: number | undefined;
  noCache?: number | undefined;
  read?: number | undefined;
  write?: number | undefined;
  output: number | undefined;
  reasoning?: number | undefined;
}

/** Shapes that tell the cached part from the rest. The shape decides, not the spec's version: some wrappers of
 * AI SDK 6 call a v2 model v3 and leave its usage as it was. */
function detailed(fields: Fields): Counts | undefined {
  const [input, output] = [fieldsOf(fields.inputTokens), fieldsOf(fields.outputTokens)];
  if (input)
    return {
      input: count(input, "total"),
      noCache: count(input, "noCache"),
      read: count(input, "cacheRead"),
      write: count(input, "cacheWrite"),
      output: count(output, "total"),
      reasoning: count(output, "reasoning"),
    };
  const parts = fieldsOf(fields.inputTokenDetails);
  if (parts)
    return {
      input: count(fields, "inputTokens"),
      noCache: count(parts, "noCacheTokens"),
      read: count(parts, "cacheReadTokens"),
      write: count(parts, "cacheWriteTokens"),
      output: count(fields, "outputTokens"),
      reasoning: count(fieldsOf(fields.outputTokenDetails), "reasoningTokens"),
    };
  return undefined;
}

/** Spec v2. */
function flat(fields: Fields, provider: string | undefined): Counts {
  const input = count(fields, "inputTokens");
  const google = isGoogle(provider);
  const reasoning = count(fields, "reasoningTokens") ?? 0;
  // Google leaves out a count of 0, as for a prompt that was refused.
  const output = count(fields, "outputTokens") ?? (google && input !== undefined ? 0 : undefined);
  if (input === undefined || output === undefined) return { input, output };
  const all = { input, output, reasoning, total: count(fields, "totalTokens") };
  return {
    input,
    output: google ? output + reasoning : withReasoning(all),
    reasoning,
    read: count(fields, "cachedInputTokens"),
  };
}

function freshInput(counts: {
  input: number;
  noCache: number | undefined;
  read: number;
  write: number;
  exclusive: boolean;
}): number {
  const { input, noCache, read, write, exclusive } = counts;
  const rest = input - read - write;
  // The total is the whole prompt wherever noCache is given. One that is less than its parts means that noCache
  // has the cached tokens in it.
  if (noCache !== undefined) return noCache > rest && rest >= 0 ? rest : noCache;
  return exclusive || rest < 0 ? input : rest;
}

/** Anthropic and Bedrock count cached tokens beside the input; all others count them within it. */
function isExclusive(provider: string | undefined, metadata: readonly Namespace[]): boolean {
  // A provider that was given another name still names its metadata after itself.
  return [provider ?? "", ...metadata.map(({ name }) => name)].some((name) =>
    /anthropic|bedrock/i.test(name),
  );
}

function isGoogle(provider: string | undefined): boolean {
  return provider !== undefined && /google|vertex/i.test(provider) && !/anthropic/i.test(provider);
}

interface Namespace {
  name: string;
  fields: Fields;
  usage: Fields | undefined;
}

/** A provider may be given any name, and then its metadata has that name: so all of them are looked at. */
function namespaces(providerMetadata: unknown): Namespace[] {
  return Object.entries(fieldsOf(providerMetadata) ?? {}).flatMap(([name, value]) => {
    const fields = fieldsOf(value);
    return fields ? [{ name, fields, usage: fieldsOf(fields.usage) }] : [];
  });
}

function writesIn(metadata: readonly Namespace[]): number | undefined {
  for (const { fields, usage } of metadata) {
    const write =
      anthropicWrites(usage).write ??
      count(fields, "cacheCreationInputTokens") ??
      count(usage, "cacheWriteInputTokens") ??
      count(usage, "cacheWriteTokens");
    if (write !== undefined) return write;
  }
  return undefined;
}

/** The one-hour part of cache writes, in Anthropic's shape or in Bedrock's (`cacheDetails`, one entry per time). */
function hourWritesIn(usages: readonly (Fields | undefined)[]): number | undefined {
  for (const usage of usages) {
    const hour = anthropicWrites(usage).write1h;
    if (hour !== undefined) return hour;
    const entries = Array.isArray(usage?.cacheDetails) ? usage.cacheDetails.map(fieldsOf) : [];
    const ofAnHour = entries.filter((entry) => entry?.ttl === "1h");
    if (ofAnHour.length > 0)
      return ofAnHour.reduce((total, entry) => total + (count(entry, "inputTokens") ?? 0), 0);
  }
  return undefined;
}
