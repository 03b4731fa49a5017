/**
 * The published quick start, run as it stands: each file a process of its own, against the built packages, a whole
 * server and a stand-in for Anthropic.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Farthing } from "@farthing/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../packages/server/src/platform/index.js";
import { readSettings } from "../../packages/server/src/settings.js";
import { type RunningServer, startServer } from "../../packages/server/src/start-server.js";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { type ProviderStandIn, startProviderStandIn } from "../provider-stand-in/index.js";
import { AI_BILLING, BATCH, IDEMPOTENCY, TRACK } from "./documented-code.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let folder: string;
let database: TestDatabase;
let server: RunningServer;
let standIn: ProviderStandIn;
let farthing: Farthing;
let key: string;

/** The packages as programs get them: `npm test` has built them, a test run by itself may not have. */
async function buildWhereMissing(): Promise<void> {
  const isBuilt = ["node", "ai-sdk"].every((name) =>
    existsSync(path.join(ROOT, "packages", name, "dist/index.mjs")),
  );
  if (!isBuilt) await run("npx", ["tsdown", "--config", "tsdown.config.ts"], { cwd: ROOT });
}

beforeAll(async () => {
  await buildWhereMissing();
  folder = await mkdtemp(path.join(tmpdir(), "farthing-quickstart-"));
  database = await createTestDatabase();
  const settings = readSettings({
    PORT: "0",
    FARTHING_DATA_DIR: folder,
    DATABASE_URL: database.url,
    FARTHING_JOBS: "off",
  });
  server = await startServer(settings, createLog("silent"));
  key = (server.sandboxKey as { key: string }).key;
  standIn = await startProviderStandIn();
  farthing = new Farthing({ apiKey: key, baseURL: server.url });
}, 120_000);

afterAll(async () => {
  await standIn?.close();
  await server?.stop();
  await database?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Runs a file of the example from the root, as its README says. @throws with `stderr` where it fails */
async function runExample(file: string): Promise<string> {
  const loader = file.endsWith(".ts") ? ["--import", "tsx"] : [];
  const { stdout } = await run(process.execPath, [...loader, `examples/quickstart/${file}`], {
    cwd: ROOT,
    timeout: 25_000,
    env: {
      PATH: process.env.PATH,
      COMMET_API_KEY: key,
      FARTHING_BASE_URL: server.url,
      ANTHROPIC_API_KEY: "any",
      ANTHROPIC_BASE_URL: standIn.anthropicBaseURL,
    },
  });
  return stdout;
}

const remainingOf = async (customerId: string): Promise<number> =>
  (await farthing.customer(customerId).balance.get()).remaining;

/** What a run takes from the balances of the two customers, in rate units. */
async function taken(by: () => Promise<unknown>): Promise<{ user_123: number; user_456: number }> {
  const before = { user_123: await remainingOf("user_123"), user_456: await remainingOf("user_456") };
  await by();
  return {
    user_123: before.user_123 - (await remainingOf("user_123")),
    user_456: before.user_456 - (await remainingOf("user_456")),
  };
}

describe("the files of the quick start", () => {
  const linesOf = (text: string): string =>
    text
      .split("\n")
      .map((line) => line.trimStart())
      .join("\n");

  test.each([
    ["ai-billing.ts", AI_BILLING],
    ["track.mjs", TRACK],
    ["batch.mjs", BATCH],
    ["idempotency.mjs", IDEMPOTENCY],
  ])("%s holds the published code, line for line", async (file, published) => {
    const code = await readFile(path.join(ROOT, "examples/quickstart", file), "utf8");
    expect(linesOf(code)).toContain(linesOf(published));
  });
});

describe("the quick start, run", () => {
  test("setup makes what is missing, however often it runs", async () => {
    const first = await runExample("setup.mjs");
    const again = await runExample("setup.mjs");
    expect(again).toBe(first);
    expect(first).toContain("user_123 is on the plan pro and has $10 left.");
    const plan = await farthing.plans.get({ id: "pro" });
    expect(plan.features.map(({ code }) => code).sort()).toEqual([
      "ai_generation",
      "api_calls",
      "storage_gb",
    ]);
    expect(plan.features.find(({ code }) => code === "ai_generation")).toMatchObject({ margin: 2000 });
    expect(plan.prices).toHaveLength(1);
    expect((await farthing.subscriptions.list()).data).toHaveLength(2);
  });

  test("an AI call of 1000 tokens in and 500 out takes exactly 126, with a ledger entry that says why", async () => {
    let output = "";
    const cost = await taken(async () => {
      output = await runExample("ai-billing.ts");
    });
    expect(cost).toEqual({ user_123: 126, user_456: 0 });
    expect(output).toContain("user_123 has $9.9874 left.");
    expect(standIn.requests.map(({ path, model }) => ({ path, model }))).toEqual([
      { path: "/v1/messages", model: "claude-sonnet-4-20250514" },
    ]);

    const [entry] = (await farthing.customer("user_123").ledger.list({ type: "consumption" })).data;
    expect(entry).toMatchObject({
      amount: -126,
      balanceAfter: 99_874,
      description: "ai_generation: anthropic/claude-sonnet-4-20250514, 1,000 in, 500 out",
    });
    const event = await farthing.usage.get({ id: entry!.eventId! });
    expect(event).toMatchObject({
      inputTokens: 1000,
      outputTokens: 500,
      cost: { inputCost: 30, outputCost: 75, subtotal: 105, margin: 2000, marginAmount: 21, total: 126 },
    });
    const { prices } = await farthing.models.get({
      provider: "anthropic",
      modelId: "claude-sonnet-4-20250514",
    });
    expect(prices.find(({ id }) => id === event.cost?.priceId)).toMatchObject({
      inputPrice: 30_000,
      outputPrice: 150_000,
    });
  });

  test("one event is recorded and charged", async () => {
    expect(await taken(() => runExample("track.mjs"))).toEqual({ user_123: 10, user_456: 0 });
  });

  test("a batch is recorded and charged event by event, half a gigabyte included", async () => {
    expect(await taken(() => runExample("batch.mjs"))).toEqual({ user_123: 10 + 100, user_456: 30 });
    const [storage] = (await farthing.customer("user_123").usage.list({ feature: "storage_gb" })).data;
    expect(storage).toMatchObject({ value: 0.5, cost: { unitPrice: 200, total: 100 } });
  });

  test("a key is charged once: the second run is told of the duplicate", async () => {
    expect(await taken(() => runExample("idempotency.mjs"))).toEqual({ user_123: 10, user_456: 0 });
    const second = expect(runExample("idempotency.mjs")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("DuplicateEventError"),
    });
    expect(await taken(() => second)).toEqual({ user_123: 0, user_456: 0 });
    const events = (await farthing.customer("user_123").usage.list()).data;
    expect(events.filter(({ idempotencyKey }) => idempotencyKey === "req_abc123")).toHaveLength(1);
  });
});
