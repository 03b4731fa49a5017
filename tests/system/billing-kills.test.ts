/**
 * The server is killed with -9 while time brings a renewal with overage, a reset with overage, a trial's end and a change
 * to a smaller plan; and while a pack, a top-up and a change to a larger plan are bought. Stripe takes the money. It dies
 * at any step that it takes with its database, before Postgres has it or after, or while it asks Stripe, before that is
 * done or before it hears of it. It is started again, and what was asked for is asked for again, twice: there is one
 * invoice, one charge, counted at Stripe, one credit, it is told of once, and no number is missing.
 *
 * Broken on purpose: a renewal written in two transactions, the invoice in the first and the account and the period that
 * goes on in the second. Killed between them, a trial's end never came through; and without a kill, others of its group
 * were given their allowance twice.
 *
 * Claims of what a dead server was sending, and was asked, are not waited for: the test ends them, and nothing else.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import {
  type Moment,
  type StripeStandIn,
  startStripeStandIn,
  TEST_STRIPE_KEY,
  TEST_WEBHOOK_SECRET,
} from "../../packages/server/test/stripe/stand-in.js";
import { clearAway, type ServerProcess, startProcess } from "../start/server-process.js";
import { type HttpClient, NoReply, openClient, type Reply } from "./http-client.js";
import { type PostgresProxy, startPostgresProxy } from "./postgres-proxy.js";
import { countFrom, createRandom, sayReplay, seedFrom } from "./random.js";
import { expectSoundLedger } from "./sound-ledger.js";

const SEED = seedFrom("BILLING_KILLS_SEED");
/** Of each scene, at places that the seed chooses; with as many as there are places it is killed at each. */
const KILLS = countFrom("BILLING_KILLS", 2);
/** `2/6`: every sixth place alone, from the second on. Mostly a kill is waited out, so parts can run side by side. */
const [PART, PARTS] = (process.env.BILLING_KILLS_PART ?? "1/1").split("/").map(Number) as [number, number];
const DAY_MS = 86_400_000;
/** On a machine that is busy with other tests. */
const ENOUGH_MS = 240_000;
const random = createRandom(SEED);

let folder: string;
let database: TestDatabase;
let stripe: StripeStandIn;
let proxy: PostgresProxy;
let server: ServerProcess;
let client: HttpClient;
let webhookPath: string;
let packId: string;
let told = 0;
let isDead = false;

async function start(): Promise<void> {
  server = await startProcess(folder, { DATABASE_URL: proxy.url, FARTHING_STRIPE_API_URL: stripe.url });
  client = openClient(server.url, server.key, 8);
  isDead = false;
}

beforeAll(async () => {
  sayReplay("tests/system/billing-kills.test.ts", { BILLING_KILLS_SEED: SEED, BILLING_KILLS: KILLS });
  folder = await mkdtemp(path.join(tmpdir(), "farthing-billing-kills-"));
  database = await createTestDatabase();
  stripe = await startStripeStandIn();
  proxy = await startPostgresProxy(database.url);
  await start();
  const connected = await must("PUT", "/settings/payment-provider", {
    provider: "stripe",
    secretKey: TEST_STRIPE_KEY,
    webhookSecret: TEST_WEBHOOK_SECRET,
  });
  webhookPath = new URL(connected.webhookUrl).pathname;
  await sell();
}, ENOUGH_MS);
afterAll(async () => {
  await expectSoundLedger({ DATABASE_URL: database.url, FARTHING_DATA_DIR: folder });
  client.close();
  await clearAway(folder, [server]);
  await proxy.close();
  await stripe.close();
  await database.close();
}, ENOUGH_MS);

