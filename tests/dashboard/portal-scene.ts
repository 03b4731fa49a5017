/** A business whose customers use its portal: its name, logo and colour, plans of a group, and usage of some days. */
import type { Farthing } from "@farthing/node";
import { png } from "../../packages/server/test/png.js";

export const PORTAL_PAGES = [
  ["/", "Hello, Nova Okafor"],
  ["/usage", "Usage"],
  ["/buy", "Top up"],
  ["/plan", "Plan"],
  ["/seats", "Seats"],
  ["/payment-methods", "Payment"],
  ["/invoices", "Invoices"],
] as const;

export const CUSTOMER = { id: "nova", fullName: "Nova Okafor", email: "nova@example.com" };
const DAY_MS = 86_400_000;
const MODELS = ["anthropic/claude-sonnet-4-20250514", "openai/gpt-4o-mini", "google/gemini-2.5-flash"];

export async function setThePortalScene(api: Farthing, { days = 12 }: { days?: number } = {}): Promise<void> {
  await api.branding.update({
    legalName: "Brightwell Labs",
    email: "billing@brightwell.example",
    website: "https://brightwell.example",
    accentColor: "#4338ca",
    logo: { contentType: "image/png", data: png(64, 64, [67, 56, 202]).toString("base64") },
  });
  await api.features.create({ name: "AI writing", code: "ai_writing", type: "metered" });
  await api.features.create({ name: "API calls", code: "api_calls", type: "metered", unitName: "call" });
  await api.features.create({ name: "Single sign-on", code: "sso", type: "boolean" });
  await api.features.create({ name: "Editors", code: "editors", type: "seats" });
  const group = await api.planGroups.create({ name: "Plans" });
  for (const plan of PLANS) await createPlan(api, group.id, plan);
  await api.customers.create(CUSTOMER);
  await api.subscriptions.create({
    customerId: CUSTOMER.id,
    planCode: "studio",
    initialSeats: { editors: 4 },
  });
  for (let day = days; day >= 0; day--) await dayOfUsage(api, day);
  await countedAndCredits(api);
}

const PLANS = [
  { code: "studio", name: "Studio", price: 2_900, balance: 250_000, sso: false, text: "For one team" },
  { code: "agency", name: "Agency", price: 9_900, balance: 1_000_000, sso: true, text: "For many clients" },
  { code: "group", name: "Group", price: 29_900, balance: 4_000_000, sso: true, text: "For the whole house" },
] as const;

async function createPlan(api: Farthing, planGroupId: string, plan: (typeof PLANS)[number]): Promise<void> {
  const { code, name, price, balance } = plan;
  const { id } = await api.plans.create({
    name,
    code,
    planGroupId,
    consumptionModel: "balance",
    description: plan.text,
  });
  await api.plans.addPrice({
    id,
    billingInterval: "monthly",
    price,
    includedBalance: balance,
    isDefault: true,
  });
  await api.plans.addPrice({ id, billingInterval: "yearly", price: price * 10, includedBalance: balance });
  await api.plans.addFeature({ id, featureId: "ai_writing", pricingMode: "ai_model", margin: 2_500 });
  await api.plans.addFeature({ id, featureId: "api_calls", overage: { unitPrice: 20 } });
  await api.plans.addFeature({
    id,
    featureId: "editors",
    includedAmount: 3,
    overage: { unitPrice: 120_000 },
    maxSeats: 25,
  });
  await api.plans.addFeature({ id, featureId: "sso", enabled: plan.sso });
}

