/** A day of a production LLM service, in whole: what is charged is what the file says, to the unit. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { farthing } from "./run-command.js";
import { type Served, sell, serve, subscribe, totalsOf } from "./serve.js";

const FILE = fileURLToPath(new URL("../../../shared/data/azure-llm-conversation-2023.csv", import.meta.url));
const ROWS = 19_366;
const MODEL = "openai/gpt-4o";
const present = existsSync(FILE);
if (!present) process.stderr.write(`Skipped: the import of real data; ${FILE} is not there.\n`);

describe.skipIf(!present)(`importing ${ROWS} rows of real data (skipped where they are not there)`, () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
    await sell(served.farthing);
    await subscribe(served.farthing, "user_1", "open");
  });
  afterAll(() => served.close());

  it("charges every row once, by the price of its time, however often it is run", async () => {
    const expected = await independentSum(served);
    const first = await importAll(served);
    process.stderr.write(
      `${ROWS} rows in ${first.seconds.toFixed(1)} s: ${Math.round(ROWS / first.seconds)} rows/s\n`,
    );
    expect(first).toMatchObject({ rows: ROWS, recorded: ROWS, duplicates: 0, refused: 0, skipped: 0 });
    expect(first.tokens).toMatchObject({
      inputTokens: expected.inputTokens.toString(),
      outputTokens: expected.outputTokens.toString(),
    });
    expect(nanosOf(first.charged.USD)).toBe(expected.costNanos);
    await expectCharged(served, expected);

    const again = await importAll(served);
    expect(again).toMatchObject({ rows: ROWS, recorded: 0, duplicates: ROWS, refused: 0, charged: {} });
    expect(nanosOf(again.chargedBefore.USD)).toBe(expected.costNanos);
    await expectCharged(served, expected);
    expect((await farthing(served, ["ledger", "verify"])).exitCode).toBe(0);
  }, 120_000);
});

interface Sum {
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly costNanos: bigint;
}

async function importAll(served: Served) {
  const args = ["--map", "timestamp=TIMESTAMP", "--map", "inputTokens=ContextTokens"];
  args.push("--map", "outputTokens=GeneratedTokens", "--set", "customerId=user_1");
  args.push("--set", "feature=ai_generation", "--set", `model=${MODEL}`, "--timezone", "UTC");
  args.push("--report", `${served.folder}/refused.ndjson`, "--json");
  const { exitCode, out, err } = await farthing(served, ["import", FILE, ...args]);
  expect(err).toMatch(/Times with digits below a millisecond.+: \d{5}\n/);
  expect(exitCode).toBe(0);
  return JSON.parse(out);
}

async function expectCharged(served: Served, { inputTokens, outputTokens, costNanos }: Sum): Promise<void> {
  expect(await totalsOf(served, "user_1")).toEqual({
    events: ROWS,
    value: 0,
    inputTokens: Number(inputTokens),
    outputTokens: Number(outputTokens),
    costNanos: costNanos.toString(),
  });
  const { remaining } = await served.farthing.customer("user_1").balance.get();
  expect(BigInt(remaining)).toBe(100_000n - costNanos / 100_000n);
}

/** The worked formula, over the file as it lies there: each part rounded up to a rate unit, and 20 % on top. */
async function independentSum(served: Served): Promise<Sum> {
  const { prices } = await served.farthing.models.get({ provider: "openai", modelId: "gpt-4o" });
  const priceAt = (time: string) => {
    const inForce = prices
      .filter(({ effectiveFrom }) => effectiveFrom <= time)
      .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
    return inForce[0]!;
  };
  const up = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;
  let inputTokens = 0n;
  let outputTokens = 0n;
  let rateUnits = 0n;
  const lines = readFileSync(FILE, "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
  for (const line of lines.filter((text) => text !== "")) {
    const [time, input, output] = line.split(",");
    const price = priceAt(`${time!.slice(0, 10)}T${time!.slice(11, 23)}Z`);
    inputTokens += BigInt(input!);
    outputTokens += BigInt(output!);
    const subtotal =
      up(BigInt(input!) * BigInt(price.inputPrice), 1_000_000n) +
      up(BigInt(output!) * BigInt(price.outputPrice), 1_000_000n);
    rateUnits += subtotal + up(subtotal * 2_000n, 10_000n);
  }
  return { inputTokens, outputTokens, costNanos: rateUnits * 100_000n };
}

/** `12.3456` → nanos. */
function nanosOf(decimal: string): bigint {
  const [whole, fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(9, "0"));
}
