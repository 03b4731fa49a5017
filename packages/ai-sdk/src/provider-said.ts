import { fromAnthropic } from "./pools/anthropic.js";
import { fromGoogle } from "./pools/google.js";
import { fromOpenAI } from "./pools/openai.js";
import type { TokenPools } from "./pools/pools.js";
import { type Fields, fieldsOf, textOf } from "./shape.js";

/**
 * What a provider has said about usage so far, in the raw chunks of its stream. All providers report cumulative
 * figures, so the last one counts and nothing is added up.
 *
 * - Anthropic tells the input, cached and fresh, in `message_start`, and the output in `message_delta`, which
 *   comes after all text.
 * - Google tells everything with each chunk, as of that chunk.
 * - OpenAI tells everything at the end: in `response.completed`, or in the last chunk of chat completions.
 */
export class ProviderSaid {
  /** The last figures, or undefined where none were told. */
  pools: TokenPools | undefined;
  /** Whether the last chunk's figures count the output up to and with that chunk. */
  countsThisChunk = false;
  /** Whether any figures counted output. Those of `message_start` do not. */
  countsOutput = false;
  /** The model that answers, for providers whose AI SDK package does not pass it on. */
  model: string | undefined;
  #anthropic: Fields = {};

  /** Reads one raw chunk. Figures that cannot be right are passed over, as if they had not been told. */
  read(rawValue: unknown): void {
    this.countsThisChunk = false;
    const chunk = fieldsOf(rawValue);
    if (chunk === undefined) return;
    this.model ??= textOf(chunk.modelVersion);
    try {
      this.#readUsage(chunk);
    } catch {
      // The finish part decides, or the estimate.
    }
  }

  #readUsage(chunk: Fields): void {
    if (chunk.type === "message_start") {
      this.#anthropic = { ...fieldsOf(fieldsOf(chunk.message)?.usage) };
      this.pools = fromAnthropic(this.#anthropic);
      return;
    }
    if (chunk.type === "message_delta") {
      const told = Object.entries(fieldsOf(chunk.usage) ?? {}).filter(([, value]) => value !== null);
      this.#anthropic = { ...this.#anthropic, ...Object.fromEntries(told) };
      this.#counted(fromAnthropic(this.#anthropic));
      return;
    }
    const google = fieldsOf(chunk.usageMetadata);
    if (google) {
      this.pools = fromGoogle(google);
      // Before the first token Google leaves its count out.
      if (typeof google.candidatesTokenCount === "number" || typeof google.thoughtsTokenCount === "number")
        this.#counted(this.pools);
      return;
    }
    const openai = fieldsOf(chunk.usage) ?? fieldsOf(fieldsOf(chunk.response)?.usage);
    if (openai) this.#counted(fromOpenAI(openai));
  }

  #counted(pools: TokenPools): void {
    this.pools = pools;
    this.countsThisChunk = true;
    this.countsOutput = true;
  }
}
