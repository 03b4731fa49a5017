/** `farthing import` against a server that listens. */
import { appendFile, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_KEY } from "../../packages/server/test/instance.js";
import { type Fate, startProxy } from "./proxy.js";
import { farthing, type RunOptions } from "./run-command.js";
import { type Served, sell, serve, subscribe, totalsOf } from "./serve.js";

let served: Served;
let customers = 0;
beforeAll(async () => {
  served = await serve();
  await sell(served.farthing);
});
afterAll(() => served.close());

/** A new customer, and a folder of its own with `usage.csv` or what `name` says. */
async function given(
  lines: readonly string[],
  { plan = "open", name = "usage.csv" }: { plan?: "open" | "blocking"; name?: string } = {},
) {
  const customerId = `user_${++customers}`;
  await subscribe(served.farthing, customerId, plan);
  const cwd = await mkdtemp(path.join(served.folder, "run-"));
  const file = path.join(cwd, name);
  await writeFile(file, lines.map((line) => `${line.replaceAll("CUSTOMER", customerId)}\n`).join(""));
  const runImport = async (args: readonly string[], options: RunOptions = {}) => {
    const ran = await farthing(served, ["import", name, ...args], { cwd, ...options });
    return { ...ran, summary: args.includes("--json") && ran.out ? JSON.parse(ran.out) : undefined };
  };
  return { customerId, cwd, file, runImport };
}

const CALLS = ["--set", "feature=api_calls", "--json"];
const rowsOf = (count: number): string[] => [
  "customerId,value",
  ...Array.from({ length: count }, (_, i) => `CUSTOMER,${i + 1}`),
];
const sumTo = (count: number): number => (count * (count + 1)) / 2;

