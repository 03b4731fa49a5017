/** An import whose process is killed with -9 while an answer is on its way, or stopped by Ctrl-C. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Fate, startProxy } from "./proxy.js";
import { farthing, spawnFarthing } from "./run-command.js";
import { type Served, sell, serve, subscribe, totalsOf } from "./serve.js";

const ROWS = 650;

let served: Served;
beforeAll(async () => {
  served = await serve();
  await sell(served.farthing);
});
afterAll(() => served.close());

/** A folder with a file of {@link ROWS} rows, for a customer of its own. */
async function given(customerId: string) {
  await subscribe(served.farthing, customerId, "open");
  const folder = await mkdtemp(`${served.folder}/run-`);
  const lines = Array.from({ length: ROWS }, (_, i) => `${customerId},${i + 1}`);
  await writeFile(`${folder}/usage.csv`, ["customerId,value", ...lines, ""].join("\n"));
  return { ...served, folder };
}

const argsFor = (url: string): string[] => [
  ...["import", "usage.csv", "--set", "feature=api_calls"],
  ...["--url", url, "--concurrency", "1", "--json"],
];

async function expectOnce(where: Served, customerId: string): Promise<void> {
  const value = (ROWS * (ROWS + 1)) / 2;
  expect(await totalsOf(served, customerId)).toMatchObject({
    events: ROWS,
    value,
    costNanos: (BigInt(value) * 1_000_000n).toString(),
  });
  expect(await farthing(where, ["ledger", "verify"])).toMatchObject({ exitCode: 0 });
}

it("killed, it goes on when it is run again, and every row is charged exactly once", async () => {
  const here = await given("user_1");
  let lost = () => {};
  const isLost = new Promise<void>((resolve) => {
    lost = resolve;
  });
  let alive = true;
  // The third batch is recorded, and the command never hears of it.
  const proxy = await startProxy(
    served.server.url,
    (batch) => (alive && batch >= 3 ? "lose" : "pass"),
    (fate) => fate === "lose" && lost(),
  );
  const child = spawnFarthing(here, argsFor(proxy.url));
  await Promise.race([isLost, child.failed]);
  child.kill("SIGKILL");
  expect(await child.ended).toBe("SIGKILL");
  alive = false;
  expect((await totalsOf(served, "user_1")).events).toBe(300);

  const { exitCode, out, err } = await farthing(here, argsFor(proxy.url));
  expect(err).toContain("Continuing after row 200.");
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ rows: ROWS, recorded: ROWS - 100, duplicates: 100, refused: 0 });
  await expectOnce(here, "user_1");
  await proxy.close();
});

it("stopped by Ctrl-C, it settles what is under way, says where it is, and goes on from there", async () => {
  const here = await given("user_2");
  const proxy = await startProxy(served.server.url, async (batch): Promise<Fate> => {
    if (batch === 2) {
      child.kill("SIGINT");
      await Promise.race([child.says("Stopping"), child.failed]);
    }
    return "pass";
  });
  const child = spawnFarthing(here, argsFor(proxy.url));
  expect(await child.ended).toBe(130);
  await child.says("Stopped after row 200 of 650. Run the same command");

  const { exitCode, out } = await farthing(here, argsFor(proxy.url));
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ recorded: ROWS, duplicates: 0, resumedAfterRow: 200 });
  await expectOnce(here, "user_2");
  await proxy.close();
});
