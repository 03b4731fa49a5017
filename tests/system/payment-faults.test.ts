/**
 * Payments by Stripe whose database calls fail one after the other: a charge, a webhook, a refund, a top-up, a retry. The
 * connection breaks before a call, or after it with the answer lost, or Postgres asks for another attempt. Then the
 * request, the webhook and the job come again, as they do, and once more: there is one invoice, one charge at Stripe, one
 * credit, and it is told of once.
 *
 * Broken on purpose, each seen: the result of an attempt written in a statement of its own, before the transaction that
 * settles it; an invoice that is not marked as paid with its payment.
 */
import { expect, test } from "vitest";
import { runAllDue } from "../../packages/server/src/jobs.js";
import { createLog } from "../../packages/server/src/platform/index.js";
import { send } from "../../packages/server/test/instance.js";
import { sharedShop } from "../../packages/server/test/one-per-file.js";
import type { Shop } from "../../packages/server/test/stripe/shop.js";
import { failingCalls } from "./failing-calls.js";
import {
  FAULTS,
  type FaultyApplication,
  MOST_CALLS,
  mayMeet,
  sharedFaultyApplication,
} from "./faulty-database.js";
import { countFrom, seedFrom } from "./random.js";

const EVERY = countFrom("FAULTS_EVERY", 12);
const SEED = seedFrom("FAULTS_SEED");
const calls = failingCalls("tests/system/payment-faults.test.ts", EVERY, SEED);
const shop = sharedShop();
const faulty = sharedFaultyApplication(() => shop);

type Server = Shop["instance"] | FaultyApplication;
/** Longer than a claim of what is being sent. */
const AFTER_A_CLAIM_MS = 151_000;
const DAY_MS = 86_400_000;

interface Work {
  readonly customerId: string;
  /** What fails somewhere; asked of the healthy server again, it does what is left. */
  perform(server: Server): Promise<unknown>;
}

interface Operation {
  prepare(n: string): Promise<Work>;
  /** Of the customer, when all is done. */
  readonly done: Record<string, unknown>;
  readonly leastCalls: number;
}

const post = (server: Server, path: string, body: object, key: string) =>
  send(server, shop.instance.key, "POST", path, body, { "idempotency-key": key });
const sendOn = (server: Server): Promise<number> => shop.sendWaiting(0, server);
const deliverTo = async (server: Server, events: readonly object[]): Promise<void> => {
  for (const event of events) {
    const { body, signature } = shop.stripe.signed(event);
    await server.app.request(shop.webhookPath, {
      method: "POST",
      body,
      headers: { "stripe-signature": signature },
    });
  }
};
const transactionOf = async (customerId: string) =>
  (await shop.must("GET", `/transactions?customerId=${customerId}`)).data[0];

const giveCredit = (customerId: string, amount: number) =>
  shop.must("POST", `/customers/${customerId}/credits`, { amount, currency: "USD", reason: "Goodwill" });

