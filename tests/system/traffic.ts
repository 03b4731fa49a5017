/**
 * Traffic that can be added up: events, batches, top-ups and adjustments, each with a key of its own, and what the
 * clients were told of each. Whatever is killed or restarted meanwhile, afterwards every key has had one effect.
 */
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { MODEL } from "../../packages/server/test/scenario.js";
import { type HttpClient, type Reply, readAll } from "./http-client.js";
import { inFlight } from "./in-flight.js";
import type { Random } from "./random.js";

export interface Customer {
  readonly id: string;
  readonly subscriptionId: string;
  /** Undefined where usage is counted, and no balance is kept. */
  readonly includedNanos: bigint | undefined;
}

/** What one key does, once. */
export interface Effect {
  readonly key: string;
  readonly customer: Customer;
  readonly type: "event" | "topup" | "adjustment";
  /** Of the balance, signed. */
  readonly changeNanos: bigint;
}

export interface Operation {
  readonly path: string;
  readonly body: object;
  readonly headers: Record<string, string>;
  readonly effects: readonly Effect[];
}

/** An event or a ledger entry, as the API shows it. */
interface Made {
  readonly id: string;
}

/** One rate unit, $0.0001. */
const RATE_NANOS = 100_000n;
const INCLUDED_RATE = 1_000_000;
/** 10 rate units for a call; 30000/150000 and 20 % on 1,000 in and 500 out. */
const CALL_RATE = 10;
const AI_RATE = 126;

/** Plans `open`, whose balance may go below zero, and `counted`, with what both sell. */
export async function sellToAll(client: HttpClient): Promise<void> {
  const post = (path: string, body: object) => must(client, path, body);
  await post("/features", { name: "Calls", code: "api_calls", type: "metered" });
  await post("/features", { name: "AI", code: "ai_generation", type: "metered" });
  const open = { consumptionModel: "balance", blockOnExhaustion: false };
  for (const [code, more] of [
    ["open", open],
    ["counted", {}],
  ] as const) {
    await post("/plans", { name: code, code, ...more });
    const included = code === "open" ? { includedBalance: INCLUDED_RATE } : {};
    await post(`/plans/${code}/prices`, { billingInterval: "monthly", price: 1000, ...included });
  }
  await post("/plans/open/features", { featureId: "api_calls", overage: { unitPrice: CALL_RATE } });
  await post("/plans/open/features", { featureId: "ai_generation", pricingMode: "ai_model", margin: 2000 });
  await post("/plans/counted/features", {
    featureId: "api_calls",
    includedAmount: 10,
    overage: { enabled: true, unitPrice: CALL_RATE },
  });
}

/** New customers for a stretch of traffic: two that keep a balance, and one whose usage is counted. */
export async function createCustomers(client: HttpClient, tag: string): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (const [n, planCode] of ["open", "open", "counted"].entries()) {
    const id = `${tag}_${n}`;
    await must(client, "/customers", { id });
    const { id: subscriptionId } = await must(client, "/subscriptions", { customerId: id, planCode });
    const includedNanos = planCode === "open" ? BigInt(INCLUDED_RATE) * RATE_NANOS : undefined;
    customers.push({ id, subscriptionId, includedNanos });
  }
  return customers;
}

