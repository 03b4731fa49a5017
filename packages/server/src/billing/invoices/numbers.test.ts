/**
 * Numbers have no gap, and are not what those who are billed at once wait for.
 *
 * Broken on purpose: the number taken where the invoice is finalized (it was locked while the invoice was collected).
 */
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../../test/instance.js";
import { createCatalog, newsOf, subscribe } from "../../../test/scenario.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
});
afterAll(() => instance.close());

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;

async function must(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await instance.call(method, path, body);
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const numbersOf = async (): Promise<number[]> => {
  const { data } = await must("GET", "/invoices?limit=100&status=paid");
  return data
    .map(({ number }: Body) => Number(number.slice("INV-".length)))
    .sort((a: number, b: number) => a - b);
};
const invoiceOf = async (customerId: string): Promise<Body> =>
  (await must("GET", `/invoices?customerId=${customerId}`)).data[0];

/** No more than there are connections: who waits for one is not what is looked at. */
const AT_ONCE = 12;

/** With one connection beside the server's. */
async function beside<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await instance.database.pool.connect();
  try {
    await client.query("BEGIN");
    return await work(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

test("while an invoice is collected, the next number is free for others", async () => {
  await subscribe(instance, "metered");
  let begun: Promise<unknown> | undefined;
  await beside(async (client) => {
    // Finalized, it can go no further than to its payment.
    await client.query("LOCK TABLE payments IN SHARE MODE");
    begun = subscribe(instance, "metered");
    await expect.poll(async () => (await waitingForPayments(client)).length, { timeout: 5_000 }).toBe(1);
    const free = await client.query("SELECT FROM invoice_numbers FOR UPDATE NOWAIT");
    expect(free.rowCount).toBe(1);
  });
  await begun;
  expect(await numbersOf()).toEqual([1, 2]);
});

const waitingForPayments = async (client: pg.PoolClient) =>
  (await client.query("SELECT FROM pg_locks WHERE relation = 'payments'::regclass AND NOT granted")).rows;

test("those that are billed at once have each a number of their own, without a gap, and are told of with it", async () => {
  const before = (await numbersOf()).length;
  const all = await Promise.all(Array.from({ length: AT_ONCE }, () => subscribe(instance, "metered")));
  const numbers = await numbersOf();
  expect(numbers).toEqual(Array.from({ length: before + AT_ONCE }, (_, i) => i + 1));
  for (const one of all.slice(0, 8)) {
    const { number } = await invoiceOf(one.customerId);
    const told = (await newsOf(instance, one)).filter(({ type }) => type.startsWith("invoice."));
    expect(told.map(({ type, data }) => [type, data.number])).toEqual([
      ["invoice.created", null],
      ["invoice.finalized", number],
      ["invoice.paid", number],
    ]);
  }
});

test("an answer says the number, and what is only tried takes none", async () => {
  const planGroupId = (await must("POST", "/plan-groups", { name: "Sizes" })).id;
  for (const [code, price] of [
    ["small", 1000],
    ["large", 9000],
  ] as const) {
    await must("POST", "/plans", { name: code, code, planGroupId });
    await must("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price });
  }
  const { customerId, subscriptionId } = await subscribe(instance, "small");
  const before = (await numbersOf()).length;
  const preview = { planId: "large" };
  expect(
    (await must("POST", `/subscriptions/${subscriptionId}/preview-change`, preview)).billing.charge,
  ).toBe(9000);
  const answered = await must("POST", "/invoices", { customerId, amount: 5, description: "One" });
  expect(answered.number).toBe(`INV-${String(before + 1).padStart(6, "0")}`);
  const draft = await must("POST", "/invoices", { customerId, amount: 5, description: "One", draft: true });
  expect(draft.number).toBeNull();
  expect((await must("POST", `/invoices/${draft.id}/finalize`, {})).number).toBe(
    `INV-${String(before + 2).padStart(6, "0")}`,
  );
});

test("none is committed without a number", async () => {
  const { customerId } = await subscribe(instance, "metered");
  const draft = await must("POST", "/invoices", { customerId, amount: 5, description: "One", draft: true });
  const finalized = instance.database.pool.query(
    "UPDATE invoices SET status = 'open', issued_at = created_at WHERE status = 'draft'",
  );
  await expect(finalized).rejects.toMatchObject({
    code: "23514",
    message: expect.stringContaining("no number"),
  });
  expect(await must("GET", `/invoices/${draft.id}`)).toMatchObject({ status: "draft" });
});
