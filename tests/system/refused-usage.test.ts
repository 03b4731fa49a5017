/**
 * Work that was done and could not be charged is money spent: it is kept, shown with what it would have cost, and
 * charged once its cause is gone, once.
 *
 * Broken on purpose: the key made of the refusal left out for those without one (a second replay charged again); the
 * time of a replay taken from now (the new price was charged); attempts raised by one per batch instead of by one
 * per attempt. Each failed its test.
 */
import { expect, test } from "vitest";
import { uuidFromId } from "../../packages/server/src/platform/index.js";
import type { TestAnswer } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  type Subscribed,
  subscribe,
  track,
  WORKED_EXAMPLE,
} from "../../packages/server/test/scenario.js";

const instance = sharedInstance(createCatalog);

const calls = (on: Subscribed, more: object = {}) => ({
  customerId: on.customerId,
  feature: "api_calls",
  ...more,
});
/** What is given: to the rate unit, where a top-up is paid in cents. */
const give = async (on: Subscribed, amount: number): Promise<void> => {
  const { status } = await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/adjust`, {
    amount,
  });
  expect(status).toBe(200);
};
const list = async (on: Subscribed, query = ""): Promise<TestAnswer["body"][]> =>
  (await instance.call("GET", `/usage/refused?customerId=${on.customerId}${query}`)).body.data;
const replay = async (id: string): Promise<TestAnswer["body"]> => {
  const { status, body } = await instance.call("POST", `/usage/refused/${id}/replay`, {});
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const get = async (id: string): Promise<TestAnswer["body"]> =>
  (await instance.call("GET", `/usage/refused/${id}`)).body;
const replayMany = async (selection: object): Promise<TestAnswer["body"]> => {
  const { status, body } = await instance.call("POST", "/usage/refused/replay", selection);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const counts = ({ recorded, duplicates, refused, remaining }: Record<string, number>) => [
  recorded,
  duplicates,
  refused,
  remaining,
];

test("402, 403 and 404 model are kept with their reason, the event as sent, and what it would have cost", async () => {
  const on = await subscribe(instance, "balance");
  const idle = await instance.call("POST", "/customers", { id: "refused_idle" });
  await instance.call("PATCH", "/plans/open_balance/features/export", { enabled: true });
  await instance.call("PATCH", "/plans/open_balance/features/api_calls", { enabled: false });
  const disabled = await subscribe(instance, "open_balance");
  const ai = { customerId: on.customerId, feature: "ai_generation" };
  const credits = await subscribe(instance, "credits");
  const free = await subscribe(instance, "free");
  const rows: [object, string, number | undefined][] = [
    [calls(on, { value: 20_000, idempotencyKey: "a" }), "insufficient_balance", 200_000],
    [{ ...ai, ...WORKED_EXAMPLE, inputTokens: 100_000_000_000 }, "insufficient_balance", undefined],
    [{ ...ai, model: "acme/none", inputTokens: 5 }, "model_not_found", undefined],
    [calls(on, { feature: "unplanned" }), "feature_not_in_plan", undefined],
    [calls(disabled), "feature_disabled", undefined],
    [calls(credits, { value: 100 }), "insufficient_credits", undefined],
    [calls(free, { value: 100 }), "included_limit_reached", undefined],
    [{ customerId: "refused_idle", feature: "api_calls" }, "no_active_subscription", undefined],
  ];
  for (const [event, reason, cost] of rows) {
    const answer = await track(instance, event);
    expect(answer.body.error.code).toBe(reason);
    const { customerId } = event as { customerId: string };
    const [row] = await list({ customerId, subscriptionId: "" });
    expect(row).toMatchObject({ reason, status: "open", attempts: 1, eventId: null, event });
    expect(row.message).toBe(answer.body.error.message);
    if (cost !== undefined) expect(row.cost).toMatchObject({ total: cost, currency: "USD" });
    expect((await instance.call("GET", `/usage/refused/${row.id}`)).body).toEqual(row);
  }
  expect(idle.status).toBe(201);
  await instance.call("PATCH", "/plans/open_balance/features/api_calls", { enabled: true });
});

test("what is wrong in itself is not kept: 422, 404 customer or feature, and 409", async () => {
  const on = await subscribe(instance, "balance");
  await track(instance, calls(on, { idempotencyKey: "not_kept" }));
  for (const event of [
    calls(on, { value: -1 }),
    calls(on, { feature: "none" }),
    calls(on, { customerId: "nobody" }),
    calls(on, { timestamp: "2001-01-01T00:00:00Z" }),
    calls(on, { ...WORKED_EXAMPLE }),
    calls(on, { idempotencyKey: "not_kept" }),
    calls(on, { idempotencyKey: "not_kept", value: 2 }),
  ])
    expect((await track(instance, event)).status).toBeGreaterThanOrEqual(400);
  expect(await list(on)).toEqual([]);
});

test("a refusal does not use up its key: once there is more the same call succeeds, and closes the refusal", async () => {
  const on = await subscribe(instance, "balance");
  const event = calls(on, { value: 10_001, idempotencyKey: "retry" });
  expect((await track(instance, event)).status).toBe(402);
  await give(on, 10);
  const { status, body } = await track(instance, event);
  expect(status).toBe(201);
  expect(await list(on)).toMatchObject([{ status: "recorded", eventId: body.id, attempts: 1 }]);
  expect(await list(on, "&status=open")).toEqual([]);
  expect((await track(instance, event)).body.error.code).toBe("duplicate");
});

test("attempts are counted on one row per key, alone, in batches, twice in a batch and by replays", async () => {
  const on = await subscribe(instance, "balance");
  const event = calls(on, { value: 20_000, idempotencyKey: "attempts" });
  await track(instance, event);
  await track(instance, event);
  await instance.call("POST", "/usage/events/batch", { events: [event, event] });
  const [row, ...others] = await list(on);
  expect([row.attempts, others]).toEqual([4, []]);
  expect(counts(await replay(row.id))).toEqual([0, 0, 1, 1]);
  expect((await list(on)).map(({ attempts, status }) => [attempts, status])).toEqual([[5, "open"]]);
});

test("twice in the batch that refuses it first is two attempts on one row", async () => {
  const on = await subscribe(instance, "balance");
  const event = calls(on, { value: 20_000, idempotencyKey: "twice" });
  await instance.call("POST", "/usage/events/batch", { events: [event, event] });
  expect((await list(on)).map(({ attempts }) => attempts)).toEqual([2]);
});

test("a refusal that is refused for another reason has the latest, and what it would cost now", async () => {
  const on = await subscribe(instance, "balance");
  const event = calls(on, {
    feature: "ai_generation",
    model: "acme/turns-dear",
    inputTokens: 1e9,
    idempotencyKey: "r",
  });
  await track(instance, event);
  expect((await list(on))[0].reason).toBe("model_not_found");
  await instance.call("POST", "/models", {
    provider: "acme",
    modelId: "turns-dear",
    price: { inputPrice: 10_000, outputPrice: 0 },
  });
  await track(instance, event);
  const [row] = await list(on);
  expect([row.reason, row.attempts, row.cost.total]).toEqual(["insufficient_balance", 2, 12_000_000]);
});

test("without a key every refusal is a row of its own, and each is charged once however often it is replayed", async () => {
  const on = await subscribe(instance, "balance");
  const event = calls(on, { value: 10_001 });
  for (let n = 0; n < 2; n++) await track(instance, event);
  const rows = await list(on);
  expect(rows).toHaveLength(2);
  await give(on, 10 + 100_010);
  for (const row of rows) {
    expect(counts(await replay(row.id))).toEqual([1, 0, 0, 0]);
    const again = await replay(row.id);
    expect(counts(again)).toEqual([0, 1, 0, 0]);
    expect(again.results[0]).toMatchObject({
      id: row.id,
      status: "duplicate",
      event: { idempotencyKey: null },
    });
  }
  expect((await balanceOf(instance, on)).remaining).toBe(0);
  expect((await list(on)).map(({ status }) => status)).toEqual(["recorded", "recorded"]);
});

test("replayed twice at once it is charged once", async () => {
  const on = await subscribe(instance, "balance");
  await track(instance, calls(on, { value: 10_001 }));
  const [row] = await list(on);
  await give(on, 200_000);
  const results = await Promise.all(Array.from({ length: 8 }, () => replay(row.id)));
  expect(results.map(({ recorded }) => recorded).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  expect(new Set(results.map((result) => result.results[0].event.id)).size).toBe(1);
  expect(await eventsOf(instance, on)).toHaveLength(1);
});

test("a caller's retry and a replay of the same key are one charge, whichever is first", async () => {
  const on = await subscribe(instance, "balance");
  const event = (key: string) => calls(on, { value: 10_001, idempotencyKey: key });
  await track(instance, event("replay first"));
  await track(instance, event("retry first"));
  const rows = await list(on);
  const idOf = (key: string): string => rows.find((row) => row.event.idempotencyKey === key).id;
  await give(on, 200_000);
  expect(counts(await replay(idOf("replay first")))).toEqual([1, 0, 0, 0]);
  expect((await track(instance, event("replay first"))).body.error.code).toBe("duplicate");
  expect((await track(instance, event("retry first"))).status).toBe(201);
  expect(counts(await replay(idOf("retry first")))).toEqual([0, 1, 0, 0]);
  expect(await eventsOf(instance, on)).toHaveLength(2);
  expect(await list(on, "&status=open")).toEqual([]);
});

test("an Idempotency-Key is the key of a refusal too: its replay and its retry are one charge", async () => {
  const on = await subscribe(instance, "balance");
  const headers = { "idempotency-key": "refused request" };
  await track(instance, calls(on, { value: 10_001 }), headers);
  await track(instance, calls(on, { value: 10_001 }), headers);
  const [row, ...others] = await list(on);
  expect([row.attempts, others]).toEqual([2, []]);
  await give(on, 200_000);
  const replayed = await replay(row.id);
  const retried = await track(instance, calls(on, { value: 10_001 }), headers);
  expect([retried.status, retried.body.id]).toEqual([201, replayed.results[0].event.id]);
  expect(await eventsOf(instance, on)).toHaveLength(1);
});

test("a replay keeps the original time, and is priced by it", async () => {
  instance.clock.set("2026-04-01T10:00:00.000Z");
  const on = await subscribe(instance, "balance");
  await instance.call("POST", "/models", {
    provider: "acme",
    modelId: "replayed",
    price: { inputPrice: 10_000, outputPrice: 0, effectiveFrom: "2026-01-01T00:00:00Z" },
  });
  const event = calls(on, { feature: "ai_generation", model: "acme/replayed", inputTokens: 10_000_000 });
  await track(instance, event);
  await track(instance, { ...event, timestamp: "2026-03-31T12:00:00+02:00", idempotencyKey: "dated" });
  await instance.call("POST", "/models/acme/replayed/prices", {
    inputPrice: 90_000,
    outputPrice: 0,
    effectiveFrom: "2026-04-01T10:00:00.001Z",
  });
  await give(on, 1_000_000);
  // Also long after the time in which events are taken.
  instance.clock.set("2026-04-29T10:00:00.000Z");
  const rows = await list(on);
  const { results } = await replayMany({ ids: rows.map(({ id }) => id) });
  const events = results.map(({ event: recorded }: { event: TestAnswer["body"] }) => [
    recorded.timestamp,
    recorded.cost.inputCost,
    recorded.createdAt,
  ]);
  instance.clock.reset();
  expect(events.sort()).toEqual([
    ["2026-03-31T10:00:00.000Z", 100_000, "2026-04-29T10:00:00.000Z"],
    ["2026-04-01T10:00:00.000Z", 100_000, "2026-04-29T10:00:00.000Z"],
  ]);
});

test("many are replayed by ids, in the order they were refused, each for itself", async () => {
  const on = await subscribe(instance, "balance");
  for (const value of [10_001, 10_002, 10_003]) await track(instance, calls(on, { value }));
  const rows = (await list(on)).reverse();
  // Enough for the first and the last, were it not for the second, which comes first.
  await give(on, 100_020 + 10);
  const body = await replayMany({ ids: rows.map(({ id }) => id).reverse() });
  expect(body.results.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [rows[0].id, "recorded"],
    [rows[1].id, "recorded"],
    [rows[2].id, "refused"],
  ]);
  expect(counts(body)).toEqual([2, 0, 1, 1]);
  expect(body.results[2].error.code).toBe("insufficient_balance");
});

test("by a filter the oldest open ones that fit are replayed, and `remaining` says how many are left", async () => {
  const [on, other] = [await subscribe(instance, "balance"), await subscribe(instance, "balance")];
  for (const who of [on, other]) {
    for (let n = 0; n < 3; n++) await track(instance, calls(who, { value: 10_001 }));
    await track(instance, calls(who, { feature: "unplanned" }));
  }
  await give(on, 1_000_000);
  const reason = await replayMany({ customerId: on.customerId, reason: "feature_not_in_plan" });
  expect(counts(reason)).toEqual([0, 0, 1, 1]);
  const body = await replayMany({ customerId: on.customerId, feature: "api_calls" });
  expect(counts(body)).toEqual([3, 0, 0, 0]);
  expect((await list(on)).map(({ status, reason: why }) => [why, status])).toEqual([
    ["feature_not_in_plan", "open"],
    ["insufficient_balance", "recorded"],
    ["insufficient_balance", "recorded"],
    ["insufficient_balance", "recorded"],
  ]);
  expect((await list(other)).map(({ status }) => status)).toEqual(["open", "open", "open", "open"]);
  expect(counts(await replayMany({ customerId: on.customerId, feature: "api_calls" }))).toEqual([0, 0, 0, 0]);
});

test("more than 100 that fit are replayed a hundred at a time until none is left", async () => {
  const on = await subscribe(instance, "balance");
  const events = Array.from({ length: 75 }, () => calls(on, { value: 10_001 }));
  for (let n = 0; n < 2; n++) await instance.call("POST", "/usage/events/batch", { events });
  await give(on, 150 * 100_010);
  const filter = { customerId: on.customerId };
  expect(counts(await replayMany(filter))).toEqual([100, 0, 0, 50]);
  expect(counts(await replayMany(filter))).toEqual([50, 0, 0, 0]);
});

test("ids that do not exist, an empty selection, and ids together with a filter are refused", async () => {
  const on = await subscribe(instance, "balance");
  await track(instance, calls(on, { value: 10_001 }));
  const [row] = await list(on);
  const unknown = "rfu_01h455vb4pex5vsknk084sn02q";
  const ask = async (body: object) => {
    const answer = await instance.call("POST", "/usage/refused/replay", body);
    return [answer.status, answer.body.error?.code];
  };
  expect(await ask({ ids: [row.id, unknown] })).toEqual([404, "refused_usage_not_found"]);
  expect(await ask({})).toEqual([422, "validation_error"]);
  expect(await ask({ ids: [] })).toEqual([422, "validation_error"]);
  expect(await ask({ ids: [row.id], customerId: on.customerId })).toEqual([422, "validation_error"]);
  expect((await list(on))[0].attempts).toBe(1);
});

/** A metered feature that no plan has. */
const newFeature = async (code: string): Promise<void> => {
  const { status } = await instance.call("POST", "/features", { name: code, code, type: "metered" });
  expect(status).toBe(201);
};

test("a hundred that are refused for a reason that keeps nothing do not stand in the way of what comes after them", async () => {
  const on = await subscribe(instance, "balance");
  await newFeature("gone");
  const events = Array.from({ length: 100 }, () => calls(on, { feature: "gone" }));
  await instance.call("POST", "/usage/events/batch", { events });
  await track(instance, calls(on, { value: 10_001 }));
  expect((await instance.call("DELETE", "/features/gone")).status).toBe(200);
  await give(on, 10);
  const filter = { customerId: on.customerId };
  expect(counts(await replayMany(filter))).toEqual([0, 0, 100, 101]);
  expect(counts(await replayMany(filter))).toEqual([1, 0, 99, 100]);
  const [first] = (await list(on, "&status=open&limit=100")).slice(-1);
  expect([first.reason, first.attempts]).toEqual(["feature_not_found", 3]);
});

test("also in a sandbox whose clock stands still", async () => {
  instance.clock.set("2026-05-01T10:00:00.000Z");
  const on = await subscribe(instance, "balance");
  await newFeature("still_gone");
  const events = Array.from({ length: 100 }, () => calls(on, { feature: "still_gone" }));
  await instance.call("POST", "/usage/events/batch", { events });
  await track(instance, calls(on, { value: 10_001 }));
  await instance.call("DELETE", "/features/still_gone");
  await give(on, 10);
  const filter = { customerId: on.customerId };
  await replayMany(filter);
  expect(counts(await replayMany(filter))).toEqual([1, 0, 99, 100]);
  instance.clock.reset();
});

test("one that cannot be read keeps none of the others from being charged, and says why", async () => {
  const on = await subscribe(instance, "balance");
  for (let n = 0; n < 2; n++) await track(instance, calls(on, { value: 10_001 }));
  const [row, other] = await list(on);
  await instance.database.pool.query("UPDATE refused_usage SET event = '{}' WHERE id = $1", [
    uuidFromId(row.id),
  ]);
  await give(on, 200_000);
  const body = await replayMany({ ids: [row.id, other.id] });
  expect(counts(body)).toEqual([1, 0, 1, 1]);
  expect(await get(row.id)).toMatchObject({ status: "open", attempts: 2, reason: "validation_error" });
  expect(await get(other.id)).toMatchObject({ status: "recorded" });
});

test("a duplicate of a charged event closes its refusal; one of an event that was only recorded does not", async () => {
  const on = await subscribe(instance, "balance");
  await track(instance, calls(on, { value: 10_001 }));
  const [charged] = await list(on);
  await give(on, 200_000);
  const [{ event }] = (await replay(charged.id)).results;
  const open = "UPDATE refused_usage SET status = 'open', event_id = NULL WHERE id = $1";
  await instance.database.pool.query(open, [uuidFromId(charged.id)]);
  expect(counts(await replay(charged.id))).toEqual([0, 1, 0, 0]);
  expect(await get(charged.id)).toMatchObject({ status: "recorded", eventId: event.id });

  const unpaid = calls(on, { value: 20_001, idempotencyKey: "only recorded" });
  await track(instance, unpaid);
  await instance.call("POST", "/usage/events/batch", { events: [unpaid], backfill: { charge: false } });
  const [kept] = await list(on, "&status=open");
  expect(counts(await replay(kept.id))).toEqual([0, 0, 1, 1]);
  expect(await get(kept.id)).toMatchObject({ status: "open", reason: "duplicate", attempts: 2 });
});

test("what is dismissed keeps its reason, is not replayed, and is dismissed once", async () => {
  const on = await subscribe(instance, "balance");
  await track(instance, calls(on, { value: 10_001 }));
  const [row] = await list(on);
  const dismiss = (body: object) => instance.call("POST", `/usage/refused/${row.id}/dismiss`, body);
  expect((await dismiss({})).body.error).toMatchObject({ code: "validation_error", param: "reason" });
  const { status, body } = await dismiss({ reason: "Our outage" });
  expect([status, body]).toEqual([200, expect.objectContaining({ status: "dismissed", eventId: null })]);
  expect(body.dismissReason).toBe("Our outage");
  expect(await list(on, "&status=open")).toEqual([]);
  expect(await list(on, "&status=dismissed")).toEqual([body]);
  await give(on, 200_000);
  expect((await replay(row.id)).results[0].error.code).toBe("invalid_state");
  expect(counts(await replayMany({ customerId: on.customerId }))).toEqual([0, 0, 0, 0]);
  expect(await eventsOf(instance, on)).toEqual([]);
  expect((await dismiss({ reason: "Again" })).body.error.code).toBe("invalid_state");
});

test("what is dismissed while a replay of it waits is not charged, and the replay says so", async () => {
  const { pool } = instance.database;
  const waiting = async () =>
    (
      await pool.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).rowCount;
  const replays: Record<string, (id: string, other: string) => Promise<TestAnswer["body"]>> = {
    "of it alone": (id) => replay(id),
    "with another": (id, other) => replayMany({ ids: [id, other] }),
  };
  for (const [which, replayOf] of Object.entries(replays)) {
    const on = await subscribe(instance, "balance");
    for (let n = 0; n < 2; n++) await track(instance, calls(on, { value: 10_001 }));
    const [row, other] = await list(on);
    await give(on, 200_000);
    const holder = await pool.connect();
    await holder.query("BEGIN");
    await holder.query("SELECT FROM balances WHERE customer_id = $1 FOR UPDATE", [
      uuidFromId(row.customerId),
    ]);
    const dismissed = instance.call("POST", `/usage/refused/${row.id}/dismiss`, { reason: "Our outage" });
    await expect.poll(waiting).toBe(1);
    const replayed = replayOf(row.id, other.id);
    await expect.poll(waiting).toBe(2);
    await holder.query("COMMIT");
    holder.release();
    expect((await dismissed).status, which).toBe(200);
    const { results } = await replayed;
    const resultOf = (id: string) => results.find((each: { id: string }) => each.id === id);
    const [result, ofOther] = [resultOf(row.id), resultOf(other.id)];
    expect([result.status, result.error.code], which).toEqual(["refused", "invalid_state"]);
    if (ofOther) expect(ofOther.status).toBe("recorded");
    expect(await get(row.id)).toMatchObject({
      status: "dismissed",
      dismissReason: "Our outage",
      eventId: null,
    });
    expect(await eventsOf(instance, on)).toHaveLength(ofOther ? 1 : 0);
  }
});

test("what a replay could not write is not kept under its Idempotency-Key, and where nothing went through it is 503", async () => {
  const on = await subscribe(instance, "balance");
  await instance.database.pool.query(`
    CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.idempotency_key = 'poison' THEN RAISE EXCEPTION 'poison'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER poison BEFORE INSERT ON usage_events FOR EACH ROW EXECUTE FUNCTION refuse_poison()`);
  for (const idempotencyKey of ["poison", "sound"])
    await track(instance, calls(on, { value: 10_001, idempotencyKey }));
  await give(on, 200_000);
  const rows = await list(on);
  const ids = rows.map(({ id }) => id);
  const poison = rows.find(({ event }) => event.idempotencyKey === "poison");
  const ask = (body: object) =>
    instance.call("POST", "/usage/refused/replay", body, {
      "idempotency-key": `replay ${JSON.stringify(body)}`,
    });
  const first = await ask({ ids });
  expect(counts(first.body)).toEqual([1, 0, 1, 1]);
  expect((await ask({ ids: [poison.id] })).status).toBe(500);
  // It was tried, and does not stand in the way.
  expect(await get(poison.id)).toMatchObject({ status: "open", reason: "insufficient_balance", attempts: 3 });
  await instance.database.pool.query("DROP TRIGGER poison ON usage_events");
  const again = await ask({ ids });
  expect(again.headers.get("idempotent-replayed")).toBeNull();
  expect(counts(again.body)).toEqual([1, 1, 0, 0]);
});

test("what refused usage would have taken is said in its unit, and the list is of a time and of a reason there is", async () => {
  const [money, credits] = [await subscribe(instance, "balance"), await subscribe(instance, "credits")];
  await track(instance, calls(credits, { value: 100 }));
  expect(await list(credits)).toMatchObject([{ deducts: 200, unit: "credits" }]);
  const times = ["2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z", "2026-03-03T00:00:00.000Z"];
  instance.clock.set("2026-03-04T00:00:00Z");
  for (const timestamp of times) await track(instance, calls(money, { value: 10_001, timestamp }));
  instance.clock.reset();
  expect(await list(money)).toMatchObject(Array(3).fill({ deducts: 100_010, unit: "USD" }));
  const within = await list(money, `&from=${times[1]}&to=${times[2]}`);
  expect(within.map(({ timestamp }) => timestamp)).toEqual([times[1]]);
  const unknown = await instance.call("GET", "/usage/refused?reason=no_balance");
  expect([unknown.status, unknown.body.error.param]).toEqual([422, "reason"]);
});
