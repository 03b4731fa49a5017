/** A server that listens, with a database and a data folder of its own, and what the command's tests do with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Farthing } from "@farthing/node";
import { type Clock, createLog, type RunningServer, readSettings, startServer } from "@farthing/server";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { TEST_KEY } from "../../packages/server/test/instance.js";

export interface Served {
  readonly server: RunningServer;
  readonly database: TestDatabase;
  readonly farthing: Farthing;
  /** Empty at first. */
  readonly folder: string;
  /** What the command finds the server and its database by. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function serve(settings: Readonly<Record<string, string>> = {}, clock?: Clock): Promise<Served> {
  const folder = await mkdtemp(path.join(tmpdir(), "farthing-cli-"));
  const database = await createTestDatabase();
  const server = await startServer(
    readSettings({
      PORT: "0",
      FARTHING_DATA_DIR: path.join(folder, ".farthing"),
      FARTHING_SANDBOX_KEY: TEST_KEY,
      DATABASE_URL: database.url,
      FARTHING_JOBS: "off",
      ...settings,
    }),
    createLog("silent"),
    clock,
  );
  return {
    server,
    database,
    folder,
    farthing: new Farthing({ apiKey: TEST_KEY, baseURL: server.url }),
    env: { FARTHING_BASE_URL: server.url, FARTHING_API_KEY: TEST_KEY, DATABASE_URL: database.url },
    close: async () => {
      await server.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Features `ai_generation` (by model, 20 % margin) and `api_calls` (10 rate units each), and the plans `open`, whose
 * balance may go below zero, and `blocking`, with 100 rate units.
 */
export async function sell(farthing: Farthing): Promise<void> {
  await farthing.features.create({ name: "AI generation", code: "ai_generation", type: "metered" });
  await farthing.features.create({ name: "API calls", code: "api_calls", type: "metered" });
  for (const code of ["open", "blocking"]) {
    const blocks = code === "blocking";
    const plan = await farthing.plans.create({
      name: code,
      code,
      consumptionModel: "balance",
      blockOnExhaustion: blocks,
    });
    await farthing.plans.addPrice({
      id: plan.id,
      billingInterval: "monthly",
      price: 1_000,
      includedBalance: blocks ? 100 : 100_000,
    });
    await farthing.plans.addFeature({
      id: plan.id,
      featureId: "ai_generation",
      pricingMode: "ai_model",
      margin: 2_000,
    });
    await farthing.plans.addFeature({ id: plan.id, featureId: "api_calls", overage: { unitPrice: 10 } });
  }
}

export async function subscribe(
  farthing: Farthing,
  id: string,
  planCode: "open" | "blocking",
): Promise<void> {
  await farthing.customers.create({ id });
  await farthing.subscriptions.create({ customerId: id, planCode });
}

/** Exact totals of a customer, over all time. */
export async function totalsOf({ farthing }: Served, customerId: string) {
  const { events, value, inputTokens, outputTokens, costNanos } = await farthing.usage.summary({
    customerId,
    from: "2020-01-01T00:00:00Z",
  });
  return { events, value, inputTokens, outputTokens, costNanos };
}
