/**
 * Two servers on one database, as behind a balancer: two writers, two sets of caches, one truth.
 *
 * With processes of their own: overspend.test.ts, keys.test.ts, rolling-restart.test.ts.
 *
 * Broken on purpose: the accounts read without a lock (sums did not add up); keys
 * looked up before the lock instead of under it (500 where the same key was alone in both writers).
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Application, createApplication } from "../../packages/server/src/app.js";
import { createLog, type Database, openDatabase } from "../../packages/server/src/platform/index.js";
import {
  send,
  startTestInstance,
  TEST_SECRET_KEYS,
  type TestAnswer,
  type TestInstance,
} from "../../packages/server/test/instance.js";
import {
  balanceOf,
  createCatalog,
  ledgerOf,
  type Subscribed,
  subscribe,
  verifyTestLedger,
} from "../../packages/server/test/scenario.js";
import { inFlight } from "./in-flight.js";
import { countFrom, createRandom, sayReplay, seedFrom } from "./random.js";

const SEED = seedFrom("CONCURRENCY_SEED");
const EVENTS = countFrom("CONCURRENCY_EVENTS", 600);

let instance: TestInstance;
let second: Application;
let secondDatabase: Database;
let servers: readonly Application[];
beforeAll(async () => {
  sayReplay("tests/system/concurrency.test.ts", { CONCURRENCY_SEED: SEED, CONCURRENCY_EVENTS: EVENTS });
  instance = await startTestInstance();
  secondDatabase = openDatabase(instance.database.url, createLog("silent"));
  second = createApplication({
    database: secondDatabase,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    checkAnswers: true,
  });
  servers = [instance, second];
  await createCatalog(instance);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await second.close();
  await secondDatabase.close();
  await instance.close();
});

const post = (
  server: Application,
  path: string,
  body: unknown,
  headers?: Record<string, string>,
): Promise<TestAnswer> => send(server, instance.key, "POST", path, body, headers);
const track = (server: Application, on: Subscribed, more: object = {}): Promise<TestAnswer> =>
  post(server, "/usage/events", { customerId: on.customerId, feature: "api_calls", ...more });

/** Statuses by how often they came. */
function tally(answers: readonly TestAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test("batches, single events, top-ups and adjustments of both servers on one balance add up exactly", async () => {
  const random = createRandom(SEED);
  const on = await subscribe(instance, "open_balance");
  let expected = 100_000n * 100_000n;
  const work = Array.from({ length: EVENTS / 4 }, (_, n) => async () => {
    const server = servers[n % 2]!;
    const amount = 1 + random.int(50);
    const path = `/subscriptions/${on.subscriptionId}/balance`;
    const kind = random.int(4);
    const answer = await (kind === 0
      ? post(server, `${path}/topup`, { amount: 100 * amount })
      : kind === 1
        ? post(server, `${path}/adjust`, { amount: -amount })
        : kind === 2
          ? track(server, on, { value: amount })
          : post(server, "/usage/events/batch", {
              events: Array.from({ length: amount }, () => ({
                customerId: on.customerId,
                feature: "api_calls",
              })),
            }));
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    expected += BigInt(kind === 0 ? 100 * amount : kind === 1 ? -amount : -10 * amount) * 100_000n;
  });
  await inFlight(32, work);
  expect((await balanceOf(instance, on)).remainingNanos).toBe(expected.toString());
});

test("the same key, alone in the writers of both servers at once, has one effect too", async () => {
  const on = await subscribe(instance, "balance");
  for (let round = 0; round < 60; round++) {
    const answers = await Promise.all(
      servers.map((server) => track(server, on, { idempotencyKey: `pair_${round}` })),
    );
    expect(tally(answers)).toEqual({ 201: 1, 409: 1 });
  }
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 60 * 10);
});