async function must(method: string, at: string, body?: object, headers = {}): Promise<Reply["body"]> {
  const reply = await client.call(method, at, body, headers);
  if (reply.status >= 300) throw new Error(`${method} ${at}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function sell(): Promise<void> {
  const group = await must("POST", "/plan-groups", { name: "All" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  const balance = { consumptionModel: "balance", blockOnExhaustion: false, planGroupId: group.id };
  for (const [code, weekly, monthly, quarterly, includedBalance] of [
    ["pro", 700, 2900, 8000, 100_000],
    ["max", 1400, 5900, 16_000, 300_000],
  ] as const) {
    await must("POST", "/plans", { name: code, code, ...balance });
    for (const [billingInterval, price] of Object.entries({ weekly, monthly, quarterly }))
      await must("POST", `/plans/${code}/prices`, { billingInterval, price, includedBalance });
    await must("POST", `/plans/${code}/features`, { featureId: "calls", overage: { unitPrice: 10_000 } });
  }
  await must("POST", "/plans", { name: "Tokens", code: "tokens", consumptionModel: "credits" });
  await must("POST", "/plans/tokens/prices", {
    billingInterval: "monthly",
    price: 1000,
    includedCredits: 10,
  });
  packId = (await must("POST", "/credit-packs", { name: "Pack", credits: 100, price: 900 })).id;
}

/** Brings what Stripe has to tell; a server that dies of it is told again, as Stripe does. */
async function deliver(): Promise<void> {
  for (const event of stripe.account.events.slice(told)) {
    const { body, signature } = stripe.signed(event);
    const headers = { "stripe-signature": signature };
    const { status } = await fetch(`${server.url}${webhookPath}`, { method: "POST", body, headers });
    if (status !== 200) throw new Error(`a webhook was answered ${status}`);
    told += 1;
  }
}

interface Customer {
  readonly customerId: string;
  readonly id: string;
}

let customers = 0;
/** Who has been at the page, and has paid there what is paid at the beginning. */
async function subscribe(body: object): Promise<Customer> {
  customers += 1;
  const customerId = `killed_${customers}`;
  await must("POST", "/customers", { id: customerId });
  const { id, checkoutUrl } = await must("POST", "/subscriptions", { customerId, ...body });
  const answer = await fetch(`${server.url}${new URL(checkoutUrl).pathname}/pay`, { redirect: "manual" });
  stripe.account.payAt(new URL(answer.headers.get("location")!).pathname.slice(1));
  return { customerId, id };
}

const use = ({ customerId }: Customer, value: number): Promise<Reply["body"]> =>
  must("POST", "/usage/events", { customerId, feature: "calls", value });
const change = ({ id }: Customer, body: object, headers = {}): Promise<Reply["body"]> =>
  must("POST", `/subscriptions/${id}/change-plan`, body, headers);

/** What is done to one customer, and what is true of it when it is done: amounts in cents, in their order. */
interface Story {
  readonly plan: object;
  prepare?(of: Customer): Promise<unknown>;
  /** With the same key each time; left out where time brings it. */
  ask?(of: Customer, headers: { "idempotency-key": string }): Promise<unknown>;
  readonly invoices: readonly (readonly [reason: string, total: number])[];
  readonly entries: Readonly<Record<string, number>>;
  readonly planAfter: string;
  readonly remaining: number;
}

interface Scene {
  /** Time that goes by before the stories are asked for, and with them. */
  readonly daysBefore: number;
  readonly daysDuring: number;
  readonly stories: Readonly<Record<string, Story>>;
}

const SCENES: Readonly<Record<string, Scene>> = {
  "what time brings": {
    daysBefore: 0,
    daysDuring: 31,
    stories: {
      "a renewal, with 15 used of 10": {
        plan: { planCode: "pro", billingInterval: "monthly" },
        prepare: (of) => use(of, 15),
        invoices: [
          ["subscription_start", 2900],
          ["renewal", 3400],
        ],
        entries: { allowance: 2, reset: 1 },
        planAfter: "pro",
        remaining: 100_000,
      },
      "a reset, with 12 used of 10": {
        plan: { planCode: "pro", billingInterval: "quarterly" },
        prepare: (of) => use(of, 12),
        invoices: [
          ["subscription_start", 8000],
          ["overage", 200],
        ],
        entries: { allowance: 2, reset: 1 },
        planAfter: "pro",
        remaining: 100_000,
      },
      "a trial's end": {
        plan: { planCode: "pro", billingInterval: "monthly", customTrialDays: 20 },
        invoices: [["subscription_start", 2900]],
        entries: { allowance: 2, expiry: 1 },
        planAfter: "pro",
        remaining: 100_000,
      },
      "a smaller plan from the next period on": {
        plan: { planCode: "max", billingInterval: "monthly" },
        prepare: (of) => change(of, { newPlanId: "pro" }),
        invoices: [
          ["subscription_start", 5900],
          ["plan_change", 2900],
        ],
        entries: { allowance: 2, expiry: 1 },
        planAfter: "pro",
        remaining: 100_000,
      },
    },
  },
  "what is bought": {
    daysBefore: 1,
    daysDuring: 0,
    stories: {
      "a pack": {
        plan: { planCode: "tokens", billingInterval: "monthly" },
        ask: ({ id }, headers) =>
          must("POST", `/subscriptions/${id}/credits`, { creditPackId: packId }, headers),
        invoices: [
          ["subscription_start", 1000],
          ["credit_pack", 900],
        ],
        entries: { allowance: 1, topup: 1 },
        planAfter: "tokens",
        remaining: 110,
      },
      "a top-up": {
        plan: { planCode: "pro", billingInterval: "monthly" },
        ask: ({ id }, headers) =>
          must("POST", `/subscriptions/${id}/balance/topup`, { amount: 50_000 }, headers),
        invoices: [
          ["subscription_start", 2900],
          ["topup", 500],
        ],
        entries: { allowance: 1, topup: 1 },
        planAfter: "pro",
        remaining: 150_000,
      },
      "a larger plan, after one day of seven": {
        plan: { planCode: "pro", billingInterval: "weekly" },
        ask: (of, headers) => change(of, { newPlanId: "max", newBillingInterval: "weekly" }, headers),
        invoices: [
          ["subscription_start", 700],
          ["plan_change", 1400 - 600],
        ],
        entries: { allowance: 2, expiry: 1 },
        planAfter: "max",
        remaining: 300_000,
      },
    },
  },
};

let nowMs = Date.parse("2035-01-01T00:00:00Z");
const moveTo = (ms: number, headers = {}): Promise<unknown> =>
  must("POST", "/test-clock", { frozenTime: new Date(ms).toISOString() }, headers);

type Played = ReadonlyMap<string, Customer>;

async function begin({ stories, daysBefore, daysDuring }: Scene): Promise<Played> {
  await moveTo(nowMs);
  const played = new Map<string, Customer>();
  for (const [name, { plan }] of Object.entries(stories)) played.set(name, await subscribe(plan));
  await deliver();
  for (const [name, of] of played) await stories[name]!.prepare?.(of);
  nowMs += daysBefore * DAY_MS;
  if (daysBefore > 0) await moveTo(nowMs);
  nowMs += daysDuring * DAY_MS;
  return played;
}

/** All of a scene, until it is answered. */
async function ask({ stories }: Scene, played: Played, key: string): Promise<void> {
  await moveTo(nowMs, { "idempotency-key": `${key}: time` });
  for (const [name, of] of played) await stories[name]!.ask?.(of, { "idempotency-key": `${key}: ${name}` });
}

/** Past the server, so that what is counted are the steps of what it does and not of being looked at. */
async function untilPaid({ stories }: Scene, played: Played): Promise<void> {
  const wanted = Object.values(stories).reduce((sum, { invoices }) => sum + invoices.length, 0);
  const isPaid = async (): Promise<boolean> => {
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS paid FROM invoices i JOIN customers c ON c.id = i.customer_id
       WHERE c.external_id = ANY ($1) AND i.status = 'paid'`,
      [[...played.values()].map(({ customerId }) => customerId)],
    );
    return isDead || rows[0].paid >= wanted;
  };
  await vi.waitUntil(isPaid, { timeout: ENOUGH_MS, interval: 20 });
  if (isDead) throw new NoReply("KILLED", false);
}

