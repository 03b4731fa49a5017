/**
 * Many things that are due are done together.
 *
 * Broken on purpose: a group that fails not taken apart (nothing was done of any of it).
 */
import { expect, test } from "vitest";
import type { Body } from "../../../test/instance.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import {
  createCatalog,
  type Subscribed,
  subscribe,
  track,
  verifyTestLedger,
} from "../../../test/scenario.js";

const instance = sharedInstance(async () => {
  await createCatalog(instance);
  await move("2027-01-01T00:00:00Z");
});

const move = async (frozenTime: string): Promise<Body> =>
  (await instance.call("POST", "/test-clock", { frozenTime })).body;
const invoicesOf = async ({ customerId }: Subscribed): Promise<Body[]> => {
  const { data } = (await instance.call("GET", `/invoices?customerId=${customerId}`)).body;
  return Promise.all(data.map(async ({ id }: Body) => (await instance.call("GET", `/invoices/${id}`)).body));
};

const PLANS = ["metered", "open_balance", "credits", "free"] as const;

test("renewals of all kinds in one group are each as if alone; one that cannot be done stops no other", async () => {
  const all: Subscribed[] = [];
  for (let n = 0; n < 12; n++) all.push(await subscribe(instance, PLANS[n % PLANS.length]!));
  for (const [n, { customerId }] of all.entries())
    if (n % 4 < 2)
      await track(instance, { customerId, feature: "api_calls", value: n % 4 ? 10_100 + n : 12 + n });
  const broken = all[4]!;
  const broke = `UPDATE subscription_periods SET start_at = start_at + interval '40 days'
     WHERE subscription_id = (SELECT s.id FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE c.external_id = $1)`;
  await instance.database.pool.query(broke, [broken.customerId]);
  const run = await move("2027-02-01T00:00:00Z");
  expect(run.failed).toHaveLength(1);
  expect([run.counts.period_renewed, run.invoices]).toEqual([11, 8]);

  for (const [n, one] of all.entries()) {
    const renewals = (await invoicesOf(one)).filter(({ reason }) => reason === "renewal");
    const lines = renewals.map(({ lines }) => lines.map(({ kind, amount }: Body) => [kind, amount]));
    const beyond = { 0: ["feature_overage", 2 * (2 + n)], 1: ["balance_overage", (100 + n) / 10] }[n % 4];
    const wanted = [["plan_base", 1000], ...(beyond ? [beyond] : [])];
    const isBilled = one !== broken && n % 4 < 3;
    const rounded = wanted.map(([kind, amount]) => [kind, Math.round(amount as number)]);
    expect(lines, one.customerId).toEqual(isBilled ? [rounded] : []);
  }
  const { rows } = await instance.database.pool.query(
    "SELECT count(*)::int AS all, max(number)::int AS last FROM invoices",
  );
  expect(rows[0].last).toBe(rows[0].all);
  await verifyTestLedger(instance);
});
