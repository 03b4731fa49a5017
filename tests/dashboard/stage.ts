/** A server with a business on it: a plan, customers, AI usage of some weeks, refusals, invoices; and an owner. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Farthing } from "@farthing/node";
import type { Page } from "playwright-core";
import { createLog } from "../../packages/server/src/platform/index.js";
import { readSettings } from "../../packages/server/src/settings.js";
import { type RunningServer, startServer } from "../../packages/server/src/start-server.js";

export const OWNER = { name: "Olive Owner", email: "olive@example.com", password: "correct horse battery" };

export interface Stage {
  readonly url: string;
  readonly setupUrl: string;
  readonly api: Farthing;
  close(): Promise<void>;
}

/**
 * @param databaseUrl default: an embedded Postgres of its own
 * @param environment settings beside those of a test: jobs do not run, unless it says so
 */
export async function openStage(
  databaseUrl?: string,
  environment: Record<string, string> = {},
): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), "farthing-dashboard-"));
  const settings = readSettings({
    PORT: "0",
    FARTHING_DATA_DIR: folder,
    FARTHING_JOBS: "off",
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...environment,
  });
  const server: RunningServer = await startServer(settings, createLog("silent"));
  const { key } = server.sandboxKey as { key: string };
  return {
    url: server.url,
    setupUrl: server.setupUrl!,
    api: new Farthing({ apiKey: key, baseURL: server.url }),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sets the owner up by the link that the server printed, and leaves the page signed in. */
export async function setUpOwner(page: Page, { setupUrl }: Pick<Stage, "setupUrl">): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/getting-started");
}

export async function signIn(page: Page, { url }: Stage): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/overview");
}

const MODELS = [
  "anthropic/claude-sonnet-4-20250514",
  "openai/gpt-4o-mini",
  "openai/gpt-4o",
  "google/gemini-2.5-flash",
];
const PEOPLE = [
  ["user_123", "Ada Lovelace", "ada@example.com"],
  ["user_456", "Grace Hopper", "grace@example.com"],
  ["user_789", "Katherine Johnson", "katherine@example.com"],
  ["acme", "Acme Corporation", "billing@acme.example"],
] as const;
const DAY_MS = 86_400_000;

/** The same every time. @returns ids by which tests find things */
export async function setTheScene(api: Farthing, { days = 25 }: { days?: number } = {}) {
  await api.features.create({ name: "AI generation", code: "ai_generation", type: "metered" });
  await api.features.create({ name: "API calls", code: "api_calls", type: "metered", unitName: "call" });
  await api.features.create({ name: "Single sign-on", code: "sso", type: "boolean" });
  const pro = await api.plans.create({
    name: "Pro",
    code: "pro",
    consumptionModel: "balance",
    description: "For teams",
  });
  await api.plans.addPrice({
    id: pro.id,
    billingInterval: "monthly",
    price: 4_900,
    includedBalance: 200_000,
  });
  await api.plans.addFeature({
    id: pro.id,
    featureId: "ai_generation",
    pricingMode: "ai_model",
    margin: 2_000,
  });
  await api.plans.addFeature({
    id: pro.id,
    featureId: "api_calls",
    overage: { enabled: true, unitPrice: 10 },
  });
  const free = await api.plans.create({
    name: "Free",
    code: "free",
    consumptionModel: "metered",
    isFree: true,
  });
  await api.plans.addFeature({ id: free.id, featureId: "api_calls", includedAmount: 1_000 });
  const customers = await Promise.all(
    PEOPLE.map(([id, fullName, email]) => api.customers.create({ id, fullName, email })),
  );
  for (const [id] of PEOPLE)
    await api.subscriptions.create({ customerId: id, planCode: id === "acme" ? "free" : "pro" });
  for (let day = days; day >= 0; day--) await dayOfUsage(api, day);
  const { data } = await api.subscriptions.list({ customerId: "user_456" });
  await api.subscriptions.adjustBalance({
    id: data[0]!.id,
    amount: -150_000,
    reason: "Correction of a double top-up",
  });
  // More than is left: refused, and kept.
  await api.usage
    .track({
      customerId: "user_456",
      feature: "ai_generation",
      model: MODELS[0]!,
      inputTokens: 900_000,
      outputTokens: 400_000,
      idempotencyKey: "too-much",
    })
    .catch(() => undefined);
  await api.usage
    .track({ customerId: "user_789", feature: "ai_generation", model: "acme/unknown-model", inputTokens: 10 })
    .catch(() => undefined);
  await api.invoices.create({ customerId: "acme", amount: 25_000, description: "Onboarding workshop" });
  const webhook = await sellMore(api);
  return { proId: pro.id, adaId: customers[0]!.id, webhookId: webhook.id };
}

/** What stands beside plans and customers. */
async function sellMore(api: Farthing) {
  const group = await api.planGroups.create({ name: "For everyone", description: "From free to paid" });
  for (const planId of ["free", "pro"]) await api.planGroups.addPlan({ id: group.id, planId });
  await api.creditPacks.create({
    name: "A thousand",
    credits: 1_000,
    price: 1_900,
    description: "For a month",
  });
  await api.customers.credits.create({
    id: "user_123",
    amount: 1_500,
    currency: "USD",
    reason: "An hour of outage",
  });
  await api.features.create({ name: "Editors", code: "editors", type: "seats" });
  return api.webhooks.create({ url: "https://example.com/webhooks/farthing", events: ["*"] });
}

async function dayOfUsage(api: Farthing, daysAgo: number): Promise<void> {
  const at = (minutes: number) => new Date(Date.now() - daysAgo * DAY_MS - minutes * 60_000).toISOString();
  const calls = 3 + ((daysAgo * 7) % 5);
  const events = Array.from({ length: calls }, (_, n) => ({
    customerId: PEOPLE[(n + daysAgo) % 3]![0],
    feature: "ai_generation",
    model: MODELS[(n + daysAgo) % MODELS.length]!,
    inputTokens: 1_000 + ((n * 3_571 + daysAgo * 911) % 9_000),
    outputTokens: 300 + ((n * 1_237 + daysAgo * 577) % 2_500),
    cacheReadTokens: n % 2 === 0 ? 12_000 : 0,
    cacheWriteTokens: n % 3 === 0 ? 2_000 : 0,
    idempotencyKey: `ai-${daysAgo}-${n}`,
    timestamp: at(n * 7 + 1),
    properties: [{ property: "route", value: n % 2 ? "/chat" : "/summarize" }],
  }));
  const api_calls = PEOPLE.map(([customerId], n) => ({
    customerId,
    feature: "api_calls",
    value: 5 + ((n * 3 + daysAgo) % 20),
    idempotencyKey: `calls-${daysAgo}-${n}`,
    timestamp: at(n * 11 + 2),
  }));
  await api.usage.trackBatch({ events: [...events, ...api_calls] });
}
