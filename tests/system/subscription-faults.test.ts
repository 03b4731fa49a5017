/**
 * What time brings to a subscription, and what is asked of it, with database calls that fail one after the other: the
 * connection breaks before a call, or after it with the answer lost, or Postgres asks for another attempt. Then it is
 * done again, twice, and everything is as where nothing failed: invoices and their lines, the ledger, periods, seats, and
 * what was told. So with many that are done in one transaction, one of which cannot be done at all.
 *
 * Broken on purpose: a COMMIT behind the invoice of a step, before the account and the subscription go on. Six of the
 * eleven failed, with one call in twenty: a reset billed its overage twice, a scheduled change was billed and never made.
 */
import { expect, test } from "vitest";
import { runAllDue } from "../../packages/server/src/jobs.js";
import { createLog } from "../../packages/server/src/platform/index.js";
import { send, type TestInstance } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { failingCalls } from "./failing-calls.js";
import {
  FAULTS,
  type Fault,
  type FaultyApplication,
  mayMeet,
  sharedFaultyApplication,
} from "./faulty-database.js";
import { countFrom, seedFrom } from "./random.js";

const EVERY = countFrom("FAULTS_EVERY", 20);
const SEED = seedFrom("FAULTS_SEED");
const calls = failingCalls("tests/system/subscription-faults.test.ts", EVERY, SEED);

type Server = TestInstance | FaultyApplication;
const instance = sharedInstance(async () => {
  const group = (await must("POST", "/plan-groups", { name: "All" })).id;
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  await must("POST", "/features", { name: "Members", code: "members", type: "seats" });
  for (const [code, price] of [
    ["pro", 2900],
    ["max", 5900],
  ] as const) {
    const balance = { consumptionModel: "balance", blockOnExhaustion: false, planGroupId: group };
    await must("POST", "/plans", { name: code, code, ...balance });
    for (const [billingInterval, times] of [
      ["monthly", 1],
      ["quarterly", 3],
    ] as const)
      await must("POST", `/plans/${code}/prices`, {
        billingInterval,
        price: price * times,
        includedBalance: 100_000,
      });
    await must("POST", `/plans/${code}/features`, { featureId: "calls", overage: { unitPrice: 10_000 } });
    await must("POST", `/plans/${code}/features`, { featureId: "members", overage: { unitPrice: 50_000 } });
  }
});
const { must } = instance;
const faulty = sharedFaultyApplication(() => ({ instance }));

// Each round has a year of its own, so that parts of months are the same in all.
let year = 2026;
let nowMs: number;
function setNow(ms: number): void {
  nowMs = ms;
  instance.clock.set(new Date(ms).toISOString());
}
const DAY_MS = 86_400_000;
const pass = (days: number): void => setNow(nowMs + days * DAY_MS);

interface Customer {
  readonly customerId: string;
  readonly id: string;
}
let customers = 0;
async function subscribe(more: object = {}): Promise<Customer> {
  customers += 1;
  const customerId = `faulty_${customers}`;
  await must("POST", "/customers", { id: customerId });
  const body = {
    customerId,
    planCode: "pro",
    billingInterval: "monthly",
    initialSeats: { members: 2 },
    ...more,
  };
  return { customerId, id: (await must("POST", "/subscriptions", body)).id };
}
const use = ({ customerId }: Customer, value: number) =>
  must("POST", "/usage/events", { customerId, feature: "calls", value });
const schedule = ({ id }: Customer) => must("POST", `/subscriptions/${id}/change-plan`, { newPlanId: "pro" });

const runDue = (server: Server): Promise<void> =>
  runAllDue({
    db: server.database.db,
    clock: instance.clock,
    log: createLog("silent"),
    dueEngine: server.dueEngine,
  });

