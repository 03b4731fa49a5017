/**
 * A server that is asked for ten times what it can serve: it serves what it can, tells the others when to come back,
 * takes no more memory the longer it lasts, loses nothing that it acknowledged, and is itself again when it is over.
 *
 * Broken on purpose, and seen to fail: no bounds (nobody was told to come back); a part of what is turned away kept (the
 * memory went on growing); a batch that found the queue full written all the same; commits left out now and then
 * (acknowledged events were missing).
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyLedger } from "../../packages/server/src/charging/index.js";
import { createModelPricing } from "../../packages/server/src/models/index.js";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { countFrom } from "../system/random.js";
import { type ServerProcess, startProcess } from "./server-process.js";

const SECONDS = countFrom("FLOOD_SECONDS", 5);
const CUSTOMERS = 20;
/** What the server takes on at once, and ten times as many connections that ask it to. */
const MAX_REQUESTS = 100;
const CONNECTIONS = 10 * MAX_REQUESTS;
const SLOW_READERS = 5;
/** Where what is held is bounded, a heap of this size is plenty; where it is not, the process ends here. */
const MAX_HEAP_MIB = 160;
const MAX_RSS_MIB = 350;

let folder: string;
let database: TestDatabase;
let server: ServerProcess;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

beforeAll(async () => {
  console.log(`longer: FLOOD_SECONDS=${SECONDS * 10} npx vitest run tests/start/flood.test.ts`);
  folder = await mkdtemp(path.join(tmpdir(), "farthing-flood-"));
  database = await createTestDatabase();
  server = await startProcess(folder, {
    DATABASE_URL: database.url,
    NODE_OPTIONS: `--max-old-space-size=${MAX_HEAP_MIB}`,
    FARTHING_MAX_REQUESTS: String(MAX_REQUESTS),
    FARTHING_MAX_QUEUE: "2000",
    FARTHING_MAX_HELD_MIB: "8",
  });
  await createCatalog();
});
afterAll(async () => {
  agent.destroy();
  await server?.end("SIGTERM");
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

function send(method: string, at: string, body?: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      "x-api-key": server.key,
      ...(body === undefined
        ? {}
        : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    };
    const sent = request(`${server.url}${at}`, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          retryAfter: response.headers["retry-after"],
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function post(at: string, body: unknown): Promise<void> {
  const { status, text } = await send("POST", `/api/v1${at}`, JSON.stringify(body));
  if (status >= 300) throw new Error(`${at}: ${status} ${text}`);
}

async function createCatalog(): Promise<void> {
  await post("/features", { name: "API calls", code: "api_calls", type: "metered" });
  await post("/plans", { name: "Open", code: "open", consumptionModel: "balance", blockOnExhaustion: false });
  await post("/plans/open/prices", { billingInterval: "monthly", price: 1000, includedBalance: 100_000 });
  await post("/plans/open/features", { featureId: "api_calls", overage: { unitPrice: 1 } });
  for (let n = 0; n < CUSTOMERS; n++) {
    await post("/customers", { id: `flood_${n}` });
    await post("/subscriptions", { customerId: `flood_${n}`, planCode: "open" });
  }
}

/** Requests as a flood has them: most are batches, some are single events, some are of half a megabyte. */
class Flood {
  readonly acknowledged: string[] = [];
  readonly turnedAway: string[] = [];
  readonly statuses: Record<string, number> = {};
  readonly problems: string[] = [];
  sent = 0;
  underWay = 0;
  #events = 0;
  #idle: (() => void) | undefined;

  constructor(private readonly name: string) {}

  /** Never rejects: what goes wrong is a problem. */
  async one(): Promise<void> {
    this.sent += 1;
    this.underWay += 1;
    const { at, keys, body } = this.#request(this.sent);
    try {
      this.#note(keys, await send("POST", at, body));
    } catch (error) {
      this.problems.push(String(error));
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.#idle?.();
    }
  }

  /** Resolves when everything has been answered. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      if (this.underWay === 0) resolve();
      else this.#idle = resolve;
    });
  }

  #request(n: number): { at: string; keys: string[]; body: string } {
    if (n % 5 === 0) {
      const event = this.#event();
      return { at: "/api/v1/usage/events", keys: [event.idempotencyKey], body: JSON.stringify(event) };
    }
    const properties = n % 50 === 1 ? LONG : undefined;
    const events = Array.from({ length: 50 }, () => ({ ...this.#event(), properties }));
    const keys = events.map(({ idempotencyKey }) => idempotencyKey);
    return { at: "/api/v1/usage/events/batch", keys, body: JSON.stringify({ events }) };
  }

  #event() {
    const n = this.#events++;
    return {
      customerId: `flood_${n % CUSTOMERS}`,
      feature: "api_calls",
      idempotencyKey: `${this.name}_${n}`,
    };
  }

  #note(keys: readonly string[], { status, retryAfter, text }: Answered): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status === 201) this.acknowledged.push(...keys);
    else if (status === 200) {
      const { results } = JSON.parse(text) as { results: { status: string }[] };
      for (const [i, key] of keys.entries())
        (results[i]!.status === "recorded" ? this.acknowledged : this.turnedAway).push(key);
    } else if (status === 503 && /^(?:[1-9]|[12]\d|30)$/.test(retryAfter ?? ""))
      this.turnedAway.push(...keys);
    else this.problems.push(`${status}, Retry-After ${retryAfter}: ${text.slice(0, 200)}`);
  }
}

const LONG = Array.from({ length: 20 }, (_, n) => ({ property: `p${n}`, value: "x".repeat(500) }));

/** Requests answered in a second when no more are under way than the server has work for. */
async function capacity(): Promise<number> {
  const flood = new Flood("calm");
  const MS = 1_500;
  const until = performance.now() + MS;
  const client = async (): Promise<void> => {
    while (performance.now() < until) await flood.one();
  };
  await Promise.all(Array.from({ length: 8 }, client));
  expect([flood.problems, flood.turnedAway]).toEqual([[], []]);
  return (flood.sent / MS) * 1_000;
}

/** Asks for page after page of events, and reads nothing of what comes. */
async function openSlowReader(): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("connect", resolve));
  const page = `GET /api/v1/usage/events?limit=100 HTTP/1.1\r\nhost: x\r\nx-api-key: ${server.key}\r\n\r\n`;
  socket.write(page.repeat(8));
  return socket;
}

/** Asked of the system, as a server under a flood may be slow to tell. */
async function residentMib(): Promise<number> {
  const status = await readFile(`/proc/${server.child.pid}/status`, "utf8").catch(() => undefined);
  const kib = status
    ? /^VmRSS:\s+(\d+)/m.exec(status)![1]
    : (await promisify(execFile)("ps", ["-o", "rss=", "-p", String(server.child.pid)])).stdout;
  return Number(kib) / 1_024;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * Sends ten times `perSecond`, and whatever comes of that on a slow machine, twice as many at once as the server takes
 * on. @returns the server's memory in MiB, as it was from then to then
 */
async function pour(flood: Flood, perSecond: number): Promise<number[]> {
  const resident: number[] = [];
  const fromMs = performance.now();
  const elapsedMs = (): number => performance.now() - fromMs;
  while (elapsedMs() < SECONDS * 1_000) {
    const due = (10 * perSecond * elapsedMs()) / 1_000;
    while (flood.underWay < 2 * MAX_REQUESTS || (flood.sent < due && flood.underWay < CONNECTIONS))
      void flood.one();
    resident.push(await residentMib());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return resident;
}

async function recordedKeys(of: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ key: string }>(
    "SELECT idempotency_key AS key FROM usage_events WHERE idempotency_key LIKE $1",
    [`${of}_%`],
  );
  return rows.map(({ key }) => key);
}

test("under ten times what it can serve: only 2xx and 503, memory stays flat, nothing is lost, and then all is well", {
  timeout: SECONDS * 3_000 + 60_000,
}, async () => {
  const perSecond = await capacity();
  const slow = await Promise.all(Array.from({ length: SLOW_READERS }, openSlowReader));
  const flood = new Flood("flood");
  const resident = await pour(flood, perSecond);
  for (const socket of slow) socket.destroy();
  await flood.answered();
  const calmFromMs = performance.now();
  const after = new Flood("after");
  // What clients that left had asked for may still be worked on.
  while (after.acknowledged.length === 0 && performance.now() - calmFromMs < 1_000) await after.one();
  const calmMs = performance.now() - calmFromMs;

  const third = Math.floor(resident.length / 3);
  const second = median(resident.slice(third, 2 * third));
  const last = median(resident.slice(2 * third));
  const most = Math.max(...resident);
  console.log(
    `served ${perSecond.toFixed(0)}/s when calm, was asked for ${(flood.sent / SECONDS).toFixed(0)}/s: ${JSON.stringify(flood.statuses)}; ` +
      `memory ${second.toFixed(0)}, then ${last.toFixed(0)}, at most ${most.toFixed(0)} MiB; after it ${calmMs.toFixed(0)} ms`,
  );
  expect([...new Set(flood.problems)]).toEqual([]);
  expect(flood.statuses["503"]).toBeGreaterThan(0);
  expect(flood.acknowledged.length).toBeGreaterThan(0);
  expect([after.problems, after.acknowledged.length]).toEqual([[], 50]);
  expect(calmMs).toBeLessThan(1_000);
  expect(most).toBeLessThan(MAX_RSS_MIB);
  expect(last).toBeLessThan(1.15 * second);
  // A line for each that was turned away would fill the disk.
  expect(server.output().trim().split("\n").length).toBeLessThan(20);

  const keys = await recordedKeys("flood");
  const recorded = new Set(keys);
  expect(recorded.size).toBe(keys.length);
  expect(flood.acknowledged.filter((key) => !recorded.has(key))).toEqual([]);
  expect(flood.turnedAway.filter((key) => recorded.has(key))).toEqual([]);
  expect(recorded.size).toBe(flood.acknowledged.length);
  expect((await verifyLedger(database.db, createModelPricing().pricesById)).broken).toBeUndefined();
});
