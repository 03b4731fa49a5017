/**
 * Random commands against the server and, beside it, against a model of thirty lines that anybody can check by
 * reading. After every command both must say the same; after every run the ledger must verify.
 *
 * Broken on purpose: the purchased pool spent first; top-ups put into the plan's pool where they should be kept; the
 * value left out of what makes a key's payload another one. Each was found.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startTestInstance,
  type TestAnswer,
  type TestInstance,
} from "../../packages/server/test/instance.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  MODEL,
  type Subscribed,
  subscribe,
  verifyTestLedger,
} from "../../packages/server/test/scenario.js";
import { countFrom, sayReplay, seedFrom } from "./random.js";

const SEED = seedFrom("MODEL_SEED");
const RUNS = countFrom("MODEL_RUNS", 100);
const COMMANDS = countFrom("MODEL_COMMANDS", 30);

let instance: TestInstance;
async function startAnew(): Promise<void> {
  await instance?.close();
  instance = await startTestInstance();
  await createCatalog(instance);
  const post = async (path: string, body: object): Promise<void> => {
    expect((await instance.call("POST", path, body)).status).toBe(201);
  };
  // A small balance, so that it is often used up; once with top-ups that survive a reset: a pool of their own.
  for (const [code, more] of [
    ["small", {}],
    ["kept", { topupsSurviveReset: true }],
    ["owing", { blockOnExhaustion: false, topupsSurviveReset: true }],
  ] as const) {
    await post("/plans", { name: "Small", code, consumptionModel: "balance", ...more });
    await post(`/plans/${code}/prices`, { billingInterval: "monthly", price: 0, includedBalance: 300 });
    await post(`/plans/${code}/features`, { featureId: "api_calls", overage: { unitPrice: 10 } });
    await post(`/plans/${code}/features`, {
      featureId: "ai_generation",
      pricingMode: "ai_model",
      margin: 2000,
    });
  }
}
beforeAll(startAnew);
afterAll(() => instance.close());

/** The whole ledger is verified after every run, so a database is not used for ever. */
const RUNS_PER_DATABASE = 100;
let runs = 0;

/** Nanos in a rate unit. */
const RATE = 100_000n;

interface Usage {
  readonly key: string | undefined;
  /** Thousandths of a call, or thousands of input tokens. */
  readonly amount: number;
  readonly kind: "calls" | "tokens";
}

/** What one customer should have. Written as plainly as can be: it is what the server is held against. */
class AccountModel {
  allowance = 300n * RATE;
  purchased = 0n;
  readonly keys = new Map<string, string>();
  events = 0;

  constructor(
    readonly mayOwe: boolean,
    readonly keepsTopups: boolean,
  ) {}

  static costOf({ kind, amount }: Usage): bigint {
    if (kind === "calls") return BigInt(amount) * 1000n;
    // $3.00 a million is 30 rate units for every thousand; 20 % on top, rounded up.
    const subtotal = BigInt(amount) * 30n;
    return (subtotal + (subtotal * 2000n + 9999n) / 10_000n) * RATE;
  }

  track(usage: Usage): "recorded" | "duplicate" | "idempotency_key_mismatch" | "insufficient_balance" {
    const payload = `${usage.kind} ${usage.amount}`;
    const known = usage.key === undefined ? undefined : this.keys.get(usage.key);
    if (known !== undefined) return known === payload ? "duplicate" : "idempotency_key_mismatch";
    const cost = AccountModel.costOf(usage);
    if (cost > 0n && cost > this.remaining && !this.mayOwe) return "insufficient_balance";
    this.take(cost);
    if (usage.key !== undefined) this.keys.set(usage.key, payload);
    this.events += 1;
    return "recorded";
  }

  topup(rate: number): boolean {
    if (this.keepsTopups) this.purchased += BigInt(rate) * RATE;
    else this.allowance += BigInt(rate) * RATE;
    return true;
  }

