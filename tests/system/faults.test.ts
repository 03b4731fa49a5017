/**
 * Row 10 of the failures that others had: a key that was claimed before the durable write, then a crash, and the
 * retry was swallowed. Here every database call of a write fails once, one after the other; whatever the caller was
 * told, the same request sent again has exactly one effect.
 *
 * Broken on purpose: BEGIN left out, so that every statement stood alone (26 of the tests failed); the claim of an
 * `Idempotency-Key` made outside of the transaction of its effect (top-ups, adjustments and subscriptions failed);
 * replays of refused usage charged under a key that is new each time (its three tests failed); the listener for errors of
 * connections in use taken out of openDatabase (199 uncaught errors, each of which would
 * have ended a server).
 */
import { expect, test } from "vitest";
import { send, type TestAnswer } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  ledgerOf,
  type Subscribed,
  subscribe,
  verifyTestLedger,
  WORKED_EXAMPLE,
  WORKED_TOTAL,
} from "../../packages/server/test/scenario.js";
import { failingCalls } from "./failing-calls.js";
import { FAULTS, type Fault, MOST_CALLS, mayMeet, sharedFaultyApplication } from "./faulty-database.js";
import { countFrom, seedFrom } from "./random.js";

let on: Subscribed;
let metered: Subscribed;
/** Whose usage is counted by totals that are set. */
let counted: Subscribed;
const EVERY = countFrom("FAULTS_EVERY", 3);
const SEED = seedFrom("FAULTS_SEED");
const calls = failingCalls("tests/system/faults.test.ts", EVERY, SEED);
const instance = sharedInstance(async () => {
  await createCatalog(instance);
  on = await subscribe(instance, "balance");
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/topup`, { amount: 10_000_000 });
  metered = await subscribe(instance, "metered");
  counted = await subscribe(instance, "metered");
});
const faulty = sharedFaultyApplication(() => ({ instance }));

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly headers: Record<string, string>;
}

/** Longer than a request that died holds its `Idempotency-Key`. */
const LEASE_MS = 301_000;
const MAX_RETRIES = 5;

const perform = ({ method, path, body, headers }: Attempt): Promise<TestAnswer> =>
  send(faulty, instance.key, method, path, body, headers);

/** As a client does: 503 and a request still being worked on are tried again, the latter once the lease has run out. */
async function retry(attempt: Attempt): Promise<TestAnswer> {
  for (let tries = 1; ; tries++) {
    const answer = await perform(attempt);
    const isInProgress = answer.body.error?.code === "idempotency_in_progress";
    if (answer.status !== 503 && !isInProgress) return answer;
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    if (tries === MAX_RETRIES) return answer;
    if (isInProgress) instance.clock.set(new Date(instance.clock.real().getTime() + LEASE_MS).toISOString());
  }
}

let attempts = 0;
const unique = (): string => `fault_${++attempts}`;

/** What one attempt did: counted before and after, so that exactly one effect is a difference of one. */
interface Operation {
  readonly attempt: () => Attempt | Promise<Attempt>;
  readonly effects: () => Promise<number>;
  readonly each: number;
}

/** Of one customer, or of all. */
const events = async (who?: Subscribed): Promise<number> => {
  const customer = who ? `customerId=${who.customerId}&` : "";
  const { body } = await instance.call("GET", `/usage/summary?${customer}from=2020-01-01T00:00:00Z`);
  return body.events;
};
const remaining = async (): Promise<bigint> => BigInt((await balanceOf(instance, on)).remainingNanos);

const single = (body: object, headers: Record<string, string> = {}): Attempt => ({
  method: "POST",
  path: "/usage/events",
  body: { customerId: on.customerId, ...body },
  headers,
});

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "a charge with its own key": {
    attempt: () => single({ feature: "api_calls", idempotencyKey: unique() }),
    effects: () => events(on),
    each: 1,
  },
  "an AI charge with an Idempotency-Key": {
    attempt: () => single({ feature: "ai_generation", ...WORKED_EXAMPLE }, { "idempotency-key": unique() }),
    effects: () => events(on),
    each: 1,
  },
  "a charge with both keys": {
    attempt: () => {
      const key = unique();
      return single({ feature: "api_calls", idempotencyKey: key }, { "idempotency-key": key });
    },
    effects: () => events(on),
    each: 1,
  },
  "a batch whose events have keys": {
    attempt: () => batch(true, {}),
    effects: () => events(on),
    each: 2,
  },
  "a batch with an Idempotency-Key": {
    attempt: () => batch(false, { "idempotency-key": unique() }),
    effects: () => events(on),
    each: 2,
  },
  "a metered charge": {
    attempt: () => single({ customerId: metered.customerId, feature: "api_calls", idempotencyKey: unique() }),
    effects: () => events(metered),
    each: 1,
  },
  "a top-up with an Idempotency-Key": {
    attempt: () => ({
      method: "POST",
      path: `/subscriptions/${on.subscriptionId}/balance/topup`,
      body: { amount: 100 },
      headers: { "idempotency-key": unique() },
    }),
    effects: async () => Number((await remaining()) / 10_000_000n),
    each: 1,
  },
  "a replay of refused usage": {
    attempt: async () => ({
      method: "POST",
      path: `/usage/refused/${await refuse()}/replay`,
      body: {},
      headers: {},
    }),
    effects: () => events(),
    each: 1,
  },
  "a total that is set": {
    attempt: () => ({
      method: "PUT",
      path: "/usage",
      body: { customerId: counted.customerId, feature: "api_calls", value: ++attempts },
      headers: {},
    }),
    effects: () => events(counted),
    each: 1,
  },
  "an adjustment with an Idempotency-Key": {
    attempt: () => ({
      method: "POST",
      path: `/subscriptions/${on.subscriptionId}/balance/adjust`,
      body: { amount: -10 },
      headers: { "idempotency-key": unique() },
    }),
    effects: async () => -Number((await remaining()) / 1_000_000n),
    each: 1,
  },
};

/** Usage of a new customer that was refused for lack of balance; now there is enough for it to be charged twice. */
async function refuse(): Promise<string> {
  const poor = await subscribe(instance, "balance");
  const body = { customerId: poor.customerId, feature: "api_calls", value: 20_000, idempotencyKey: unique() };
  expect((await instance.call("POST", "/usage/events", body)).status).toBe(402);
  await instance.call("POST", `/subscriptions/${poor.subscriptionId}/balance/topup`, { amount: 1_000_000 });
  const kept = await instance.call("GET", `/usage/refused?customerId=${poor.customerId}`);
  return kept.body.data[0].id;
}

function batch(keyed: boolean, headers: Record<string, string>): Attempt {
  const key = () => (keyed ? { idempotencyKey: unique() } : {});
  const items = [
    { customerId: on.customerId, feature: "api_calls", ...key() },
    { customerId: on.customerId, feature: "ai_generation", ...WORKED_EXAMPLE, ...key() },
    // Refused, and kept: its row is a part of the transaction.
    { customerId: on.customerId, feature: "api_calls", value: 1_000_000_000, ...key() },
  ];
  return { method: "POST", path: "/usage/events/batch", body: { events: items }, headers };
}

const isDone = ({ status, body }: TestAnswer): boolean =>
  status === 200 || status === 201 || (status === 409 && body.error.code === "duplicate");

async function failCalls(fault: Fault, { attempt, effects, each }: Operation): Promise<void> {
  for (const n of calls.upTo(MOST_CALLS)) {
    const before = await effects();
    const request = await attempt();
    faulty.arm(fault, n, mayMeet(fault));
    const first = await perform(request);
    if (!faulty.fired()) {
      expect([200, 201], JSON.stringify(first.body)).toContain(first.status);
      expect(n, "calls that were made").toBeGreaterThan(5);
      return;
    }
    const what = `call ${n}, ${faulty.statements.at(-1)?.slice(0, 60)}`;
    // Told that it is done, or that nothing is known and trying again is safe. Never a fault of ours.
    expect([200, 201, 503], `${what}: ${JSON.stringify(first.body)}`).toContain(first.status);
    const last = await retry(request);
    expect(isDone(last), `${what}: ${last.status} ${JSON.stringify(last.body)}`).toBe(true);
    expect((await effects()) - before, what).toBe(each);
    const again = await retry(request);
    expect(isDone(again), `${what}, once more: ${again.status}`).toBe(true);
    expect((await effects()) - before, `${what}, once more`).toBe(each);
  }
}
const table = Object.keys(OPERATIONS).flatMap((name) => FAULTS.map((fault) => [name, fault] as const));

test.each(table)(
  "row 10: %s has one effect after a retry, whichever database call failed (%s)",
  async (name, fault) => {
    await failCalls(fault, OPERATIONS[name]!);
    await verifyTestLedger(instance);
  },
);

test.each(["lost before", "lost after"] as const)(
  "row 10: a connection %s COMMIT leaves a charge that the retry completes or finds, never both, never neither",
  async (fault) => {
    const key = unique();
    const request = single({ feature: "api_calls", idempotencyKey: key });
    const before = await remaining();
    faulty.arm(fault, 1, (statement) => statement === "COMMIT");
    const first = await perform(request);
    expect(faulty.fired()).toBe(true);
    expect([first.status, first.body.error.code]).toEqual([503, "unavailable"]);
    const committed = fault === "lost after";
    expect(before - (await remaining())).toBe(committed ? 1_000_000n : 0n);
    const second = await perform(request);
    expect(second.status).toBe(committed ? 409 : 201);
    if (committed) expect(second.body.error.details.event.idempotencyKey).toBe(key);
    expect(before - (await remaining())).toBe(1_000_000n);
    const [newest] = await ledgerOf(instance, on);
    expect(newest.eventId).toBe(committed ? second.body.error.details.event.id : second.body.id);
    expect((await eventsOf(instance, on)).filter((event) => event.idempotencyKey === key)).toHaveLength(1);
  },
);

test("row 10: a subscription whose creation fails anywhere is created once, with one allowance", async () => {
  for (const fault of FAULTS) {
    for (const n of calls.upTo(MOST_CALLS)) {
      const customerId = unique();
      await instance.call("POST", "/customers", { id: customerId });
      const request: Attempt = {
        method: "POST",
        path: "/subscriptions",
        body: { customerId, planCode: "balance" },
        headers: { "idempotency-key": unique() },
      };
      faulty.arm(fault, n, mayMeet(fault));
      await perform(request);
      const fired = faulty.fired();
      const last = await retry(request);
      expect(last.status, `${fault} at call ${n}: ${JSON.stringify(last.body)}`).toBe(201);
      expect(last.body.balance.remaining).toBe(100_000);
      expect(await ledgerOf(instance, { customerId, subscriptionId: last.body.id })).toHaveLength(1);
      if (!fired) break;
    }
  }
});

test("the worked example costs the same through a server that had every fault", async () => {
  const { body } = await perform(single({ feature: "ai_generation", ...WORKED_EXAMPLE }));
  expect(body.cost.total).toBe(WORKED_TOTAL);
});
