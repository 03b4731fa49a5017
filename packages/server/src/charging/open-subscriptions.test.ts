/**
 * What is known of a subscription from an earlier charge is used only where it is what would be read now.
 *
 * Broken on purpose: versions not compared, or no trigger on updates (what was changed beside was not seen); no trigger on
 * inserts or deletes (the account kept its version); nothing remembered (the second look read again).
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { createCatalog, type Subscribed, subscribe, track } from "../../test/scenario.js";
import { lockKnownAccounts } from "../ledger/index.js";
import { type Db, type Id, transaction } from "../platform/index.js";
import { OpenSubscriptions } from "./open-subscriptions.js";

const instance = sharedInstance(createCatalog);

const use = async ({ customerId }: Pick<Subscribed, "customerId">): Promise<string> => {
  const { status, body } = await track(instance, { customerId, feature: "api_calls" });
  return status === 201 ? "recorded" : body.error.code;
};
/** As another server does: past the one under test. */
const setStatus = (db: Pick<typeof instance.database.pool, "query">, customerId: string, status: string) =>
  db.query(
    `UPDATE subscriptions SET status = $2 WHERE customer_id = (SELECT id FROM customers WHERE external_id = $1)`,
    [customerId, status],
  );

test("a change that another server made is seen by the next charge; one that was rolled back is not", async () => {
  const { pool } = instance.database;
  const on = await subscribe(instance, "balance");
  expect(await use(on)).toBe("recorded");
  const client = await pool.connect();
  await client.query("BEGIN");
  await setStatus(client, on.customerId, "paused");
  await client.query("ROLLBACK");
  expect(await use(on)).toBe("recorded");
  await client.query("BEGIN");
  await setStatus(client, on.customerId, "paused");
  // It waits for the change, and is decided after it.
  const waiting = use(on);
  await client.query("COMMIT");
  client.release();
  expect(await waiting).toBe("no_active_subscription");
  await setStatus(pool, on.customerId, "active");
  expect(await use(on)).toBe("recorded");
});

test("a customer who had no subscription has the one that begins, and has none when it is over", async () => {
  const on = { customerId: "from_none" };
  await instance.must("POST", "/customers", { id: on.customerId, email: "none@example.com" });
  expect(await use(on)).toBe("no_active_subscription");
  for (let n = 0; n < 2; n++) {
    const { id } = await instance.must("POST", "/subscriptions", { ...on, planCode: "balance" });
    expect(await use(on)).toBe("recorded");
    await instance.must("POST", `/subscriptions/${id}/cancel`, { immediate: true });
    expect(await use(on)).toBe("no_active_subscription");
  }
});

test("each statement that adds, changes or removes a subscription gives its account another version", async () => {
  const on = await subscribe(instance, "balance");
  const { pool } = instance.database;
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    const { rows } = await pool.query(
      `SELECT subscriptions_version::text AS version FROM balances
       WHERE customer_id = (SELECT id FROM customers WHERE external_id = $1)`,
      [on.customerId],
    );
    seen.add(rows[0].version);
  };
  await look();
  const another = `id = '01900000-0000-7000-8000-000000000000'`;
  for (const statement of [
    `INSERT INTO subscriptions SELECT (jsonb_populate_record(s,
       '{"id": "01900000-0000-7000-8000-000000000000", "status": "canceled"}')).* FROM subscriptions s LIMIT 0`,
    `INSERT INTO subscriptions SELECT (jsonb_populate_record(s,
       '{"id": "01900000-0000-7000-8000-000000000000", "status": "canceled"}')).*
     FROM subscriptions s WHERE customer_id = (SELECT id FROM customers WHERE external_id = '${on.customerId}')`,
    `UPDATE subscriptions SET status = 'expired' WHERE ${another}`,
    `DELETE FROM subscriptions WHERE ${another}`,
  ]) {
    await pool.query(statement);
    await look();
  }
  // The first changed none.
  expect(seen.size).toBe(4);
});

test("what is known under the version that the account says is not read again", async () => {
  const on = await subscribe(instance, "balance");
  const open = new OpenSubscriptions();
  const { body } = await instance.call("GET", `/customers/${on.customerId}`);
  const customerId = body.id as Id<"cus">;
  const look = (through: (tx: Db) => Db) =>
    transaction(instance.database.db, async (tx) =>
      open.of(through(tx), (await lockKnownAccounts(tx, [{ customerId }])).values()),
    );
  const nothing = (): Db => {
    throw new Error("it was read");
  };
  const first = await look((tx) => tx);
  expect(first).toMatchObject([{ customerId, status: "active" }]);
  expect(await look(() => new Proxy({} as Db, { get: nothing }))).toEqual(first);
  await setStatus(instance.database.pool, on.customerId, "active");
  await expect(look(() => new Proxy({} as Db, { get: nothing }))).rejects.toThrow("it was read");
});
