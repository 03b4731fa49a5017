/**
 * Makes what the other files here need: three features, a plan with a balance, and two customers on it. Running it
 * again is safe: it makes only what is not there.
 */
import { Commet, ConflictError } from "@commet/node";

const commet = new Commet({ apiKey: process.env.COMMET_API_KEY });

/** A conflict says that it is there already. */
async function unlessThere(creation) {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

await unlessThere(commet.features.create({ name: "API calls", code: "api_calls", type: "metered" }));
await unlessThere(commet.features.create({ name: "Storage", code: "storage_gb", type: "metered" }));
await unlessThere(commet.features.create({ name: "AI generation", code: "ai_generation", type: "metered" }));

// $19.00 a month (100 = $1.00), with $10.00 to spend (10000 = $1.00).
await unlessThere(commet.plans.create({ name: "Pro", code: "pro", consumptionModel: "balance" }));
const plan = await commet.plans.get({ id: "pro" });
if (plan.prices.length === 0) {
  await commet.plans.addPrice({
    id: "pro",
    billingInterval: "monthly",
    price: 1900,
    includedBalance: 100_000,
    isDefault: true,
  });
}

// AI calls at what the model costs and 20 % on top; an API call $0.001, a gigabyte $0.02.
await unlessThere(
  commet.plans.addFeature({ id: "pro", featureId: "ai_generation", pricingMode: "ai_model", margin: 2000 }),
);
await unlessThere(commet.plans.addFeature({ id: "pro", featureId: "api_calls", overage: { unitPrice: 10 } }));
await unlessThere(
  commet.plans.addFeature({ id: "pro", featureId: "storage_gb", overage: { unitPrice: 200 } }),
);

for (const id of ["user_123", "user_456"]) {
  await commet.customers.create({ id, email: `${id}@example.com` });
  await unlessThere(commet.subscriptions.create({ customerId: id, planCode: "pro" }));
  const { remaining } = await commet.customer(id).balance.get();
  console.log(`${id} is on the plan pro and has $${remaining / 10_000} left.`);
}
