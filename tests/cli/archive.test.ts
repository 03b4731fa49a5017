/**
 * `farthing events archive`: what is in the file and what is left, killed with -9 in the middle, beside traffic, and
 * what it refuses.
 *
 * Broken on purpose: no taking back of the last chunk (its lines are in the file twice); the lines deleted before the
 * chunk is written (a killed run loses them); the lock of the account left out (one that is held is not waited for);
 * damage in the middle of the file cut off. Each failed here.
 */
import { createHash } from "node:crypto";
import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { DuplicateEventError, Farthing } from "@farthing/node";
import { addMs } from "@farthing/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestClock } from "../../packages/server/test/instance.js";
import { farthing, spawnFarthing } from "./run-command.js";
import { type Served, sell, serve, subscribe, totalsOf } from "./serve.js";

const DAY_MS = 86_400_000;
const LONG_AGO = addMs(new Date(), -100 * DAY_MS);
/** Before the second monthly period of then ended, and behind the end of the first, whatever months they are. */
const BEFORE = addMs(new Date(), -50 * DAY_MS).toISOString();
const CALLS = 250;
/** Of an account, by its number of calls: the first allowance, what expired of it, and the second are old too. */
const oldOf = (calls: number): number => calls + 3;
const OLD = oldOf(CALLS);
/** What two more renewals took back and gave. */
const NOT_OLD = 4;

const clock = createTestClock();
let served: Served;
let tag = 0;
beforeAll(async () => {
  clock.set(LONG_AGO.toISOString());
  served = await serve({}, clock);
  await sell(served.farthing);
});
beforeEach(() => {
  tag += 1;
});
afterAll(() => served.close());

const run = (statement: string, values: unknown[] = []) =>
  served.database.pool.query(statement, values).then(({ rows }) => rows);

/** A customer with {@link CALLS} calls of long ago, each with a key, who was renewed until now. */
async function withOldCalls(id: string, calls = CALLS): Promise<string> {
  clock.set(LONG_AGO.toISOString());
  await subscribe(served.farthing, id, "open");
  for (let i = 0; i < calls; i += 100) {
    const events = Array.from({ length: Math.min(100, calls - i) }, (_, n) => call(id, i + n));
    expect(await served.farthing.usage.trackBatch({ events })).toMatchObject({ refused: 0 });
  }
  clock.reset();
  // What asks for the end at the end of the period brings the subscription up to it first.
  const subscription = await served.farthing.subscriptions.getActive({ customerId: id });
  await served.farthing.subscriptions.cancel({ id: subscription!.id });
  return (await served.farthing.customers.get({ id })).id;
}

const call = (customerId: string, n: number) => ({
  customerId,
  feature: "api_calls",
  idempotencyKey: `call ${n}`,
  properties: [{ property: "team", value: `grün ${n % 3}` }],
});

const archiveTo = (file: string, ...more: string[]) => [
  ...["events", "archive", "--before", BEFORE, "--to", file],
  ...more,
];
const archive = (file: string, ...more: string[]) => farthing(served, archiveTo(file, ...more));

interface Line {
  readonly kind: string;
  readonly customerId: string;
  readonly seq: number;
  readonly id: string;
}

/** The lines of a file, with its chunks checked as a reader would. */
async function linesIn(file: string): Promise<Line[]> {
  const text = await readFile(`${served.folder}/${file}`, "utf8");
  const [first, ...rest] = text.split("\n");
  expect(JSON.parse(first!)).toMatchObject({ kind: "archive", of: "farthing", version: 1 });
  expect(rest.pop()).toBe("");
  const lines: Line[] = [];
  while (rest.length > 0) {
    const header = JSON.parse(rest.shift()!);
    expect(header.kind).toBe("chunk");
    const own = rest.splice(0, header.throughSeq - header.fromSeq + 1);
    const chunk = own.map((line) => `${line}\n`).join("");
    expect(Buffer.byteLength(chunk)).toBe(header.bytes);
    expect(createHash("sha256").update(chunk).digest("hex")).toBe(header.sha256);
    const parsed: Line[] = own.map((line) => JSON.parse(line));
    expect(parsed.map(({ seq }) => seq)).toEqual(parsed.map((_, i) => header.fromSeq + i));
    expect(new Set(parsed.map(({ customerId }) => customerId))).toEqual(new Set([header.customerId]));
    lines.push(...parsed);
  }
  return lines;
}