  adjust(rate: number): boolean {
    if (rate > 0) this.topup(rate);
    else if (!this.mayOwe && this.remaining + BigInt(rate) * RATE < 0n) return false;
    else this.take(-BigInt(rate) * RATE);
    return true;
  }

  get remaining(): bigint {
    return this.allowance + this.purchased;
  }

  /** From the plan's part first, then from what was paid for; what is owed is owed of the plan's part. */
  private take(amount: bigint): void {
    const free = this.allowance > 0n ? this.allowance : 0n;
    const fromAllowance = amount < free ? amount : free;
    const rest = amount - fromAllowance;
    const coversRest = rest < this.purchased;
    const fromPurchased = coversRest ? rest : this.purchased;
    this.purchased -= fromPurchased;
    this.allowance -= amount - fromPurchased;
  }
}

interface Real {
  readonly accounts: readonly Subscribed[];
}
interface Model {
  readonly accounts: readonly AccountModel[];
}
type Command = fc.AsyncCommand<Model, Real>;

/** What tracking came to, over all runs: a model that never meets a case says nothing about it. */
const seen = new Set<string>();

const eventOf = (on: Subscribed, { kind, amount, key }: Usage) => ({
  customerId: on.customerId,
  ...(key === undefined ? {} : { idempotencyKey: key }),
  ...(kind === "calls"
    ? { feature: "api_calls", value: amount / 1000 }
    : { feature: "ai_generation", model: MODEL, inputTokens: amount * 1000 }),
});

async function expectSame(model: AccountModel, on: Subscribed): Promise<void> {
  const { remainingNanos, allowance, purchased } = await balanceOf(instance, on);
  expect({ remainingNanos, allowance, purchased }).toEqual({
    remainingNanos: model.remaining.toString(),
    allowance: Number(model.allowance) / Number(RATE),
    purchased: Number(model.purchased) / Number(RATE),
  });
}

const command = (text: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => text,
});

function track(n: number, usage: Usage): Command {
  return command(`track(${n}, ${JSON.stringify(usage)})`, async (model, real) => {
    const expected = model.accounts[n]!.track(usage);
    seen.add(expected);
    const { status, body } = await instance.call("POST", "/usage/events", eventOf(real.accounts[n]!, usage));
    expect(body.error?.code ?? "recorded").toBe(expected);
    if (expected === "recorded") {
      expect([status, BigInt(Math.round(body.consumption.remaining * 100_000))]).toEqual([
        201,
        model.accounts[n]!.remaining,
      ]);
    }
    await expectSame(model.accounts[n]!, real.accounts[n]!);
  });
}

function batch(items: readonly { n: number; usage: Usage }[]): Command {
  return command(`batch(${JSON.stringify(items)})`, async (model, real) => {
    const expected = items.map(({ n, usage }) => model.accounts[n]!.track(usage));
    const events = items.map(({ n, usage }) => eventOf(real.accounts[n]!, usage));
    const { body } = await instance.call("POST", "/usage/events/batch", { events });
    const got = body.results.map(
      (each: { status: string; error?: { code: string } }) => each.error?.code ?? each.status,
    );
    expect(got).toEqual(expected);
    for (const [n, account] of model.accounts.entries()) await expectSame(account, real.accounts[n]!);
  });
}

function change(kind: "topup" | "adjust", n: number, amount: number): Command {
  return command(`${kind}(${n}, ${amount})`, async (model, real) => {
    const account = model.accounts[n]!;
    const fits = kind === "topup" ? account.topup(amount) : account.adjust(amount);
    const path = `/subscriptions/${real.accounts[n]!.subscriptionId}/balance/${kind}`;
    const { status } = await instance.call("POST", path, { amount });
    expect(status).toBe(fits ? 200 : 422);
    await expectSame(account, real.accounts[n]!);
  });
}

