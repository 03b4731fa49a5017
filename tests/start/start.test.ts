/**
 * Broken on purpose, and seen to fail: without the hold, a second start serves the same folder; with Postgres started
 * in the server's own process group, a Ctrl-C fails the requests under way. How a server ends under load is for
 * tests/system: crash.test.ts and shutdown.test.ts.
 */
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import "../../packages/server/test/database.js";
import pg from "pg";
import { clearAway, postgresPid, runToEnd, type ServerProcess, startProcess } from "./server-process.js";

let folder: string;
let running: ServerProcess[] = [];
/** A folder that a server has made, and left in order. */
let used: string;

beforeAll(async () => {
  used = await mkdtemp(path.join(tmpdir(), "farthing-used-"));
  const server = await startProcess(used);
  await server.end("SIGTERM");
});
afterAll(() => clearAway(used, []));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "farthing-start-"));
});

afterEach(async () => {
  await clearAway(folder, running);
  running = [];
});

/** As where the first start was long ago: a Postgres is not made anew for what is not of the first. */
const takeUsedFolder = (): Promise<unknown> => promisify(execFile)("cp", ["-a", `${used}/.`, folder]);

async function start(more: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startProcess(folder, more);
  running.push(server);
  return server;
}

async function call(server: ServerProcess, method: string, route: string, body?: unknown) {
  const response = await fetch(`${server.url}/api/v1${route}`, {
    method,
    headers: { "x-api-key": server.key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return { status: response.status, body: (await response.json()) as any };
}

test("one start gives an address, a key that works and the next step; Ctrl-C stops all, Postgres included", async () => {
  const server = await start();
  const lines = server.output().trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^Set up the dashboard: http:\/\/127\.0\.0\.1:\d+\/welcome#[\w-]{32}$/);
  expect(server.output()).toContain(`next: ${server.url}/docs`);
  expect((await call(server, "GET", "/models?limit=1")).status).toBe(200);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await postgresPid(folder)).toBeGreaterThan(0);
  expect(await server.end("SIGINT")).toBe(0);
  expect(await postgresPid(folder)).toBeUndefined();
});

test("the next start shows the same key, and what was there is still there", async () => {
  await takeUsedFolder();
  const first = await start();
  await call(first, "POST", "/customers", { id: "kept" });
  await first.end("SIGTERM");
  const second = await start();
  expect(second.key).toBe(first.key);
  expect((await call(second, "GET", "/customers/kept")).status).toBe(200);
});

test("a key that was revoked is shown no more: the next start makes another, which works", async () => {
  const first = await start();
  const { id } = (await call(first, "GET", "/api-keys")).body.data[0];
  await call(first, "DELETE", `/api-keys/${id}`);
  await first.end("SIGTERM");
  const second = await start();
  expect(second.output()).not.toContain(first.key);
  expect((await call(second, "GET", "/customers")).status).toBe(200);
});

test("a second start in the same folder is told who holds it, and the first goes on", async () => {
  await takeUsedFolder();
  const first = await start();
  const second = await runToEnd(folder);
  expect(second.code).toBe(1);
  expect(second.output).toContain(`process ${first.child.pid}, serving ${first.url}`);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
});

test("FARTHING_SANDBOX_KEY is made at boot and works", async () => {
  const key = "ck_test_abcdefghijklmnopqrstuvwxyz012345";
  const server = await start({ FARTHING_SANDBOX_KEY: key });
  expect(server.key).toBe(key);
  expect((await call(server, "GET", "/customers")).status).toBe(200);
});

test.each([
  [{ PORT: "x" }, "PORT"],
  [{ FARTHING_SANDBOX_KEY: "ck_test_short" }, "FARTHING_SANDBOX_KEY"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
  [{ FARTHING_MAX_REQUESTS: "none" }, "FARTHING_MAX_REQUESTS"],
  [{ DATABASE_URL: "postgres://127.0.0.1:1/none" }, "DATABASE_URL"],
])("a wrong setting (%o) is one clear line and exit 1", async (settings, name) => {
  const { code, output } = await runToEnd(folder, settings as Record<string, string>);
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toHaveLength(1);
  expect(output).toContain(name);
});

test("a kept connection outlives the minute that proxies keep theirs, and no more are open than may be", async () => {
  await takeUsedFolder();
  const server = await start({ FARTHING_MAX_CONNECTIONS: "10" });
  const kept = await fetch(`${server.url}/healthz`);
  expect(kept.headers.get("keep-alive")).toBe("timeout=75");
  const { hostname, port } = new URL(server.url);
  const sockets = Array.from({ length: 20 }, () => connect(Number(port), hostname));
  let closed = 0;
  for (const socket of sockets) socket.on("error", () => undefined).on("close", () => closed++);
  await expect.poll(() => closed, { timeout: 10_000 }).toBe(11);
  for (const socket of sockets) socket.destroy();
  await expect
    .poll(async () => (await fetch(`${server.url}/healthz`).catch(() => undefined))?.status)
    .toBe(200);
});

test("a port that is taken is said, and no Postgres is left behind", async () => {
  await takeUsedFolder();
  const blocker = createServer();
  const port = await new Promise<number>((resolve) =>
    blocker.listen(0, "127.0.0.1", () => resolve((blocker.address() as { port: number }).port)),
  );
  try {
    const { code, output } = await runToEnd(folder, { PORT: String(port) });
    expect([code, output]).toEqual([1, expect.stringContaining("the port is already in use")]);
    expect(await postgresPid(folder)).toBeUndefined();
  } finally {
    blocker.close();
  }
});

test("DATABASE_URL is used instead of the embedded Postgres", async () => {
  const name = `start_${process.pid}`;
  const admin = new pg.Client({ connectionString: inject("postgresUrl").replace("DATABASE", "postgres") });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  try {
    const server = await start({ DATABASE_URL: inject("postgresUrl").replace("DATABASE", name) });
    expect((await call(server, "GET", "/models?search=claude&limit=1")).body.data).toHaveLength(1);
    expect(server.output()).not.toContain(server.key);
    expect(server.output()).toContain(`${server.key.slice(0, 12)}… (in ${path.join(folder, "sandbox-key")})`);
    expect(await postgresPid(folder)).toBeUndefined();
    expect(await server.end("SIGTERM")).toBe(0);
  } finally {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
});
