import { tracked } from "@farthing/ai-sdk";
import { describe, expect, test } from "vitest";
import type { Script } from "../provider-stand-in/index.js";
import { CASES, type Case } from "./majors.js";
import { type Recorder, recorder, reportingTo } from "./recorder.js";
import { useStandIn } from "./stand-in.js";

const standIn = useStandIn();

const STEP: Script = { toolCalls: [{ name: "weather", input: { city: "Bern" } }] };
const LOOP: Script[] = [STEP, STEP, { text: "It rains." }];

/** A tool loop, from its own wrapped model, as a request handler that runs again would make it. */
async function loop(subject: Case, to: Recorder, how: "generate" | "stream", idempotencyKey?: string) {
  const { ai } = subject;
  const model = tracked(subject.model(standIn()), { ...reportingTo(to), idempotencyKey });
  const options = {
    model,
    prompt: "What is the weather?",
    stopWhen: ai.stepCountIs(5),
    tools: {
      weather: ai.tool({
        description: "The weather of a city",
        inputSchema: ai.jsonSchema({ type: "object", properties: { city: { type: "string" } } }),
        execute: async () => ({ rain: true }),
      }),
    },
  };
  return how === "generate" ? (await ai.generateText(options)).text : await ai.streamText(options).text;
}

const keysOf = (to: Recorder) => to.events.map(({ idempotencyKey }) => idempotencyKey);

describe.each(CASES)("$name", (subject) => {
  describe.each(["generate", "stream"] as const)("%s", (how) => {
    test("row 18: a tool loop of three steps is three events under one caller's key", async () => {
      const to = recorder();
      standIn().script(...LOOP);
      expect(await loop(subject, to, how, "req_1")).toBe("It rains.");
      expect(keysOf(to)).toEqual(["req_1:1", "req_1:2", "req_1:3"]);
      expect(to.events.map((event) => event.outputTokens)).toEqual([500, 500, 500]);
    });

    test("row 18: the whole loop replayed meets the same three keys, with or without failed attempts", async () => {
      const to = recorder();
      standIn().script(STEP, { status: 500 }, { status: 429 }, STEP, { status: 500 }, { text: "It rains." });
      await loop(subject, to, how, "req_1");
      expect(standIn().requests).toHaveLength(6);
      standIn().script(...LOOP);
      await loop(subject, to, how, "req_1");
      expect(keysOf(to)).toEqual(["req_1:1", "req_1:2", "req_1:3", "req_1:1", "req_1:2", "req_1:3"]);
    });

    test("without a caller's key each step has a key of its own", async () => {
      const to = recorder();
      standIn().script(...LOOP);
      await loop(subject, to, how);
      expect(new Set(keysOf(to)).size).toBe(3);
    });

    test("a call that never gets an answer makes no event and no error of tracking", async () => {
      const to = recorder();
      standIn().always({ status: 500 });
      await expect(loop(subject, to, how, "req_1")).rejects.toThrow();
      expect(standIn().requests).toHaveLength(3);
      expect(to.events).toEqual([]);
      expect(to.errors).toEqual([]);
    });
  });
});
