/**
 * A database that was filled before plans had versions is billed after its upgrade as it would have been: what had been
 * changed in a plan since a period began is not for that period.
 *
 * The rows are made over the API, and copied into a database that has the migrations before this one; then it is
 * upgraded, and both are moved over the next renewals. Broken on purpose: the versions of running periods left out of
 * 0016_plan_versions.sql, so that all are on the plan as it is now (other invoices).
 */
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.js";
import {
  type Body,
  createTestClock,
  mustSend,
  startTestInstance,
  TEST_KEY,
  TEST_SECRET_KEYS,
  type TestInstance,
} from "../../test/instance.js";
import { type Application, createApplication } from "../app.js";
import { createLog, migrate } from "../platform/index.js";

const MIGRATIONS = path.join(import.meta.dirname, "../../migrations");
const OWN = "0016_plan_versions.sql";

let made: TestInstance;
let old: TestDatabase;
let upgraded: Application;
beforeAll(async () => {
  made = await startTestInstance();
  old = await createTestDatabase();
});
afterAll(async () => {
  await upgraded?.close();
  await old.close();
  await made.close();
});

const must: TestInstance["must"] = (...request) => made.must(...request);
const mustUpgraded = (method: string, at: string, body?: unknown): Promise<Body> =>
  mustSend(upgraded, TEST_KEY, method, at, body);

async function plan(code: string, more: object, price: object, features: object[]): Promise<string> {
  await must("POST", "/plans", { name: code, code, ...more });
  const { id } = await must("POST", `/plans/${code}/prices`, price);
  for (const feature of features) await must("POST", `/plans/${code}/features`, feature);
  return id;
}

const join = async (customerId: string, planCode: string, more: object = {}): Promise<void> => {
  await must("POST", "/customers", { id: customerId });
  // With a name, which each had then.
  await must("POST", "/subscriptions", { customerId, planCode, name: planCode, ...more });
};
const use = (customerId: string, value: number, feature = "calls"): Promise<Body> =>
  must("POST", "/usage/events", { customerId, feature, value });

/** Customers at every kind of plan; then the plans change, some of them twice, with customers in between. */
async function populate(): Promise<void> {
  await must("POST", "/test-clock", { frozenTime: "2030-01-10T00:00:00Z" });
  for (const code of ["calls", "texts", "maps"])
    await must("POST", "/features", { name: code, code, type: "metered" });
  await must("POST", "/features", { name: "seats", code: "seats", type: "seats" });
  const overage = { enabled: true, unitPrice: 200 };
  const metered = { featureId: "calls", includedAmount: 10.000000001, overage };
  const monthly = { billingInterval: "monthly", price: 1000 };
  const seats = { featureId: "seats", includedAmount: 1, maxSeats: 9, overage: { unitPrice: 50_000 } };
  const texts = { featureId: "texts", includedAmount: 2, overage };
  const team = await plan("team", {}, monthly, [metered, texts, seats]);
  await plan("same", {}, monthly, [metered]);
  const yearly = { billingInterval: "yearly", price: 50_000 };
  await plan("year", {}, yearly, [metered, { ...seats, overage: { unitPrice: 10_000 } }]);
  const wallet = await plan(
    "wallet",
    { consumptionModel: "balance", blockOnExhaustion: false },
    { billingInterval: "quarterly", price: 3000, includedBalance: 100_000 },
    [{ featureId: "calls", overage: { unitPrice: 100 } }],
  );
  await plan("tokens", { consumptionModel: "credits" }, { ...monthly, includedCredits: 50 }, [
    { featureId: "calls", creditsPerUnit: 2 },
  ]);
  await join("early", "team", { initialSeats: { seats: 3 } });
  for (const code of ["same", "year", "wallet", "tokens"]) await join(`on_${code}`, code);
  await must("PUT", "/seats", { customerId: "on_year", featureCode: "seats", count: 4 });
  await must("POST", "/test-clock", { advanceDays: 3 });
  await must("PATCH", `/plans/team/prices/${team}`, { price: 1500 });
  await must("PATCH", "/plans/team/features/calls", { includedAmount: 4, overage: { unitPrice: 900 } });
  await must("PATCH", "/plans/team/features/seats", { overage: { unitPrice: 70_000 } });
  await join("between", "team", { initialSeats: { seats: 3 } });
  await use("between", 7);
  await must("POST", "/test-clock", { advanceDays: 3 });
  await must("PATCH", "/plans/team/features/calls", { includedAmount: 12, overage: { unitPrice: 800 } });
  await must("DELETE", "/plans/team/features/texts");
  await must("POST", "/plans/team/features", { featureId: "maps", includedAmount: 1, overage });
  await must("PATCH", "/plans/year/features/calls", { overage: { enabled: false } });
  await must("PATCH", "/plans/year/features/seats", { overage: { unitPrice: 90_000 } });
  await must("PATCH", `/plans/wallet/prices/${wallet}`, { price: 9000, includedBalance: 50_000 });
  await join("late", "team", { initialSeats: { seats: 3 } });
  await join("trying", "team", { customTrialDays: 5 });
  for (const customerId of ["early", "between", "late", "on_same"]) await use(customerId, 20);
  await use("early", 5, "texts");
  await use("late", 3, "maps");
  await use("on_year", 25);
  await use("on_wallet", 1500);
  await use("on_tokens", 5);
  await must("POST", "/seats", { customerId: "early", featureCode: "seats", count: 2 });
}

