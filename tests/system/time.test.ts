/**
 * Months of a sandbox's time: subscriptions of every interval and consumption model, begun on the 29th, 30th, 31st and
 * on the leap day, to the millisecond around midnight and around the ends of their periods; with late events, changes
 * of plans, trials and cancellations. Every invoice is worked out again from the raw events, by tests/system/billing-model.ts.
 *
 * Broken on purpose: periods counted from the end of the last one and not from the anchor (the 31st never came back);
 * late usage left out of the next invoice; rounding down.
 *
 * `TIME_MONTHS=36 TIME_SUBSCRIPTIONS=200` is the long form.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startTestInstance,
  type TestAnswer,
  type TestInstance,
} from "../../packages/server/test/instance.js";
import { verifyTestLedger } from "../../packages/server/test/verify.js";
import {
  boundary,
  expected,
  type Interval,
  type Model,
  type RawEvent,
  type Story,
  type Terms,
} from "./billing-model.js";
import { countFrom, createRandom, type Random, sayReplay, seedFrom } from "./random.js";

const SEED = seedFrom("TIME_SEED");
const MONTHS = countFrom("TIME_MONTHS", 8);
const SUBSCRIPTIONS = countFrom("TIME_SUBSCRIPTIONS", 16);
const DAY_MS = 86_400_000;
const START_MS = Date.parse("2027-12-29T00:00:00Z");
const END_MS = boundary(START_MS, "monthly", MONTHS);
const LATE_MS = 34 * DAY_MS;
const NANO_UNITS_PER_QUARTER = 250_000_000n;
const NANOS_PER_RATE_UNIT = 100_000n;

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
});
afterAll(() => instance.close());

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;
async function must(method: string, path: string, body?: unknown): Promise<Body> {
  const answer: TestAnswer = await instance.call(method, path, body);
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const iso = (ms: number): string => new Date(ms).toISOString();

interface Plan {
  readonly code: string;
  readonly model: Model;
  readonly interval: Interval;
  readonly priceId: string;
  readonly terms: Terms[];
}

interface Subscription extends Story {
  readonly customerId: string;
  readonly id: string;
  readonly plan: Plan;
  readonly events: RawEvent[];
  cancelAskedMs: number | undefined;
}

/** Rate units per unit of usage: some make whole cents of a few units, some less than a cent. */
const UNIT_PRICES = [3, 125, 40.5, 1000] as const;
const nanosOf = (rate: number): bigint => BigInt(rate * 10) * (NANOS_PER_RATE_UNIT / 10n);

async function createPlan(model: Model, interval: Interval, random: Random): Promise<Plan> {
  const code = `${model}_${interval}`;
  const price = 100 * (1 + random.int(50));
  const included = model === "balance" ? 1000 * random.int(20) : random.int(40);
  const unit = random.pick(UNIT_PRICES);
  await must("POST", "/plans", {
    name: code,
    code,
    consumptionModel: model,
    ...(model === "balance" ? { blockOnExhaustion: false } : {}),
  });
  const { id: priceId } = await must("POST", `/plans/${code}/prices`, {
    billingInterval: interval,
    price,
    ...(model === "balance" ? { includedBalance: included } : {}),
    ...(model === "credits" ? { includedCredits: included } : {}),
  });
  await must("POST", `/plans/${code}/features`, {
    featureId: "calls",
    ...featureTerms(model, included, unit),
  });
  return { code, model, interval, priceId, terms: [termsOf(model, 0, price, included, unit)] };
}

const featureTerms = (model: Model, included: number, unit: number) => {
  if (model === "credits") return { creditsPerUnit: 0.25 };
  return { ...(model === "metered" ? { includedAmount: included } : {}), overage: { unitPrice: unit } };
};

const termsOf = (model: Model, sinceMs: number, price: number, included: number, unit: number): Terms => ({
  sinceMs,
  priceNanos: BigInt(price) * 10_000_000n,
  included: model === "balance" ? nanosOf(included) : BigInt(included) * 1_000_000_000n,
  unitNanos: nanosOf(unit),
});

async function changePlan(
  { model, code, priceId, terms }: Plan,
  nowMs: number,
  random: Random,
): Promise<void> {
  if (model === "credits") return;
  const price = 100 * (1 + random.int(50));
  const included = model === "balance" ? 1000 * random.int(20) : random.int(40);
  const unit = random.pick(UNIT_PRICES);
  const balance = model === "balance" ? { includedBalance: included } : {};
  await must("PATCH", `/plans/${code}/prices/${priceId}`, { price, ...balance });
  await must("PATCH", `/plans/${code}/features/calls`, featureTerms(model, included, unit));
  terms.push(termsOf(model, nowMs, price, included, unit));
}

