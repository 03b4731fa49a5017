/** How far the time of usage may be from now is the server's setting. */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  send,
  startTestInstance,
  TEST_SECRET_KEYS,
  type TestAnswer,
  type TestInstance,
} from "../../test/instance.js";
import { createCatalog, type Subscribed, subscribe } from "../../test/scenario.js";
import { type Application, createApplication } from "../app.js";
import { createLog } from "../platform/index.js";

const DAY_MS = 86_400_000;
let instance: TestInstance;
let patient: Application;
let on: Subscribed;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
  on = await subscribe(instance, "metered");
  patient = createApplication({
    database: instance.database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    usageTimes: { maxAheadMs: 0, maxBackMs: 90 * DAY_MS },
  });
});
afterAll(async () => {
  await patient.close();
  await instance.close();
});

const tell = (fromNowMs: number): Promise<TestAnswer> =>
  send(patient, instance.key, "POST", "/usage/events", {
    customerId: on.customerId,
    feature: "api_calls",
    timestamp: new Date(Date.now() + fromNowMs).toISOString(),
  });

test("usage is taken as late as the server is set to, and refused beyond, in its own words", async () => {
  expect((await tell(-89 * DAY_MS)).status).toBe(201);
  const tooLate = (await tell(-91 * DAY_MS)).body.error;
  expect(tooLate).toMatchObject({ code: "timestamp_out_of_range", param: "timestamp" });
  expect(tooLate.message).toContain("more than 90 days in the past");
  const ahead = (await tell(60_000)).body.error;
  expect(ahead.message).toContain("more than 0 minutes in the future");
});