/** Less than nothing more than once. The first payment of every customer, which saved the card, is in it. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  "a charge": {
    prepare: async (key) => {
      const customerId = await shop.buyer("succeeds");
      const body = { customerId, amount: 700, currency: "USD", description: "Report" };
      const perform = (server: Server) => post(server, "/payments/charge", body, key);
      return { customerId, perform };
    },
    done: { charges: 2, amount: 800, refunded: 0, invoices: 2, paid: 2, received: 2, failed: 0, topups: 0 },
    leastCalls: 12,
  },
  "the sending of a charge": {
    prepare: async (key) => {
      const customerId = await shop.buyer("succeeds");
      const body = { customerId, amount: 700, currency: "USD", description: "Report" };
      await post(shop.instance, "/payments/charge", body, key);
      return { customerId, perform: sendOn };
    },
    done: { charges: 2, amount: 800, refunded: 0, invoices: 2, paid: 2, received: 2, failed: 0, topups: 0 },
    leastCalls: 12,
  },
  "a webhook of a payment at a page": {
    prepare: async (key) => {
      const customerId = await shop.buyer("succeeds");
      const body = { customerId, amount: 700, currency: "USD", description: "Report" };
      const { checkoutUrl } = (await post(shop.instance, "/payments", body, key)).body;
      shop.stripe.account.payAt(await shop.sessionOf(checkoutUrl));
      const events = shop.untold();
      return { customerId, perform: (server) => deliverTo(server, events) };
    },
    done: { charges: 2, amount: 800, refunded: 0, invoices: 2, paid: 2, received: 2, failed: 0, topups: 0 },
    leastCalls: 12,
  },
  "a webhook of a bank that took its time": {
    prepare: async (key) => {
      const customerId = await shop.buyer("processing");
      const body = { customerId, amount: 700, currency: "USD", description: "Report" };
      await post(shop.instance, "/payments/charge", body, key);
      await shop.sendWaiting();
      shop.stripe.account.finish((await transactionOf(customerId)).providerReference, "succeeded");
      const events = shop.untold();
      return { customerId, perform: (server) => deliverTo(server, events) };
    },
    done: { charges: 2, amount: 800, refunded: 0, invoices: 2, paid: 2, received: 2, failed: 0, topups: 0 },
    leastCalls: 10,
  },
  "a charge that credits cover": {
    prepare: async (key) => {
      const customerId = await shop.buyer("succeeds");
      await giveCredit(customerId, 700);
      const body = { customerId, amount: 700, currency: "USD", description: "Report" };
      return { customerId, perform: (server) => post(server, "/payments/charge", body, key) };
    },
    done: { charges: 1, amount: 100, refunded: 0, invoices: 2, paid: 2, received: 1, failed: 0, topups: 0 },
    leastCalls: 10,
  },
  "a webhook of a start page for what credits came to cover": {
    prepare: async () => {
      const customerId = await shop.buyer("succeeds");
      const body = { customerId, planCode: "pro" };
      const { checkoutUrl } = await shop.must("POST", "/subscriptions", body);
      const session = await shop.sessionOf(checkoutUrl);
      await giveCredit(customerId, 2900);
      shop.stripe.account.payAt(session);
      const events = shop.untold();
      return { customerId, perform: (server) => deliverTo(server, events) };
    },
    done: {
      charges: 2,
      amount: 3000,
      refunded: 2900,
      invoices: 2,
      paid: 2,
      received: 2,
      failed: 0,
      topups: 0,
    },
    leastCalls: 20,
  },
  "an operator's word while a bank takes its time": {
    prepare: async (key) => {
      const customerId = await shop.buyer("processing");
      const body = { customerId, amount: 700, description: "Setup" };
      const { id } = (await post(shop.instance, "/invoices", body, key)).body;
      await shop.sendWaiting();
      shop.stripe.account.finish((await transactionOf(customerId)).providerReference, "succeeded");
      const events = shop.untold();
      const perform = async (server: Server) => {
        const paid = { status: "paid" };
        const said = await send(server, shop.instance.key, "PATCH", `/invoices/${id}/status`, paid);
        if (said.status !== 200) throw new Error(`the invoice is not marked: ${said.status}`);
        await deliverTo(server, events);
      };
      return { customerId, perform };
    },
    done: { charges: 2, amount: 800, refunded: 700, invoices: 2, paid: 2, received: 1, failed: 0, topups: 0 },
    leastCalls: 20,
  },
  "a dispute that is lost": {
    prepare: async () => {
      const customerId = await shop.buyer("succeeds");
      const { account } = shop.stripe;
      account.decide(account.dispute((await transactionOf(customerId)).providerReference).id, "lost");
      const events = shop.untold().slice(-1);
      return { customerId, perform: (server) => deliverTo(server, events) };
    },
    done: {
      ...{ charges: 1, amount: 100, refunded: 0, invoices: 1, paid: 1, received: 1, failed: 0, topups: 0 },
      ...{ disputed: 1, lost: 100 },
    },
    leastCalls: 15,
  },
  "a refund": {
    prepare: async (key) => {
      const customerId = await shop.buyer("succeeds");
      const { id } = await transactionOf(customerId);
      const perform = async (server: Server) => {
        await post(server, `/transactions/${id}/refund`, { amount: 60 }, key);
        await sendOn(server);
      };
      return { customerId, perform };
    },
    done: { charges: 1, amount: 100, refunded: 60, invoices: 1, paid: 1, received: 1, failed: 0, topups: 0 },
    leastCalls: 15,
  },
  "a top-up": {
    prepare: async (key) => {
      const { customerId, subscriptionId } = await shop.subscribe("succeeds");
      const perform = async (server: Server) => {
        await post(server, `/subscriptions/${subscriptionId}/balance/topup`, { amount: 50_000 }, key);
        await sendOn(server);
      };
      return { customerId, perform };
    },
    done: { charges: 2, amount: 3400, refunded: 0, invoices: 2, paid: 2, received: 2, failed: 0, topups: 1 },
    leastCalls: 25,
  },
  "a retry of what had failed": {
    prepare: async (key) => {
      const customerId = await shop.buyer("declined");
      const body = { customerId, amount: 700, description: "Setup" };
      await post(shop.instance, "/invoices", body, key);
      await shop.sendWaiting();
      for (const method of shop.stripe.account.methods.values()) method.behaviour = "succeeds";
      shop.pass(DAY_MS);
      const perform = async (server: Server) => {
        await runAllDue({
          db: server.database.db,
          clock: shop.instance.clock,
          log: createLog("silent"),
          dueEngine: server.dueEngine,
        });
        await sendOn(server);
      };
      return { customerId, perform };
    },
    done: { charges: 2, amount: 800, refunded: 0, invoices: 2, paid: 2, received: 2, failed: 1, topups: 0 },
    leastCalls: 25,
  },
};

async function stateOf(customerId: string): Promise<Record<string, unknown>> {
  const { rows } = await shop.instance.database.pool.query(
    `SELECT (SELECT count(*)::int FROM invoices i WHERE i.customer_id = c.id) AS invoices,
       (SELECT count(*)::int FROM invoices i WHERE i.customer_id = c.id AND i.status = 'paid') AS paid,
       (SELECT count(*)::int FROM outbox o WHERE o.customer_id = c.id AND o.type = 'payment.received') AS received,
       (SELECT count(*)::int FROM outbox o WHERE o.customer_id = c.id AND o.type = 'payment.failed') AS failed,
       (SELECT count(*)::int FROM outbox o WHERE o.customer_id = c.id AND o.type = 'payment.disputed') AS disputed,
       (SELECT coalesce(sum(r.amount_nanos) / 10000000, 0)::int FROM refunds r
        WHERE r.customer_id = c.id AND r.dispute_id IS NOT NULL) AS lost,
       (SELECT count(*)::int FROM ledger_entries e WHERE e.customer_id = c.id AND e.type = 'topup') AS topups
     FROM customers c WHERE c.external_id = $1`,
    [customerId],
  );
  return { ...(await shop.takenFrom(customerId)), ...rows[0] };
}

const table = Object.keys(OPERATIONS).flatMap((name) => FAULTS.map((fault) => [name, fault] as const));

test.each(table)(
  "%s has one effect, whichever of its calls fails (%s)",
  async (name, fault) => {
    const { prepare, done, leastCalls } = OPERATIONS[name]!;
    for (const n of calls.upTo(MOST_CALLS)) {
      const work = await prepare(`${name} ${fault} ${n}`);
      faulty.arm(fault, n, mayMeet(fault));
      await work.perform(faulty).catch(() => undefined);
      const hasFired = faulty.fired();
      const what = `call ${n}, ${faulty.statements.at(-1)?.slice(0, 60)}`;
      for (let again = 0; again < 2; again++) {
        await work.perform(shop.instance);
        await shop.sendWaiting(AFTER_A_CLAIM_MS);
        await shop.deliver();
        expect(await stateOf(work.customerId), what).toEqual({ disputed: 0, lost: 0, ...done });
      }
      if (hasFired) continue;
      expect(n, "calls that were made").toBeGreaterThan(leastCalls);
      return;
    }
  },
  900_000,
);
