import { tracked, UsageMissingError } from "@farthing/ai-sdk";
import { describe, expect, test } from "vitest";
import { EMBEDDING_CASES } from "./majors.js";
import { recorder, reportingTo } from "./recorder.js";
import { useStandIn } from "./stand-in.js";

const standIn = useStandIn();

describe.each(EMBEDDING_CASES)("$name", ({ ai, model }) => {
  test("an embedding is one event of its tokens as input, and the same vector", async () => {
    const to = recorder();
    standIn().script({ usage: { inputTokens: 7 } });
    const { embedding } = await ai.embed({
      model: tracked(model(standIn()), reportingTo(to)),
      value: "Hello",
    });
    expect(embedding).toEqual([0.25, 0.5, 0.75]);
    expect(to.events).toMatchObject([
      { model: "openai/text-embedding-3-small", responseModel: "text-embedding-3-small", inputTokens: 7 },
    ]);
    expect(to.pools()).toEqual({
      inputTokens: 7,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      reasoningTokens: 0,
    });
  });

  test("many values are one event per provider call, each with its own key", async () => {
    const to = recorder();
    // OpenAI takes 2048 values a call.
    const values = Array.from({ length: 2050 }, (_, index) => `value ${index}`);
    const options = { ...reportingTo(to), idempotencyKey: "req_1" };
    const { embeddings } = await ai.embedMany({ model: tracked(model(standIn()), options), values });
    expect(embeddings).toHaveLength(2050);
    expect(to.events.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(["req_1:1", "req_1:2"]);
  });

  test("retries are one event, and missing usage is none", async () => {
    const to = recorder();
    const options = { ...reportingTo(to), idempotencyKey: "req_1" };
    standIn().script({ status: 500 }, { status: 429 }, {}, { usage: "missing" });
    await ai.embed({ model: tracked(model(standIn()), options), value: "Hello" });
    expect(to.events.map(({ idempotencyKey }) => idempotencyKey)).toEqual(["req_1:1"]);
    await ai.embed({ model: tracked(model(standIn()), options), value: "Hello" });
    expect(to.events).toHaveLength(1);
    expect(to.errors.map(({ error }) => error)).toEqual([expect.any(UsageMissingError)]);
  });
});
