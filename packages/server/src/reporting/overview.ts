/** How business goes: money, usage and AI margin of the last days, and what waits to be billed. */
import { addMs, type Caller, type Db } from "../platform/index.js";
import { type Recurring, recurring } from "./recurring.js";
import { type InvoiceDay, invoiceDays, readCounts, type UsageDay, usageDays } from "./store.js";

const DAY_MS = 86_400_000;
const SHOWN_MODELS = 10;
const USUAL_CURRENCY = "USD";

interface DaySums {
  events: number;
  aiCostNanos: bigint;
  aiChargedNanos: bigint;
  chargedNanos: bigint;
  invoicedNanos: bigint;
}

interface ModelSums {
  readonly model: string;
  events: number;
  tokens: bigint;
  aiCostNanos: bigint;
  aiChargedNanos: bigint;
}

/** @param days whole days before today, which is added */
export async function readOverview(db: Db, caller: Caller, days: number) {
  const to = caller.now();
  const from = addMs(to, -(to.getTime() % DAY_MS) - (days - 1) * DAY_MS);
  const [invoices, subscriptions, usage] = await Promise.all([
    invoiceDays(db, caller.environmentId, from, to),
    recurring(db, caller),
    usageDays(db, caller.environmentId, from, to),
  ]);
  const currency = subscriptions[0]?.currency ?? invoices[0]?.currency ?? USUAL_CURRENCY;
  const counts = await readCounts(db, caller.environmentId, currency);
  const invoiced = invoices.filter((row) => row.currency === currency);
  return {
    from,
    to,
    currency,
    otherCurrencies: [...new Set(invoices.map((row) => row.currency))].filter((other) => other !== currency),
    ...sumSubscriptions(subscriptions, currency),
    counts,
    invoicedNanos: sum(invoiced, (row) => row.invoiced_nanos),
    paidNanos: sum(invoiced, (row) => row.paid_nanos),
    days: sumDays(from, days, usage, invoiced, currency),
    models: sumModels(usage, currency),
  };
}

const sum = <T>(rows: readonly T[], pick: (row: T) => string): bigint =>
  rows.reduce((total, row) => total + BigInt(pick(row)), 0n);

function sumSubscriptions(rows: readonly Recurring[], currency: string) {
  return {
    activeSubscriptions: rows.reduce((total, { running }) => total + running, 0),
    monthlyRecurringNanos: rows.find((row) => row.currency === currency)?.monthlyNanos ?? 0n,
  };
}

/** Every day of the stretch, those without anything too: a chart has no holes. Money is that charged in `currency`. */
function sumDays(
  from: Date,
  days: number,
  usage: readonly UsageDay[],
  invoices: readonly InvoiceDay[],
  currency: string,
) {
  const byDay = new Map<number, DaySums>();
  for (let n = 0; n < days; n++)
    byDay.set(from.getTime() + n * DAY_MS, {
      events: 0,
      aiCostNanos: 0n,
      aiChargedNanos: 0n,
      chargedNanos: 0n,
      invoicedNanos: 0n,
    });
  for (const row of usage) {
    const day = byDay.get(row.day.getTime());
    if (!day) continue;
    day.events += Number(row.events);
    if (row.currency !== currency) continue;
    day.chargedNanos += BigInt(row.cost_nanos);
    if (row.model === "") continue;
    day.aiCostNanos += BigInt(row.provider_cost_nanos);
    day.aiChargedNanos += BigInt(row.cost_nanos);
  }
  for (const row of invoices) {
    const day = byDay.get(row.day.getTime());
    if (day) day.invoicedNanos += BigInt(row.invoiced_nanos);
  }
  return byDay;
}

function chargedMostFirst(a: ModelSums, b: ModelSums): number {
  if (a.aiChargedNanos === b.aiChargedNanos) return a.model < b.model ? -1 : 1;
  return a.aiChargedNanos > b.aiChargedNanos ? -1 : 1;
}

function sumModels(usage: readonly UsageDay[], currency: string): ModelSums[] {
  const byModel = new Map<string, ModelSums>();
  for (const row of usage) {
    if (row.model === "") continue;
    const sums: ModelSums = byModel.get(row.model) ?? {
      model: row.model,
      events: 0,
      tokens: 0n,
      aiCostNanos: 0n,
      aiChargedNanos: 0n,
    };
    byModel.set(row.model, sums);
    sums.events += Number(row.events);
    sums.tokens += BigInt(row.tokens);
    if (row.currency !== currency) continue;
    sums.aiCostNanos += BigInt(row.provider_cost_nanos);
    sums.aiChargedNanos += BigInt(row.cost_nanos);
  }
  return [...byModel.values()].sort(chargedMostFirst).slice(0, SHOWN_MODELS);
}
