/** What the server is told before anything is measured, through its public API: plans, customers, subscriptions. */
import { TypeID } from "typeid-js";
import { type Api, forEachInFlight } from "./api.js";
import {
  AI_FEATURE,
  customerId,
  FIXED_FEATURE,
  INCLUDED_BALANCE_RATE,
  MARGIN_BASIS_POINTS,
  MODEL,
  type ModelPrices,
  UNIT_PRICE_RATE,
} from "./workload.js";

export interface Population {
  readonly customers: number;
  /** The rank of one more customer, that no Zipf draw names: the one blocking balance of the hot row. */
  readonly hotCustomer: number;
  readonly hotSubscriptionId: string;
  readonly prices: ModelPrices;
  /** The catalog's name of the model, and the id of its price row in force. */
  readonly pricedModel: string;
  readonly modelPriceId: string;
  /** How long it took to create all of it. */
  readonly seconds: number;
}

const PLAN = "bench";
const CUSTOMERS_PER_REQUEST = 100;
const IN_FLIGHT = 32;

export async function populate(api: Api, customers: number): Promise<Population> {
  const startedAt = performance.now();
  await createPlan(api);
  const hotCustomer = customers + 1;
  const ranks = Array.from({ length: hotCustomer }, (_, i) => i + 1);
  await forEachInFlight(chunks(ranks, CUSTOMERS_PER_REQUEST), IN_FLIGHT, async (chunk) => {
    const { failed } = await api.post("/customers/batch", {
      customers: chunk.map((rank) => ({ id: customerId(rank), email: `${customerId(rank)}@example.com` })),
    });
    if (failed.length > 0) throw new Error(`a customer was refused: ${JSON.stringify(failed[0])}`);
  });
  let hotSubscriptionId = "";
  await forEachInFlight(ranks, IN_FLIGHT, async (rank) => {
    const { id } = await api.post("/subscriptions", { customerId: customerId(rank), planCode: PLAN });
    if (rank === hotCustomer) hotSubscriptionId = id;
  });
  const { provider, modelId, price } = await api.get(`/models/${MODEL}`);
  const prices: ModelPrices = {
    input: price.inputPrice,
    output: price.outputPrice,
    cacheRead: price.cacheReadPrice ?? price.inputPrice,
  };
  return {
    customers,
    hotCustomer,
    hotSubscriptionId,
    prices,
    pricedModel: `${provider}/${modelId}`,
    modelPriceId: TypeID.fromString(price.id).toUUID(),
    seconds: (performance.now() - startedAt) / 1_000,
  };
}

async function createPlan(api: Api): Promise<void> {
  await api.post("/features", { name: "API calls", code: FIXED_FEATURE, type: "metered" });
  await api.post("/features", { name: "AI generation", code: AI_FEATURE, type: "metered" });
  await api.post("/plans", {
    name: "Bench",
    code: PLAN,
    consumptionModel: "balance",
    blockOnExhaustion: true,
  });
  await api.post(`/plans/${PLAN}/prices`, {
    billingInterval: "monthly",
    price: 1_000,
    includedBalance: INCLUDED_BALANCE_RATE,
  });
  await api.post(`/plans/${PLAN}/features`, {
    featureId: FIXED_FEATURE,
    overage: { unitPrice: UNIT_PRICE_RATE },
  });
  await api.post(`/plans/${PLAN}/features`, {
    featureId: AI_FEATURE,
    pricingMode: "ai_model",
    margin: MARGIN_BASIS_POINTS,
  });
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
