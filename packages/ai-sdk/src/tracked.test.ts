import { expect, test } from "vitest";
import { UsageMalformedError } from "./errors.js";
import type { TrackedEvent, TrackedOptions } from "./options.js";
import { tracked } from "./tracked.js";

type Part = { type: string; [field: string]: unknown };

/** A model of spec v3 whose stream is scripted part by part; `fails` ends it with an error. */
function scripted(parts: Part[], fails?: Error) {
  return {
    specificationVersion: "v3",
    provider: "test.chat",
    modelId: "scripted",
    doGenerate: async (_: object): Promise<{ usage: object }> => ({ usage: {} }),
    doStream: async (_: object) => ({
      stream: new ReadableStream<Part>({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          if (!fails) controller.close();
        },
        pull(controller) {
          if (fails) controller.error(fails);
        },
      }),
    }),
  };
}

function report() {
  const events: TrackedEvent[] = [];
  const errors: Error[] = [];
  const options: TrackedOptions = {
    client: { usage: { track: async (event: TrackedEvent) => void events.push(event) } },
    feature: "chat",
    customerId: "user_1",
    onTrackingError: (error) => void errors.push(error),
  };
  return { events, errors, options };
}

async function drain(stream: ReadableStream<Part>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const text = (delta: string): Part => ({ type: "text-delta", id: "0", delta });
const raw = (rawValue: object): Part => ({ type: "raw", rawValue });
const finish = (input: number, output: number, reason = "stop"): Part => ({
  type: "finish",
  finishReason: { unified: reason, raw: reason },
  usage: { inputTokens: { total: input, noCache: input }, outputTokens: { total: output } },
});

test("row 9: cumulative figures of a cut stream are not added up: the last one counts", async () => {
  const { events, options } = report();
  const model = scripted([
    raw({ type: "message_start", message: { usage: { input_tokens: 100, output_tokens: 1 } } }),
    text("some"),
    raw({ type: "message_delta", usage: { output_tokens: 40 } }),
    raw({ type: "message_delta", usage: { output_tokens: 90, cache_read_input_tokens: 7 } }),
  ]);
  await drain((await tracked(model, options).doStream({})).stream);
  expect(events).toMatchObject([{ inputTokens: 100, outputTokens: 90, cacheReadTokens: 7 }]);
  expect(events[0]).not.toHaveProperty("estimated");
});

test("text after the last figure is estimated on top of it", async () => {
  const { events, options } = report();
  const model = scripted([
    raw({ usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 10 } }),
    text("told with its chunk"),
    raw({ candidates: [] }),
    text("8 chars."),
  ]);
  await drain((await tracked(model, options).doStream({})).stream);
  expect(events).toMatchObject([{ inputTokens: 100, outputTokens: 12, estimated: true }]);
});

test("a stream is settled once, by its first finish", async () => {
  const { events, errors, options } = report();
  const model = scripted([text("a"), finish(10, 1), finish(10, 5)], new Error("after the end"));
  const { stream } = await tracked(model, options).doStream({});
  await expect(drain(stream)).rejects.toThrow("after the end");
  expect(events).toMatchObject([{ inputTokens: 10, outputTokens: 1 }]);
  expect(errors).toEqual([]);
});

test("an error of the stream reaches the reader after all parts that came before it", async () => {
  const { options } = report();
  const parts = Array.from({ length: 50 }, (_, index) => text(`${index}`));
  const { stream } = await tracked(scripted(parts, new Error("lost")), options).doStream({});
  const reader = stream.getReader();
  // The source has failed by now, and nothing has been read.
  await new Promise(setImmediate);
  for (const part of parts) expect((await reader.read()).value).toEqual(part);
  await expect(reader.read()).rejects.toThrow("lost");
});

test("a finish part with a count that is no number is an error, and no event", async () => {
  const { events, errors, options } = report();
  await drain((await tracked(scripted([text("a"), finish(10, Number.NaN)]), options).doStream({})).stream);
  expect(events).toEqual([]);
  expect(errors).toEqual([expect.any(UsageMalformedError)]);
});

test("an event is the same object fields for every attempt to send it: its time is taken once", async () => {
  const sent: string[] = [];
  const { options } = report();
  const client = {
    usage: {
      async track(event: TrackedEvent) {
        sent.push(JSON.stringify(event));
        await new Promise(setImmediate);
        sent.push(JSON.stringify(event));
      },
    },
  };
  const model = tracked(scripted([text("a"), finish(10, 1)]), { ...options, client });
  await drain((await model.doStream({})).stream);
  expect(sent[0]).toBe(sent[1]);
});

test("a model given as a string is refused with what to do", () => {
  const { options } = report();
  expect(() => tracked("anthropic/claude-sonnet-4" as never, options)).toThrow(TypeError);
  expect(() => tracked("anthropic/claude-sonnet-4" as never, options)).toThrow(/pass a model object/);
});

test.each([undefined, null, 5, {}, { specificationVersion: "v3", provider: "x", modelId: "y" }])(
  "what is no model is refused: %s",
  (model) => {
    expect(() => tracked(model as never, report().options)).toThrow(TypeError);
  },
);

test("a specification that is not known is refused, rather than misread", () => {
  const model = { ...scripted([]), specificationVersion: "v1" };
  expect(() => tracked(model, report().options)).toThrow(/v2, v3, v4/);
});

test.each([
  { client: undefined },
  { client: {} },
  { feature: "" },
  { customerId: undefined },
  { maxWaitMs: -1 },
  { maxWaitMs: Number.NaN },
  { onAbort: "guess" },
])("options that cannot work are refused before any call: %o", (wrong) => {
  const options = { ...report().options, ...wrong } as TrackedOptions;
  expect(() => tracked(scripted([]), options)).toThrow(TypeError);
});
