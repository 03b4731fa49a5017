/** The things most tests begin with: a plan of each consumption model, and customers on it. */
import type { Body, TestAnswer, TestInstance } from "./instance.js";

export interface Subscribed {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** 30000/150000 with margin 2000 on 1,000 in and 500 out is the worked example: 126. */
export const MODEL = "anthropic/claude-sonnet-4-20250514";
export const WORKED_EXAMPLE = { model: MODEL, inputTokens: 1000, outputTokens: 500 };
export const WORKED_TOTAL = 126;

/**
 * A balance plan with `ai_generation` (ai_model, margin 20 %) and `api_calls` (fixed, 10 rate units each), a credits
 * plan with `api_calls` at 2 credits, a metered plan with 10 `api_calls` included, and the features themselves.
 */
export async function createCatalog(instance: TestInstance): Promise<void> {
  const post = (path: string, body: unknown) => instance.must("POST", path, body);
  await post("/features", { name: "AI generation", code: "ai_generation", type: "metered" });
  await post("/features", { name: "API calls", code: "api_calls", type: "metered" });
  await post("/features", { name: "Export", code: "export", type: "boolean" });
  await post("/features", { name: "Not in a plan", code: "unplanned", type: "metered" });

  for (const [code, blockOnExhaustion] of [
    ["balance", true],
    ["open_balance", false],
  ] as const) {
    await post("/plans", { name: "Balance", code, consumptionModel: "balance", blockOnExhaustion });
    await post(`/plans/${code}/prices`, {
      billingInterval: "monthly",
      price: 1000,
      includedBalance: 100_000,
    });
    await post(`/plans/${code}/features`, {
      featureId: "ai_generation",
      pricingMode: "ai_model",
      margin: 2000,
    });
    await post(`/plans/${code}/features`, { featureId: "api_calls", overage: { unitPrice: 10 } });
    await post(`/plans/${code}/features`, { featureId: "export" });
  }

  await post("/plans", { name: "Credits", code: "credits", consumptionModel: "credits" });
  await post("/plans/credits/prices", { billingInterval: "monthly", price: 1000, includedCredits: 10 });
  await post("/plans/credits/features", { featureId: "api_calls", creditsPerUnit: 2 });

  await post("/plans", { name: "Metered", code: "metered" });
  await post("/plans/metered/prices", { billingInterval: "monthly", price: 1000 });
  await post("/plans/metered/features", {
    featureId: "api_calls",
    includedAmount: 10,
    overage: { enabled: true, unitPrice: 200 },
  });

  await post("/plans", { name: "Free", code: "free", isFree: true });
  await post("/plans/free/features", { featureId: "api_calls", includedAmount: 10 });
}

let customers = 0;

/** A new customer on `plan`. */
export async function subscribe(
  instance: TestInstance,
  plan: string,
  more: object = {},
): Promise<Subscribed> {
  customers += 1;
  const customerId = `user_${customers}_${plan}`;
  await instance.must("POST", "/customers", { id: customerId, email: "someone@example.com" });
  const subscription = await instance.must("POST", "/subscriptions", { customerId, planCode: plan, ...more });
  return { customerId, subscriptionId: subscription.id };
}

export const track = (
  instance: TestInstance,
  body: unknown,
  headers?: Record<string, string>,
): Promise<TestAnswer> => instance.call("POST", "/usage/events", body, headers);

export const balanceOf = (instance: TestInstance, { subscriptionId }: Subscribed): Promise<Body> =>
  instance.must("GET", `/subscriptions/${subscriptionId}/balance`);

export const eventsOf = async (instance: TestInstance, { customerId }: Subscribed): Promise<Body[]> =>
  (await instance.must("GET", `/usage/events?customerId=${customerId}&limit=100`)).data;

export const ledgerOf = async (instance: TestInstance, { customerId }: Subscribed): Promise<Body[]> =>
  (await instance.must("GET", `/ledger?customerId=${customerId}&limit=100`)).data;

/** What was told of the customer, in the order in which it happened. */
/** What is told, in this order, of a sandbox's customer who was put on a plan that costs something. */
export const BEGUN = [
  "subscription.created",
  "subscription.activated",
  "invoice.created",
  "invoice.finalized",
  "payment.received",
  "invoice.paid",
] as const;

export const newsOf = async (
  instance: TestInstance,
  { customerId }: Pick<Subscribed, "customerId">,
): Promise<Body[]> =>
  (await instance.must("GET", `/events?customerId=${customerId}&limit=100`)).data.reverse();

/** The invariants, as `farthing ledger verify` checks them. */
export { verifyTestLedger } from "./verify.js";
