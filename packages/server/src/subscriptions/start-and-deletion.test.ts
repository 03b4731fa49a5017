/**
 * A subscription that begins while its plan is being deleted: one of the two comes first, and the other sees it.
 *
 * Broken on purpose, each seen: the plan read without being held, with which the deletion was answered before the
 * subscription was there, and a subscription began on a plan whose deletion was being written.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";

const instance = sharedInstance();
const post = (path: string, body: unknown = {}) => instance.must("POST", path, body);

async function plan(code: string): Promise<void> {
  await post("/plans", { name: code, code, isFree: true });
  await post("/customers", { id: `on_${code}` });
}
const start = (code: string) =>
  instance.call("POST", "/subscriptions", { customerId: `on_${code}`, planCode: code });

/** What waits for a lock in this database, of the statements that begin so. */
const waiting = async (statement: string): Promise<number> =>
  (
    await instance.database.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE $1",
      [`${statement}%`],
    )
  ).rowCount!;

test("a deletion waits for a subscription that is just beginning, which then ends at its renewal", async () => {
  await plan("begins_first");
  const other = await instance.database.pool.connect();
  const answered: string[] = [];
  const told = <T>(name: string, request: Promise<T>) =>
    request.then((answer) => {
      answered.push(name);
      return answer;
    });
  await other.query("BEGIN");
  await other.query("LOCK TABLE subscriptions IN SHARE MODE");
  const started = told("started", start("begins_first"));
  await expect.poll(() => waiting('insert into "subscriptions"')).toBe(1);
  const deleted = told("deleted", instance.call("DELETE", "/plans/begins_first"));
  await expect
    .poll(async () => answered.length + (await waiting('update "plans"')), { timeout: 10_000 })
    .toBeGreaterThan(0);
  const answeredBefore = [...answered];
  await other.query("COMMIT");
  other.release();
  expect((await started).status).toBe(201);
  expect((await deleted).status).toBe(200);
  expect(answeredBefore).toEqual([]);
});

test("a subscription waits for a deletion that is being written, and then finds no plan", async () => {
  await plan("deleted_first");
  const other = await instance.database.pool.connect();
  await other.query("BEGIN");
  await other.query("UPDATE plans SET deleted_at = now() WHERE code = 'deleted_first'");
  const started = start("deleted_first");
  await expect.poll(() => waiting("select"), { timeout: 10_000 }).toBe(1);
  await other.query("COMMIT");
  other.release();
  const { status, body } = await started;
  expect([status, body.error?.code, body.error?.param]).toEqual([404, "plan_not_found", "planCode"]);
});