const seqsOf = (lines: readonly Line[], customerId: string): number[] =>
  lines.filter((line) => line.customerId === customerId).map(({ seq }) => seq);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

const expectSound = async () =>
  expect(await farthing(served, ["ledger", "verify"])).toMatchObject({ exitCode: 0 });

it("old lines go to the file, all of them and once, and everything adds up as before", async () => {
  const id = `user_${tag}`;
  const customerId = await withOldCalls(id);
  await served.farthing.usage.track(call(id, CALLS));
  const before = await totalsOf(served, id);
  const listed = await served.farthing.usage.list({ customerId: id, limit: 100 });
  const ids: string[] = [];
  for await (const event of listed) ids.push(event.id);

  const dry = await archive("old.ndjson", "--dry-run", "--json");
  expect(JSON.parse(dry.out)).toMatchObject({ lines: String(OLD), events: String(CALLS), file: null });
  await expect(stat(`${served.folder}/old.ndjson`)).rejects.toThrow(/ENOENT/);

  const { exitCode, out } = await archive("old.ndjson");
  expect(exitCode).toBe(0);
  expect(out.split("\n").slice(0, 4)).toEqual([
    `Archived, from before ${BEFORE}:`,
    "  accounts  1",
    `  lines     ${OLD}`,
    `  of events ${CALLS}`,
  ]);
  const lines = await linesIn("old.ndjson");
  expect(seqsOf(lines, customerId)).toEqual(upTo(OLD));
  const events = lines.filter(({ kind }) => kind === "event");
  expect(events.map((event) => event.id)).toEqual(ids.slice(1).reverse());
  expect(events[0]).toMatchObject({
    feature: "api_calls",
    idempotencyKey: "call 0",
    value: "1",
    unit: "USD",
    costNanos: "1000000",
    balanceAfterNanos: "9999000000",
    properties: [{ property: "team", value: "grün 0" }],
  });

  expect(await totalsOf(served, id)).toEqual(before);
  const again = await served.farthing.usage.track(call(id, 7)).catch((error: unknown) => error);
  expect(again).toBeInstanceOf(DuplicateEventError);
  expect(again).toMatchObject({ event: undefined, eventId: events[7]!.id });
  expect((await farthing(served, ["ledger", "verify"])).out).toContain(
    `ledger lines: ${NOT_OLD + 1}, behind ${OLD} archived ones,`,
  );
  await expectSound();

  const bytes = await readFile(`${served.folder}/old.ndjson`);
  expect(await archive("old.ndjson", "--json")).toMatchObject({ exitCode: 0 });
  expect(await readFile(`${served.folder}/old.ndjson`)).toEqual(bytes);
});

it("killed between the file and the commit, it takes the chunk back and goes on: no line is lost or twice there", async () => {
  const file = `killed_${tag}.ndjson`;
  const done = await withOldCalls(`user_${tag}_a`);
  const held = await withOldCalls(`user_${tag}_b`);
  const child = await killedOver(held, file);
  expect(child).toBe("SIGKILL");
  // The first one's lines have left; the second one's are in both places.
  const [{ remaining }] = await run(
    "SELECT count(*)::int AS remaining FROM account_lines l JOIN customers c ON c.id = l.customer_id WHERE c.external_id LIKE $1",
    [`user_${tag}_%`],
  );
  expect(remaining).toBe(OLD + 2 * NOT_OLD);
  const killed = await linesIn(file);
  expect([seqsOf(killed, done), seqsOf(killed, held)]).toEqual([upTo(OLD), upTo(OLD)]);
  await expectSound();

  const { exitCode, err } = await archive(file);
  expect(err).toContain(
    `Continuing: removed ${OLD} lines at the end of the file that are still in the database.`,
  );
  expect(exitCode).toBe(0);
  const lines = await linesIn(file);
  expect([seqsOf(lines, done), seqsOf(lines, held)]).toEqual([upTo(OLD), upTo(OLD)]);
  await expectSound();
});