async function dayOfUsage(api: Farthing, daysAgo: number): Promise<void> {
  const at = (minutes: number) => new Date(Date.now() - daysAgo * DAY_MS - minutes * 60_000).toISOString();
  const calls = 2 + ((daysAgo * 5) % 4);
  await api.usage.trackBatch({
    events: [
      ...Array.from({ length: calls }, (_, n) => ({
        customerId: CUSTOMER.id,
        feature: "ai_writing",
        model: MODELS[(n + daysAgo) % MODELS.length]!,
        inputTokens: 2_000 + ((n * 3_571 + daysAgo * 911) % 18_000),
        outputTokens: 500 + ((n * 1_237 + daysAgo * 577) % 6_000),
        cacheReadTokens: n % 2 === 0 ? 24_000 : 0,
        cacheWriteTokens: n % 3 === 0 ? 4_000 : 0,
        idempotencyKey: `portal-ai-${daysAgo}-${n}`,
        timestamp: at(n * 7 + 1),
      })),
      {
        customerId: CUSTOMER.id,
        feature: "api_calls",
        value: 12 + ((daysAgo * 17) % 40),
        idempotencyKey: `portal-calls-${daysAgo}`,
        timestamp: at(3),
      },
    ],
  });
}

/** Customers whose plans count, and whose plans are paid in credits. */
async function countedAndCredits(api: Farthing): Promise<void> {
  const counted = await api.plans.create({ name: "Counted", code: "counted" });
  await api.plans.addPrice({ id: counted.id, billingInterval: "monthly", price: 1_900 });
  await api.plans.addFeature({
    id: counted.id,
    featureId: "api_calls",
    includedAmount: 1_000,
    overage: { enabled: true, unitPrice: 20 },
  });
  await api.plans.addFeature({ id: counted.id, featureId: "sso" });
  const credits = await api.plans.create({ name: "Creator", code: "creator", consumptionModel: "credits" });
  await api.plans.addPrice({ id: credits.id, billingInterval: "monthly", price: 900, includedCredits: 500 });
  await api.plans.addFeature({ id: credits.id, featureId: "api_calls", creditsPerUnit: 1 });
  await api.creditPacks.create({ name: "Small", credits: 500, price: 900 });
  await api.creditPacks.create({
    name: "Medium",
    credits: 2_000,
    price: 2_900,
    description: "For a busy month",
  });
  await api.creditPacks.create({ name: "Large", credits: 10_000, price: 11_900 });
  for (const [id, planCode] of [
    ["counted", "counted"],
    ["creator", "creator"],
  ] as const) {
    await api.customers.create({ id, fullName: id === "counted" ? "Casey Cole" : "Remy Duarte" });
    await api.subscriptions.create({ customerId: id, planCode });
    await api.usage.track({ customerId: id, feature: "api_calls", value: 320 });
  }
  await api.customers.create({ id: "idle", fullName: "Idris Vale" });
}

const SOON_DAYS = 20;

/** Customers whose plan does not simply run, who pay in small units, and whose cards do not simply pay. */
export async function setEveryState(api: Farthing): Promise<void> {
  for (const [currency, exchangeRate] of [
    ["JPY", 150],
    ["CLP", 950],
  ] as const) {
    await api.exchangeRates.create({ currency, rate: exchangeRate });
    for (const id of ["studio", "agency", "counted"])
      await api.plans.setRegionalPricing({ id, currency, exchangeRate });
  }
  const subscribe = async (id: string, fullName: string, more: object = {}) => {
    await api.customers.create({ id, fullName });
    return api.subscriptions.create({ customerId: id, planCode: "studio", ...more });
  };
  await subscribe("yen", "Yuki Tanaka", { currency: "JPY" });
  await subscribe("peso", "Pilar Rojas", { currency: "CLP" });
  await subscribe("trial", "Tess Lind", { customTrialDays: 14 });
  await subscribe("unpaid", "Ulla Brandt", { activate: false });
  await subscribe("later", "Lars Holm", {
    startDate: new Date(Date.now() + SOON_DAYS * DAY_MS).toISOString(),
  });
  const paused = await subscribe("paused", "Paula Reis");
  await api.subscriptions.pause({ id: paused.id });
  const leaving = await subscribe("leaving", "Cara Doyle");
  await api.subscriptions.cancel({ id: leaving.id });
  await subscribe("careful", "Theo Secure");
  await api.paymentMethods.add({ customerId: "careful", testCard: "three_d_secure" });
  await subscribe("owing", "Owen Hart");
  await api.paymentMethods.add({ customerId: "owing", testCard: "declined" });
  await api.invoices.create({ customerId: "owing", amount: 5_000, description: "Training" });
}
