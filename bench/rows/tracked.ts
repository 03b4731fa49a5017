/** What `tracked()` adds to a `generateText` of a model that answers at once, awaited and with `waitUntil`. */
import { type TrackedOptions, tracked } from "@farthing/ai-sdk";
import { Farthing } from "@farthing/node";
import { generateText } from "ai7";
import { MockLanguageModelV4 } from "ai7/test";
import type { Bench } from "../bench.js";
import { countRows, EVENTS } from "../database.js";
import { median } from "../measure.js";
import { AI_FEATURE, customerId, MODEL } from "../workload.js";

/** Milliseconds, medians. */
export interface Tracked {
  readonly plainMs: number;
  readonly awaitedMs: number;
  readonly waitUntilMs: number;
  readonly calls: number;
}

const WARM_UP_CALLS = 20;

/** One call after the other, the three ways in turn. @throws Error when not every tracked call was recorded */
export async function measureTracked(bench: Bench): Promise<Tracked> {
  const { instance, sizes } = bench;
  const model = mockModel();
  const errors: Error[] = [];
  const settings: TrackedOptions = {
    client: new Farthing({ apiKey: instance.api.key, baseURL: instance.url }),
    feature: AI_FEATURE,
    customerId: customerId(1),
    onTrackingError: (error) => errors.push(error),
  };
  const reports: Promise<unknown>[] = [];
  const awaited = tracked(model, settings);
  const background = tracked(model, { ...settings, waitUntil: (report) => reports.push(report) });

  const before = await countRows(instance.db, EVENTS);
  const times = { plain: [] as number[], awaited: [] as number[], waitUntil: [] as number[] };
  for (let call = 0; call < WARM_UP_CALLS + sizes.trackedCalls; call++) {
    const plainMs = await timeOf(model);
    const awaitedMs = await timeOf(awaited);
    const waitUntilMs = await timeOf(background);
    // Outside of the time that is taken: the next call is not to meet the report of this one.
    await Promise.all(reports.splice(0));
    if (call < WARM_UP_CALLS) continue;
    times.plain.push(plainMs);
    times.awaited.push(awaitedMs);
    times.waitUntil.push(waitUntilMs);
  }
  const recorded = (await countRows(instance.db, EVENTS)) - before;
  const expected = 2 * (WARM_UP_CALLS + sizes.trackedCalls);
  if (errors[0] || recorded !== expected) {
    throw new Error(`tracked: ${recorded} of ${expected} calls are recorded; ${errors[0]?.message ?? ""}`);
  }
  return {
    plainMs: median(times.plain),
    awaitedMs: median(times.awaited),
    waitUntilMs: median(times.waitUntil),
    calls: sizes.trackedCalls,
  };
}

async function timeOf(model: MockLanguageModelV4): Promise<number> {
  const startedAt = performance.now();
  await generateText({ model, prompt: "Explain quantum computing" });
  return performance.now() - startedAt;
}

const mockModel = (): MockLanguageModelV4 =>
  new MockLanguageModelV4({
    provider: "anthropic",
    modelId: MODEL.split("/")[1]!,
    doGenerate: async () => ({
      content: [{ type: "text", text: "Quantum computers compute with amplitudes." }],
      finishReason: { unified: "stop", raw: "end_turn" },
      usage: {
        inputTokens: { total: 1_000, noCache: 1_000, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 500, text: 500, reasoning: 0 },
      },
      warnings: [],
    }),
  });