/** When subscriptions begin: days that months do not have, and instants around midnight. */
function beginnings(random: Random): number[] {
  const special = [
    "2027-12-30",
    "2027-12-31",
    "2028-01-29",
    "2028-01-30",
    "2028-01-31",
    "2028-02-29",
    "2028-03-31",
    "2028-05-31",
  ]
    .map((day) => Date.parse(`${day}T00:00:00Z`))
    .filter((ms) => ms < END_MS - 40 * DAY_MS);
  return Array.from({ length: SUBSCRIPTIONS }, (_, i) => {
    const span = Math.min(END_MS - START_MS, 12 * 30 * DAY_MS) * 0.6;
    const ms =
      i % 2 === 0 ? random.pick(special) : START_MS + Math.floor((random.int(1_000_000) / 1_000_000) * span);
    return ms + random.pick([0, 0, 1, DAY_MS - 1, random.int(DAY_MS)]);
  }).sort((a, b) => a - b);
}

/** When something happens: at random, at the ends of periods, and a millisecond beside them. */
function moments(begun: readonly number[], random: Random): number[] {
  const found = new Set<number>(begun);
  const add = (ms: number): void => {
    if (ms >= START_MS && ms < END_MS) found.add(ms);
  };
  for (let n = 0; n < MONTHS * 5; n++) {
    add(START_MS + Math.floor((random.int(1_000_000) / 1_000_000) * (END_MS - START_MS)));
    add(
      boundary(random.pick(begun), random.pick(["weekly", "monthly"] as const), 1 + random.int(MONTHS)) +
        random.int(3) -
        1,
    );
  }
  return [...found].sort((a, b) => a - b);
}

async function record(open: readonly Subscription[], nowMs: number, random: Random): Promise<void> {
  const sent = open
    .filter(() => random.int(2) === 0)
    .map((subscription) => ({
      subscription,
      quarters: 1 + random.int(60),
      occurredMs: random.int(3) === 0 ? nowMs - random.int(LATE_MS) : nowMs,
    }));
  for (let from = 0; from < sent.length; from += 100) {
    const batch = sent.slice(from, from + 100);
    const { results } = await must("POST", "/usage/events/batch", {
      events: batch.map(({ subscription, quarters, occurredMs }) => ({
        customerId: subscription.customerId,
        feature: "calls",
        value: quarters / 4,
        timestamp: iso(occurredMs),
      })),
    });
    batch.forEach(({ subscription, quarters, occurredMs }, i) => {
      const { status, error } = results[i];
      if (status === "recorded")
        subscription.events.push({
          value: BigInt(quarters) * NANO_UNITS_PER_QUARTER,
          occurredMs,
          recordedMs: nowMs,
        });
      else if (!/included_limit_reached|insufficient_|no_active_subscription/.test(error?.code))
        throw new Error(`not recorded: ${JSON.stringify(results[i])}`);
    });
  }
}

async function begin(plan: Plan, nowMs: number, n: number, random: Random): Promise<Subscription> {
  const customerId = `time_${n}`;
  const trialDays = random.int(4) === 0 ? 1 + random.int(40) : 0;
  await must("POST", "/customers", { id: customerId });
  const { id } = await must("POST", "/subscriptions", {
    customerId,
    planCode: plan.code,
    customTrialDays: trialDays,
  });
  const { model, interval, terms } = plan;
  return {
    model,
    interval,
    terms,
    plan,
    customerId,
    id,
    trialDays,
    createdMs: nowMs,
    events: [],
    cancelAskedMs: undefined,
  };
}

const invoicesOf = async (subscriptionId: string): Promise<Body[]> => {
  const found: Body[] = [];
  for (let cursor = ""; ; ) {
    const page = await must("GET", `/invoices?subscriptionId=${subscriptionId}&limit=100${cursor}`);
    for (const { id } of page.data) found.push(await must("GET", `/invoices/${id}`));
    if (!page.hasMore) return found.reverse();
    cursor = `&cursor=${page.nextCursor}`;
  }
};
const said = (invoice: Body) => ({
  reason: invoice.reason,
  issued: invoice.issuedAt,
  total: invoice.total,
  lines: invoice.lines.map((line: Body) => ({
    kind: line.kind,
    amount: line.amount,
    exact: line.amountNanos,
    quantity: line.quantity,
    used: line.used,
    period: line.period,
  })),
});
const quantityOf = (nanoUnits: bigint | null): number | null =>
  nanoUnits === null ? null : Number(nanoUnits) / 1e9;
