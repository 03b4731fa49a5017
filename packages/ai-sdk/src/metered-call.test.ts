import { expect, test } from "vitest";
import { MeteredCall } from "./metered-call.js";
import type { Settings, TrackedEvent } from "./options.js";
import { StepKeys } from "./step-keys.js";

function subject(more: Partial<Settings> = {}) {
  const events: TrackedEvent[] = [];
  const settings: Settings = {
    client: { usage: { track: async (event: TrackedEvent) => void events.push(event) } },
    feature: "chat",
    customerId: "user_1",
    onAbort: "estimate",
    maxWaitMs: 2000,
    ...more,
  };
  const keys = new StepKeys("req");
  const call = new MeteredCall({ provider: "test.chat", modelId: "m" }, settings, keys.take());
  return { events, keys, call };
}

const pools = {
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  reasoningTokens: 0,
};

test("only the first outcome of a call counts", async () => {
  const { events, keys, call } = subject();
  call.settle({ kind: "measured", pools });
  call.settle({ kind: "measured", pools: { ...pools, outputTokens: 9 }, estimated: true });
  call.settle({ kind: "unanswered" });
  await call.reported();
  expect(events).toMatchObject([{ idempotencyKey: "req:1", outputTokens: 2 }]);
  // Its key stays in use.
  expect(keys.take().value).toBe("req:2");
});

test("a call without an answer gives its key to the next one", async () => {
  const { events, keys, call } = subject();
  call.settle({ kind: "unanswered" });
  await call.reported();
  expect(events).toEqual([]);
  expect(keys.take().value).toBe("req:1");
});

test("a call without an answer has given its key back when it is tried again at once, also where reports are handed over", () => {
  const { keys, call } = subject({ waitUntil: () => {} });
  call.settle({ kind: "unanswered" });
  expect(keys.take().value).toBe("req:1");
});