type Perform = (server: Server, key: string) => Promise<unknown>;
interface Work {
  readonly customers: readonly Customer[];
  /** What fails somewhere; asked for again, it does what is left. */
  readonly perform: Perform;
  /** After it. */
  release?(): Promise<unknown>;
}
interface Operation {
  prepare(): Promise<Work>;
  readonly leastCalls: number;
  /** One call in so many times as many fails: there are more of them, and each round takes longer. */
  readonly sparing?: number;
}

/** Brought by time, 31 days after it was prepared. */
const due = (
  prepare: () => Promise<Customer[]>,
  release?: (all: readonly Customer[]) => Promise<unknown>,
): Operation => ({
  prepare: async () => {
    const all = await prepare();
    pass(31);
    return { customers: all, perform: runDue, ...(release && { release: () => release(all) }) };
  },
  leastCalls: 12,
});
/** Asked of a subscription, on its tenth day. */
const asked = (
  method: string,
  path: (of: Customer) => string,
  body: (of: Customer) => object,
  before: (of: Customer) => Promise<unknown> = (of) => use(of, 12),
): Operation => ({
  prepare: async () => {
    const one = await subscribe();
    await before(one);
    pass(10);
    const perform: Perform = (server, key) =>
      send(server, instance.key, method, path(one), body(one), { "idempotency-key": key });
    return { customers: [one], perform };
  },
  leastCalls: 10,
});
const to = (what: string) => (of: Customer) => `/subscriptions/${of.id}/${what}`;
const nothing = () => ({});

const of =
  (more: object, then: (one: Customer) => Promise<unknown> = (one) => use(one, 12)) =>
  async (): Promise<Customer[]> => {
    const one = await subscribe(more);
    await then(one);
    return [one];
  };
const pause = async (one: Customer) => {
  await use(one, 12);
  await must("POST", to("pause")(one), {});
};

/** Where its period is looked for then, there is none. */
const movePeriods = ({ customerId }: Customer, days: number) =>
  instance.database.pool.query(
    `UPDATE subscription_periods SET start_at = start_at + $2 * interval '1 day'
     WHERE customer_id = (SELECT c.id FROM customers c WHERE c.external_id = $1)`,
    [customerId, days],
  );

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "a reset with overage": due(of({ billingInterval: "quarterly" })),
  "a trial's end": due(of({ customTrialDays: 20 }, (one) => use(one, 8))),
  "a change that was scheduled": due(of({ planCode: "max" }, schedule)),
  "an end that was scheduled": due(of({}, (one) => must("POST", to("cancel")(one), {}))),
  "all of these in one transaction, beside one that cannot be done": {
    ...due(
      async () => {
        const stuck = await subscribe();
        const all = [
          await subscribe(),
          await subscribe({ billingInterval: "quarterly" }),
          await subscribe({ planCode: "max" }),
          await subscribe(),
        ];
        for (const one of all) await use(one, 12);
        await schedule(all[2]!);
        await must("POST", to("cancel")(all[3]!), {});
        await movePeriods(stuck, 1);
        return [stuck, ...all];
      },
      ([stuck]) => movePeriods(stuck!, -1),
    ),
    sparing: 5,
  },
  "a pause": asked("POST", to("pause"), nothing),
  "a resumption": asked("POST", to("resume"), nothing, pause),
  "a change to a larger plan": asked("POST", to("change-plan"), () => ({ newPlanId: "max" })),
  "an end at once": asked("POST", to("cancel"), () => ({ immediate: true })),
  "more seats": asked(
    "POST",
    () => "/seats",
    ({ customerId }) => ({ customerId, featureCode: "members", count: 3 }),
  ),
  "fewer seats": asked(
    "POST",
    () => "/seats/remove",
    ({ customerId }) => ({ customerId, featureCode: "members", count: 1 }),
  ),
};