describe("an import", () => {
  it("makes one event of each row, at its time and with its properties, and run again charges nothing", async () => {
    const { customerId, cwd, runImport } = await given([
      "who,when,calls,region",
      'CUSTOMER,2023-11-16T18:15:46.123Z,2.5,"eu, ""west"""',
      "CUSTOMER,2023-11-17 18:15:46.1239+02:00,1,",
    ]);
    const args = ["--map", "customerId=who", "--map", "timestamp=when", "--map", "value=calls"];
    args.push("--map", "property:region=region", ...CALLS);
    const first = await runImport(args);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.summary).toMatchObject({
      rows: 2,
      recorded: 2,
      duplicates: 0,
      charged: { USD: "0.0035" },
      truncatedTimestamps: 1,
      report: null,
    });
    const { data } = await served.farthing.usage.list({ customerId });
    expect(data).toMatchObject([
      { value: 1, timestamp: "2023-11-17T16:15:46.123Z", properties: [] },
      {
        value: 2.5,
        timestamp: "2023-11-16T18:15:46.123Z",
        properties: [{ property: "region", value: 'eu, "west"' }],
      },
    ]);

    const again = await runImport(args);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.summary).toMatchObject({
      recorded: 0,
      duplicates: 2,
      charged: {},
      chargedBefore: { USD: "0.0035" },
    });
    expect(await totalsOf(served, customerId)).toMatchObject({ events: 2, costNanos: "3500000" });
    // Nothing is left behind.
    expect(await readdir(cwd)).toEqual(["usage.csv"]);
  });

  it("takes tokens out of logs, with the model and its vendor, and says what they cost", async () => {
    const { runImport } = await given(
      [
        '{"customerId":"CUSTOMER","model":"anthropic/claude-sonnet-4-20250514","usage":{"input":1000,"output":500}}',
        '{"customerId":"CUSTOMER","model":"anthropic/claude-sonnet-4-20250514","usage":{"input":"1000","output":500,"read":0}}',
      ],
      { name: "log.ndjson" },
    );
    const args = ["--map", "inputTokens=usage.input", "--map", "outputTokens=usage.output"];
    args.push("--map", "cacheReadTokens=usage.read", "--set", "feature=ai_generation");
    const { out, exitCode } = await runImport(args);
    expect(exitCode).toBe(0);
    // The worked example, twice: $0.0126.
    expect(out).toMatch(/charged +0\.0252 USD/);
    expect(out).toMatch(/inputTokens +2,000/);
  });

  it("names refused and unmappable rows with their reasons, and takes them later without charging the others again", async () => {
    const { customerId, cwd, file, runImport } = await given(
      [
        "customerId,value,note",
        "CUSTOMER,6,a",
        "CUSTOMER,6,b",
        "nobody,1,c",
        "CUSTOMER,many,d",
        "CUSTOMER,4,e",
      ],
      { plan: "blocking" },
    );
    const { exitCode, summary, err } = await runImport([...CALLS, "--concurrency", "1"]);
    expect(exitCode).toBe(1);
    expect(err).toContain('row 4 (line 5), column "value" (value): "many" is not a number');
    expect(summary).toMatchObject({
      rows: 5,
      recorded: 2,
      refused: 2,
      refusedByReason: { insufficient_balance: 1, customer_not_found: 1 },
      skipped: 1,
      report: `${file}.refused.ndjson`,
    });
    const report = await readFile(summary.report, "utf8");
    expect(
      report
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { row: 2, line: 3, status: "refused", code: "insufficient_balance", data: { note: "b" } },
      { row: 3, line: 4, status: "refused", code: "customer_not_found" },
      { row: 4, line: 5, status: "skipped", code: "unmappable", data: { value: "many" } },
    ]);

    await served.farthing.customer(customerId).balance.topup({ amount: 1_000 });
    await writeFile(file, (await readFile(file, "utf8")).replace("many", "8"));
    const keys = ["--key-prefix", `import:${summary.digest.slice(0, 32)}:`, "--report", "left.csv"];
    const later = await runImport([...CALLS, ...keys]);
    expect(later.summary).toMatchObject({ recorded: 2, duplicates: 2, refused: 1, skipped: 0 });
    expect(await totalsOf(served, customerId)).toMatchObject({ events: 4, value: 24 });
    expect(await readFile(path.join(cwd, "left.csv"), "utf8")).toMatch(
      /^row,line,status,code,message,idempotencyKey,customerId,value,note\r\n3,4,refused,customer_not_found,/,
    );
  });

  it("with --record-only records and charges nothing", async () => {
    const { customerId, runImport } = await given(rowsOf(3));
    const { summary } = await runImport([...CALLS, "--record-only"]);
    expect(summary).toMatchObject({ recorded: 3, charged: {} });
    expect(await totalsOf(served, customerId)).toMatchObject({ events: 3, value: 6, costNanos: "0" });
    expect(await served.farthing.customer(customerId).balance.get()).toMatchObject({ remaining: 100_000 });
  });

  it("uses the rows' own keys where a column has them", async () => {
    const { customerId, runImport } = await given([
      "customerId,id",
      "CUSTOMER,a",
      "CUSTOMER,b",
      "CUSTOMER,a",
    ]);
    const { summary } = await runImport([...CALLS, "--map", "idempotencyKey=id"]);
    expect(summary).toMatchObject({ recorded: 2, duplicates: 1 });
    await expect(
      served.farthing.usage.track({ customerId, feature: "api_calls", idempotencyKey: "b" }),
    ).rejects.toMatchObject({ code: "duplicate" });
  });

  it("does not send rows of large properties in batches that are too large", async () => {
    const { runImport } = await given([
      `customerId,${Array.from({ length: 40 }, (_, i) => `p${i}`).join(",")}`,
      ...Array.from({ length: 100 }, () => `CUSTOMER${`,${"x".repeat(400)}`.repeat(40)}`),
    ]);
    const properties = Array.from({ length: 40 }, (_, i) => ["--map", `property:p${i}=p${i}`]).flat();
    expect((await runImport([...CALLS, ...properties])).summary).toMatchObject({ recorded: 100 });
  });
});

