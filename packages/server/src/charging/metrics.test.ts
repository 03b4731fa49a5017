/**
 * What `/metrics` says of a server, and what it may not say.
 *
 * Broken on purpose: requests labelled with their path (series grew with what callers made up); duplicates counted as
 * recorded; the catalog's age read without a bound on how long the database may take.
 */
import { expect, test } from "vitest";
import { TEST_SECRET_KEYS } from "../../test/instance.js";
import { metricsText, readMetrics } from "../../test/metrics.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { createCatalog, subscribe, track, WORKED_EXAMPLE } from "../../test/scenario.js";
import { createApplication } from "../app.js";
import { createClock, createLog, createMetrics, FarthingError, openDatabase } from "../platform/index.js";
import type { ChargeItem, Outcome } from "./item.js";
import { ChargeMetrics } from "./metrics.js";

const instance = sharedInstance(createCatalog);

/** What the series rose by while `work` ran; those that did not are left out. */
async function rises(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await readMetrics(instance.app);
  await work();
  const after = await readMetrics(instance.app);
  const rise = [...after].map(([name, value]): [string, number] => [name, value - (before.get(name) ?? 0)]);
  return Object.fromEntries(rise.filter(([name, by]) => by !== 0 && name.startsWith("farthing_")));
}

const ownSeries = async (): Promise<string[]> =>
  [...(await readMetrics(instance.app)).keys()].filter((name) => name.startsWith("farthing_")).sort();

test("events are counted by what became of them: recorded by kind, duplicates, refusals by code", async () => {
  const metered = await subscribe(instance, "metered");
  const credits = await subscribe(instance, "credits");
  const balance = await subscribe(instance, "balance");
  const calls = ({ customerId }: { customerId: string }, more: object = {}) => ({
    customerId,
    feature: "api_calls",
    ...more,
  });
  const rise = await rises(async () => {
    await track(instance, { ...WORKED_EXAMPLE, ...calls(balance, { feature: "ai_generation" }) });
    await track(instance, calls(balance, { idempotencyKey: "k" }));
    await track(instance, calls(balance, { idempotencyKey: "k" }));
    await track(instance, calls(balance, { idempotencyKey: "k", value: 2 }));
    await track(instance, calls(credits, { value: 1_000 }));
    await track(instance, calls(balance, { feature: "unplanned" }));
    await instance.call("PUT", "/usage", calls(metered, { value: 7 }));
    await instance.call("POST", "/usage/events/batch", {
      events: [calls(metered), calls(metered), calls(credits, { value: 1_000 })],
    });
  });
  expect(rise).toMatchObject({
    'farthing_events_recorded_total{kind="tokens"}': 1,
    'farthing_events_recorded_total{kind="units"}': 3,
    'farthing_events_recorded_total{kind="total"}': 1,
    farthing_events_duplicate_total: 1,
    'farthing_usage_refused_total{code="insufficient_credits"}': 2,
    'farthing_usage_refused_total{code="feature_not_in_plan"}': 1,
    'farthing_usage_refused_total{code="idempotency_key_mismatch"}': 1,
    farthing_charge_batch_events_count: 8,
    farthing_charge_batch_events_sum: 10,
    'farthing_charge_batch_events_bucket{le="2"}': 7,
    farthing_charge_commit_seconds_count: 8,
  });
  expect(rise.farthing_charge_commit_seconds_sum).toBeGreaterThan(0);
  expect(Object.keys(rise).filter((name) => name.startsWith("farthing_events_failed"))).toEqual([]);
});

test("what could not be written for no fault of its own is counted apart", async () => {
  const metrics = createMetrics();
  const items = Array.from({ length: 3 }, () => ({ request: { usage: { kind: "units" } } }) as ChargeItem);
  const away: PromiseSettledResult<Outcome> = {
    status: "rejected",
    reason: new FarthingError("unavailable", "The database is away."),
  };
  const outcomes = [away, away, { status: "rejected", reason: new Error("fault") } as const];
  new ChargeMetrics(metrics).groupSettled({ items, outcomes, seconds: 0.1 });
  const text = await metrics.metrics();
  expect(text).toContain('farthing_events_failed_total{code="unavailable"} 2');
  expect(text).toContain('farthing_events_failed_total{code="internal_error"} 1');
  expect(text).not.toContain("farthing_events_recorded_total{");
});

