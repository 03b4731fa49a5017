/**
 * What a server takes on at once, over real sockets, without a database.
 *
 * Broken on purpose: bytes let go when the handler is done, not when the answer has left; a request let go when its client
 * left, not when its handler is done; bodies without a length taken for nothing; a body that is turned away left on the
 * wire, before or after it was let in (the connection was reset, or closed under the next request); no timer on an answer
 * that nobody takes. Each was seen.
 */
import { once } from "node:events";
import type { Server } from "node:http";
import { connect, type Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "../db/database.js";
import { createLog, type Log } from "../log.js";
import { createMetrics, type Metrics } from "../metrics/metrics.js";
import { Admission, type AdmissionLimits, admitWithinLimits } from "./admission.js";
import { MAX_BODY_BYTES } from "./body.js";
import { type Caller, endpoint } from "./endpoint.js";
import { addHealth } from "./health.js";
import { type App, createHttp } from "./server.js";

const MIB = 1_048_576;
const BOUND: AdmissionLimits = { maxRequests: 3, maxBytes: 2 * MIB, maxUntakenMs: 60_000 };

/** A server whose handlers wait at a gate; what it holds is read from its metrics. */
interface TestServer {
  readonly app: App;
  readonly port: number;
  readonly url: string;
  readonly started: () => number;
  /** Lets all handlers go on, those to come too. */
  open(): void;
  setQueue(queue: { isFull: boolean; retryAfterSeconds: number }): void;
  read(metric: string): Promise<number>;
}

let server: Server | undefined;
let sockets: Socket[] = [];
beforeEach(() => {
  sockets = [];
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server?.closeAllConnections();
  server?.close();
});

async function start(limits: AdmissionLimits, log: Log = createLog("silent")): Promise<TestServer> {
  const metrics: Metrics = createMetrics();
  const queue = { isFull: false, retryAfterSeconds: 7 };
  let started = 0;
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const admission = new Admission(limits, queue, metrics);
  const database = openDatabase("postgres://127.0.0.1:1/none", log);
  const app = createHttp({
    endpoints: [
      endpoint({
        operationId: "wait",
        method: "post",
        path: "/wait",
        tag: "Test",
        summary: "Waits at the gate",
        idempotency: "events",
        body: z.object({}).loose(),
        answer: z.object({}).loose(),
        handle: async () => {
          started += 1;
          await gate;
          return {};
        },
      }),
      endpoint({
        operationId: "large",
        method: "get",
        path: "/large",
        tag: "Test",
        summary: "Answers with more than a socket takes at once",
        answer: z.object({ text: z.string() }),
        handle: async () => ({ text: "x".repeat(16 * MIB) }),
      }),
    ],
    database,
    log,
    metrics,
    admission,
    realNow: () => new Date(0),
    authenticate: async () => ({ scope: "full" }) as Caller,
  });
  addHealth(app, database);
  admitWithinLimits(app, admission, log);
  server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    app,
    port,
    url: `http://127.0.0.1:${port}`,
    started: () => started,
    open: () => open(),
    setQueue: (now) => Object.assign(queue, now),
    read: async (metric) => {
      const { values } = await metrics.getSingleMetric(metric)!.get();
      return values.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

const post = (to: TestServer, body = "{}", headers: Record<string, string> = {}) =>
  fetch(`${to.url}/api/v1/wait`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
const heldRequests = (by: TestServer): Promise<number> => by.read("farthing_http_requests_held");
const heldBytes = (by: TestServer): Promise<number> => by.read("farthing_http_bytes_held");

/** Sends what it is told to, and reads nothing until it is told to. */
async function openSocket(to: TestServer, text: string): Promise<Socket> {
  const socket = connect(to.port, "127.0.0.1");
  sockets.push(socket);
  socket.pause();
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

/** From here on the socket is read; gives what has come. */
function reading(socket: Socket): () => string {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.resume();
  return () => text;
}

const head = (path: string, ...headers: string[]): string =>
  [`${path} HTTP/1.1`, "host: x", "content-type: application/json", ...headers, "", ""].join("\r\n");

test("one request more than it may hold is 503 with Retry-After, and is let in when one has been answered", async () => {
  const on = await start(BOUND);
  const first = [1, 2, 3].map(() => post(on));
  await expect.poll(on.started).toBe(3);
  const refused = await post(on);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "7"]);
  expect(refused.headers.get("x-request-id")).toMatch(/^req_/);
  expect(await refused.json()).toMatchObject({ error: { code: "unavailable", type: "api_error" } });
  expect(on.started()).toBe(3);
  expect(await on.read("farthing_http_turned_away_total")).toBe(1);
  on.open();
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await post(on)).status).toBe(200);
});

test("bodies that are held are bounded together, by what they say of their length", async () => {
  const on = await start({ ...BOUND, maxRequests: 100, maxBytes: 2 * MIB });
  const large = JSON.stringify({ text: "x".repeat(MIB / 2) });
  const held = [1, 2, 3].map(() => post(on, large));
  await expect.poll(on.started).toBe(3);
  expect((await post(on, large)).status).toBe(503);
  const small = post(on);
  await expect.poll(on.started).toBe(4);
  on.open();
  expect((await Promise.all([...held, small])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

test("a body that does not say its length counts as the longest there may be", async () => {
  const on = await start({ ...BOUND, maxRequests: 100, maxBytes: 2 * MIB });
  const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
  await openSocket(on, head("POST /api/v1/wait", "transfer-encoding: chunked") + chunked("{"));
  await expect.poll(() => heldRequests(on)).toBe(1);
  expect(await heldBytes(on)).toBeGreaterThan(MAX_BODY_BYTES);
});

test("an answer that its client does not take is held until it does, or goes away", async () => {
  const on = await start({ ...BOUND, maxRequests: 100, maxBytes: 8 * MIB });
  const slow = await openSocket(on, head("GET /api/v1/large"));
  await expect.poll(() => heldBytes(on)).toBeGreaterThan(16 * MIB);
  const refused = await post(on);
  expect([refused.status, await heldRequests(on)]).toEqual([503, 0]);
  slow.destroy();
  await expect.poll(() => heldBytes(on)).toBe(0);
  on.open();
  expect((await post(on)).status).toBe(200);
});

test("a client that takes nothing of its answer is cut off, and what it held is free again", async () => {
  const on = await start({ ...BOUND, maxRequests: 100, maxUntakenMs: 100 });
  const slow = await openSocket(on, head("GET /api/v1/large"));
  await once(slow.resume(), "data");
  slow.pause();
  await expect.poll(() => heldBytes(on)).toBeGreaterThan(16 * MIB);
  await expect.poll(() => heldBytes(on), { timeout: 10_000 }).toBe(0);
  // One that takes it, however long it needs for it, is not.
  const whole = await (await fetch(`${on.url}/api/v1/large`)).text();
  expect(whole.length).toBeGreaterThan(16 * MIB);
});

test("work goes on counting when its client has left", async () => {
  const on = await start(BOUND);
  const clients = await Promise.all(
    [1, 2, 3].map(() => openSocket(on, `${head("POST /api/v1/wait", "content-length: 2")}{}`)),
  );
  await expect.poll(on.started).toBe(3);
  for (const client of clients) client.destroy();
  await Promise.all(clients.map((client) => once(client, "close")));
  expect((await post(on)).status).toBe(503);
  on.open();
  await expect.poll(() => heldRequests(on)).toBe(0);
});

test("whatever becomes of requests, in the end nothing is held", async () => {
  const on = await start({ ...BOUND, maxRequests: 8, maxBytes: 4 * MIB });
  on.open();
  const cut = async (text: string) => (await openSocket(on, text)).destroy();
  for (let round = 0; round < 10; round++) {
    const answers = [
      post(on),
      post(on, "{"),
      post(on, `${" ".repeat(MAX_BODY_BYTES)}{}`),
      post(on, "{}", { "content-type": "text/plain" }),
      fetch(`${on.url}/api/v1/nothing`),
      fetch(`${on.url}/api/v1/large`, { method: "HEAD" }),
    ];
    await cut(head("POST /api/v1/wait", "content-length: 100000"));
    await cut(`${head("POST /api/v1/wait", "content-length: 2")}{}`);
    await cut(head("GET /api/v1/large"));
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    for (const status of statuses) expect([200, 400, 404, 413, 415, 503]).toContain(status);
  }
  await expect.poll(() => heldRequests(on)).toBe(0);
  expect(await heldBytes(on)).toBe(0);
});

test("a client that is turned away is answered when it has sent its body, and not reset in the middle of it", async () => {
  const on = await start({ ...BOUND, maxRequests: 0, maxBytes: 2 * MIB });
  const socket = await openSocket(on, head("POST /api/v1/wait", `content-length: ${MIB}`));
  const answered = reading(socket);
  const half = Buffer.alloc(MIB / 2, 0x20);
  socket.write(half);
  await expect.poll(() => on.read("farthing_http_turned_away_total")).toBe(1);
  // A whole round trip later, the first is still waiting for the rest.
  await fetch(`${on.url}/healthz`);
  expect(answered()).toBe("");
  socket.write(half);
  await expect.poll(answered).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 7[\s\S]*"unavailable"/);
  socket.write(head("GET /healthz"));
  await expect.poll(answered).toMatch(/HTTP\/1\.1 200 /);
});

test("a body that is refused unread is taken off the wire before its client is answered, so that the connection goes on", async () => {
  const on = await start({ ...BOUND, maxRequests: 100, maxBytes: 100 * MIB });
  on.open();
  const socket = await openSocket(on, head("POST /api/v1/wait", `content-length: ${4 * MIB}`));
  const answered = reading(socket);
  const half = Buffer.alloc(2 * MIB, 0x20);
  socket.write(half);
  // A whole round trip later, the first is still waiting for the rest.
  await fetch(`${on.url}/healthz`);
  expect(answered()).toBe("");
  socket.write(half);
  await expect.poll(answered).toMatch(/^HTTP\/1\.1 413 [\s\S]*"payload_too_large"/);
  socket.write(head("GET /healthz"));
  await expect.poll(answered).toMatch(/HTTP\/1\.1 200 /);
  const tooLong = Buffer.alloc(4 * MIB, 0x20);
  const chunked = await openSocket(on, head("POST /api/v1/wait", "transfer-encoding: chunked"));
  const chunkedAnswer = reading(chunked);
  chunked.write(`${tooLong.length.toString(16)}\r\n`);
  chunked.write(tooLong);
  await fetch(`${on.url}/healthz`);
  expect(chunkedAnswer()).toBe("");
  chunked.write("\r\n0\r\n\r\n");
  await expect.poll(chunkedAnswer).toMatch(/^HTTP\/1\.1 413 /);
  chunked.write(head("GET /healthz"));
  await expect.poll(chunkedAnswer).toMatch(/HTTP\/1\.1 200 /);
});

test("a full queue is said before the body is parsed, and only to what would join it", async () => {
  const on = await start(BOUND);
  on.open();
  on.setQueue({ isFull: true, retryAfterSeconds: 30 });
  const refused = await post(on, "{not json");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
  expect((await fetch(`${on.url}/api/v1/large`, { method: "HEAD" })).status).toBe(200);
  on.setQueue({ isFull: false, retryAfterSeconds: 1 });
  expect((await post(on, "{not json")).status).toBe(400);
});

test("health is answered when everything else is full", async () => {
  const on = await start({ ...BOUND, maxRequests: 0, maxBytes: 0 });
  expect((await post(on)).status).toBe(503);
  expect((await fetch(`${on.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${on.url}/readyz`)).status).toBe(503);
});

test("a flood that is turned away makes one line in the log, and not one each", async () => {
  const lines: string[] = [];
  const log = createLog("warn");
  log.warn = ((_: unknown, message: string) => void lines.push(message)) as Log["warn"];
  const on = await start({ ...BOUND, maxRequests: 0, maxBytes: 0 }, log);
  for (let n = 0; n < 50; n++) expect((await post(on)).status).toBe(503);
  expect(lines).toEqual([expect.stringContaining("Too many requests are in progress.")]);
});

test("requests that come in one piece on one connection are bounded as others are", async () => {
  const on = await start(BOUND);
  const socket = await openSocket(on, `${head("POST /api/v1/wait", "content-length: 2")}{}`.repeat(50));
  await expect.poll(() => on.read("farthing_http_turned_away_total")).toBe(47);
  expect(on.started()).toBe(3);
  on.open();
  const answered = reading(socket);
  await expect.poll(() => answered().match(/HTTP\/1\.1 \d+/g)?.length).toBe(50);
  expect(answered().match(/HTTP\/1\.1 200/g)).toHaveLength(3);
});

test("answers in line behind another give their bytes back when the connection goes before their turn", async () => {
  const on = await start({ ...BOUND, maxRequests: 10, maxBytes: 4 * MIB });
  const socket = await openSocket(on, `${head("POST /api/v1/wait", "content-length: 2")}{}`.repeat(10));
  await expect.poll(on.started).toBe(10);
  socket.destroy();
  on.open();
  await expect.poll(() => heldRequests(on)).toBe(0);
  await expect.poll(() => heldBytes(on)).toBe(0);
});
