import { Commet } from "@commet/node";

const commet = new Commet({ apiKey: process.env.COMMET_API_KEY });

// biome-ignore format: as in the documentation
await commet.usage.track({
  customerId: "user_123",
  feature: "api_calls",
  value: 1,
})

const { remaining } = await commet.customer("user_123").balance.get();
console.log(`user_123 has $${remaining / 10_000} left.`);