async function stateOf({ customerId, id }: Customer) {
  const { rows } = await database.pool.query(
    `SELECT
       (SELECT json_agg(json_build_array(i.reason, i.total_nanos / 10000000) ORDER BY i.number)
        FROM invoices i WHERE i.customer_id = c.id AND i.status = 'paid') AS invoices,
       (SELECT count(*)::int FROM invoices i WHERE i.customer_id = c.id AND i.status <> 'paid') AS unpaid,
       (SELECT count(*)::int FROM outbox o WHERE o.customer_id = c.id AND o.type = 'invoice.paid') AS told,
       (SELECT count(*)::int FROM subscription_periods p
        WHERE p.customer_id = c.id AND p.closed_at IS NULL) AS running,
       (SELECT json_object_agg(type, entries) FROM (SELECT e.type, count(*)::int AS entries FROM ledger_entries e
        WHERE e.customer_id = c.id GROUP BY e.type) e) AS entries,
       (SELECT p.reference FROM provider_customers p WHERE p.customer_id = c.id) AS reference
     FROM customers c WHERE c.external_id = $1`,
    [customerId],
  );
  const { reference, ...found } = rows[0];
  const taken = [...stripe.account.intents.values()].filter(
    ({ customer, status }) => customer === reference && status === "succeeded",
  );
  const { remaining } = await must("GET", `/subscriptions/${id}/balance`);
  const { status, plan } = await must("GET", `/subscriptions/${id}`);
  return { ...found, charges: taken.map(({ amount }) => amount), remaining, status, plan: plan.code };
}