/** Runs the command until `customerId`'s lines are in the file and its account, which is locked, is waited for. */
async function killedOver(customerId: string, file: string): Promise<number | NodeJS.Signals | null> {
  const holder = await served.database.pool.connect();
  try {
    await holder.query("BEGIN");
    await holder.query(
      "UPDATE balances b SET last_seq = last_seq FROM customers c WHERE c.id = b.customer_id AND c.external_id = $1",
      [(await served.farthing.customers.get({ id: customerId })).externalId],
    );
    const child = spawnFarthing(served, archiveTo(file));
    const isWritten = vi.waitFor(
      async () => {
        const text = await readFile(`${served.folder}/${file}`, "utf8");
        expect(text).toContain(`"customerId":"${customerId}"`);
        expect(seqsOf(await linesIn(file), customerId).length).toBeGreaterThan(0);
        const waiting = await run("SELECT 1 FROM pg_locks WHERE NOT granted");
        expect(waiting.length).toBeGreaterThan(0);
      },
      { timeout: 30_000, interval: 5 },
    );
    await Promise.race([isWritten, child.failed]);
    child.kill("SIGKILL");
    return await child.ended;
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
    await letGo();
  }
}

/** Postgres notices a moment later that whoever held the archiving was killed; until then the next one is turned away. */
const letGo = () =>
  vi.waitFor(async () => {
    const held = await run(
      "SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory' AND datname = current_database() AND objid = $1",
      [0x61726368],
    );
    expect(held).toEqual([]);
  }, 10_000);

it.each([
  ["its first line", () => 20],
  ["a chunk's header", (size: number, first: number) => first + Math.min(40, size)],
  ["a chunk's lines", (size: number) => size - 100],
])("cut off within %s, it is taken up from what is whole", async (_, cut) => {
  const file = `cut_${tag}.ndjson`;
  const customerId = await withOldCalls(`user_${tag}`);
  expect(await killedOver(customerId, file)).toBe("SIGKILL");
  const { size } = await stat(`${served.folder}/${file}`);
  const first = (await readFile(`${served.folder}/${file}`)).indexOf("\n") + 1;
  await truncate(`${served.folder}/${file}`, cut(size, first));
  expect(await archive(file)).toMatchObject({ exitCode: 0 });
  expect(seqsOf(await linesIn(file), customerId)).toEqual(upTo(OLD));
  await expectSound();
});

it("beside a running server: what is tracked meanwhile is there once, what is old is charged no second time", async () => {
  const names = [0, 1, 2].map((n) => `user_${tag}_${n}`);
  // Two chunks each.
  for (const name of names) await withOldCalls(name, 2_200);
  const client = new Farthing({ apiKey: served.env.FARTHING_API_KEY!, baseURL: served.server.url });
  const before = await Promise.all(names.map((name) => totalsOf(served, name)));
  let isArchiving = true;
  const tracked = names.map(() => 0);
  const doubled: string[] = [];
  const traffic = names.map(async (name, n) => {
    while (isArchiving || tracked[n]! < 20) {
      await client.usage.track({ ...call(name, 0), idempotencyKey: `new ${tracked[n]}` });
      tracked[n]! += 1;
      const old = (tracked[n]! * 37) % 2_200;
      const again = await client.usage.track(call(name, old)).catch((error: unknown) => error);
      if (!(again instanceof DuplicateEventError)) doubled.push(`${name} ${old}`);
    }
  });
  const { exitCode, out } = await archive(`busy_${tag}.ndjson`, "--json");
  isArchiving = false;
  await Promise.all(traffic);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ accounts: 3, lines: String(3 * oldOf(2_200)) });
  expect(doubled).toEqual([]);
  const lines = await linesIn(`busy_${tag}.ndjson`);
  for (const [n, name] of names.entries()) {
    expect((await totalsOf(served, name)).events).toBe(before[n]!.events + tracked[n]!);
    const { id } = await served.farthing.customers.get({ id: name });
    expect(seqsOf(lines, id)).toEqual(upTo(oldOf(2_200)));
  }
  await expectSound();
}, 60_000);

it("a second one at the same time is told so", async () => {
  const file = `two_${tag}.ndjson`;
  const holder = await served.database.pool.connect();
  await holder.query("SELECT pg_advisory_lock($1)", [0x61726368]);
  const { exitCode, err } = await archive(file);
  holder.release(true);
  expect([exitCode, err]).toEqual([
    3,
    "farthing: Another `farthing events archive` is running on this database.\n",
  ]);
});

