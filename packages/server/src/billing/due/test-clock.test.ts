/**
 * A sandbox's clock.
 *
 * Broken on purpose: `clocks.learn` after the move left out (the same server saw the old time).
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { send, startTestInstance, TEST_SECRET_KEYS, type TestInstance } from "../../../test/instance.js";
import { createCatalog, subscribe } from "../../../test/scenario.js";
import { createApplication } from "../../app.js";
import { createLog } from "../../platform/index.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
});
afterAll(() => instance.close());

const move = (body: object, headers?: Record<string, string>) =>
  instance.call("POST", "/test-clock", body, headers);
const createdAt = async (application = instance as Parameters<typeof send>[0]): Promise<string> =>
  (await send(application, instance.key, "POST", "/customers", {})).body.createdAt;

test("a clock runs on real time until it is moved, and is then seen at once here, within a second elsewhere", async () => {
  expect((await instance.call("GET", "/test-clock")).body.frozenTime).toBeNull();
  const other = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    checkAnswers: true,
  });
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

test("moves that come at once add up, and one that was broken off is finished by its own request", async () => {
  await Promise.all([move({ advanceDays: 10 }), move({ advanceDays: 10 })]);
  expect((await instance.call("GET", "/test-clock")).body.now).toBe("2031-01-21T00:00:00.000Z");
  const key = { "idempotency-key": "move" };
  await move({ advanceDays: 10 }, key);
  // As a server that was killed half-way leaves it: the answer is not stored, and the clock stands in between.
  await instance.database.pool.query("DELETE FROM idempotent_requests");
  await instance.database.pool.query(
    "UPDATE environments SET frozen_at = '2031-01-25T00:00:00Z' WHERE kind = 'sandbox'",
  );
  expect((await move({ advanceDays: 10 }, key)).body.frozenTime).toBe("2031-01-31T00:00:00.000Z");
  const { rows } = await instance.database.pool.query(
    "SELECT frozen_at FROM environments WHERE kind = 'sandbox'",
  );
  expect(rows[0].frozen_at.toISOString()).toBe("2031-01-31T00:00:00.000Z");
});

/** Broken on purpose: `now` of the run taken from the real clock (nothing was due). */
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
