/**
 * News is there exactly where what it tells of is. Every database call of a request fails once, one after the other;
 * whatever the caller was told, what happened has been told of once, and what did not happen has not.
 *
 * Broken on purpose: news sent over a connection of its own instead of the transaction's (told of what was rolled
 * back); publishing after the commit (what had happened was not told of, at a fault behind it).
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  send,
  startTestInstance,
  type TestAnswer,
  type TestInstance,
} from "../../packages/server/test/instance.js";
import {
  BEGUN,
  createCatalog,
  eventsOf,
  newsOf,
  type Subscribed,
  subscribe,
  verifyTestLedger,
} from "../../packages/server/test/scenario.js";
import {
  FAULTS,
  type Fault,
  type FaultyApplication,
  MOST_CALLS,
  mayMeet,
  startFaultyApplication,
} from "./faulty-database.js";

let instance: TestInstance;
let faulty: FaultyApplication;
beforeAll(async () => {
  instance = await startTestInstance();
  faulty = startFaultyApplication(instance);
  await createCatalog(instance);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await faulty.close();
  await instance.close();
});

/** One request, what it is to bring about, and what is told of it. */
interface Case {
  readonly path: string;
  readonly body: object;
  readonly hasHappened: () => Promise<boolean>;
  readonly news: () => Promise<string[]>;
}

let cases = 0;
const unique = (): string => `news_${++cases}`;

const get = async (path: string): Promise<TestAnswer["body"]> => (await instance.call("GET", path)).body;
const since = async (on: Pick<Subscribed, "customerId">, before: number): Promise<string[]> =>
  (await newsOf(instance, on)).slice(before).map(({ type }) => type);
const sinceSubscribed = (on: Subscribed) => () => since(on, BEGUN.length);
/** One whose card is declined, and an invoice that is open for it. */
async function withOpenInvoice() {
  const customerId = unique();
  await instance.call("POST", "/customers", { id: customerId });
  await instance.call("POST", `/customers/${customerId}/payment-methods`, { testCard: "declined" });
  const made = { customerId, amount: 500, description: "Setup" };
  const { id } = (await instance.call("POST", "/invoices", made)).body;
  return { customerId, id, invoice: () => get(`/invoices/${id}`), news: () => since({ customerId }, 3) };
}

/** What makes a case that no other has to do with, and what is told of it in the end. */
const OPERATIONS: Readonly<Record<string, { readonly make: () => Promise<Case>; readonly told: string[] }>> =
  {
    "a charge that takes all there is": {
      told: ["balance.low", "balance.exhausted"],
      make: async () => {
        const on = await subscribe(instance, "balance");
        const { customerId } = on;
        return {
          path: "/usage/events",
          body: { customerId, feature: "api_calls", value: 10_000, idempotencyKey: "all" },
          hasHappened: async () => (await eventsOf(instance, on)).length === 1,
          news: sinceSubscribed(on),
        };
      },
    },
    "usage that is refused": {
      told: ["usage.refused"],
      make: async () => {
        const on = await subscribe(instance, "balance");
        const { customerId } = on;
        return {
          path: "/usage/events",
          body: { customerId, feature: "api_calls", value: 10_001, idempotencyKey: "too much" },
          hasHappened: async () => (await get(`/usage/refused?customerId=${customerId}`)).data.length === 1,
          news: sinceSubscribed(on),
        };
      },
    },
    "a batch of both": {
      told: ["balance.low", "usage.refused", "balance.exhausted"],
      make: async () => {
        const on = await subscribe(instance, "balance");
        const { customerId } = on;
        const event = (value: number) => ({
          customerId,
          feature: "api_calls",
          value,
          idempotencyKey: `of ${value}`,
        });
        return {
          path: "/usage/events/batch",
          body: { events: [event(9_000), event(2_000), event(1_000)] },
          hasHappened: async () => (await eventsOf(instance, on)).length === 2,
          news: sinceSubscribed(on),
        };
      },
    },
    "a subscription": {
      told: [...BEGUN],
      make: async () => {
        const customerId = unique();
        await instance.call("POST", "/customers", { id: customerId });
        return {
          path: "/subscriptions",
          body: { customerId, planCode: "balance" },
          hasHappened: async () => (await get(`/subscriptions?customerId=${customerId}`)).data.length === 1,
          news: () => since({ customerId }, 0),
        };
      },
    },
    "a cancellation": {
      told: ["subscription.canceled"],
      make: async () => {
        const on = await subscribe(instance, "balance");
        return {
          path: `/subscriptions/${on.subscriptionId}/cancel`,
          body: { immediate: true },
          hasHappened: async () => (await get(`/subscriptions/${on.subscriptionId}`)).status === "canceled",
          news: sinceSubscribed(on),
        };
      },
    },
    "a draft": {
      told: ["invoice.created"],
      make: async () => {
        const customerId = unique();
        await instance.call("POST", "/customers", { id: customerId });
        return {
          path: "/invoices",
          body: { customerId, amount: 5, description: "Setup", draft: true },
          hasHappened: async () => (await get(`/invoices?customerId=${customerId}`)).data.length === 1,
          news: () => since({ customerId }, 0),
        };
      },
    },
    "a credit note on a part": {
      told: ["credit_note.created"],
      make: async () => {
        const { id, invoice, news } = await withOpenInvoice();
        return {
          path: `/invoices/${id}/credit-notes`,
          body: { amount: 200, reason: "Outage" },
          hasHappened: async () => (await invoice()).amountCredited === 200,
          news,
        };
      },
    },
    "a credit note on the whole": {
      told: ["credit_note.created", "invoice.paid"],
      make: async () => {
        const { id, invoice, news } = await withOpenInvoice();
        return {
          path: `/invoices/${id}/credit-notes`,
          body: { amount: 500, reason: "Outage" },
          hasHappened: async () => (await invoice()).status === "paid",
          news,
        };
      },
    },
    "a credit note that is refunded": {
      told: ["credit_note.created"],
      make: async () => {
        const customerId = unique();
        await instance.call("POST", "/customers", { id: customerId });
        const made = { customerId, amount: 500, description: "Setup" };
        const { id } = (await instance.call("POST", "/invoices", made)).body;
        return {
          path: `/invoices/${id}/credit-notes`,
          body: { amount: 200, reason: "Outage", settlement: "refund" },
          hasHappened: async () => {
            const { amountCredited, amountRefunded } = await get(`/invoices/${id}`);
            expect(amountRefunded).toBe(amountCredited);
            return amountCredited === 200;
          },
          news: () => since({ customerId }, 4),
        };
      },
    },
    "a price": {
      told: ["model.price_changed"],
      make: async () => {
        const modelId = unique();
        const price = { inputPrice: 1, outputPrice: 0 };
        await instance.call("POST", "/models", { provider: "acme", modelId, price });
        return {
          path: `/models/acme/${modelId}/prices`,
          body: { inputPrice: 2, outputPrice: 0 },
          hasHappened: async () => (await get(`/models/acme/${modelId}`)).prices.length === 2,
          news: async () =>
            (await get("/events?type=model.price_changed")).data
              .filter((event: { data: { model: string } }) => event.data.model === `acme/${modelId}`)
              .map(({ type }: { type: string }) => type),
        };
      },
    },
  };

