/** What subscriptions bring in a month, by currency: each at the price that its period began with. */
import { loadPinnedVersions, loadPlanConfig, planAtVersion } from "../plans/index.js";
import { type Caller, type Db, idFromUuid } from "../platform/index.js";
import { type SubscriptionSum, subscriptionSums } from "./store.js";

export interface Recurring {
  readonly currency: string;
  readonly running: number;
  readonly monthlyNanos: bigint;
}

/** How many periods twelve months have. */
const IN_A_YEAR = { weekly: 52n, monthly: 12n, quarterly: 4n, yearly: 1n } as const;

/** The currency of the most subscriptions first. */
export async function recurring(db: Db, caller: Caller): Promise<Recurring[]> {
  const rows = (await subscriptionSums(db, caller.environmentId)).map((row) => ({ ...row, on: onPlan(row) }));
  const config = await loadPlanConfig(db, caller.environmentId);
  await loadPinnedVersions(
    db,
    config,
    rows.map(({ on }) => on),
  );
  const byCurrency = new Map<string, { running: number; yearlyNanos: bigint }>();
  for (const { currency, running, paying, on } of rows) {
    const sums = byCurrency.get(currency) ?? { running: 0, yearlyNanos: 0n };
    byCurrency.set(currency, sums);
    sums.running += Number(running);
    const price = on.priceId && planAtVersion(config, on).prices.get(on.priceId);
    const interval = on.priceId && config.prices.get(on.priceId)?.billingInterval;
    if (price && interval) sums.yearlyNanos += paying * price.amountNanos * IN_A_YEAR[interval];
  }
  return [...byCurrency]
    .map(([currency, { running, yearlyNanos }]) => ({ currency, running, monthlyNanos: yearlyNanos / 12n }))
    .sort((one, other) => other.running - one.running || (one.currency < other.currency ? -1 : 1));
}

const onPlan = ({ plan_id, plan_version, price_id, currency }: SubscriptionSum) => ({
  planId: idFromUuid("plan", plan_id),
  planVersion: plan_version,
  priceId: price_id === null ? null : idFromUuid("price", price_id),
  currency,
});