/** All that an operation can change, but for ids and times. */
async function stateOf(all: readonly Customer[]): Promise<unknown> {
  const { rows } = await instance.database.pool.query(
    `SELECT s.status, s.cancel_at_period_end, s.scheduled_plan_id IS NOT NULL AS is_scheduled, p.code AS plan,
       to_char(s.next_due_at, 'MM-DD HH24') AS next_due, b.allowance_nanos, b.purchased_nanos,
       (SELECT json_agg(json_build_array(i.reason, i.status, i.total_nanos,
          (SELECT count(*) FROM invoice_lines l WHERE l.customer_id = c.id AND l.invoice_id = i.id)) ORDER BY i.number)
        FROM invoices i WHERE i.customer_id = c.id) AS invoices,
       (SELECT json_object_agg(type, n ORDER BY type) FROM (SELECT e.type, count(*) AS n FROM ledger_entries e
        WHERE e.customer_id = c.id GROUP BY e.type) e) AS entries,
       (SELECT json_object_agg(type, n ORDER BY type) FROM (SELECT o.type, count(*) AS n FROM outbox o
        WHERE o.customer_id = c.id GROUP BY o.type) o) AS told,
       (SELECT json_agg(json_build_array(e.previous_seats, e.new_seats) ORDER BY e.seq) FROM seat_events e
        WHERE e.customer_id = c.id) AS seats,
       (SELECT json_agg(r.closed_at IS NULL ORDER BY r.start_at) FROM subscription_periods r
        WHERE r.customer_id = c.id) AS periods_running
     FROM customers c JOIN subscriptions s ON s.customer_id = c.id JOIN plans p ON p.id = s.plan_id
       JOIN balances b ON b.customer_id = c.id
     WHERE c.external_id = ANY ($1) ORDER BY c.id`,
    [all.map(({ customerId }) => customerId)],
  );
  const { rows: numbers } = await instance.database.pool.query(
    "SELECT max(number)::int - count(*)::int AS missing FROM invoices",
  );
  expect(numbers[0]).toEqual({ missing: 0 });
  return rows;
}

interface Round {
  readonly state: unknown;
  readonly hasFired: boolean;
}

async function play({ prepare }: Operation, key: string, fault?: Fault, n = 0): Promise<Round> {
  year += 1;
  setNow(Date.UTC(year, 0, 1));
  const work = await prepare();
  const before = await stateOf(work.customers);
  if (fault) faulty.arm(fault, n, mayMeet(fault));
  await work.perform(faulty, key).catch(() => undefined);
  const hasFired = faulty.fired();
  // Past the pause after a failure, and twice: what was done is not done again.
  setNow(nowMs + 60_000);
  await work.perform(instance, key);
  await work.perform(faulty, key);
  const state = await stateOf(work.customers);
  expect(state, `${key}: nothing was done`).not.toEqual(before);
  await work.release?.();
  // Gone, so that they are not renewed with the next ones. Some are gone already.
  for (const one of work.customers) await instance.call("POST", to("cancel")(one), { immediate: true });
  return { state, hasFired };
}

const references = new Map<string, unknown>();

/** More than any makes: of those that are done together, each is done alone where one cannot be done. */
const MOST_CALLS = 400;
const CASES = Object.keys(OPERATIONS).flatMap((name) =>
  (calls.isEach ? FAULTS : [calls.random.pick(FAULTS)]).map((fault) => [name, fault] as const),
);

test.each(CASES)(
  "%s happens once, whichever of its calls fails (%s)",
  async (name, fault) => {
    const operation = OPERATIONS[name]!;
    if (!references.has(name)) references.set(name, (await play(operation, `${name} untouched`)).state);
    for (const n of calls.upTo(MOST_CALLS, operation.sparing)) {
      const { state, hasFired } = await play(operation, `${name} ${fault} ${n}`, fault, n);
      expect(state, `call ${n}`).toEqual(references.get(name));
      if (hasFired) continue;
      expect(n, "calls").toBeGreaterThan(operation.leastCalls);
      return;
    }
  },
  300_000,
);