const table = Object.keys(OPERATIONS).flatMap((name) => FAULTS.map((fault) => [name, fault] as const));

describe("for every database call that fails", () => {
  test.each(table)("%s is told of where it happened, and only there (%s)", async (name, fault) => {
    const { make, told } = OPERATIONS[name]!;
    const outcomes = new Set<boolean>();
    for (let n = 1; n <= MOST_CALLS; n++) {
      const { hasFired, happened } = await failOnce(await make(), fault, n, told);
      outcomes.add(happened);
      if (hasFired) continue;
      expect(n).toBeGreaterThan(4);
      // Both were seen: calls whose fault left nothing, and calls behind which all was done.
      if (fault !== "serialization") expect(outcomes.size).toBe(2);
      return;
    }
    throw new Error(`still failing after ${MOST_CALLS} calls`);
  });
});

/** Longer than a request that died holds its `Idempotency-Key`. */
const LEASE_MS = 301_000;

async function failOnce(one: Case, fault: Fault, n: number, told: readonly string[]) {
  const headers = { "idempotency-key": unique() };
  const perform = () => send(faulty, instance.key, "POST", one.path, one.body, headers);
  faulty.arm(fault, n, mayMeet(fault));
  await perform();
  const hasFired = faulty.fired();
  const what = `call ${n}, ${faulty.statements.at(-1)?.slice(0, 60)}`;
  const happened = await one.hasHappened();
  expect(await one.news(), what).toEqual(happened ? told : []);
  instance.clock.set(new Date(instance.clock.real().getTime() + LEASE_MS).toISOString());
  for (let again = 1; again <= 2; again++) {
    await perform();
    expect([await one.hasHappened(), await one.news()], `${what}, sent again ${again}`).toEqual([true, told]);
  }
  return { hasFired, happened };
}

test("a batch of which nothing is news sends no statement for it, one with much news sends one", async () => {
  const [one, other] = [await subscribe(instance, "balance"), await subscribe(instance, "credits")];
  const event = ({ customerId }: Subscribed, value: number) => ({ customerId, feature: "api_calls", value });
  const told = async (...events: object[]): Promise<number> => {
    faulty.arm("lost before", 1, () => false);
    const { body } = await send(faulty, instance.key, "POST", "/usage/events/batch", { events });
    expect(body.results).toHaveLength(events.length);
    return faulty.statements.filter((statement) => statement.includes("outbox")).length;
  };
  expect(await told(event(one, 1), event(other, 1), event(one, 7_000))).toBe(0);
  expect(await told(event(one, 2_000), event(one, 999), event(other, 4), event(other, 1))).toBe(1);
  expect((await newsOf(instance, one)).map(({ type }) => type).slice(BEGUN.length)).toEqual([
    "balance.low",
    "balance.exhausted",
  ]);
  expect(await told(event(one, 0))).toBe(0);
});