describe("an import that ends early", () => {
  it("when the server is away, exits 3, and the same command goes on where it was", async () => {
    const { customerId, cwd, runImport } = await given(rowsOf(450));
    let away = true;
    const proxy = await startProxy(served.server.url, (batch) => (away && batch > 2 ? "refuse" : "pass"));
    const args = [...CALLS, "--url", proxy.url, "--retries", "0", "--concurrency", "1"];
    const first = await runImport(args);
    expect(first.exitCode).toBe(3);
    expect(first.err).toMatch(/200 of 450 rows are done\. Run the same command/);
    expect(await readdir(path.join(cwd, ".farthing-import"))).toHaveLength(1);

    away = false;
    const second = await runImport(args);
    expect(second.err).toContain("Continuing after row 200.");
    expect(second.summary).toMatchObject({ rows: 450, recorded: 450, duplicates: 0, resumedAfterRow: 200 });
    expect(proxy.answered).toBe(5);
    expect(await totalsOf(served, customerId)).toMatchObject({ events: 450, value: sumTo(450) });
    expect(await readdir(cwd)).toEqual(["usage.csv"]);
    await proxy.close();
  });

  it("by Ctrl-C settles what is under way, exits 130, and goes on, with the report in one piece", async () => {
    const lines = rowsOf(350);
    for (const row of [50, 150, 250]) lines[row] = "nobody,1";
    const { customerId, cwd, runImport } = await given(lines);
    const interrupted = new AbortController();
    const proxy = await startProxy(served.server.url, (batch) => {
      if (batch === 2) interrupted.abort();
      return "pass";
    });
    const args = [...CALLS, "--url", proxy.url, "--concurrency", "1"];
    const first = await runImport(args, { interrupted: interrupted.signal });
    expect(first).toMatchObject({ exitCode: 130, out: "" });
    expect(first.err).toContain("Stopped after row 200 of 350.");
    // As though more had been written when it was killed.
    const report = path.join(cwd, "usage.csv.refused.ndjson");
    await writeFile(report, `${await readFile(report, "utf8")}{"row":25`);

    const second = await runImport(args);
    expect(second.exitCode).toBe(1);
    expect(second.summary).toMatchObject({ rows: 350, recorded: 347, refused: 3 });
    const rows = (await readFile(report, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).row);
    expect(rows).toEqual([50, 150, 250]);
    expect(await totalsOf(served, customerId)).toMatchObject({ events: 347, value: sumTo(350) - 450 });
    await proxy.close();
  });

  it("starts over where the server no longer has what was imported", async () => {
    const { customerId, cwd, runImport } = await given(rowsOf(150));
    let away = true;
    const proxy = await startProxy(served.server.url, (batch) => (away && batch > 1 ? "refuse" : "pass"));
    const args = [
      ...CALLS,
      "--url",
      proxy.url,
      "--retries",
      "0",
      "--concurrency",
      "1",
      "--state",
      "state.json",
    ];
    await runImport(args);
    const state = JSON.parse(await readFile(path.join(cwd, "state.json"), "utf8"));
    expect(state).toMatchObject({ confirmedRow: 100 });
    state.eventId = `${state.eventId.slice(0, -4)}zzzz`;
    await writeFile(path.join(cwd, "state.json"), JSON.stringify(state));
    away = false;
    const { summary, err } = await runImport(args);
    expect(err).toContain("starting from the first row");
    expect(summary).toMatchObject({ rows: 150, recorded: 50, duplicates: 100, resumedAfterRow: 0 });
    expect(await totalsOf(served, customerId)).toMatchObject({ events: 150 });
    await proxy.close();
  });
});

