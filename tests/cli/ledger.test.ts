/** `farthing ledger verify`, over a database that is in use, at rest, tampered with, or not there. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Farthing } from "@farthing/node";
import { createLog, readSettings, startServer } from "@farthing/server";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_KEY } from "../../packages/server/test/instance.js";
import { farthing } from "./run-command.js";
import { type Served, sell, serve, subscribe } from "./serve.js";

const verify = (where: Pick<Served, "folder" | "env">, ...args: string[]) =>
  farthing(where, ["ledger", "verify", ...args]);

describe("of a server that runs", () => {
  let served: Served;
  let customerId: string;
  beforeAll(async () => {
    served = await serve();
    await sell(served.farthing);
    await subscribe(served.farthing, "user_1", "open");
    customerId = (await served.farthing.customers.get({ id: "user_1" })).id;
    for (let i = 0; i < 3; i++) await served.farthing.usage.track({ customerId, feature: "api_calls" });
  });
  afterAll(() => served.close());

  it("a sound ledger is counted, and exits 0", async () => {
    const { exitCode, out } = await verify(served);
    expect(out).toBe("Accounts: 1, ledger lines: 4, charges rated again: 3.\nThe ledger is sound.\n");
    expect(exitCode).toBe(0);
    expect(JSON.parse((await verify(served, "--json")).out)).toEqual({
      sound: true,
      accounts: 1,
      lines: "4",
      archivedLines: "0",
      eventsRated: 3,
      broken: null,
    });
  });

  it("a charge that was changed exits 1, and is named with what it should be", async () => {
    await served.database.db.execute(
      sql`UPDATE usage_events SET cost_nanos = cost_nanos + 1 WHERE seq = (SELECT min(seq) + 1 FROM usage_events)`,
    );
    const { exitCode, out } = await verify(served);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^The ledger is broken\./);
    expect(out.split("\n").slice(1, 6)).toEqual([
      `  customer  ${customerId}`,
      "  line      3",
      "  what      balance after the line",
      "  expected  9997999999",
      "  found     9998000000",
    ]);
    expect(JSON.parse((await verify(served, "--json")).out)).toMatchObject({
      sound: false,
      broken: { customerId, seq: "3", what: "balance after the line" },
    });
  });

  it("says that a database is not Farthing's, or does not answer", async () => {
    const other = served.database.url.replace(/[^/]+$/, "postgres");
    expect(await verify({ ...served, env: { DATABASE_URL: other } })).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("is not a Farthing database"),
    });
    const away = { DATABASE_URL: "postgres://farthing:secret@127.0.0.1:9/farthing" };
    const { exitCode, err } = await verify({ ...served, env: away });
    expect(exitCode).toBe(3);
    expect(err).toContain("does not answer");
    expect(err).not.toContain("secret");
    expect(await verify({ ...served, env: { DATABASE_URL: "mysql://x" } })).toMatchObject({ exitCode: 2 });
  });
});

describe("of the embedded Postgres", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "farthing-cli-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("works while the server runs, and when it does not", async () => {
    const settings = readSettings({
      PORT: "0",
      FARTHING_DATA_DIR: path.join(folder, ".farthing"),
      FARTHING_SANDBOX_KEY: TEST_KEY,
      FARTHING_JOBS: "off",
    });
    const server = await startServer(settings, createLog("silent"));
    const client = new Farthing({ apiKey: TEST_KEY, baseURL: server.url });
    await sell(client);
    await subscribe(client, "user_1", "open");
    const here = { folder, env: {} };
    const sound = { exitCode: 0, out: expect.stringContaining("Accounts: 1, ledger lines: 1,") };
    expect(await verify(here)).toMatchObject(sound);
    // It left the server's Postgres running.
    await client.usage.track({ customerId: "user_1", feature: "api_calls" });
    await server.stop();
    expect(await verify(here)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining("ledger lines: 2,"),
    });
  });

  it("says that there is none, and makes none", async () => {
    const empty = await mkdtemp(path.join(folder, "empty-"));
    const { exitCode, err } = await verify({ folder: empty, env: {} });
    expect(exitCode).toBe(2);
    expect(err).toContain(`There is no Farthing database in ${path.join(empty, ".farthing")}`);
  });
});
