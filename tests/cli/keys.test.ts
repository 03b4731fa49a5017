/** `farthing keys create`: the way to the first live key. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { farthing } from "./run-command.js";
import { type Served, serve } from "./serve.js";

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const create = (...args: string[]) => farthing(served, ["keys", "create", ...args]);

it("a live key opens the live environment, and sees nothing of the sandbox", async () => {
  await served.farthing.customers.create({ id: "only_in_sandbox" });
  const { exitCode, out } = await create("--name", "API server", "--environment", "live");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^ck_live_[A-Za-z0-9]{32}\n$/);
  const live = await fetch(`${served.env.FARTHING_BASE_URL}/api/v1/customers`, {
    headers: { "x-api-key": out.trim() },
  });
  expect([live.status, ((await live.json()) as { data: unknown[] }).data]).toEqual([200, []]);
});

it("a key has the scope that was asked for", async () => {
  const { out } = await create("--name", "Events", "--environment", "sandbox", "--scope", "ingest");
  const answer = await fetch(`${served.env.FARTHING_BASE_URL}/api/v1/customers`, {
    headers: { "x-api-key": out.trim() },
  });
  expect(answer.status).toBe(403);
});

it.each([
  [["--environment", "live"], "--name"],
  [["--name", "x"], "--environment"],
  [["--name", "x", "--environment", "production"], "production"],
  [["--name", "x", "--environment", "live", "--scope", "admin"], "admin"],
  [["--name", "x", "--environment", "live", "--expires-in-days", "0"], "1 to 3650"],
])("wrong options (%j) are explained, and exit 2", async (args, said) => {
  const { exitCode, err } = await create(...args);
  expect(exitCode).toBe(2);
  expect(err).toContain(said);
});