describe("refused with a message, and nothing done", () => {
  it.each([
    ["yesterday", /--before <date>.*It must be a date like 2026-01-31/],
    ["2026-02-30", /It must be a date/],
    ["2026-01-01T10:00", /It must be a date/],
    [new Date().toISOString(), /at least 35 days ago/],
  ])("--before %s", async (before, message) => {
    const { exitCode, err } = await farthing(served, [
      ...["events", "archive", "--before", before, "--to", "never.ndjson"],
    ]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    await expect(stat(`${served.folder}/never.ndjson`)).rejects.toThrow(/ENOENT/);
  });

  it("without one of its options", async () => {
    expect(await farthing(served, ["events", "archive", "--before", BEFORE])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("--to <file>"),
    });
  });

  it("a file in no folder, a folder, and files that are something else", async () => {
    expect(await archive("nowhere/x.ndjson")).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("there is no folder"),
    });
    expect(await archive(".")).toMatchObject({ exitCode: 2, err: expect.stringContaining("is a folder") });
    const other = { kind: "archive", of: "farthing", version: 1, database: "org_01h455vb4pex5vsknk084sn02q" };
    for (const [text, message] of [
      ["a,b\n1,2\n", "is not a Farthing archive"],
      ["no line", "is not a Farthing archive"],
      [`{"kind":"archive"}\n`, "is not a Farthing archive"],
      [`${JSON.stringify(other)}\n`, "is the archive of another database"],
      [`${JSON.stringify({ ...other, version: 2 })}\n`, "another version of this command"],
    ] as const) {
      await writeFile(`${served.folder}/other.ndjson`, text);
      expect(await archive("other.ndjson")).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining(message),
      });
      expect(await readFile(`${served.folder}/other.ndjson`, "utf8")).toBe(text);
    }
  });

  it("an archive that is damaged, or knows more than the database", async () => {
    const file = `${served.folder}/damaged_${tag}.ndjson`;
    const customerId = await withOldCalls(`user_${tag}_a`);
    await withOldCalls(`user_${tag}_b`);
    await archive(`damaged_${tag}.ndjson`);
    const whole = await readFile(file, "utf8");

    const start = whole.indexOf("\n") + 1;
    for (const damaged of [
      `${whole.slice(0, start)}${whole.slice(start).replace(`"kind":"chunk"`, `"kind":"chonk"`)}`,
      `${whole.slice(0, -10)}${"x".repeat(9)}\n`,
      whole.slice(0, -10),
      `${whole}{"more":1}\n`,
    ]) {
      await writeFile(file, damaged);
      expect(await archive(`damaged_${tag}.ndjson`)).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining("is damaged"),
      });
      expect(await readFile(file, "utf8")).toBe(damaged);
    }

    await writeFile(file, whole);
    const ofFirst = "customer_id = (SELECT id FROM customers WHERE external_id = $1)";
    await run(`UPDATE archived_lines SET through_seq = through_seq - 1 WHERE ${ofFirst}`, [`user_${tag}_a`]);
    const { exitCode, err } = await archive(`damaged_${tag}.ndjson`);
    expect(exitCode).toBe(2);
    expect(err).toContain(`has lines of ${customerId} up to ${OLD}`);
    expect(await readFile(file, "utf8")).toBe(whole);
    await run(`UPDATE archived_lines SET through_seq = through_seq + 1 WHERE ${ofFirst}`, [`user_${tag}_a`]);
    await expectSound();
  });
});

it("a broken account is left as it is, named, and told by the exit code", async () => {
  const customerId = await withOldCalls(`user_${tag}`, 10);
  const damage = (by: number) =>
    run(
      "UPDATE usage_events SET cost_nanos = cost_nanos + $2 WHERE seq = 5 AND customer_id = (SELECT id FROM customers WHERE external_id = $1)",
      [`user_${tag}`, by],
    );
  await damage(1);
  const { exitCode, out } = await archive(`broken_${tag}.ndjson`);
  expect(exitCode).toBe(1);
  expect(out).toContain(`  ${customerId} line 5: balance after the line: expected`);
  await damage(-1);
  expect(await archive(`broken_${tag}.ndjson`)).toMatchObject({ exitCode: 0 });
  expect(seqsOf(await linesIn(`broken_${tag}.ndjson`), customerId)).toEqual(upTo(oldOf(10)));
});