it("says where the file was written to while it was imported", async () => {
  const { file, runImport } = await given(rowsOf(150));
  const proxy = await startProxy(served.server.url, async (batch): Promise<Fate> => {
    if (batch === 1) await appendFile(file, "nobody,1\n");
    return "pass";
  });
  const { exitCode, err } = await runImport([...CALLS, "--url", proxy.url, "--concurrency", "1"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("was changed during the import");
  await proxy.close();
});

describe("before anything is sent", () => {
  const nothingSent = async (customerId: string) =>
    expect((await totalsOf(served, customerId)).events).toBe(0);

  it("a file that is broken half-way is found to be so", async () => {
    const { customerId, runImport } = await given([...rowsOf(300), 'CUSTOMER,"1"x']);
    const { exitCode, err } = await runImport(CALLS);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/usage\.csv, about line 302 is not CSV: .+ Nothing was sent\./);
    await nothingSent(customerId);
  });

  it("a file that is not UTF-8 is found to be so", async () => {
    const { customerId, file, runImport } = await given(rowsOf(1));
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.from(`Jos\u00e9,1\n`, "latin1")]));
    expect(await runImport(CALLS)).toMatchObject({ exitCode: 2, err: expect.stringContaining("not UTF-8") });
    await nothingSent(customerId);
  });

  it("times without a zone are asked about, with row and column", async () => {
    const { customerId, runImport } = await given([
      "customerId,at",
      "CUSTOMER,2023-11-16T18:15:46Z",
      "CUSTOMER,2023-11-16 18:15:46",
    ]);
    const { exitCode, err } = await runImport([...CALLS, "--map", "timestamp=at"]);
    expect(exitCode).toBe(2);
    expect(err).toContain('row 2 (line 3), column "at" (timestamp): "2023-11-16 18:15:46" has no time zone');
    expect(err).toContain("--timezone UTC");
    await nothingSent(customerId);
  });

  it("a dry run shows what would be sent, and needs neither server nor key", async () => {
    const { customerId, runImport } = await given([...rowsOf(4), "CUSTOMER,-1"]);
    const { exitCode, out, err } = await runImport(["--set", "feature=api_calls", "--dry-run"], { env: {} });
    expect(exitCode).toBe(1);
    const shown = out.split("\n").filter((line) => line.startsWith("{"));
    expect(shown.map((line) => JSON.parse(line))).toMatchObject([
      {
        customerId,
        feature: "api_calls",
        value: 1,
        idempotencyKey: expect.stringMatching(/^import:[0-9a-f]{32}:1$/),
      },
      { value: 2 },
      { value: 3 },
    ]);
    expect(out).toContain("5 rows, 4 of them mappable. Nothing was sent.");
    expect(err).toContain('"-1" is not a number');
    await nothingSent(customerId);
  });

  it.each<[string, string[], RegExp]>([
    [
      "a column that is not there",
      ["--map", "value=calls"],
      /no column "calls" \(for value\)\. The columns are "customerId", "value"/,
    ],
    ["an unknown field", ["--map", "tokens=value"], /no field "tokens". The fields are customerId/],
    ["no column after =", ["--map", "value="], /name a column/],
    ["a mapping without =", ["--map", "value"], /write it as --map field=column/],
    ["a field given twice", ["--map", "value=value", "--set", "value=1"], /value has two sources/],
    ["a constant that is no number", ["--set", "value=1,5"], /"1,5" is not a number/],
    ["one key for all rows", ["--set", "idempotencyKey=a"], /only one row would be recorded/],
    ["tokens without a model", ["--map", "inputTokens=value"], /inputTokens needs a model/],
    ["a model without tokens", ["--set", "model=openai/gpt-4o"], /model needs token counts/],
    ["a zone by name", ["--timezone", "Europe/Berlin"], /must be UTC or an offset/],
    ["a report over the file", ["--report", "usage.csv"], /must not be the file that is imported/],
    ["a state that is something else", ["--state", "usage.csv"], /not the state file of an import/],
    ["both ways to charge", ["--charge", "--record-only"], /cannot be used with/],
    ["no concurrency", ["--concurrency", "0"], /whole number from 1 to 16/],
    ["an unknown option", ["--fast"], /unknown option '--fast'/],
    ["an unknown format", ["--format", "xml"], /Allowed choices are csv, ndjson/],
    ["a key that the server does not know", ["--api-key", "ck_test_no"], /does not know the API key/],
    ["no URL", ["--url", "localhost"], /--url must start with http/],
  ])("%s is a mistake that is named", async (_, args, message) => {
    const { customerId, runImport } = await given(rowsOf(1));
    const { exitCode, err } = await runImport(["--set", "feature=api_calls", ...args]);
    expect(err).toMatch(message);
    expect(exitCode).toBe(2);
    await nothingSent(customerId);
  });

  it("what is missing is named: the feature, the file, the key, the server", async () => {
    const { cwd, runImport } = await given(rowsOf(1));
    expect((await runImport([])).err).toMatch(/feature has no source: add --map feature=COLUMN or --set/);
    const absent = await farthing(served, ["import", "absent.csv"], { cwd });
    expect(absent).toMatchObject({ exitCode: 2, err: expect.stringContaining("no such file") });
    const keyless = await runImport(CALLS, { env: { FARTHING_BASE_URL: served.server.url } });
    expect(keyless).toMatchObject({ exitCode: 2, err: expect.stringContaining("There is no API key") });
    const unreachable = await runImport([...CALLS, "--url", "http://127.0.0.1:9"]);
    expect(unreachable).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining("No response from http://127.0.0.1:9"),
    });
  });

  it("a key that may not backfill is refused", async () => {
    const { customerId, runImport } = await given(rowsOf(1));
    for (const scope of ["read", "ingest"] as const) {
      const { key } = await served.farthing.apiKeys.create({ name: scope, scope });
      const { exitCode, err } = await runImport([...CALLS, "--api-key", key]);
      expect(err).toContain("Use a key with scope full");
      expect(exitCode).toBe(2);
    }
    await nothingSent(customerId);
  });
});

it("in the folder of a local server its sandbox key is used, but not for another host", async () => {
  const { cwd, runImport } = await given(rowsOf(1));
  await mkdir(path.join(cwd, ".farthing"));
  await writeFile(path.join(cwd, ".farthing", "sandbox-key"), `${TEST_KEY}\n`);
  const found = await runImport(CALLS, { env: { FARTHING_BASE_URL: served.server.url } });
  expect(found).toMatchObject({ exitCode: 0, err: expect.stringContaining("Using the sandbox key") });
  const elsewhere = await runImport(CALLS, { env: { FARTHING_BASE_URL: "http://farthing.test" } });
  expect(elsewhere).toMatchObject({ exitCode: 2, err: expect.stringContaining("There is no API key") });
});