const asAnswered = ({ invoices }: ReturnType<typeof expected>) =>
  invoices.map(({ reason, issuedMs, lines }) => ({
    reason,
    issued: iso(issuedMs),
    total: Number(lines.reduce((sum, { amount }) => sum + amount, 0n) / 10_000_000n),
    lines: lines.map((line) => ({
      kind: line.kind,
      amount: Number(line.amount / 10_000_000n),
      exact: line.exact.toString(),
      quantity: quantityOf(line.quantity),
      used: quantityOf(line.used),
      period: { start: iso(line.startMs), end: iso(line.endMs) },
    })),
  }));

test(
  `${MONTHS} months of ${SUBSCRIPTIONS} subscriptions: every invoice is what the raw events give, periods tile, doing it all again adds nothing`,
  async () => {
    sayReplay("tests/system/time.test.ts", {
      TIME_SEED: SEED,
      TIME_MONTHS: MONTHS,
      TIME_SUBSCRIPTIONS: SUBSCRIPTIONS,
    });
    const random = createRandom(SEED);
    await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
    await must("POST", "/test-clock", { frozenTime: iso(START_MS) });
    const plans: Plan[] = [];
    for (const model of ["metered", "balance", "credits"] as const)
      for (const interval of ["weekly", "monthly", "quarterly", "yearly"] as const)
        plans.push(await createPlan(model, interval, random));
    const begun = beginnings(random);
    const subscriptions: Subscription[] = [];
    const failed: Body[] = [];
    for (const nowMs of moments(begun, random)) {
      failed.push(...(await must("POST", "/test-clock", { frozenTime: iso(nowMs) })).failed);
      while (begun[subscriptions.length] === nowMs) {
        // Metered more often, as it has most to say; and by the month where the day is one that months do not have.
        const isEdge = new Date(nowMs).getUTCDate() >= 29 && random.int(2) === 0;
        const plan = isEdge ? plans[1]! : random.pick(random.int(3) === 0 ? plans : plans.slice(0, 4));
        subscriptions.push(await begin(plan, nowMs, subscriptions.length, random));
      }
      await record(subscriptions, nowMs, random);
      if (subscriptions.length > 4 && random.int(12) === 0) {
        const leaving = random.pick(subscriptions);
        const { status } = await instance.call("POST", `/subscriptions/${leaving.id}/cancel`, {});
        if (status === 200) leaving.cancelAskedMs ??= nowMs;
      }
      if (random.int(6) === 0) {
        const plan = random.pick(plans);
        await changePlan(plan, nowMs, random);
        // More balance is there with the first question that is asked after the change.
        for (const { customerId } of subscriptions.filter((one) => one.plan === plan))
          await must("POST", "/usage/check", { customerId, feature: "calls" });
      }
    }
    await must("POST", "/test-clock", { frozenTime: iso(END_MS) });
    expect(failed).toEqual([]);

    let invoices = 0;
    const kinds = new Set<string>();
    for (const subscription of subscriptions) {
      const wanted = expected(subscription, END_MS);
      const found = (await invoicesOf(subscription.id)).map(said);
      const label = `${subscription.plan.code}, trial ${subscription.trialDays}, since ${iso(subscription.createdMs)}`;
      expect(found, label).toEqual(asAnswered(wanted));
      invoices += found.length;
      for (const { lines } of found) for (const { kind } of lines) kinds.add(kind);
      const { rows } = await instance.database.pool.query(
        `SELECT p.kind, p.start_at, p.end_at FROM subscription_periods p JOIN customers c ON c.id = p.customer_id
         WHERE c.external_id = $1 ORDER BY p.start_at`,
        [subscription.customerId],
      );
      expect(
        rows.map(({ kind, start_at, end_at }) => ({
          kind,
          startMs: start_at.getTime(),
          endMs: end_at.getTime(),
        })),
        label,
      ).toEqual(wanted.periods);
      rows.slice(1).forEach((row, i) => {
        expect(row.start_at, label).toEqual(rows[i].end_at);
      });
    }
    expect([...kinds].sort()).toEqual(expect.arrayContaining(["feature_overage", "late_usage", "plan_base"]));
    console.log(
      `${subscriptions.length} subscriptions, ${invoices} invoices, ${[...kinds].sort().join(", ")}`,
    );

    const again = await must("POST", "/test-clock", { frozenTime: iso(END_MS) });
    expect([again.done, again.invoices]).toEqual([[], 0]);
    const { rows: numbers } = await instance.database.pool.query(
      "SELECT count(*)::int AS all, count(DISTINCT number)::int AS distinct, max(number)::int AS last FROM invoices",
    );
    expect(numbers[0]).toEqual({ all: invoices, distinct: invoices, last: invoices });
    await verifyTestLedger(instance);
  },
  120_000 + MONTHS * SUBSCRIPTIONS * 400,
);
