/**
 * Lines that leave the database, and what is known of them afterwards: the ledger's laws over the seam, keys, counters.
 *
 * Broken on purpose: `archived_lines` left out of the opening in `accountsInOrder`; `archived_usage` out of the counters'
 * check; the third branch out of `findKnownKeys`; `oldLinesWithin` without `occurred_at`; the cutoff without the
 * period, without the counters, and `last_seq` without `allowance_seq`; `follow` without the balance; deleted lines not
 * compared; `mayBeArchived` without `beforeAt`, and always false. Each failed here.
 */
import { getTableColumns } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  type Subscribed,
  subscribe,
  track,
  WORKED_EXAMPLE,
} from "../../test/scenario.js";
import { verifyLedger } from "../charging/index.js";
import { usageEvents } from "../metering/schema.js";
import { createModelPricing } from "../models/index.js";
import { addMs, newId, uuidFromId } from "../platform/index.js";
import { archiveLines } from "./archive-lines.js";
import { type ArchiveChunk, eventRecord } from "./chunk.js";

const DAY_MS = 86_400_000;
const now = new Date();
/** Three months and some days ago: monthly periods of then end some 70, 40 and 10 days ago, and the fourth runs now. */
const LONG_AGO = addMs(now, -100 * DAY_MS);
/** Behind the first of those ends, whatever months they are, and before the second. */
const CUTOFF = addMs(now, -50 * DAY_MS);

let chunks: ArchiveChunk[] = [];
const instance = sharedInstance(async () => {
  instance.clock.set(LONG_AGO.toISOString());
  await createCatalog(instance);
});
beforeEach(() => {
  chunks = [];
  instance.clock.set(LONG_AGO.toISOString());
});

const archive = (before = CUTOFF) =>
  archiveLines(instance.database.db, {
    before,
    now: () => now,
    pricesById: createModelPricing().pricesById,
    keep: async (chunk) => {
      chunks.push(chunk);
    },
    onProgress: () => {},
  });

const run = (statement: string, values: unknown[] = []) =>
  instance.database.pool.query(statement, values).then(({ rows }) => rows);

/** Renews until now. What asks for a subscription's end at its period's end does it first, and adds no line itself. */
async function renew({ subscriptionId }: Subscribed): Promise<void> {
  instance.clock.reset();
  const { status } = await instance.call("POST", `/subscriptions/${subscriptionId}/cancel`, {});
  expect(status).toBe(200);
}

const uuidOf = (id: string): string => uuidFromId(id).replaceAll("-", "");

const accountOf = async ({ subscriptionId }: Subscribed): Promise<string> =>
  (await run("SELECT customer_id FROM subscriptions WHERE id = $1", [uuidOf(subscriptionId)]))[0].customer_id;

const linesIn = (from: readonly ArchiveChunk[]) =>
  from.flatMap(({ text }) =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  );

const verify = () => verifyLedger(instance.database.db, createModelPricing().pricesById);

const call = (on: Subscribed, body: object) =>
  track(instance, { customerId: on.customerId, feature: "api_calls", ...body });

/**
 * An allowance, a call, an AI event, a top-up: lines 1 to 4. Then three renewals, each of which takes back what is left
 * and gives the next allowance: lines 5 and 6, which are old, and 7 to 10. And, now, two calls: lines 11 and 12.
 */
