/**
 * Jobs on real time, as a server has them.
 *
 * Broken on purpose: `performNext` without the lock of the account (engines met one another);
 * `noteFailure` throwing the error again (the other customer was not renewed).
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../test/one-per-file.js";
import { createCatalog, type Subscribed, subscribe } from "../test/scenario.js";
import { runAllDue, serverJobs } from "./jobs.js";
import { createLog, type RunningJobs, startJobs } from "./platform/index.js";

const log = createLog("silent");
const instance = sharedInstance(createCatalog);

const dependencies = () => ({
  db: instance.database.db,
  clock: instance.clock,
  log,
  dueEngine: instance.dueEngine,
  clockMover: instance.clockMover,
  providers: instance.providers,
  catalogSyncUrl: "http://127.0.0.1:9/v1/models",
});
const start = (): RunningJobs =>
  startJobs({ database: instance.database, log, jobs: serverJobs(dependencies()) });
const invoicesOf = async ({ customerId }: Subscribed): Promise<string[]> =>
  (await instance.call("GET", `/invoices?customerId=${customerId}`)).body.data.map(
    ({ reason }: { reason: string }) => reason,
  );
const failures = async (): Promise<unknown[]> =>
  (
    await instance.database.pool.query(
      "SELECT attempts, extract(epoch FROM retry_at - failed_at)::int AS wait FROM due_failures",
    )
  ).rows;
const count = async (statement: string): Promise<number> =>
  Number((await instance.database.pool.query(statement)).rows[0].count);

test("what falls due on real time is done by a job, once, though two nodes have it; and a stopped one leaves nothing open", async () => {
  instance.clock.set("2027-01-01T00:00:00Z");
  const all = await Promise.all(["balance", "metered", "credits"].map((plan) => subscribe(instance, plan)));
  instance.clock.set("2027-02-01T00:00:00Z");
  const nodes = [start(), start()];
  await expect
    .poll(() => Promise.all(all.map(invoicesOf)), { timeout: 20_000, interval: 100 })
    .toEqual(all.map(() => ["renewal", "subscription_start"]));
  await Promise.all(nodes.map((node) => node.stop()));
  const open =
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'farthing jobs' AND datname = current_database()";
  await expect.poll(() => count(open)).toBe(0);
});

test("jobs that are stopped before they have begun never begin", async () => {
  const jobs = start();
  await jobs.stop();
  expect(
    await count(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'farthing jobs' AND datname = current_database()",
    ),
  ).toBe(0);
});

test("two engines at once do each thing once", async () => {
  instance.clock.set("2028-01-01T00:00:00Z");
  const all: Subscribed[] = [];
  for (let n = 0; n < 12; n++) all.push(await subscribe(instance, n % 2 ? "balance" : "metered"));
  instance.clock.set("2028-07-01T00:00:00Z");
  await Promise.all(Array.from({ length: 3 }, () => runAllDue(dependencies())));
  for (const one of all) expect(await invoicesOf(one)).toHaveLength(7);
  // None has met another.
  expect(await failures()).toEqual([]);
  const { rows } = await instance.database.pool.query(
    "SELECT count(*) AS all, count(DISTINCT number) AS distinct, max(number) AS last FROM invoices WHERE number IS NOT NULL GROUP BY environment_id",
  );
  for (const { all, distinct, last } of rows) expect([distinct, last]).toEqual([all, all]);
});

test("what fails does not stop the others, changes nothing, and is tried again after a pause that grows", async () => {
  instance.clock.set("2029-01-01T00:00:00Z");
  const [bad, good] = [await subscribe(instance, "balance"), await subscribe(instance, "balance")];
  const { pool } = instance.database;
  const [row] = (
    await pool.query(
      "SELECT s.customer_id, s.id FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE c.external_id = $1",
      [bad.customerId],
    )
  ).rows;
  // Its period cannot be closed.
  await pool.query(
    `ALTER TABLE subscription_periods ADD CONSTRAINT no_end CHECK (closed_at IS NULL OR subscription_id <> '${row.id}') NOT VALID`,
  );
  instance.clock.set("2029-02-01T00:00:00Z");
  await runAllDue(dependencies());
  expect(await invoicesOf(good)).toHaveLength(2);
  expect(await invoicesOf(bad)).toHaveLength(1);
  expect(await failures()).toEqual([{ attempts: 1, wait: 30 }]);
  await runAllDue(dependencies());
  expect(await failures()).toEqual([{ attempts: 1, wait: 30 }]);
  instance.clock.set("2029-02-01T00:00:31Z");
  await runAllDue(dependencies());
  expect(await failures()).toEqual([{ attempts: 2, wait: 60 }]);
  const refused = await instance.call("POST", "/usage/events", {
    customerId: bad.customerId,
    feature: "api_calls",
  });
  expect([refused.status, refused.body.error.code]).toEqual([503, "unavailable"]);
  await pool.query("ALTER TABLE subscription_periods DROP CONSTRAINT no_end");
  instance.clock.set("2029-02-01T00:02:00Z");
  await runAllDue(dependencies());
  expect(await invoicesOf(bad)).toHaveLength(2);
  expect(await failures()).toEqual([]);
});
