import { UsageMissingError } from "./errors.js";
import { tokensOf, tokensOfPrompt } from "./estimate.js";
import type { MeteredCall } from "./metered-call.js";
import { type AiSdkUsageContext, fromAiSdk } from "./pools/ai-sdk.js";
import { ProviderSaid } from "./provider-said.js";
import { type Fields, fieldsOf, textOf } from "./shape.js";

interface StreamMeterOptions {
  call: MeteredCall;
  /** The provider, for reading usage of spec v2. */
  provider: string;
  callOptions: unknown;
  onAbort: "estimate" | "skip";
}

/**
 * Watches the parts of one stream, and settles its call exactly once:
 *
 *     finish part with usage ............................ the usage
 *     finish part without, though the answer ended ...... UsageMissingError, no event
 *     cut after the provider began to answer ............ what it said, else estimated   (onAbort: "skip": none)
 *     cut before that ................................... no event
 *
 * A stream is cut by an abort, by its reader's cancel, by an error, or by ending without a proper finish part.
 */
export class StreamMeter {
  readonly #options: StreamMeterOptions;
  readonly #said = new ProviderSaid();
  readonly #toolInputs = new Set<unknown>();
  #responseModel: string | undefined;
  /** Characters generated since the provider last counted. */
  #uncounted = 0;
  #hasContent = false;
  #hasBegun = false;

  constructor(options: StreamMeterOptions) {
    this.#options = options;
  }

  /** Takes in one part. Never throws. */
  see(part: unknown): void {
    if (this.#options.call.isSettled) return;
    try {
      const fields = fieldsOf(part);
      if (fields) this.#see(fields);
    } catch (error) {
      this.#options.call.settle({ kind: "unmeasurable", error, responseModel: this.#model });
    }
  }

  /** The stream ended, and had no finish part unless the call is settled. */
  ended(): void {
    this.#cut("error");
  }

  /** The stream failed, or was aborted by the caller's signal. */
  failed(aborted: boolean): void {
    this.#cut(aborted ? "abort" : "error");
  }

  /** Whoever read the stream wants no more of it. */
  cancelled(): void {
    this.#cut("abort");
  }

  #see(part: Fields): void {
    switch (part.type) {
      case "raw":
        this.#said.read(part.rawValue);
        if (this.#said.countsThisChunk) this.#uncounted = 0;
        break;
      case "response-metadata":
        this.#hasBegun = true;
        this.#responseModel = textOf(part.modelId) ?? this.#responseModel;
        break;
      case "text-delta":
      case "reasoning-delta":
        this.#generated(part.delta);
        break;
      case "tool-input-delta":
        this.#toolInputs.add(part.id);
        this.#generated(part.delta);
        break;
      case "tool-call":
        this.#hasContent = true;
        // Where it was streamed before, this is the same input once more.
        if (!this.#toolInputs.has(part.toolCallId)) this.#generated(part.input);
        break;
      case "file":
        this.#hasContent = true;
        break;
      case "finish":
        this.#finish(part);
        break;
    }
  }

  #generated(text: unknown): void {
    // Chat completions begin with an empty text, before anything is generated.
    if (typeof text !== "string" || text === "") return;
    this.#hasContent = true;
    // A chunk that has text and a count: the count is of that text too.
    if (!this.#said.countsThisChunk) this.#uncounted += text.length;
  }

  #finish(part: Fields): void {
    const context: AiSdkUsageContext = {
      provider: this.#options.provider,
      providerMetadata: part.providerMetadata,
    };
    try {
      const pools = fromAiSdk(fieldsOf(part.usage), context);
      this.#options.call.settle({ kind: "measured", pools, responseModel: this.#model });
    } catch (error) {
      if (error instanceof UsageMissingError && isBrokenOff(part)) this.#cut("error");
      else if (error instanceof UsageMissingError && this.#said.countsOutput) this.#settleBySaid();
      else this.#options.call.settle({ kind: "unmeasurable", error, responseModel: this.#model });
    }
  }

  /** An error before any content costs nothing; whoever aborts an answer that had begun has used its prompt. */
  #cut(by: "abort" | "error"): void {
    const { call, onAbort } = this.#options;
    if (call.isSettled) return;
    const isAnswered =
      this.#hasContent || this.#said.pools !== undefined || (by === "abort" && this.#hasBegun);
    if (!isAnswered) call.settle({ kind: "unanswered" });
    else if (onAbort === "skip") call.settle({ kind: "skipped" });
    else this.#settleBySaid();
  }

  /** By what the provider told, and an estimate of what it did not. */
  #settleBySaid(): void {
    const { pools: said, countsOutput } = this.#said;
    const estimated = tokensOf(this.#uncounted);
    const told = said?.outputTokens ?? 0;
    this.#options.call.settle({
      kind: "measured",
      pools: {
        inputTokens: said?.inputTokens ?? tokensOfPrompt(this.#options.callOptions),
        outputTokens: countsOutput ? told + estimated : Math.max(told, estimated),
        cacheReadTokens: said?.cacheReadTokens ?? 0,
        cacheWriteTokens: said?.cacheWriteTokens ?? 0,
        cacheWrite1hTokens: said?.cacheWrite1hTokens ?? 0,
        reasoningTokens: said?.reasoningTokens ?? 0,
      },
      estimated: !(countsOutput && estimated === 0),
      responseModel: this.#model,
    });
  }

  get #model(): string | undefined {
    return this.#responseModel ?? this.#said.model;
  }
}

/**
 * Providers' packages end a stream that broke off with a finish part all the same. It has a reason that no
 * provider gave: `unknown` in v2; `other`, `error` or `interrupted` in later specs.
 */
function isBrokenOff(finish: Fields): boolean {
  const reason = fieldsOf(finish.finishReason);
  if (reason === undefined) return finish.finishReason === "unknown" || finish.finishReason === "error";
  if (reason.unified === "error" || reason.unified === "interrupted") return true;
  return reason.unified === "other" && reason.raw === undefined;
}
