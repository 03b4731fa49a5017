/** Customers of environments whose clocks differ are charged in one batch, each by its own environment's. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { send, startTestInstance, type TestInstance } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { createCatalog, subscribe, track, verifyTestLedger } from "../../test/scenario.js";
import { uuidFromId } from "../platform/index.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

const updatedAt = async (customerId: string): Promise<Date> => {
  const { rows } = await instance.database.pool.query(
    "SELECT updated_at FROM balances WHERE customer_id = $1",
    [uuidFromId(customerId)],
  );
  return rows[0].updated_at;
};

test("an account is stamped with the time of its own environment, whoever else is in the batch", async () => {
  await instance.call("POST", "/test-clock", { frozenTime: "2040-01-01T00:00:00Z" });
  const inSandbox = await subscribe(instance, "metered");
  const key = await createLiveKey(instance);
  const live = (path: string, body: object) => send(instance, key, "POST", path, body);
  await live("/features", { name: "Calls", code: "calls", type: "metered" });
  await live("/plans", { name: "Free", code: "free", isFree: true });
  await live("/plans/free/features", { featureId: "calls", includedAmount: 1000 });
  const inLive = await live("/customers", { id: "live" });
  await live("/subscriptions", { customerId: "live", planCode: "free" });
  const sandboxId = (await instance.call("GET", `/customers/${inSandbox.customerId}`)).body.id;
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === round % 2
          ? track(instance, { customerId: inSandbox.customerId, feature: "api_calls" })
          : live("/usage/events", { customerId: "live", feature: "calls" }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect((await updatedAt(sandboxId)).toISOString()).toBe("2040-01-01T00:00:00.000Z");
    expect((await updatedAt(inLive.body.id)).getUTCFullYear()).toBeLessThan(2040);
  }
});
