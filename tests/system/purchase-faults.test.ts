/**
 * A purchase whose database calls fail one after the other: the connection breaks before a call, or after it with the
 * answer lost, or Postgres asks for another attempt. It is then asked for again with the same key, and there is exactly
 * one invoice, and what was bought is there once. So with a payment that comes later.
 */
import { expect, test } from "vitest";
import { send, type TestInstance } from "../../packages/server/test/instance.js";
import { createLiveKey } from "../../packages/server/test/live-key.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { failingCalls } from "./failing-calls.js";
import {
  FAULTS,
  type FaultyApplication,
  MOST_CALLS,
  mayMeet,
  sharedFaultyApplication,
} from "./faulty-database.js";
import { countFrom, seedFrom } from "./random.js";

let keys: Record<"sandbox" | "live", string>;
const packs: Record<string, string> = {};
const EVERY = countFrom("FAULTS_EVERY", 3);
const SEED = seedFrom("FAULTS_SEED");
const calls = failingCalls("tests/system/purchase-faults.test.ts", EVERY, SEED);
const instance = sharedInstance(async () => {
  keys = { sandbox: instance.key, live: await createLiveKey(instance) };
  for (const key of Object.values(keys)) {
    const post = async (path: string, body: object) => (await send(instance, key, "POST", path, body)).body;
    await post("/plans", { name: "Credits", code: "credits", consumptionModel: "credits" });
    await post("/plans/credits/prices", { billingInterval: "monthly", price: 1000, includedCredits: 10 });
    packs[key] = (await post("/credit-packs", { name: "Pack", credits: 100, price: 900 })).id;
  }
});
const faulty = sharedFaultyApplication(() => ({ instance }));

let made = 0;
async function start(key: string): Promise<{ customerId: string; id: string }> {
  made += 1;
  const customerId = `buyer_${made}`;
  await send(instance, key, "POST", "/customers", { id: customerId });
  const body = { customerId, planCode: "credits", activate: true };
  return { customerId, id: (await send(instance, key, "POST", "/subscriptions", body)).body.id };
}

async function stateOf(key: string, { customerId, id }: { customerId: string; id: string }) {
  const { rows } = await instance.database.pool.query(
    `SELECT (SELECT count(*)::int FROM invoices i WHERE i.customer_id = c.id AND i.reason = 'credit_pack') AS invoices,
       (SELECT count(*)::int FROM purchases p WHERE p.customer_id = c.id) AS purchases,
       (SELECT count(*)::int FROM purchases p WHERE p.customer_id = c.id AND p.applied_at IS NOT NULL) AS applied,
       (SELECT count(*)::int FROM ledger_entries e WHERE e.customer_id = c.id AND e.type = 'topup') AS entries,
       (SELECT max(number)::int - count(*)::int FROM invoices i WHERE i.environment_id = c.environment_id) AS missing
     FROM customers c WHERE c.external_id = $1`,
    [customerId],
  );
  const balance = await send(instance, key, "GET", `/subscriptions/${id}/balance`);
  return { ...rows[0], remaining: balance.body.remaining };
}
const ONCE = { invoices: 1, purchases: 1, applied: 1, entries: 1, missing: 0, remaining: 110 };

test.each(FAULTS)(
  "a purchase is made and given once, whichever of its calls fails (%s)",
  async (fault) => {
    for (const n of calls.upTo(MOST_CALLS)) {
      const on = await start(keys.sandbox);
      const headers = { "idempotency-key": `purchase_${fault}_${n}` };
      const attempt = (application: TestInstance | FaultyApplication) =>
        send(
          application,
          keys.sandbox,
          "POST",
          `/subscriptions/${on.id}/credits`,
          { creditPackId: packs[keys.sandbox] },
          headers,
        );
      faulty.arm(fault, n, mayMeet(fault));
      const first = await attempt(faulty);
      const hasFired = faulty.fired();
      expect([200, 503], JSON.stringify(first.body)).toContain(first.status);
      const again = await attempt(instance);
      expect(again.status, `call ${n}: ${JSON.stringify(again.body)}`).toBe(200);
      expect(await stateOf(keys.sandbox, on), `call ${n}`).toEqual(ONCE);
      if (hasFired) continue;
      expect(n, "calls of a purchase").toBeGreaterThan(8);
      return;
    }
  },
  120_000,
);

test.each(FAULTS)(
  "a payment that comes later gives what was bought once, whichever of its calls fails (%s)",
  async (fault) => {
    for (const n of calls.upTo(MOST_CALLS)) {
      const on = await start(keys.live);
      const body = { creditPackId: packs[keys.live] };
      const asked = await send(instance, keys.live, "POST", `/subscriptions/${on.id}/credits`, body);
      expect(asked.body).toMatchObject({ status: "pending", entry: null });
      const pay = (application: TestInstance | FaultyApplication) =>
        send(application, keys.live, "PATCH", `/invoices/${asked.body.invoiceId}/status`, { status: "paid" });
      faulty.arm(fault, n, mayMeet(fault));
      await pay(faulty);
      const hasFired = faulty.fired();
      expect((await pay(instance)).body).toMatchObject({ status: "paid" });
      expect(await stateOf(keys.live, on), `call ${n}`).toEqual(ONCE);
      if (hasFired) continue;
      expect(n, "calls of a payment").toBeGreaterThan(6);
      return;
    }
  },
  120_000,
);
