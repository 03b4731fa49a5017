import { Commet } from "@commet/node";

const commet = new Commet({ apiKey: process.env.COMMET_API_KEY });

// biome-ignore format: as in the documentation
await commet.usage.trackBatch({
  events: [
    { customerId: "user_123", feature: "api_calls", value: 1 },
    { customerId: "user_456", feature: "api_calls", value: 3 },
    { customerId: "user_123", feature: "storage_gb", value: 0.5 },
  ],
})

for (const id of ["user_123", "user_456"]) {
  const { remaining } = await commet.customer(id).balance.get();
  console.log(`${id} has $${remaining / 10_000} left.`);
}