test("requests are counted by operation and status, and timed", async () => {
  const rise = await rises(async () => {
    await instance.call("GET", "/customers");
    await instance.call("GET", "/customers?limit=none");
    await instance.call("GET", "/customers/nobody");
    await instance.call("PATCH", "/customers");
    await instance.app.request("/healthz");
    await instance.app.request("/nothing/here");
  });
  expect(rise).toMatchObject({
    'farthing_http_requests_total{operation="listCustomers",status="200"}': 1,
    'farthing_http_requests_total{operation="listCustomers",status="422"}': 1,
    'farthing_http_requests_total{operation="getCustomer",status="404"}': 1,
    'farthing_http_requests_total{operation="other",status="405"}': 1,
    'farthing_http_requests_total{operation="other",status="404"}': 1,
    'farthing_http_request_seconds_count{operation="listCustomers"}': 2,
  });
  expect(rise['farthing_http_request_seconds_sum{operation="listCustomers"}']).toBeGreaterThan(0);
});

test("nothing that callers send is in them, and what callers make up makes no new series", async () => {
  const customer = async (n: number) => {
    const { customerId } = await subscribe(instance, "balance");
    await track(instance, {
      ...WORKED_EXAMPLE,
      customerId,
      feature: "ai_generation",
      idempotencyKey: `secret_${n}`,
      properties: [{ property: "secret", value: `secret_${n}` }],
    });
    await track(instance, { customerId, feature: `secret_${n}` });
    await instance.call("GET", `/customers/secret_${n}`);
    await instance.app.request(`/secret_${n}`);
    return customerId;
  };
  const first = await customer(0);
  const series = await ownSeries();
  for (let n = 1; n <= 20; n++) await customer(n);
  expect(await ownSeries()).toEqual(series);
  const text = await metricsText(instance.app);
  for (const word of [
    first,
    "secret",
    "claude",
    "ai_generation",
    "example.com",
    "cus_",
    "env_",
    instance.key,
  ])
    expect(text).not.toContain(word);
});

test("names follow Prometheus: a prefix, the unit, _total for counters; each says what it is", async () => {
  const text = await metricsText(instance.app);
  const types = [...text.matchAll(/^# TYPE (farthing_\w+) (\w+)$/gm)];
  expect(types.length).toBeGreaterThan(10);
  for (const [, name, type] of types) {
    expect(text).toMatch(new RegExp(`^# HELP ${name} [A-Z].*\\.$`, "m"));
    expect([name, name!.endsWith("_total")]).toEqual([name, type === "counter"]);
    if (type === "histogram") expect(name).toMatch(/_(?:seconds|events)$/);
  }
});

test("the queue, the connections and the age of the catalog are what they are when they are read", async () => {
  const metrics = await readMetrics(instance.app);
  expect(metrics.get("farthing_charge_queue_events")).toBe(0);
  expect(metrics.get("farthing_charge_queue_limit_events")).toBe(20_000);
  expect(metrics.get("farthing_database_connections")).toBeGreaterThan(0);
  expect(metrics.get("farthing_database_connections_limit")).toBe(16);
  expect(metrics.get("farthing_database_waiting")).toBe(0);
  expect(metrics.get("farthing_catalog_age_seconds")).toBeLessThan(3_600);
  instance.clock.set(new Date(Date.now() + 7 * 86_400_000).toISOString());
  const later = await readMetrics(instance.app);
  instance.clock.reset();
  expect(later.get("farthing_catalog_age_seconds")).toBeGreaterThan(6 * 86_400);
});

test("a sync makes the catalog young again", async () => {
  await instance.database.pool.query(
    "UPDATE catalog_state SET sync_succeeded_at = now() - interval '90 seconds'",
  );
  expect((await readMetrics(instance.app)).get("farthing_catalog_age_seconds")).toSatisfy(
    (age: number) => age >= 90 && age < 120,
  );
});

test("without its database a server still says how it is, at once", async () => {
  const log = createLog("silent");
  const away = openDatabase("postgres://127.0.0.1:1/none", log);
  const hanging = {
    ...away,
    db: { $client: { query: () => new Promise(() => {}) } } as unknown as typeof away.db,
  };
  for (const database of [away, hanging]) {
    const { app, close } = createApplication({
      database,
      clock: createClock(),
      log,
      secretKeys: TEST_SECRET_KEYS,
    });
    const startedMs = performance.now();
    const metrics = await readMetrics(app);
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    expect(metrics.get("farthing_charge_queue_events")).toBe(0);
    expect([...metrics.keys()]).not.toContain("farthing_catalog_age_seconds");
    await close();
  }
  await away.close();
});
