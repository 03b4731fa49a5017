/** Every call of the SDK is an operation that the server has, and every operation has its call. */
import { Farthing } from "@farthing/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestInstance, type TestInstance } from "../../packages/server/test/instance.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
});
afterAll(() => instance.close());

const id = "x";
const ofModel = { provider: "p", modelId: "m" };
const price = { inputPrice: 1 };

const calls: ((farthing: Farthing) => PromiseLike<unknown>)[] = [
  (f) => f.apiKeys.create({ name: "n" }),
  (f) => f.apiKeys.list(),
  (f) => f.apiKeys.delete({ id }),
  (f) => f.customers.create({}),
  (f) => f.customers.createBatch({ customers: [{}] }),
  (f) => f.customers.get({ id }),
  (f) => f.customers.update({ id }),
  (f) => f.customers.list(),
  (f) => f.features.create({ name: "n", code: "c", type: "metered" }),
  (f) => f.features.list(),
  (f) => f.features.get({ code: "c" }),
  (f) => f.features.update({ code: "c" }),
  (f) => f.features.delete({ code: "c" }),
  (f) => f.plans.create({ name: "n", code: "c" }),
  (f) => f.plans.list({ includePrivate: true }),
  (f) => f.plans.get({ id }),
  (f) => f.plans.update({ id }),
  (f) => f.plans.delete({ id }),
  (f) => f.plans.setVisibility({ id, isPublic: true }),
  (f) => f.plans.addPrice({ id, billingInterval: "monthly" }),
  (f) => f.plans.updatePrice({ id, priceId: "p" }),
  (f) => f.plans.deletePrice({ id, priceId: "p" }),
  (f) => f.plans.setDefaultPrice({ id, priceId: "p" }),
  (f) => f.plans.addFeature({ id, featureId: "f" }),
  (f) => f.plans.updateFeature({ id, featureId: "f" }),
  (f) => f.plans.removeFeature({ id, featureId: "f" }),
  (f) => f.subscriptions.create({ customerId: "u", planCode: "c" }),
  (f) => f.subscriptions.list(),
  (f) => f.subscriptions.getActive({ customerId: "u" }),
  (f) => f.subscriptions.get({ id }),
  (f) => f.subscriptions.cancel({ id }),
  (f) => f.subscriptions.uncancel({ id }),
  (f) => f.subscriptions.activate({ id }),
  (f) => f.subscriptions.getBalance({ id }),
  (f) => f.subscriptions.topupBalance({ id, amount: 1 }),
  (f) => f.subscriptions.adjustBalance({ id, amount: 1 }),
  (f) => f.usage.track({ customerId: "u", feature: "c" }),
  (f) => f.usage.trackBatch({ events: [] }),
  (f) => f.usage.check({ customerId: "u", feature: "c" }),
  (f) => f.usage.set({ customerId: "u", feature: "c", value: 1 }),
  (f) => f.usage.list(),
  (f) => f.usage.get({ id }),
  (f) => f.usage.summary(),
  (f) => f.usage.refused.list(),
  (f) => f.usage.refused.get({ id }),
  (f) => f.usage.refused.replay({ id }),
  (f) => f.usage.refused.replayMany({ customerId: "u" }),
  (f) => f.ledger.list({ customerId: "u" }),
  (f) => f.featureAccess.list({ customerId: "u" }),
  (f) => f.featureAccess.get({ customerId: "u", code: "c" }),
  (f) => f.models.list(),
  (f) => f.models.get(ofModel),
  (f) => f.models.resolve({ model: "m" }),
  (f) => f.models.create({ ...ofModel, price }),
  (f) => f.models.addPrice({ ...ofModel, ...price }),
  (f) => f.models.aliases.list(),
  (f) => f.models.aliases.create({ alias: "a", model: "p/m" }),
  (f) => f.models.aliases.delete({ id }),
  (f) => f.models.catalogSync.get(),
  (f) => f.models.catalogSync.run(),
];

/** `GET /customers/{}`: parameters by place and not by name. */
async function operationsOf(call: (farthing: Farthing) => PromiseLike<unknown>): Promise<string> {
  let operation = "none";
  const farthing = new Farthing({
    apiKey: "k",
    fetch: (url, init) => {
      const path = new URL(url).pathname.replace("/api/v1", "");
      const match = instance.endpoints.find(
        (endpoint) => endpoint.method.toUpperCase() === init.method && matches(endpoint.path, path),
      );
      operation = match?.operationId ?? `${init.method} ${path}`;
      return new Response("{}");
    },
  });
  await call(farthing);
  return operation;
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

it("calls each operation of the server, and nothing else", async () => {
  const called: string[] = [];
  for (const call of calls) called.push(await operationsOf(call));
  expect(called.sort()).toEqual(instance.endpoints.map((endpoint) => endpoint.operationId).sort());
});
