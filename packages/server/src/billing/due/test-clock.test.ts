/**
 * A sandbox's clock. What is killed in the middle of a move is in tests/system/clock-kills.test.ts.
 *
 * Broken on purpose: the key of the last move forgotten.
 */
import { expect, test } from "vitest";
import { send, startTestInstance, TEST_SECRET_KEYS } from "../../../test/instance.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { createCatalog, subscribe, verifyTestLedger } from "../../../test/scenario.js";
import { type Application, createApplication } from "../../app.js";
import { runAllDue } from "../../jobs.js";
import { createLog, idFromUuid } from "../../platform/index.js";

const instance = sharedInstance();

/** Another node; it answers after one group of steps. */
const startNode = (): Application =>
  createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    checkAnswers: true,
    clockPatienceMs: 0,
  });
const move = (body: object, headers?: Record<string, string>) =>
  instance.call("POST", "/test-clock", body, headers);
const idOf = ({ id }: { id: string }) => idFromUuid("sub", id);
/** More than are done together. */
const DUE = 53;
const MONTHS = 3;
const createdAt = async (application = instance as Parameters<typeof send>[0]): Promise<string> =>
  (await send(application, instance.key, "POST", "/customers", {})).body.createdAt;

test("a clock runs on real time until it is moved, and is then seen at once here, within a second elsewhere", async () => {
  expect((await instance.call("GET", "/test-clock")).body.frozenTime).toBeNull();
  const other = startNode();
  await createdAt(other);
  expect((await move({ frozenTime: "2031-01-01T00:00:00Z" })).status).toBe(200);
  expect(await createdAt()).toBe("2031-01-01T00:00:00.000Z");
  await expect
    .poll(() => createdAt(other), { timeout: 1_000, interval: 50 })
    .toBe("2031-01-01T00:00:00.000Z");
  await other.close();
});

test("it never goes backwards, and takes exactly one of days and a time", async () => {
  for (const [body, param] of [
    [{ frozenTime: "2030-12-31T23:59:59.999Z" }, "frozenTime"],
    [{ advanceDays: 0 }, "advanceDays"],
    [{ advanceDays: 1, frozenTime: "2032-01-01T00:00:00Z" }, "advanceDays"],
    [{}, "advanceDays"],
    [{ frozenTime: "9950-01-01T00:00:00Z" }, "frozenTime"],
  ] as const) {
    const { status, body: answer } = await move(body);
    expect([status, answer.error.param], JSON.stringify(body)).toEqual([422, param]);
  }
  expect((await instance.call("GET", "/test-clock")).body.now).toBe("2031-01-01T00:00:00.000Z");
});

test("moves to one time that come at once are one move, and the same request moves it once", async () => {
  const to = { frozenTime: "2031-01-11T00:00:00Z" };
  const both = await Promise.all([move(to), move(to)]);
  expect(both.map(({ status, body }) => [status, body.from])).toEqual([
    [200, "2031-01-01T00:00:00.000Z"],
    [200, "2031-01-01T00:00:00.000Z"],
  ]);
  const key = { "idempotency-key": "move" };
  await move({ advanceDays: 10 }, key);
  // As a server that was killed before it answered leaves it.
  await instance.database.pool.query("DELETE FROM idempotent_requests");
  const again = await move({ advanceDays: 10 }, key);
  expect([again.status, again.body.frozenTime]).toEqual([200, "2031-01-21T00:00:00.000Z"]);
  expect((await instance.call("GET", "/test-clock")).body.now).toBe("2031-01-21T00:00:00.000Z");
});

test("usage that has a period renewed at the very moment takes nothing away from the move", async () => {
  await createCatalog(instance);
  const customer = await subscribe(instance, "metered");
  const engine = instance.dueEngine;
  const performNext = engine.performNext.bind(engine);
  let first = true;
  engine.performNext = async (...given) => {
    if (first) {
      first = false;
      const event = { customerId: customer.customerId, feature: "api_calls", value: 1 };
      expect((await instance.call("POST", "/usage/events", event)).status).toBe(201);
    }
    return performNext(...given);
  };
  try {
    const { body } = await move({ frozenTime: "2031-06-15T00:00:00Z" });
    expect(body.failed).toEqual([]);
  } finally {
    engine.performNext = performNext;
  }
  const due = "SELECT count(*)::int FROM subscriptions WHERE next_due_at <= '2031-06-15T00:00:00Z'";
  expect((await instance.database.pool.query(due)).rows).toEqual([{ count: 0 }]);
});

