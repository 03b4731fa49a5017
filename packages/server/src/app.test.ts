/** What only the whole of the rooms can show. */
import { expect, test } from "vitest";
import { TEST_SECRET_KEYS } from "../test/instance.js";
import { createApplication } from "./app.js";
import { createClock, createLog, openDatabase } from "./platform/index.js";
import { DEFAULT_LIMITS } from "./settings.js";

test.each([
  ["of the API", {}],
  ["of a Commet client", { "commet-version": "2026-05-25" }],
])("the body of a request %s that is turned away is not read", async (_, headers) => {
  const log = createLog("silent");
  // No query is made, so no database has to be there.
  const database = openDatabase("postgres://127.0.0.1:1/none", log);
  const limits = { ...DEFAULT_LIMITS, maxRequests: 0 };
  const { app, close } = createApplication({
    database,
    clock: createClock(),
    log,
    secretKeys: TEST_SECRET_KEYS,
    limits,
  });
  const request = new Request("http://farthing.test/api/v1/usage/events", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ customerId: "u", feature: "f" }),
  });
  const { status } = await app.fetch(request);
  expect([status, request.bodyUsed]).toEqual([503, false]);
  await close();
  await database.close();
});