function check(n: number, usage: Usage): Command {
  return command(`check(${n}, ${JSON.stringify(usage)})`, async (model, real) => {
    const account = model.accounts[n]!;
    const cost = AccountModel.costOf(usage);
    const {
      idempotencyKey: _,
      value,
      ...event
    } = eventOf(real.accounts[n]!, usage) as Record<string, unknown>;
    const { body }: TestAnswer = await instance.call("POST", "/usage/check", {
      ...event,
      ...(value === undefined ? {} : { quantity: value }),
    });
    expect(body.allowed).toBe(cost === 0n || account.mayOwe || cost <= account.remaining);
    expect(BigInt(Math.round(body.cost.total * 100_000))).toBe(cost);
    await expectSame(account, real.accounts[n]!);
  });
}

const PLANS = ["small", "kept", "owing"] as const;
const account = fc.nat({ max: PLANS.length - 1 });
const usage: fc.Arbitrary<Usage> = fc.record({
  // Few keys, so that they meet again; and few amounts, so that they meet with the same payload.
  key: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f"), { nil: undefined }),
  amount: fc.oneof(
    { arbitrary: fc.constantFrom(0, 1000, 5000), weight: 3 },
    { arbitrary: fc.nat({ max: 20_000 }), weight: 1 },
  ),
  kind: fc.constant("calls" as const),
});
const tokens: fc.Arbitrary<Usage> = fc.record({
  key: fc.option(fc.constantFrom("a", "b", "c", "t"), { nil: undefined }),
  amount: fc.constantFrom(0, 10, 30),
  kind: fc.constant("tokens" as const),
});
const anyUsage = fc.oneof(usage, tokens);

const commands = fc.commands(
  [
    fc.tuple(account, anyUsage).map(([n, used]) => track(n, used)),
    fc.tuple(account, anyUsage).map(([n, used]) => track(n, used)),
    fc.array(fc.record({ n: account, usage: anyUsage }), { minLength: 1, maxLength: 8 }).map(batch),
    // Whole cents: anything else cannot be paid.
    fc.tuple(account, fc.integer({ min: 1, max: 4 })).map(([n, cents]) => change("topup", n, 100 * cents)),
    fc
      .tuple(
        account,
        fc.integer({ min: -400, max: 200 }).filter((amount) => amount !== 0),
      )
      .map(([n, amount]) => change("adjust", n, amount)),
    fc.tuple(account, anyUsage).map(([n, used]) => check(n, used)),
  ],
  { maxCommands: COMMANDS, size: "max" },
);

test(
  `balances are what a model of them says, over ${RUNS} runs of up to ${COMMANDS} commands`,
  async () => {
    sayReplay("tests/system/balances.test.ts", {
      MODEL_SEED: SEED,
      MODEL_RUNS: RUNS,
      MODEL_COMMANDS: COMMANDS,
    });
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        if (++runs % RUNS_PER_DATABASE === 0) await startAnew();
        const accounts: Subscribed[] = [];
        for (const plan of PLANS) accounts.push(await subscribe(instance, plan));
        const model = {
          accounts: [
            new AccountModel(false, false),
            new AccountModel(false, true),
            new AccountModel(true, true),
          ],
        };
        await fc.asyncModelRun(() => ({ model, real: { accounts } }), sequence);
        await verifyTestLedger(instance);
        for (const [n, each] of model.accounts.entries()) {
          const { body } = await instance.call("GET", `/usage/summary?customerId=${accounts[n]!.customerId}`);
          expect(body.events).toBe(each.events);
          if (each.events <= 100) expect(await eventsOf(instance, accounts[n]!)).toHaveLength(each.events);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
    if (RUNS >= 20)
      expect([...seen].sort()).toEqual([
        "duplicate",
        "idempotency_key_mismatch",
        "insufficient_balance",
        "recorded",
      ]);
  },
  60_000 + RUNS * COMMANDS * 100,
);
