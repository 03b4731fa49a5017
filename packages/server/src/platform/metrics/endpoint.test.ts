/**
 * Who may read the metrics, and who is not even told that there are any.
 *
 * Broken on purpose: the headers of proxies not looked at; the token compared by its first 16 characters; HTTP/1.0 let
 * through. Each was seen.
 */
import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterEach, expect, test } from "vitest";
import { requestFrom } from "../../../test/metrics.js";
import { openDatabase } from "../db/database.js";
import { Admission } from "../http/admission.js";
import { type App, createHttp } from "../http/server.js";
import { createLog } from "../log.js";
import { addMetrics } from "./endpoint.js";
import { createMetrics } from "./metrics.js";

const TOKEN = "0123456789abcdef0123456789abcdef";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

function createApp(token?: string): App {
  const log = createLog("silent");
  const metrics = createMetrics();
  const app = createHttp({
    endpoints: [],
    // No query is made, so no database has to be there.
    database: openDatabase("postgres://127.0.0.1:1/none", log),
    log,
    metrics,
    admission: new Admission(
      { maxRequests: 1, maxBytes: 1, maxUntakenMs: 1 },
      { isFull: false, retryAfterSeconds: 1 },
      metrics,
    ),
    realNow: () => new Date(0),
    authenticate: () => Promise.reject(new Error("nobody authenticates here")),
  });
  addMetrics(app, metrics, { token });
  return app;
}

async function listen(app: App): Promise<number> {
  server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

const statusFor = async (app: App, ...request: Parameters<typeof requestFrom>): Promise<number> =>
  (await app.request("/metrics", {}, requestFrom(...request))).status;
const withBearer = async (app: App, authorization: string): Promise<number> =>
  (await app.request("/metrics", { headers: { authorization } }, requestFrom("203.0.113.9"))).status;

test("a Prometheus on the same machine reads them over a socket: memory, event loop, collections of garbage", async () => {
  const port = await listen(createApp());
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await response.text();
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    expect.stringMatching(/^text\/plain; version=0\.0\.4/),
  ]);
  for (const name of ["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds"])
    expect(text).toMatch(new RegExp(`^${name} [\\d.e+-]+$`, "m"));
  expect(text).toContain("# TYPE nodejs_gc_duration_seconds histogram");
});

test.each([
  ["127.0.0.1", "127.0.0.1:4800"],
  ["127.8.9.1", "localhost:4800"],
  ["::1", "[::1]:4800"],
  ["::ffff:127.0.0.1", "localhost"],
])("%s asking %s is this machine", async (address, host) => {
  expect(await statusFor(createApp(), address, { host })).toBe(200);
});

test.each([
  ["another machine", "10.0.0.7", {}],
  ["another machine over IPv6", "2001:db8::1", {}],
  ["another machine in IPv6's clothes", "::ffff:10.0.0.7", {}],
  ["nobody known", undefined, {}],
  ["a proxy that says Forwarded", "127.0.0.1", { forwarded: "for=203.0.113.9" }],
  ["a proxy that says Via", "127.0.0.1", { via: "1.1 edge" }],
  ["a proxy that says X-Forwarded-For", "127.0.0.1", { "x-forwarded-for": "127.0.0.1" }],
  ["a proxy that says X-Forwarded-For, empty", "127.0.0.1", { "x-forwarded-for": "" }],
  ["a proxy that says X-Forwarded-Proto", "127.0.0.1", { "x-forwarded-proto": "https" }],
  ["a proxy that says X-Forwarded-Host", "127.0.0.1", { "x-forwarded-host": "a.test" }],
  ["a proxy that says X-Real-IP", "127.0.0.1", { "x-real-ip": "203.0.113.9" }],
  ["a proxy that passes the public name on", "127.0.0.1", { host: "billing.example.com" }],
  ["a browser led here by a name that looks local", "127.0.0.1", { host: "127.0.0.1.evil.test" }],
  ["a request without a host", "127.0.0.1", { host: "" }],
])("without a token, %s gets 404", async (_, address, headers) => {
  expect(await statusFor(createApp(), address, { host: "127.0.0.1:4800", ...headers })).toBe(404);
});

test("a proxy that says nothing but asks in HTTP/1.0, as nginx does, gets 404", async () => {
  const socket = connect(await listen(createApp()), "127.0.0.1");
  socket.end("GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:4800\r\n\r\n");
  const [chunk] = await once(socket, "data");
  expect(String(chunk)).toMatch(/^HTTP\/1\.1 404 /);
});

test("with a token, the token is the way in, from anywhere, and the only one", async () => {
  const app = createApp(TOKEN);
  expect(await withBearer(app, `Bearer ${TOKEN}`)).toBe(200);
  expect(await withBearer(app, `bearer ${TOKEN}`)).toBe(200);
  for (const wrong of [
    "",
    "Bearer",
    `Bearer ${TOKEN.slice(0, 31)}`,
    `Bearer ${TOKEN.slice(0, 31)}0`,
    `Bearer ${TOKEN} ${TOKEN}`,
    `Basic ${TOKEN}`,
  ])
    expect([wrong, await withBearer(app, wrong)]).toEqual([wrong, 404]);
  expect(await statusFor(app, "127.0.0.1")).toBe(404);
});

test("the 404 is that of any path that does not exist", async () => {
  const app = createApp();
  const [metrics, other] = await Promise.all(["/metrics", "/nothing"].map((path) => app.request(path)));
  const headersOf = (response: Response) => [...response.headers.keys()];
  expect(headersOf(metrics!)).toEqual(headersOf(other!));
  const [hidden, missing] = [(await metrics!.text()).replaceAll("/metrics", "/nothing"), await other!.text()];
  expect(hidden).toBe(missing);
});
