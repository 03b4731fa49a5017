import { type TrackableModel, tracked } from "@farthing/ai-sdk";
import { describe, expect, test } from "vitest";
import type { Answer } from "../provider-stand-in/index.js";
import { CASES, type RawModel } from "./majors.js";
import { recorder, reportingTo } from "./recorder.js";
import { useStandIn } from "./stand-in.js";

const standIn = useStandIn();

const ANSWERS: (Answer & { name: string })[] = [
  { name: "text", text: "One two three four.", usage: { inputTokens: 20, outputTokens: 4 } },
  {
    name: "reasoning, text and a tool call",
    reasoning: "Let me think.",
    text: "I will look.",
    toolCalls: [{ name: "weather", input: { city: "Bern" } }],
    usage: { inputTokens: 20, cacheReadTokens: 10, outputTokens: 9, reasoningTokens: 3 },
  },
  { name: "a stream that ends too early", endAfter: 2 },
];

/** What differs from one call to the next without anybody's doing. */
function steady(value: unknown): unknown {
  const volatile = new Set(["id", "timestamp", "headers", "date", "performance"]);
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (volatile.has(key)) return undefined;
      return inner instanceof Error ? `${inner.name}: ${inner.message}` : inner;
    }),
  );
}

const TOOLS = [
  { type: "function", name: "weather", description: "", inputSchema: { type: "object", properties: {} } },
];
const ask = { prompt: [{ role: "user", content: [{ type: "text", text: "Hello" }] }], tools: TOOLS };

async function collect<T>(parts: AsyncIterable<T>): Promise<unknown[]> {
  const all: unknown[] = [];
  try {
    for await (const part of parts) all.push(part);
  } catch (error) {
    all.push({ thrown: String(error) });
  }
  return all;
}

describe.each(CASES)("$name", (subject) => {
  /** Runs the same against the bare and the wrapped model, with the same answer of the provider. */
  async function both<T>(answer: Answer, run: (model: TrackableModel) => Promise<T>): Promise<[T, T]> {
    const model = subject.model(standIn());
    standIn().reset();
    standIn().always(answer);
    const bare = await run(model);
    standIn().reset();
    standIn().always(answer);
    const to = recorder();
    const wrapped = await run(tracked(model, reportingTo(to)));
    expect(to.events).toHaveLength(1);
    return [bare, wrapped];
  }

  test.each(ANSWERS)("generateText gives the same as without tracked(): $name", async (answer) => {
    const [bare, wrapped] = await both(answer, async (model) => {
      const { text, usage, finishReason, steps } = await subject.ai.generateText({ model, prompt: "Hello" });
      return { text, usage, finishReason, steps: steps.map((step) => step.usage) };
    });
    expect(wrapped).toEqual(bare);
  });

  test.each(ANSWERS)("streamText gives the same parts in the same order: $name", async (answer) => {
    const [bare, wrapped] = await both(answer, (model) =>
      collect(subject.ai.streamText({ model, prompt: "Hello", onError: () => {} }).fullStream),
    );
    expect(steady(wrapped)).toEqual(steady(bare));
    expect(bare.length).toBeGreaterThan(3);
  });

  test.each(ANSWERS)("the model itself gives the same result: $name", async (answer) => {
    const [bare, wrapped] = await both(answer, async (model) =>
      (model as unknown as RawModel).doGenerate(ask),
    );
    expect(steady(wrapped)).toEqual(steady(bare));
  });

  test.each(ANSWERS)("the model itself gives the same stream: $name", async (answer) => {
    const run = (options: object) => async (model: TrackableModel) => {
      const { stream, ...rest } = await (model as unknown as RawModel).doStream({ ...ask, ...options });
      return { parts: await collect(stream), rest: steady(rest) };
    };
    const [bare, wrapped] = await both(answer, run({}));
    expect(steady(wrapped)).toEqual(steady(bare));
    expect(bare.parts).not.toContainEqual(expect.objectContaining({ type: "raw" }));
    const [bareRaw, wrappedRaw] = await both(answer, run({ includeRawChunks: true }));
    expect(steady(wrappedRaw)).toEqual(steady(bareRaw));
    expect(bareRaw.parts).toContainEqual(expect.objectContaining({ type: "raw" }));
  });
});