test("the same batch through both servers at once is recorded once", async () => {
  const on = await subscribe(instance, "balance");
  const events = Array.from({ length: 30 }, (_, n) => ({
    customerId: on.customerId,
    feature: "api_calls",
    idempotencyKey: `batch_${n}`,
  }));
  const random = createRandom(SEED + 2);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      post(servers[n % 2]!, "/usage/events/batch", { events: random.shuffle(events) }),
    ),
  );
  const sum = (name: string): number => answers.reduce((total, { body }) => total + body[name], 0);
  expect([sum("recorded"), sum("duplicates"), sum("refused")]).toEqual([30, 150, 0]);
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 300);
});

test("the same Idempotency-Key through both servers at once tops up once, and gives one answer to all who get one", async () => {
  const on = await subscribe(instance, "balance");
  const headers = { "idempotency-key": "one top-up" };
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      post(servers[n % 2]!, `/subscriptions/${on.subscriptionId}/balance/topup`, { amount: 500 }, headers),
    ),
  );
  const given = answers.filter(({ status }) => status === 200);
  expect(given.length).toBeGreaterThan(0);
  for (const { status, body } of answers)
    if (status !== 200) expect([status, body.error.code]).toEqual([409, "idempotency_in_progress"]);
  expect(new Set(given.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await ledgerOf(instance, on)).toMatchObject([{ type: "topup" }, { type: "allowance" }]);
});

test("two subscriptions created at once through both servers are one subscription and one allowance", async () => {
  await post(instance, "/customers", { id: "raced" });
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      post(servers[n % 2]!, "/subscriptions", { customerId: "raced", planCode: "balance" }),
    ),
  );
  expect(tally(answers)).toEqual({ 201: 1, 409: 5 });
  expect(await ledgerOf(instance, { customerId: "raced", subscriptionId: "" })).toHaveLength(1);
});

test("batches over many customers in any order never lock each other out, and every one of them is whole", async () => {
  const random = createRandom(SEED + 3);
  const customers = await Promise.all(Array.from({ length: 24 }, () => subscribe(instance, "balance")));
  const spent = new Map<string, number>(customers.map(({ customerId }) => [customerId, 0]));
  const work = Array.from({ length: 40 }, (_, n) => async () => {
    const events = random.shuffle([...customers, ...customers]).map(({ customerId }) => {
      const value = 1 + random.int(3);
      spent.set(customerId, spent.get(customerId)! + value);
      return { customerId, feature: "api_calls", value };
    });
    const { status, body } = await post(servers[n % 2]!, "/usage/events/batch", { events });
    expect([status, body.recorded], JSON.stringify(body).slice(0, 300)).toEqual([200, 48]);
  });
  await inFlight(16, work);
  for (const on of customers)
    expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 10 * spent.get(on.customerId)!);
});

test("customers who are new to both servers at once get one account each", async () => {
  const ids = Array.from({ length: 20 }, (_, n) => `fresh_${n}`);
  await post(instance, "/customers/batch", { customers: ids.map((id) => ({ id })) });
  const events = ids.map((customerId) => ({ customerId, feature: "api_calls" }));
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      post(servers[n % 2]!, "/usage/events/batch", { events: n % 3 ? events : [...events].reverse() }),
    ),
  );
  for (const { status, body } of answers) expect([status, body.refused]).toEqual([200, 20]);
});

test("a change to a plan, a feature or a price on one server is seen by the next event on the other", async () => {
  const on = await subscribe(instance, "open_balance");
  for (const unitPrice of [11, 12, 13, 10]) {
    const answer = await send(instance, instance.key, "PATCH", "/plans/open_balance/features/api_calls", {
      overage: { unitPrice },
    });
    expect(answer.status).toBe(200);
    // Who was there before keeps the price until the renewal, on both servers.
    const after = await subscribe(instance, "open_balance");
    expect((await track(second, after)).body.cost.total).toBe(unitPrice);
    expect((await track(second, on)).body.cost.total).toBe(10);
  }
  await post(second, "/models", {
    provider: "acme",
    modelId: "seen",
    price: { inputPrice: 10_000, outputPrice: 0 },
  });
  const ai = { feature: "ai_generation", model: "acme/seen", inputTokens: 1_000_000 };
  expect((await track(instance, on, ai)).body.cost.inputCost).toBe(10_000);
});
