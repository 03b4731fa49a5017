/**
 * Two server processes on one database are told at the same moment to do what is due: each thing is done by one of them,
 * once, and invoices have their numbers without a gap. Their jobs do what is due as well meanwhile. So with a move of the
 * clock that is asked for at both.
 *
 * Broken on purpose: accounts read without their lock, and the keys of the periods and of the ledger's entries dropped. Then
 * both did what was due (220 renewals of 120), and the ledger was broken. Without the lock alone it passed, and with the
 * ledger's key left as well: of two that renew, the later one cannot write what is there, and finds all done when it tries
 * again.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient, Reply } from "./http-client.js";
import { countFrom } from "./random.js";
import { expectSoundLedger } from "./sound-ledger.js";
import { startTwoServers, type TwoServers } from "./two-servers.js";

const WEEKS = countFrom("DUE_WEEKS", 3);
/** More than are done together in one transaction, so that each has some while the other has others. */
const SUBSCRIPTIONS = 120;
const START_MS = Date.parse("2035-01-01T00:00:00Z");
const WEEK_MS = 7 * 86_400_000;
const timeOf = (week: number): string => new Date(START_MS + week * WEEK_MS).toISOString();

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers(8);
  const [client] = servers.clients;
  await must(client, "POST", "/test-clock", { frozenTime: timeOf(0) });
  await must(client, "POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  for (const [code, consumptionModel, price, feature] of [
    ["metered", "metered", {}, { includedAmount: 10, overage: { enabled: true, unitPrice: 10_000 } }],
    ["balance", "balance", { includedBalance: 100_000 }, { overage: { unitPrice: 10_000 } }],
  ] as const) {
    await must(client, "POST", "/plans", { name: code, code, consumptionModel, ...isOpen(consumptionModel) });
    await must(client, "POST", `/plans/${code}/prices`, { billingInterval: "weekly", price: 700, ...price });
    await must(client, "POST", `/plans/${code}/features`, { featureId: "calls", ...feature });
  }
}, 60_000);
afterAll(async () => {
  await expectSoundLedger(servers.env);
  await servers.close();
}, 60_000);

const isOpen = (model: string): object => (model === "balance" ? { blockOnExhaustion: false } : {});

async function must(client: HttpClient, method: string, path: string, body?: object): Promise<Reply["body"]> {
  const reply = await client.call(method, path, body);
  if (reply.status >= 300)
    throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** On one plan or the other, and 15 of 10 used. */
async function subscribe(n: number): Promise<void> {
  const client = servers.clients[n % 2]!;
  const customerId = `twice_${n}`;
  await must(client, "POST", "/customers", { id: customerId });
  const planCode = n % 4 < 2 ? "metered" : "balance";
  await must(client, "POST", "/subscriptions", { customerId, planCode });
  await must(client, "POST", "/usage/events", { customerId, feature: "calls", value: 15 });
}

async function read(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: servers.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asked for at both, it is one move, and both tell the same of it. */
async function moveAtBoth(frozenTime: string): Promise<void> {
  await Promise.all(servers.clients.map((client) => must(client, "POST", "/test-clock", { frozenTime })));
  for (const client of servers.clients) {
    const clock = () => must(client, "GET", "/test-clock");
    await expect.poll(async () => (await clock()).status, { timeout: 60_000 }).toBe("ready");
    const { run } = await clock();
    expect([run.frozenTime, run.counts.period_renewed, run.failed]).toEqual([frozenTime, SUBSCRIPTIONS, []]);
  }
}

test(`what is due of ${SUBSCRIPTIONS} subscriptions in ${WEEKS + 1} weeks, asked for at two servers at once, is done once`, async () => {
  await Promise.all(Array.from({ length: SUBSCRIPTIONS }, (_, n) => subscribe(n)));
  const byBoth = [0, 0];
  for (let week = 1; week <= WEEKS; week++) {
    // As a clock that was moved while no server was there: nothing was done on the way.
    await read(`UPDATE environments SET frozen_at = '${timeOf(week)}' WHERE kind = 'sandbox'`);
    const runs = await Promise.all(
      servers.clients.map((client) => must(client, "POST", "/test-clock/process-billing")),
    );
    const done = runs.map(({ counts }) => counts.period_renewed as number);
    // What neither of them says was done by a job.
    expect(done[0]! + done[1]!, `week ${week}`).toBeLessThanOrEqual(SUBSCRIPTIONS);
    expect(runs.map(({ failed }) => failed)).toEqual([0, 0]);
    for (const n of [0, 1]) byBoth[n]! += done[n]!;
  }
  console.log(`renewals: ${byBoth[0]} by the one server, ${byBoth[1]} by the other`);
  await moveAtBoth(timeOf(WEEKS + 1));
  // The first renewal bills the 5 beyond, at 1.00.
  const totals = [7e9, 12e9, ...Array(WEEKS).fill(7e9)];
  const found = await read(`SELECT c.external_id,
       (SELECT json_agg(i.total_nanos::bigint ORDER BY i.number) FROM invoices i WHERE i.customer_id = c.id) AS totals,
       (SELECT count(*)::int FROM subscription_periods p WHERE p.customer_id = c.id) AS periods
     FROM customers c`);
  expect(found).toHaveLength(SUBSCRIPTIONS);
  for (const { external_id, ...one } of found)
    expect(one, String(external_id)).toEqual({ totals, periods: WEEKS + 2 });
  const [numbers] = await read(
    "SELECT count(*)::int AS all, count(DISTINCT number)::int AS distinct, max(number)::int AS last FROM invoices",
  );
  const all = SUBSCRIPTIONS * (WEEKS + 2);
  expect(numbers).toEqual({ all, distinct: all, last: all });
}, 240_000);
