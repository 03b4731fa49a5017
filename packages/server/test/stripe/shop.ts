/** A sandbox whose money Stripe takes, played by the stand-in: what people do there, and what Stripe tells of it. */

import { runAllDue } from "../../src/jobs.js";
import { sendPending } from "../../src/payments/index.js";
import { createLog } from "../../src/platform/index.js";
import { startTestInstance, type TestInstance } from "../instance.js";
import type { CardBehaviour } from "./account.js";
import { type StripeStandIn, startStripeStandIn, TEST_STRIPE_KEY, TEST_WEBHOOK_SECRET } from "./stand-in.js";

type Sender = Pick<TestInstance, "providers" | "dueEngine"> & {
  readonly database: Pick<TestInstance["database"], "db">;
};

export interface Shop {
  readonly instance: TestInstance;
  readonly stripe: StripeStandIn;
  readonly webhookPath: string;
  readonly must: TestInstance["must"];
  /** Where the page of a checkout leads to: the id of Stripe's session. */
  sessionOf(checkoutUrl: string): Promise<string>;
  /** Brings what Stripe has to tell, in the order it happened. */
  deliver(events?: readonly object[]): Promise<number[]>;
  /** Events that were not brought yet. */
  untold(): object[];
  /** Real time goes by, here and at Stripe. */
  pass(ms: number): void;
  /** Sends what waits, as the job does. @param afterMs real time that goes by first: a pause, a claim */
  sendWaiting(afterMs?: number, on?: Sender): Promise<number>;
  /** Days go by, and each brings what is due and what is to be sent, as the jobs do. */
  days(count: number): Promise<void>;
  /** A customer with a card on file, who has paid 100 at a page. */
  buyer(behaviour: CardBehaviour): Promise<string>;
  /** A customer on plan `pro` who has paid at the page, with a card that behaves so afterwards. */
  subscribe(behaviour: CardBehaviour, body?: object): Promise<{ customerId: string; subscriptionId: string }>;
  /** All that was taken at Stripe of a customer, less what was given back, in its units. */
  takenFrom(customerId: string): Promise<{ charges: number; amount: number; refunded: number }>;
  close(): Promise<void>;
}

const LONGEST_ANSWER_MS = 400;
const DAY_MS = 86_400_000;

export async function openShop(): Promise<Shop> {
  const stripe = await startStripeStandIn();
  const instance = await startTestInstance({
    stripe: { apiUrl: stripe.url, timeoutMs: LONGEST_ANSWER_MS },
  });
  let customers = 0;
  let told = 0;
  let skewMs = 0;
  const { must } = instance;
  const connected = await must("PUT", "/settings/payment-provider", {
    provider: "stripe",
    secretKey: TEST_STRIPE_KEY,
    webhookSecret: TEST_WEBHOOK_SECRET,
  });
  const webhookPath = new URL(connected.webhookUrl).pathname;
  await must("POST", "/plans", { name: "Pro", code: "pro", consumptionModel: "balance" });
  await must("POST", "/plans/pro/prices", {
    billingInterval: "monthly",
    price: 2900,
    includedBalance: 100_000,
  });
  const untold = (): object[] => {
    const events = stripe.account.events.slice(told);
    told = stripe.account.events.length;
    return events;
  };
  const deliver: Shop["deliver"] = async (events = untold()) => {
    const statuses: number[] = [];
    for (const event of events) {
      const { body, signature } = stripe.signed(event);
      const headers = { "stripe-signature": signature, "content-type": "application/json" };
      statuses.push((await instance.app.request(webhookPath, { method: "POST", body, headers })).status);
    }
    return statuses;
  };
  const sessionOf: Shop["sessionOf"] = async (checkoutUrl) => {
    const answer = await instance.app.request(`${new URL(checkoutUrl).pathname}/pay`);
    return new URL(answer.headers.get("location") ?? `none:${answer.status}`).pathname.slice(1);
  };
  const pass: Shop["pass"] = (ms) => {
    skewMs += ms;
    stripe.advance(Math.floor(skewMs / 1_000) - Math.floor((skewMs - ms) / 1_000));
    instance.clock.set(new Date(Date.now() + skewMs).toISOString());
  };
  const nextCustomer = async (): Promise<string> => {
    customers += 1;
    const customerId = `buyer_${customers}`;
    await must("POST", "/customers", { id: customerId, email: `${customerId}@example.com` });
    return customerId;
  };
  const log = createLog("silent");
  const sendWaiting: Shop["sendWaiting"] = (afterMs = 0, on: Sender = instance) => {
    if (afterMs > 0) pass(afterMs);
    const { database, providers, dueEngine } = on;
    return sendPending({
      db: database.db,
      clock: instance.clock,
      log,
      providers,
      catchUp: dueEngine.catchUp,
    });
  };
  return {
    instance,
    stripe,
    webhookPath,
    pass,
    must,
    untold,
    deliver,
    sessionOf,
    sendWaiting,
    days: async (count) => {
      const { database, clock, dueEngine } = instance;
      for (let day = 0; day < count; day++) {
        pass(DAY_MS);
        await runAllDue({ db: database.db, clock, log, dueEngine });
        await sendWaiting();
      }
    },
    buyer: async (behaviour) => {
      const customerId = await nextCustomer();
      const body = { customerId, amount: 100, currency: "USD", description: "First" };
      const { checkoutUrl } = await must("POST", "/payments", body);
      stripe.account.payAt(await sessionOf(checkoutUrl), behaviour);
      await deliver();
      return customerId;
    },
    subscribe: async (behaviour, body = {}) => {
      const customerId = await nextCustomer();
      const made = await must("POST", "/subscriptions", { customerId, planCode: "pro", ...body });
      stripe.account.payAt(await sessionOf(made.checkoutUrl), behaviour);
      await deliver();
      return { customerId, subscriptionId: made.id };
    },
    takenFrom: async (customerId) => {
      const { rows } = await instance.database.pool.query<{ reference: string }>(
        `SELECT p.reference FROM provider_customers p JOIN customers c ON c.id = p.customer_id
         WHERE c.external_id = $1`,
        [customerId],
      );
      const taken = [...stripe.account.intents.values()].filter(
        ({ customer, status }) => customer === rows[0]?.reference && status === "succeeded",
      );
      return {
        charges: taken.length,
        amount: taken.reduce((sum, { amount }) => sum + amount, 0),
        refunded: taken.reduce((sum, { id }) => sum + stripe.account.refundedOf(id), 0),
      };
    },
    close: async () => {
      await instance.close();
      await stripe.close();
    },
  };
}