async function expectDone({ stories }: Scene, played: Played, what: string): Promise<void> {
  const found = new Map<string, unknown>();
  for (const [name, of] of played) found.set(name, await stateOf(of));
  const wanted = Object.entries(stories).map(([name, { invoices, entries, planAfter, remaining }]) => {
    const charges = invoices.map(([, total]) => total);
    const once = { unpaid: 0, told: invoices.length, running: 1, status: "active" };
    return [name, { ...once, invoices, entries, charges, remaining, plan: planAfter }] as const;
  });
  expect(Object.fromEntries(found), what).toEqual(Object.fromEntries(wanted));
  const { rows } = await database.pool.query(
    "SELECT max(number)::int - count(*)::int AS missing, count(*)::int - count(DISTINCT number)::int AS twice FROM invoices",
  );
  expect(rows[0], what).toEqual({ missing: 0, twice: 0 });
}

/** Where it is killed: the n-th from the beginning of a scene. */
type Place =
  | { readonly at: "step"; readonly n: number; readonly when: "before" | "after" }
  | { readonly at: "request to Stripe"; readonly n: number; readonly when: Moment };

const strike = (): void => {
  isDead = true;
  server.child.kill("SIGKILL");
};

interface Ran {
  readonly wasKilled: boolean;
  readonly steps: number;
  /** To Stripe, such as change something there. */
  readonly requests: number;
}

/** Works until it is done, or killed and started again. */
async function run(place: Place | undefined, work: () => Promise<void>): Promise<Ran> {
  let requests = 0;
  proxy.arm(
    place?.at === "step" ? place.n : Number.POSITIVE_INFINITY,
    place?.at === "step" ? place.when : "before",
    strike,
  );
  stripe.watch((_request, moment) => {
    if (isDead) return;
    if (moment === "arrived") requests += 1;
    if (place?.at === "request to Stripe" && requests === place.n && moment === place.when) strike();
  });
  try {
    await work();
  } catch (error) {
    if (!isDead) throw error;
  }
  const ran = { wasKilled: isDead, steps: proxy.steps, requests };
  stripe.watch(undefined);
  if (isDead) {
    await server.end("SIGKILL");
    client.close();
  }
  proxy.disarm();
  if (ran.wasKilled) {
    await start();
    await database.pool.query("UPDATE transactions SET claimed_until = NULL WHERE status = 'pending'");
    await database.pool.query(
      "UPDATE idempotent_requests SET created_at = created_at - interval '1 hour' WHERE status IS NULL",
    );
  }
  return ran;
}

/** As a client does that was not answered: again and again. */
const untilAnswered = (scene: Scene, played: Played, key: string): Promise<void> =>
  vi.waitFor(() => ask(scene, played, key), { timeout: ENOUGH_MS, interval: 200 });

async function play(name: string, place?: Place): Promise<Ran> {
  const scene = SCENES[name]!;
  const what = place ? `killed ${place.when} ${place.at} ${place.n}` : "not killed";
  const played = await begin(scene);
  const key = [...played.values()].map(({ customerId }) => customerId).join();
  const ran = await run(place, async () => {
    await ask(scene, played, key);
    await untilPaid(scene, played);
  });
  // Twice: what was done already is not done again.
  for (let again = 0; again < 2; again++) {
    await untilAnswered(scene, played, key);
    await untilPaid(scene, played);
    await deliver();
    await expectDone(scene, played, what);
  }
  // Gone, so that they are not renewed with the next ones.
  for (const { id } of played.values())
    await must("POST", `/subscriptions/${id}/cancel`, { immediate: true });
  return ran;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

const placesIn = ({ steps, requests }: Ran): Place[] => [
  ...upTo(steps).map((n) => ({ at: "step", n, when: random.pick(["before", "after"] as const) }) as const),
  ...upTo(requests).flatMap((n) =>
    (["arrived", "done"] as const).map((when) => ({ at: "request to Stripe", n, when }) as const),
  ),
];

test.each(Object.keys(SCENES))(
  "kill -9 anywhere in %s, and a new start: one invoice, one charge, one credit of each",
  async (name) => {
    // The first time it is let through, to see how many places there are.
    const places = placesIn(await play(name));
    const own = places.filter((_, i) => i % PARTS === PART - 1);
    let kills = 0;
    const report = () => console.log(`${name}: ${kills} kills at ${own.length} of ${places.length} places`);
    for (const place of random.shuffle(own).slice(0, KILLS)) {
      const { wasKilled } = await play(name, place).catch((error) => {
        report();
        throw new Error(`killed ${place.when} ${place.at} ${place.n}`, { cause: error });
      });
      if (wasKilled) kills += 1;
    }
    report();
    // Steps of jobs are among the places, and do not come at the same time each time.
    expect(kills).toBeGreaterThan(0);
  },
  ENOUGH_MS + 60_000 * KILLS,
);