async function twoHalves(): Promise<Subscribed> {
  const on = await subscribe(instance, "open_balance");
  await call(on, { idempotencyKey: "call" });
  await track(instance, {
    customerId: on.customerId,
    feature: "ai_generation",
    idempotencyKey: "ai",
    ...WORKED_EXAMPLE,
  });
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/topup`, { amount: 5_000 });
  instance.clock.reset();
  await call(on, { idempotencyKey: "new 1" });
  await call(on, { idempotencyKey: "new 2" });
  return on;
}

describe("the ledger over the seam", () => {
  let on: Subscribed;
  let customer: string;
  beforeAll(async () => {
    instance.clock.set(LONG_AGO.toISOString());
    on = await twoHalves();
    customer = await accountOf(on);
    await archive();
  });

  test("old lines are gone, the others are there, and balance and ledger are sound", async () => {
    expect(
      await run("SELECT seq FROM account_lines WHERE customer_id = $1 ORDER BY seq", [customer]),
    ).toEqual([7n, 8n, 9n, 10n, 11n, 12n].map((seq) => ({ seq })));
    expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 2 * 10);
    expect(await verify()).toMatchObject({ broken: undefined, archivedLines: 6n });
  });

  test.each([
    [
      "the balance that archived lines left",
      "UPDATE archived_lines SET balance_after_nanos = balance_after_nanos + $2 WHERE customer_id = $1",
    ],
    [
      "the purchased part that they left",
      "UPDATE archived_lines SET purchased_nanos = purchased_nanos + $2 WHERE customer_id = $1",
    ],
    [
      "the number of the last of them",
      "UPDATE archived_lines SET through_seq = through_seq + $2 WHERE customer_id = $1",
    ],
    [
      "the first line behind the seam",
      "UPDATE ledger_entries SET balance_after_nanos = balance_after_nanos + $2 WHERE customer_id = $1 AND seq = 7",
    ],
    [
      "a later line",
      "UPDATE usage_events SET balance_after_nanos = balance_after_nanos + $2 WHERE customer_id = $1 AND seq = 12",
    ],
    [
      "the number of the first line",
      "UPDATE ledger_entries SET seq = CASE WHEN $2 > 0 THEN 6 ELSE 7 END WHERE customer_id = $1 AND seq = CASE WHEN $2 > 0 THEN 7 ELSE 6 END",
    ],
    ["the balance", "UPDATE balances SET allowance_nanos = allowance_nanos + $2 WHERE customer_id = $1"],
  ])("%s, changed, is found", async (_, statement) => {
    await run(statement.replaceAll("$2", "$2::int"), [customer, 1]);
    expect((await verify()).broken?.customerId).toMatch(/^cus_/);
    await run(statement.replaceAll("$2", "$2::int"), [customer, -1]);
    expect((await verify()).broken).toBeUndefined();
  });

  test("an archive whose account is missing is found", async () => {
    const stray = "00000000-0000-7000-8000-000000000001";
    await run(
      "INSERT INTO archived_lines SELECT $1, environment_id, 1, 0, 0, archived_at, before_at FROM archived_lines LIMIT 1",
      [stray],
    );
    expect((await verify()).broken).toMatchObject({ what: "line without an account" });
    await run("DELETE FROM archived_lines WHERE customer_id = $1", [stray]);
  });

  test("with nothing left to archive, nothing is", async () => {
    expect(await archive()).toMatchObject({ accounts: 0, lines: 0n });
    expect(chunks).toEqual([]);
  });

  test("the rest goes behind it, and an account without lines is sound", async () => {
    await run("UPDATE usage_events SET created_at = $2, occurred_at = $2 WHERE customer_id = $1", [
      customer,
      LONG_AGO,
    ]);
    await run("UPDATE ledger_entries SET created_at = $2 WHERE customer_id = $1", [customer, LONG_AGO]);
    // What was counted since the running allowance period began stays, whatever time it bears.
    expect(await archive()).toMatchObject({ accounts: 1, lines: 4n, events: 0n });
    await run("UPDATE subscriptions SET allowance_seq = 12 WHERE customer_id = $1", [customer]);
    expect(await archive()).toMatchObject({ accounts: 1, lines: 2n, events: 2n });
    expect(chunks).toMatchObject([
      { fromSeq: 7n, throughSeq: 10n },
      { fromSeq: 11n, throughSeq: 12n },
    ]);
    expect(await verify()).toMatchObject({ broken: undefined });
    expect((await call(on, { idempotencyKey: "new 3" })).status).toBe(201);
    expect(await verify()).toMatchObject({ broken: undefined });
  });
});

describe("which lines go", () => {
  test("those up to the first that is not old, by when it was made and when it happened", async () => {
    const on = await subscribe(instance, "open_balance");
    await call(on, {});
    // Made long ago, of a time that is not: as a sandbox's clock may have it.
    await call(on, {});
    await call(on, {});
    await renew(on);
    const customer = await accountOf(on);
    await run("UPDATE usage_events SET occurred_at = $2 WHERE customer_id = $1 AND seq = 3", [
      customer,
      CUTOFF,
    ]);
    await archive();
    const own = linesIn(chunks).filter(
      ({ customerId }) => uuidOf(customerId) === customer.replaceAll("-", ""),
    );
    expect(own.map(({ kind, seq, type }) => [kind, seq, type])).toEqual([
      ["entry", 1, "allowance"],
      ["event", 2, undefined],
    ]);
  });

  test("none of the open subscription's current period, and all of one that ended", async () => {
    const open = await subscribe(instance, "open_balance");
    await call(open, {});
    expect(await archive()).toMatchObject({ lines: 0n });
    await instance.call("POST", `/subscriptions/${open.subscriptionId}/cancel`, { immediate: true });
    // The allowance, the call, and what expired at the end.
    expect(await archive()).toMatchObject({ lines: 3n });
    expect(await verify()).toMatchObject({ broken: undefined });
  });

  test("none from the first that breaks a law: it stays where it can be looked at", async () => {
    const on = await twoHalves();
    const customer = await accountOf(on);
    const damage =
      "UPDATE usage_events SET balance_after_nanos = balance_after_nanos + $2 WHERE customer_id = $1 AND seq = 2";
    await run(damage, [customer, 1]);
    expect(await archive()).toMatchObject({
      lines: 0n,
      broken: [{ seq: 2n, what: "balance after the line" }],
    });
    await run(damage, [customer, -1]);
    const cost =
      "UPDATE usage_events SET unit_price_nanos = unit_price_nanos + $2 WHERE customer_id = $1 AND seq = 2";
    await run(cost, [customer, 1]);
    expect((await archive()).broken).toMatchObject([
      { seq: 2n, what: expect.stringContaining("pinned price") },
    ]);
    await run(cost, [customer, -1]);
    expect(await archive()).toMatchObject({ lines: 6n, broken: [] });
  });

  test("a line that is changed after it was kept is not deleted", async () => {
    const on = await twoHalves();
    const customer = await accountOf(on);
    const archiving = archiveLines(instance.database.db, {
      before: CUTOFF,
      now: () => now,
      pricesById: createModelPricing().pricesById,
      keep: async () => {
        await run("UPDATE usage_events SET idempotency_key = 'other' WHERE customer_id = $1 AND seq = 2", [
          customer,
        ]);
      },
      onProgress: () => {},
    });
    await expect(archiving).rejects.toThrow(/were changed/);
    expect(await run("SELECT count(*) FROM account_lines WHERE customer_id = $1", [customer])).toEqual([
      { count: 12n },
    ]);
    await archive();
  });
});

describe("what billing has still to read", () => {
  const invoicesOf = async ({ customerId }: Subscribed) => {
    const { body } = await instance.call("GET", `/invoices?customerId=${customerId}`);
    const path = (id: string) => `/invoices/${id}`;
    return Promise.all(
      body.data.map(async ({ id }: { id: string }) => (await instance.call("GET", path(id))).body),
    );
  };
  /** What the lines of a kind on the newest invoice that has such have behind them. */
  const behind = async (on: Subscribed, kind: string) => {
    const isOfKind = (line: { kind: string }) => line.kind === kind;
    const { id, lines } = (await invoicesOf(on)).find((invoice) => invoice.lines.some(isOfKind));
    return Promise.all(
      lines.filter(isOfKind).map(async (line: { id: string }) => {
        const { body } = await instance.call("GET", `/invoices/${id}/lines/${line.id}/events`);
        return [body.data.map(({ value }: { value: number }) => value), body.archived];
      }),
    );
  };

  test("a period that is over stays until it is billed; then the line says that its events may be archived", async () => {
    const on = await subscribe(instance, "metered");
    await call(on, { value: 30 });
    instance.clock.reset();
    expect(await archive()).toMatchObject({ lines: 0n });
    await renew(on);
    expect(await behind(on, "feature_overage")).toEqual([[[30], false]]);
    expect(await archive()).toMatchObject({ lines: 1n });
    expect(await behind(on, "feature_overage")).toEqual([[[], true]]);

    // None of a later period can be among them, though its counter is of the same account.
    await call(on, { value: 40 });
    await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
    expect(await behind(on, "feature_overage")).toEqual([[[40], false]]);
  });

  test("usage that was too little to be paid stays until an invoice has it, with what came late", async () => {
    for (const [path, body] of [
      ["/plans", { name: "Little", code: "little" }],
      ["/plans/little/prices", { billingInterval: "monthly", price: 0 }],
      [
        "/plans/little/features",
        { featureId: "api_calls", includedAmount: 0, overage: { enabled: true, unitPrice: 1 } },
      ],
    ] as const)
      expect((await instance.call("POST", path, body)).status).toBe(201);
    const on = await subscribe(instance, "little");
    await call(on, {});
    await renew(on);
    expect(await invoicesOf(on)).toEqual([]);
    expect(await archive()).toMatchObject({ lines: 0n });

    const late = { value: 99, timestamp: addMs(now, -20 * DAY_MS).toISOString() };
    expect((await call(on, late)).status).toBe(201);
    expect(await archive()).toMatchObject({ lines: 0n });
    await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
    expect(await behind(on, "late_usage")).toEqual([
      [[1], false],
      [[99], false],
    ]);
    expect(await archive()).toMatchObject({ lines: 1n });
    expect(await behind(on, "late_usage")).toEqual([
      [[], true],
      [[99], false],
    ]);
  });
});

describe("what is known of archived events", () => {
  test("their keys, for ever: the same payload is a duplicate, another a mismatch, and nothing is charged", async () => {
    const on = await twoHalves();
    await archive();
    const [, first] = linesIn(chunks);
    const before = await balanceOf(instance, on);

    const again = await call(on, { idempotencyKey: "call" });
    expect([again.status, again.body.error]).toMatchObject([
      409,
      {
        code: "duplicate",
        message: expect.stringContaining("is archived"),
        details: { eventId: first.id, recordedAt: LONG_AGO.toISOString(), archived: true },
      },
    ]);
    const other = await call(on, { idempotencyKey: "call", value: 2 });
    expect([other.status, other.body.error]).toMatchObject([
      409,
      { code: "idempotency_key_mismatch", details: { eventId: first.id } },
    ]);
    const ai = { feature: "ai_generation", idempotencyKey: "ai", ...WORKED_EXAMPLE };
    expect((await call(on, ai)).body.error.code).toBe("duplicate");
    expect((await call(on, { ...ai, outputTokens: 501 })).body.error.code).toBe("idempotency_key_mismatch");

    const { body: batch } = await instance.call("POST", "/usage/events/batch", {
      events: [
        { customerId: on.customerId, feature: "api_calls", idempotencyKey: "call" },
        { customerId: on.customerId, feature: "api_calls", idempotencyKey: "new 1" },
      ],
    });
    expect(batch).toMatchObject({ recorded: 0, duplicates: 2, refused: 0 });
    expect(batch.results[0]).toEqual({ status: "duplicate", eventId: first.id });
    expect(batch.results[1]).toMatchObject({ status: "duplicate", eventId: batch.results[1].event.id });

    expect((await balanceOf(instance, on)).remainingNanos).toBe(before.remainingNanos);
  });

  test("where they went: their ids are 404 with a message that says so, and of no other environment", async () => {
    const on = await twoHalves();
    await archive();
    const [, first] = linesIn(chunks);
    const { status, body } = await instance.call("GET", `/usage/events/${first.id}`);
    expect([status, body.error.code]).toEqual([404, "event_not_found"]);
    expect(body.error.message).toContain("was archived");
    const unknown = await instance.call("GET", `/usage/events/${newId("evt")}`);
    expect(unknown.body.error.message).not.toContain("archived");
    await run("UPDATE archived_lines SET environment_id = gen_random_uuid() WHERE customer_id = $1", [
      await accountOf(on),
    ]);
    const elsewhere = await instance.call("GET", `/usage/events/${first.id}`);
    expect(elsewhere.body.error.message).not.toContain("archived");
  });

  test("what they counted: a counter that was changed is still found, and a set total is not set again", async () => {
    const on = await subscribe(instance, "metered");
    const customer = await accountOf(on);
    await call(on, { value: 2.5, idempotencyKey: "a" });
    await call(on, { value: 4, idempotencyKey: "b" });
    const set = { customerId: on.customerId, feature: "api_calls", value: 5, idempotencyKey: "set" };
    expect((await instance.call("PUT", "/usage", set)).status).toBe(200);
    await renew(on);
    await archive();
    expect(linesIn(chunks).map(({ value, used }) => [value, used])).toEqual([
      ["2.5", "2.5"],
      ["4", "6.5"],
      ["-1.5", "5"],
    ]);
    expect(await verify()).toMatchObject({ broken: undefined });
    await call(on, { value: 1 });
    expect(await verify()).toMatchObject({ broken: undefined });

    for (const [table, column] of [
      ["usage_counters", "used"],
      ["archived_usage", "quantity"],
    ]) {
      const change = `UPDATE ${table} SET ${column} = ${column} + $2 WHERE customer_id = $1`;
      await run(change, [customer, 1]);
      expect((await verify()).broken?.what).toMatch(/counter of feature/);
      await run(change, [customer, -1]);
    }
    expect((await instance.call("PUT", "/usage", set)).body.error).toMatchObject({ code: "duplicate" });
    expect((await instance.call("PUT", "/usage", { ...set, value: 6 })).body.error.code).toBe(
      "idempotency_key_mismatch",
    );
    expect((await call(on, { value: 5, idempotencyKey: "set" })).body.error.code).toBe(
      "idempotency_key_mismatch",
    );
  });

  test("a refusal that was settled and archived is not charged by its replay", async () => {
    const on = await subscribe(instance, "balance");
    await call(on, { value: 100_000, idempotencyKey: "dear" });
    const { body: refused } = await instance.call("GET", `/usage/refused?customerId=${on.customerId}`);
    await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/topup`, { amount: 10_000_000 });
    expect((await call(on, { value: 100_000, idempotencyKey: "dear" })).status).toBe(201);
    await renew(on);
    await archive();
    const { body } = await instance.call("POST", `/usage/refused/${refused.data[0].id}/replay`, {});
    expect(body).toMatchObject({
      duplicates: 1,
      results: [{ status: "duplicate", eventId: expect.any(String) }],
    });
    expect(body.results[0].event).toBeUndefined();
  });

  test("totals and summaries stay", async () => {
    const on = await twoHalves();
    const path = `/usage/summary?customerId=${on.customerId}&from=2020-01-01T00:00:00Z&groupBy=model`;
    const before = await instance.call("GET", path);
    await archive();
    const after = await instance.call("GET", path);
    expect(after.body.groups).toEqual(before.body.groups);
    expect(after.body.events).toBe(4);
  });
});

test("every column of an event is in its line", () => {
  const columns = Object.keys(getTableColumns(usageEvents));
  const distinct: Record<string, unknown> = {};
  columns.forEach((column, i) => {
    distinct[column] = `of column ${column}`;
    if (column.endsWith("At")) distinct[column] = addMs(LONG_AGO, i * DAY_MS);
    else if (column === "seq" || /Nanos|NanoUnits|Tokens$/.test(column))
      distinct[column] = 7_000_000_001n + 2n * BigInt(i);
  });
  const line = JSON.stringify(eventRecord(distinct as unknown as Parameters<typeof eventRecord>[0], "code"));
  const written = (column: string): string => {
    const value = distinct[column];
    if (value instanceof Date) return value.toISOString();
    if (typeof value !== "bigint") return String(value);
    return column.endsWith("NanoUnits") ? `"7.${String(value).slice(1)}"` : String(value);
  };
  expect(columns.filter((column) => !line.includes(written(column)))).toEqual([]);
  expect(columns.length).toBeGreaterThan(30);
});