async function must(client: HttpClient, path: string, body: object): Promise<Reply["body"]> {
  const reply = await client.call("POST", path, body);
  if (reply.status >= 300) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

export class Traffic {
  /** All that was sent, whatever became of it. */
  readonly sent: Operation[] = [];
  /** What each key was told to have made: the event, or the balance's change, as the first answer had it. */
  readonly told = new Map<string, Made>();
  /** Answers that should not have been. */
  readonly wrong: string[] = [];
  /** Keys that an answer said to be new. */
  readonly #new = new Set<string>();
  readonly #tag: string;
  readonly #customers: readonly Customer[];
  readonly #withRequestKeys: boolean;
  #keys = 0;

  /**
   * @param withRequestKeys some events have an `Idempotency-Key` and no key of their own. A server that is killed over
   *   one of these holds the key for a minute.
   */
  constructor(tag: string, customers: readonly Customer[], { withRequestKeys = false } = {}) {
    this.#tag = tag;
    this.#customers = customers;
    this.#withRequestKeys = withRequestKeys;
  }

  /** Makes an operation that is about to be sent. */
  next(random: Random): Operation {
    const operation = this.#make(random);
    this.sent.push(operation);
    return operation;
  }

  #make(random: Random): Operation {
    const kind = random.int(10);
    if (kind === 0) return this.#change(random, "topup", 100 * (1 + random.int(100)));
    if (kind === 1) return this.#change(random, "adjustment", random.int(2) ? 7 : -7);
    if (kind > 3) {
      const byRequest = this.#withRequestKeys && random.int(4) === 0;
      const { body, effect } = this.#event(random, byRequest);
      const headers: Record<string, string> = byRequest ? { "idempotency-key": effect.key } : {};
      return { path: "/usage/events", body, headers, effects: [effect] };
    }
    const events = Array.from({ length: 2 + random.int(19) }, () => this.#event(random));
    return {
      path: "/usage/events/batch",
      body: { events: events.map(({ body }) => body) },
      headers: {},
      effects: events.map(({ effect }) => effect),
    };
  }

  #event(random: Random, byRequest = false): { body: object; effect: Effect } {
    const customer = random.pick(this.#customers);
    const key = this.#key();
    const name = byRequest ? { properties: [{ property: "key", value: key }] } : { idempotencyKey: key };
    const own = { customerId: customer.id, ...name };
    const effect = (rate: number): Effect => {
      const changeNanos = customer.includedNanos === undefined ? 0n : -BigInt(rate) * RATE_NANOS;
      return { key, customer, type: "event", changeNanos };
    };
    if (customer.includedNanos !== undefined && random.int(4) === 0) {
      const tokens = { model: MODEL, inputTokens: 1000, outputTokens: 500 };
      return { body: { ...own, feature: "ai_generation", ...tokens }, effect: effect(AI_RATE) };
    }
    const value = random.pick([0.5, 1, 2, 3]);
    return { body: { ...own, feature: "api_calls", value }, effect: effect(value * CALL_RATE) };
  }

  #change(random: Random, type: "topup" | "adjustment", amount: number): Operation {
    const customer = random.pick(this.#customers.filter(({ includedNanos }) => includedNanos !== undefined));
    const key = this.#key();
    const path = `/subscriptions/${customer.subscriptionId}/balance`;
    const effects: Effect[] = [{ key, customer, type, changeNanos: BigInt(amount) * RATE_NANOS }];
    const headers = { "idempotency-key": key };
    return type === "topup"
      ? { path: `${path}/topup`, body: { amount, description: key }, headers, effects }
      : { path: `${path}/adjust`, body: { amount, reason: key }, headers, effects };
  }

  readonly #key = (): string => `${this.#tag}_${++this.#keys}`;

  /** Writes down what a client was told. @returns whether all of the operation is known to be done */
  hear(operation: Operation, { status, body, headers }: Reply): boolean {
    const code: string | undefined = body.error?.code;
    const { effects } = operation;
    const [first] = effects;
    const isNew = headers["idempotent-replayed"] === undefined;
    if (status === 503 || code === "idempotency_in_progress") return false;
    if (operation.path === "/usage/events/batch" && status === 200) {
      const done = effects.map((effect, n) => this.#hearOfItem(effect, body.results[n]));
      return done.every(Boolean);
    }
    if (status === 201) this.#made(first!, body, isNew);
    else if (status === 200) this.#made(first!, body.entry, isNew);
    else if (code === "duplicate") this.#made(first!, body.error.details.event, false);
    else this.wrong.push(`${operation.path}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
    return true;
  }

  #hearOfItem(effect: Effect, result: Reply["body"]): boolean {
    if (result?.event) this.#made(effect, result.event, result.status === "recorded");
    else if (result?.error?.code === "unavailable") return false;
    else this.wrong.push(`item ${effect.key}: ${JSON.stringify(result)}`);
    return true;
  }

  #made({ key }: Effect, made: Made, isNew: boolean): void {
    if (isNew && this.#new.has(key)) this.wrong.push(`${key} was new twice`);
    if (isNew) this.#new.add(key);
    const before = this.told.get(key);
    if (before === undefined) this.told.set(key, made);
    else if (!isDeepStrictEqual(before, made))
      this.wrong.push(`${key} was ${JSON.stringify(before)} first, and then ${JSON.stringify(made)}`);
  }

  /** Sends all of it again, as often as it takes for each operation to be known to be done. */
  async settle(client: HttpClient): Promise<void> {
    const again = (operation: Operation) => () =>
      expect
        .poll(async () => this.hear(operation, await post(client, operation)), {
          timeout: 20_000,
          message: `${operation.path} ${operation.effects[0]!.key} is done`,
          interval: 20,
        })
        .toBe(true);
    await inFlight(8, this.sent.map(again));
  }

  /** Fails with the keys that a client was told are done, and are not there as told. */
  async expectNoneLost(client: HttpClient): Promise<void> {
    const there = await this.#readAll(client);
    const lost = [...this.told].filter(([key, { id }]) => !there.get(key)?.includes(id));
    expect(lost.map(([key]) => key)).toEqual([]);
  }

  /** Those of `keys` that have had an effect. */
  async keysThere(client: HttpClient, keys: readonly string[]): Promise<string[]> {
    const there = await this.#readAll(client);
    return keys.filter((key) => there.has(key));
  }

  /** Fails unless each key has had its effect once, nothing else has had any, and every balance is their sum. */
  async expectEachOnce(client: HttpClient): Promise<void> {
    expect(this.wrong).toEqual([]);
    const there = await this.#readAll(client);
    const effects = this.sent.flatMap((operation) => operation.effects);
    expect([...there].filter(([, ids]) => ids.length !== 1)).toEqual([]);
    expect([...there.keys()].sort()).toEqual(effects.map(({ key }) => key).sort());
    for (const customer of this.#customers) {
      const own = effects.filter((effect) => effect.customer === customer);
      const summary = await client.call("GET", `/usage/summary?customerId=${customer.id}`);
      expect(summary.body.events).toBe(own.filter(({ type }) => type === "event").length);
      if (customer.includedNanos === undefined) continue;
      const balance = await client.call("GET", `/subscriptions/${customer.subscriptionId}/balance`);
      const sum = own.reduce((total, { changeNanos }) => total + changeNanos, customer.includedNanos);
      expect(balance.body.remainingNanos).toBe(sum.toString());
    }
  }

  /** The ids that are there, by key. */
  async #readAll(client: HttpClient): Promise<Map<string, string[]>> {
    const there = new Map<string, string[]>();
    const add = (key: string, id: string): void => {
      there.set(key, [...(there.get(key) ?? []), id]);
    };
    for (const { id } of this.#customers) {
      for (const event of await readAll(client, `/usage/events?customerId=${id}`))
        add(event.idempotencyKey ?? event.properties[0].value, event.id);
      for (const type of ["topup", "adjustment"])
        for (const entry of await readAll(client, `/ledger?customerId=${id}&type=${type}`))
          add(entry.description, entry.id);
    }
    return there;
  }
}

export const post = (client: HttpClient, { path, body, headers }: Operation): Promise<Reply> =>
  client.call("POST", path, body, headers);
