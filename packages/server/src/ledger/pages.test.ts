/** Lines come from two tables: a page has to be as if they were one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../test/instance.js";
import { createCatalog, ledgerOf, type Subscribed, subscribe, track } from "../../test/scenario.js";

let instance: TestInstance;
let customer: Subscribed;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
  customer = await subscribe(instance, "balance");
  for (let n = 0; n < 4; n++) {
    await track(instance, { customerId: customer.customerId, feature: "api_calls", value: n + 1 });
    await instance.call("POST", `/subscriptions/${customer.subscriptionId}/balance/adjust`, {
      amount: -10,
      reason: `correction ${n}`,
    });
  }
});
afterAll(() => instance.close());

async function paged(more: string): Promise<{ id: string; type: string; balanceAfter: number }[]> {
  const lines = [];
  let cursor = "";
  for (;;) {
    const { body } = await instance.call(
      "GET",
      `/ledger?customerId=${customer.customerId}&limit=2${more}${cursor}`,
    );
    expect(body.data.length).toBeLessThanOrEqual(2);
    lines.push(...body.data);
    if (!body.nextCursor) return lines;
    cursor = `&cursor=${body.nextCursor}`;
  }
}

test("pages of two tables, one after the other, are all lines, the newest first, each once", async () => {
  const all = await ledgerOf(instance, customer);
  const lines = await paged("");
  expect(lines).toEqual(all);
  expect(lines.map(({ type }) => type)).toEqual([
    ...Array(4).fill(["adjustment", "consumption"]).flat(),
    "allowance",
  ]);
  // $10.00, less 1 + 2 + 3 + 4 calls of 10 units each, less four times 10.
  expect(lines[0]!.balanceAfter).toBe(100_000 - 100 - 40);
  expect(lines.at(-1)!.balanceAfter).toBe(100_000);
});

test.each(["adjustment", "consumption", "allowance", "topup"])(
  "pages of %s have no other type",
  async (type) => {
    const all = await ledgerOf(instance, customer);
    expect(await paged(`&type=${type}`)).toEqual(all.filter((line) => line.type === type));
  },
);

test("a time is of both tables, its end not in it", async () => {
  const all = await ledgerOf(instance, customer);
  const [from, to] = [all[5].createdAt, all[2].createdAt];
  const within = all.filter(({ createdAt }) => createdAt >= from && createdAt < to);
  expect(within.length).toBeGreaterThan(0);
  expect(await paged(`&from=${from}&to=${to}`)).toEqual(within);
});