test("a step that fails is told of, holds up nobody, and does not keep the move from its end", async () => {
  const { pool } = instance.database;
  const bad = await subscribe(instance, "metered");
  const [row] = (
    await pool.query(
      "SELECT s.id FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE c.external_id = $1",
      [bad.customerId],
    )
  ).rows;
  await pool.query(
    `ALTER TABLE subscription_periods ADD CONSTRAINT no_end CHECK (closed_at IS NULL OR subscription_id <> '${row.id}') NOT VALID`,
  );
  const { status, body } = await move({ frozenTime: "2031-09-01T00:00:00Z" });
  expect([status, body.status, body.frozenTime]).toEqual([200, "ready", "2031-09-01T00:00:00.000Z"]);
  expect(body.failed).toEqual([
    {
      subscriptionId: expect.stringMatching(/^sub_/),
      dueAt: "2031-07-15T00:00:00.000Z",
      message: expect.any(String),
    },
  ]);
  const due = "SELECT id FROM subscriptions WHERE next_due_at <= '2031-09-01T00:00:00Z'";
  expect((await pool.query(due)).rows).toEqual([row]);
  expect((await instance.call("GET", "/test-clock")).body.run.failed).toHaveLength(1);

  // Once its reason is gone, the next move does it, or the job.
  await pool.query("ALTER TABLE subscription_periods DROP CONSTRAINT no_end");
  const next = await move({ frozenTime: "2031-09-02T00:00:00Z" });
  expect(next.body.failed).toEqual([]);
  expect((await pool.query(due)).rows).toEqual([]);
});

test("a move that takes long answers 202, is seen and goes on without the request; another is 409 until then", async () => {
  await move({ frozenTime: "2032-01-01T00:00:00Z" });
  for (const id of (await instance.database.pool.query("SELECT id FROM subscriptions")).rows.map(idOf))
    await instance.call("POST", `/subscriptions/${id}/cancel`, { immediate: true });
  const used = await subscribe(instance, "metered");
  for (let n = 1; n < DUE; n++) await subscribe(instance, "metered");
  const node = startNode();
  const on = (method: string, path: string, body?: object) => send(node, instance.key, method, path, body);
  const begun = await on("POST", "/test-clock", { frozenTime: "2032-04-01T00:00:00Z" });
  expect([begun.status, begun.body]).toEqual([
    202,
    expect.objectContaining({
      status: "advancing",
      frozenTime: "2032-02-01T00:00:00.000Z",
      targetTime: "2032-04-01T00:00:00.000Z",
      progress: { done: 50, due: DUE },
    }),
  ]);
  const { body: clock } = await on("GET", "/test-clock");
  expect(clock).toMatchObject({ status: "advancing", now: "2032-02-01T00:00:00.000Z", run: begun.body });
  expect(clock.run.latest).toHaveLength(10);

  for (const body of [{ frozenTime: "2032-05-01T00:00:00Z" }, { advanceDays: 1 }]) {
    const refused = await on("POST", "/test-clock", body);
    expect([refused.status, refused.body.error]).toEqual([
      409,
      expect.objectContaining({
        code: "clock_is_advancing",
        details: { targetTime: "2032-04-01T00:00:00.000Z" },
      }),
    ]);
  }
  // Usage counts at the time where the clock is, in a period that has begun by then.
  const event = { customerId: used.customerId, feature: "api_calls", value: 5 };
  expect((await on("POST", "/usage/events", event)).body.timestamp).toBe("2032-02-01T00:00:00.000Z");
  // What is due is the move's to do.
  await runAllDue({ ...node, db: instance.database.db, clock: instance.clock, log: createLog("silent") });
  expect((await on("GET", "/test-clock")).body.run.progress.done).toBe(50);
  // The same time joins.
  expect((await on("POST", "/test-clock", { frozenTime: "2032-04-01T00:00:00Z" })).status).toBe(202);

  // Two processes, as it may be while the one believes the other dead.
  const { signal } = new AbortController();
  await Promise.all([node.clockMover.workAll(signal), instance.clockMover.workAll(signal)]);
  const { body: over } = await on("GET", "/test-clock");
  expect(over).toMatchObject({ status: "ready", now: "2032-04-01T00:00:00.000Z" });
  // All that was done, but what the usage has had done.
  const caughtUp = DUE * MONTHS - over.run.progress.done;
  expect(caughtUp).toBeLessThanOrEqual(1);
  expect(over.run).toMatchObject({
    status: "ready",
    progress: { done: DUE * MONTHS - caughtUp, due: 0 },
    counts: { period_renewed: DUE * MONTHS - caughtUp },
    failed: [],
  });
  const { rows } = await instance.database.pool.query(
    "SELECT count(*)::int FROM invoices WHERE issued_at > '2032-01-01T00:00:00Z' AND reason = 'renewal' GROUP BY customer_id",
  );
  expect(rows.map(({ count }) => count)).toEqual(Array(DUE).fill(MONTHS));
  expect((await move({ advanceDays: 1 })).status).toBe(200);
  await node.close();
  await verifyTestLedger(instance);
}, 180_000);

test("what is due is done once without moving the clock, and each thing is counted", async () => {
  const due = await startTestInstance();
  try {
    await createCatalog(due);
    await subscribe(due, "metered");
    await subscribe(due, "metered");
    const process = async () => (await due.call("POST", "/test-clock/process-billing")).body;
    expect((await process()).counts).toMatchObject({ period_renewed: 0 });
    // As a clock that was moved while the server was gone: nothing was done on the way.
    await due.database.pool.query(
      "UPDATE environments SET frozen_at = now() + interval '32 days' WHERE kind = 'sandbox'",
    );
    expect(await process()).toMatchObject({
      object: "test_clock_billing",
      counts: { period_renewed: 2, payment_retried: 0 },
      failed: 0,
    });
    expect((await process()).counts).toMatchObject({ period_renewed: 0 });
    expect((await due.call("GET", "/invoices")).body.data).toHaveLength(4);
  } finally {
    await due.close();
  }
});
