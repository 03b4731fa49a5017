/**
 * A renewal whose database calls fail one after the other: killed anywhere, it happens once. Every call of a step fails
 * once (the connection breaks before it, breaks after it with the answer lost, Postgres asks for another attempt); the
 * step is then asked for again, twice, and has had exactly one effect.
 *
 * Broken on purpose: a number taken that no invoice has (a gap was seen), and the old period left open.
 */
import { expect, test } from "vitest";
import { runAllDue } from "../../packages/server/src/jobs.js";
import { createLog } from "../../packages/server/src/platform/index.js";
import type { TestInstance } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { createCatalog, subscribe, track } from "../../packages/server/test/scenario.js";
import { failingCalls } from "./failing-calls.js";
import {
  FAULTS,
  type FaultyApplication,
  MOST_CALLS,
  mayMeet,
  sharedFaultyApplication,
} from "./faulty-database.js";
import { countFrom, seedFrom } from "./random.js";

const EVERY = countFrom("FAULTS_EVERY", 4);
const SEED = seedFrom("FAULTS_SEED");
const calls = failingCalls("tests/system/renewal-faults.test.ts", EVERY, SEED);
const instance = sharedInstance(createCatalog);
const faulty = sharedFaultyApplication(() => ({ instance }));

const DAY_MS = 86_400_000;
let now = Date.parse("2027-01-01T00:00:00Z");
const setNow = (ms: number): void => {
  now = ms;
  instance.clock.set(new Date(ms).toISOString());
};

const run = (application: TestInstance | FaultyApplication): Promise<void> =>
  runAllDue({
    db: application.database.db,
    clock: instance.clock,
    log: createLog("silent"),
    dueEngine: application.dueEngine,
  });

interface State {
  readonly invoices: number;
  readonly entries: number;
  readonly periods: number;
  readonly open: number;
  readonly highest: number;
}

async function stateOf(externalId: string): Promise<State> {
  const { rows } = await instance.database.pool.query<State>(
    `SELECT (SELECT count(*)::int FROM invoices i WHERE i.customer_id = c.id) AS invoices,
       (SELECT count(*)::int FROM ledger_entries e WHERE e.customer_id = c.id) AS entries,
       (SELECT count(*)::int FROM subscription_periods p WHERE p.customer_id = c.id) AS periods,
       (SELECT count(*)::int FROM subscription_periods p WHERE p.customer_id = c.id AND p.closed_at IS NULL) AS open,
       (SELECT max(number)::int - count(*)::int FROM invoices) AS highest
     FROM customers c WHERE c.external_id = $1`,
    [externalId],
  );
  return rows[0]!;
}

/** Ledger entries of a renewal: the debt is taken off and the allowance given; a metered plan has none. */
const RENEWALS = [
  { plan: "open_balance", use: 10_100, entries: 2 },
  { plan: "metered", use: 12, entries: 0 },
] as const;

test.each(FAULTS.flatMap((fault) => RENEWALS.map((renewal) => ({ fault, ...renewal }))))(
  "a renewal on $plan happens once, whichever of its calls fails ($fault)",
  async ({ fault, plan, use, entries }) => {
    for (const n of calls.upTo(MOST_CALLS)) {
      setNow(now + DAY_MS);
      const one = await subscribe(instance, plan);
      await track(instance, { customerId: one.customerId, feature: "api_calls", value: use });
      const before = await stateOf(one.customerId);
      setNow(now + 31 * DAY_MS);
      // Others are up to date first: the calls that fail are this one's.
      faulty.arm(fault, n, mayMeet(fault));
      await run(faulty).catch(() => undefined);
      const hasFired = faulty.fired();
      // Past the pause after a failure.
      setNow(now + 60_000);
      await run(instance);
      await run(faulty);
      const what = `call ${n}`;
      expect(await stateOf(one.customerId), what).toEqual({
        invoices: before.invoices + 1,
        entries: before.entries + entries,
        periods: before.periods + 1,
        open: 1,
        highest: 0,
      });
      // Gone, so that it is not renewed with the next ones.
      await instance.call("POST", `/subscriptions/${one.subscriptionId}/cancel`, { immediate: true });
      if (!hasFired) {
        expect(n, "calls of a renewal").toBeGreaterThan(8);
        return;
      }
    }
  },
  120_000,
);