/** Every row of a database, in one with fewer columns. */
async function copy(from: pg.Pool, to: pg.Pool): Promise<void> {
  const tables = (
    await to.query<{ name: string; columns: string[] }>(
      `SELECT c.relname AS name, array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migrations'
         AND a.attgenerated = '' GROUP BY c.relname`,
    )
  ).rows;
  const client = await to.connect();
  await client.query("SET session_replication_role = replica");
  for (const { name } of tables) await client.query(`TRUNCATE ${name} CASCADE`);
  for (const { name, columns } of tables) {
    const { rows } = await from.query(`SELECT coalesce(json_agg(t), '[]')::text AS all FROM ${name} t`);
    await client.query(
      `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM json_populate_recordset(null::${name}, $1::json)`,
      [rows[0].all],
    );
  }
  await client.query("SET session_replication_role = origin");
  client.release();
}

async function migrateBefore(url: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "migrations-"));
  for (const file of await readdir(MIGRATIONS))
    if (file < OWN) await cp(path.join(MIGRATIONS, file), path.join(folder, file));
  await migrate(url, folder, createLog("silent"));
  await rm(folder, { recursive: true });
}

const shown = ({ kind, description, used, included, quantity, unitPrice, amount, amountNanos }: Body) => ({
  kind,
  description,
  used,
  included,
  quantity,
  unitPrice,
  amount,
  amountNanos,
});
async function invoicesOf(call: typeof must, customerId: string): Promise<Body[]> {
  const { data } = await call("GET", `/invoices?customerId=${customerId}&limit=100`);
  const all = await Promise.all(data.map(({ id }: Body) => call("GET", `/invoices/${id}`)));
  return all.map(({ reason, total, lines }: Body) => ({ reason, total, lines: lines.map(shown) }));
}

const CUSTOMERS = [
  "early",
  "between",
  "late",
  "trying",
  "on_same",
  "on_year",
  "on_wallet",
  "on_tokens",
] as const;

test("who was there before the upgrade is billed as without it, at the terms their periods began with", async () => {
  await populate();
  await old.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await migrateBefore(old.url);
  await copy(made.database.pool, old.pool);
  expect(await migrate(old.url, MIGRATIONS, createLog("silent"))).toContain(OWN);
  upgraded = createApplication({
    database: old,
    clock: createTestClock(),
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    catalogSyncUrl: "http://127.0.0.1:9/v1/models",
    checkAnswers: true,
  });
  for (let months = 0; months < 4; months++) {
    for (const call of [must, mustUpgraded]) {
      await call("POST", "/usage/events", { customerId: "between", feature: "calls", value: 3 });
      await call("POST", "/test-clock", { advanceDays: 31 });
    }
  }
  for (const customerId of CUSTOMERS) {
    const expected = await invoicesOf(must, customerId);
    expect(expected.length, customerId).toBeGreaterThan(0);
    expect(await invoicesOf(mustUpgraded, customerId), customerId).toEqual(expected);
  }
  const [first] = (await invoicesOf(mustUpgraded, "early")).slice(-2);
  // 20 of 12 included, which is more than when it began, at the price of then; 5 texts of 2, removed since.
  expect(first.lines.filter(({ kind }: Body) => kind === "feature_overage")).toMatchObject([
    { quantity: 8, unitPrice: 200 },
    { quantity: 3, unitPrice: 200 },
  ]);
});
