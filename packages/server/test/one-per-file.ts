/** What all tests of a file share: it starts before the first of them, and ends after the last. */
import { afterAll, beforeAll } from "vitest";
import { startTestInstance, type TestInstance, type TestPayments } from "./instance.js";
import { openShop, type Shop } from "./stripe/shop.js";
import { verifyTestLedger } from "./verify.js";

/** An instance, prepared before the first test; after the last its ledger is verified. */
export function sharedInstance(
  prepare?: (instance: TestInstance) => Promise<unknown>,
  payments?: () => TestPayments,
): TestInstance {
  const instance = shared(() => startTestInstance(payments?.()), prepare, verifyTestLedger);
  return early(instance, {
    call: (...request) => instance.call(...request),
    must: (...request) => instance.must(...request),
  });
}

/** As {@link sharedInstance}, one whose money Stripe takes. */
export function sharedShop(prepare?: (shop: Shop) => Promise<unknown>): Shop {
  const shop = shared(openShop, prepare, ({ instance }) => verifyTestLedger(instance));
  return early(shop, { must: (...request) => shop.must(...request) });
}

/**
 * What is shared first is started first and closed last.
 * @returns what stands for it from the beginning, and may be used once the tests run
 */
export function shared<T extends { close(): Promise<void> }>(
  start: () => Promise<T>,
  prepare: (it: T) => Promise<unknown> = async () => {},
  verify: (it: T) => Promise<void> = async () => {},
): T {
  let started: T | undefined;
  beforeAll(async () => {
    started = await start();
    await prepare(started);
  });
  afterAll(async () => {
    // Where it did not start, there is nothing to be verified.
    if (started === undefined) return;
    try {
      await verify(started);
    } finally {
      await started.close();
    }
  });
  return new Proxy({} as T, {
    get: (_, name) => {
      if (started === undefined) throw new Error("It starts before the first test, and is not there yet.");
      return Reflect.get(started, name);
    },
  });
}

/** With functions that may be taken from it before it is there. */
const early = <T extends object>(it: T, functions: Partial<T>): T =>
  new Proxy(it, { get: (_, name) => Reflect.get(name in functions ? functions : it, name) });
