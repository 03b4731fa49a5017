/** The AI calls: real AI SDK, real provider packages, and models wrapped in `tracked()`. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { type TrackableModel, type TrackedCall, type TrackedEvent, tracked } from "@farthing/ai-sdk";
import type { UsageEvent } from "@farthing/node";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import type { Answer } from "../../tests/provider-stand-in/index.js";
import { type CustomerId, FEATURE } from "./catalog.js";
import { count, dollars, nanosOf } from "./money.js";
import type { Stage } from "./stage.js";
import { dim, green, heading, red, say } from "./terminal.js";

/** An error of tracking, with the usage that it is about. */
export interface Untracked {
  readonly error: Error;
  readonly call: TrackedCall;
}

const SHORT_CALLS = 40;
/** Where the reader of the stream that is aborted has seen enough: after so many pieces of text. */
const PIECES_READ = 5;

export class Calls {
  /** What was charged, in order. */
  readonly events: UsageEvent[] = [];
  readonly untracked: Untracked[] = [];
  readonly #stage: Stage;
  readonly #providers: ReturnType<typeof providersOf>;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#providers = providersOf(stage);
  }

  async play(): Promise<void> {
    heading("AI calls, each charged as it ends");
    await this.#ofAcme();
    await this.#ofBirch();
    await this.#ofCedar();
    await this.#ofDahlia();
  }

  /** Anthropic: plain, a prompt that is written to the cache and read from it, a tool loop. */
  async #ofAcme(): Promise<void> {
    const { anthropic } = this.#providers;
    const sonnet = () => anthropic("claude-sonnet-4-20250514");
    await this.#call(
      "acme",
      "generate",
      sonnet(),
      [{ usage: { inputTokens: 1000, outputTokens: 500 } }],
      ask,
    );
    const document = { inputTokens: 180, outputTokens: 350, cacheWriteTokens: 6200 };
    await this.#call("acme", "stream, cache written", sonnet(), [{ usage: document }], read);
    const again = { inputTokens: 210, outputTokens: 420, cacheReadTokens: 6200 };
    await this.#call("acme", "stream, cache read", sonnet(), [{ usage: again }], read);
    const weather = (city: string) => [{ name: "weather", input: { city } }];
    const steps: Answer[] = [
      { toolCalls: weather("Bern"), usage: { inputTokens: 640, outputTokens: 60 } },
      { toolCalls: weather("Oslo"), usage: { inputTokens: 760, outputTokens: 55 } },
      { text: "Rain in Bern, sun in Oslo.", usage: { inputTokens: 870, outputTokens: 24 } },
    ];
    await this.#call("acme", "tool loop", sonnet(), steps, useTools);
  }

  /** OpenAI, billed to the nano: calls that cost less than the smallest unit of most price lists. */
  async #ofBirch(): Promise<void> {
    const { openai } = this.#providers;
    const cached = { inputTokens: 850, cacheReadTokens: 1024, outputTokens: 300 };
    await this.#call("birch", "generate, cache read", openai("gpt-4o"), [{ usage: cached }], ask);
    const streamed = { inputTokens: 1200, outputTokens: 640 };
    await this.#call("birch", "stream", openai("gpt-4o"), [{ usage: streamed }], read);
    const short: Answer = { text: "spam", usage: { inputTokens: 20, outputTokens: 1 } };
    await this.#call(
      "birch",
      "short",
      openai("gpt-4o-mini"),
      Array(SHORT_CALLS).fill(short),
      async (model) => {
        await Promise.all(Array.from({ length: SHORT_CALLS }, () => ask(model)));
      },
    );
  }

  /** Google: reasoning, cached context, and a reader who leaves in the middle. */
  async #ofCedar(): Promise<void> {
    const { google } = this.#providers;
    const reasoned = { inputTokens: 1200, outputTokens: 900, reasoningTokens: 600 };
    await this.#call("cedar", "generate, reasoning", google("gemini-2.5-flash"), [{ usage: reasoned }], ask);
    const cached = { inputTokens: 400, cacheReadTokens: 20_000, outputTokens: 700 };
    await this.#call("cedar", "stream, cache read", google("gemini-2.5-pro"), [{ usage: cached }], read);
    const long: Answer = {
      usage: { inputTokens: 950, outputTokens: 2000 },
      // The rest would come, but nobody waits for it.
      pauseAfter: PIECES_READ,
    };
    await this.#call("cedar", "stream, aborted", google("gemini-2.5-pro"), [long], leaveEarly);
  }

  /** The first call leaves too little for the second. */
  async #ofDahlia(): Promise<void> {
    const { anthropic } = this.#providers;
    const usage = { inputTokens: 1000, outputTokens: 500 };
    for (let calls = 1; calls <= 2; calls++) {
      await this.#call("dahlia", "generate", anthropic("claude-sonnet-4-20250514"), [{ usage }], ask);
    }
  }

  /** Makes calls with one wrapped model, and waits until their usage is reported. */
  async #call<M extends TrackableModel>(
    customerId: CustomerId,
    what: string,
    model: M,
    answers: readonly Answer[],
    use: (model: M) => Promise<void>,
  ): Promise<void> {
    const reports: Promise<unknown>[] = [];
    const from = this.events.length;
    this.#stage.standIn.script(...answers);
    await use(
      tracked(model, {
        client: this.#stage.farthing,
        feature: FEATURE,
        customerId,
        waitUntil: (done) => reports.push(done),
        onTracked: (event, answer) => this.#charged(customerId, what, event, answer as UsageEvent),
        onTrackingError: (error, call) => this.#notCharged(customerId, what, error, call),
      }),
    );
    await Promise.all(reports);
    const made = this.events.slice(from);
    if (made.length >= SHORT_CALLS) this.#sayMany(customerId, made);
  }

  #charged(customerId: CustomerId, what: string, call: TrackedEvent, event: UsageEvent): void {
    this.events.push(event);
    if (what === "short") return;
    say(
      line(
        customerId,
        what,
        call.model,
        tokensOf(event),
        green(outcome(dollars(nanosOf(event.cost?.total ?? 0)))),
      ),
    );
  }

  #notCharged(customerId: CustomerId, what: string, error: Error, call: TrackedCall): void {
    this.untracked.push({ error, call });
    say(line(customerId, what, call.model, tokensOf(call), red(outcome("refused"))));
  }

  #sayMany(customerId: CustomerId, events: readonly UsageEvent[]): void {
    const nanos = events.reduce((sum, { cost }) => sum + nanosOf(cost?.total ?? 0), 0n);
    const tokens = `each ${tokensOf(events[0] ?? {})}`;
    const what = `${events.length} calls side by side`;
    say(line(customerId, what, events[0]?.model ?? "", tokens, green(outcome(dollars(nanos)))));
  }
}

