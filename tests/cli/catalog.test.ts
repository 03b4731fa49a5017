/** `farthing catalog sync`, and what the command says of itself. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import manifest from "../../packages/cli/package.json" with { type: "json" };
import { farthing } from "./run-command.js";
import { type Served, serve } from "./serve.js";

let gateway: Server;
let served: Served;
let status = 200;
const LIST = {
  object: "list",
  data: [
    {
      id: "newcomer/big-1",
      name: "Big",
      type: "language",
      pricing: { input: "0.000001", output: "0.000002" },
    },
  ],
};
beforeAll(async () => {
  gateway = createServer((_, response) => response.writeHead(status).end(JSON.stringify(LIST)));
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  const { port } = gateway.address() as AddressInfo;
  served = await serve({ FARTHING_CATALOG_URL: `http://127.0.0.1:${port}/v1/models` });
});
afterAll(async () => {
  await served.close();
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
});

it("a sync says what it added, and, where the list cannot be read, why not", async () => {
  const first = await farthing(served, ["catalog", "sync"]);
  expect(first.exitCode).toBe(0);
  expect(first.out).toMatch(/^Catalog synced: \d+ models added/);
  expect(await served.farthing.models.get({ provider: "newcomer", modelId: "big-1" })).toMatchObject({
    displayName: "Big",
  });

  status = 500;
  const failed = await farthing(served, ["catalog", "sync"]);
  expect(failed).toMatchObject({ exitCode: 1, out: "" });
  expect(failed.err).toMatch(/answered with status 500.+Prices are unchanged\. It last succeeded at 20/);
});

it("a sync without a server exits 3, and with a wrong key 2", async () => {
  const away = await farthing(served, ["catalog", "sync", "--url", "http://127.0.0.1:9"]);
  expect(away).toMatchObject({ exitCode: 3, err: expect.stringContaining("No response from") });
  const wrong = await farthing(served, ["catalog", "sync", "--api-key", "ck_test_wrong"]);
  expect(wrong).toMatchObject({ exitCode: 2, err: expect.stringContaining("does not know the API key") });
});

it("tells its version, its commands, and what is wrong with a command that it does not have", async () => {
  expect(await farthing(served, ["--version"])).toMatchObject({ exitCode: 0, out: `${manifest.version}\n` });
  const help = await farthing(served, ["--help"]);
  expect(help.exitCode).toBe(0);
  for (const text of ["import", "ledger", "catalog", "Examples:", "FARTHING_API_KEY"])
    expect(help.out).toContain(text);
  expect((await farthing(served, ["import", "--help"])).out).toContain("Exit codes:");
  expect(await farthing(served, ["pay"])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("unknown command 'pay'"),
  });
  expect(await farthing(served, [])).toMatchObject({ exitCode: 2 });
});