type Calling = Parameters<typeof generateText>[0]["model"];

async function ask(model: Calling): Promise<void> {
  await generateText({ model, prompt: "What was a farthing worth?" });
}

async function read(model: Calling): Promise<void> {
  await streamText({ model, prompt: "What was a farthing worth?" }).consumeStream();
}

async function useTools(model: Calling): Promise<void> {
  await generateText({
    model,
    prompt: "What is the weather in Bern and in Oslo?",
    stopWhen: stepCountIs(5),
    tools: {
      weather: tool({
        description: "The weather of a city",
        inputSchema: jsonSchema<{ city: string }>({
          type: "object",
          properties: { city: { type: "string" } },
          required: ["city"],
        }),
        execute: async ({ city }) => ({ city, rain: city === "Bern" }),
      }),
    },
  });
}

async function leaveEarly(model: Calling): Promise<void> {
  const leaving = new AbortController();
  const { textStream } = streamText({
    model,
    prompt: "Tell the history of the farthing, from the beginning.",
    abortSignal: leaving.signal,
  });
  let pieces = 0;
  for await (const _ of textStream) {
    pieces += 1;
    if (pieces === PIECES_READ) leaving.abort();
  }
}

function providersOf({ standIn }: Stage) {
  const apiKey = "the stand-in takes any";
  return {
    anthropic: createAnthropic({ baseURL: standIn.anthropicBaseURL, apiKey }),
    openai: createOpenAI({ baseURL: standIn.openaiBaseURL, apiKey }),
    google: createGoogleGenerativeAI({ baseURL: standIn.googleBaseURL, apiKey }),
  };
}

const outcome = (text: string): string => text.padStart(11);
const line = (customer: string, what: string, model: string, tokens: string, paid: string): string =>
  `  ${customer.padEnd(7)} ${what.padEnd(22)} ${dim(model.padEnd(35))} ${paid}  ${dim(tokens)}`;

/** Which tokens an event has; only those that there are. */
export function tokensOf(event: Partial<TrackedEvent | UsageEvent>): string {
  const pools: [number | undefined, string][] = [
    [event.inputTokens, "in"],
    [event.cacheReadTokens, "cache read"],
    [event.cacheWriteTokens, "cache write"],
    [event.outputTokens, "out"],
  ];
  const told = pools.filter(([tokens]) => tokens).map(([tokens, name]) => `${count(tokens ?? 0)} ${name}`);
  return told.join(", ") + (event.estimated ? " (output estimated)" : "");
}
