/** What feature access says is left, in which unit; and by which name a wrong field is called. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestAnswer, type TestInstance } from "../../test/instance.js";
import { createCatalog, type Subscribed, subscribe, track, verifyTestLedger } from "../../test/scenario.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

const accessTo = async (code: string, { customerId }: Subscribed): Promise<TestAnswer["body"]> =>
  (await instance.call("GET", `/feature-access/${code}?customerId=${customerId}`)).body;

test("what is left is said in its unit, for fixed prices, credits, models and counted usage alike", async () => {
  const balance = await subscribe(instance, "balance");
  await track(instance, { customerId: balance.customerId, feature: "api_calls", value: 3 });
  for (const code of ["api_calls", "ai_generation"])
    expect(await accessTo(code, balance)).toMatchObject({ remaining: 99_970, unit: "USD" });
  expect(await accessTo("export", balance)).not.toHaveProperty("unit");
  const credits = await subscribe(instance, "credits");
  expect(await accessTo("api_calls", credits)).toMatchObject({ remaining: 10, unit: "credits" });
  await track(instance, { customerId: credits.customerId, feature: "api_calls", value: 5 });
  expect(await accessTo("api_calls", credits)).toMatchObject({
    allowed: false,
    remaining: 0,
    unit: "credits",
  });
  const metered = await subscribe(instance, "metered");
  expect(await accessTo("api_calls", metered)).toMatchObject({ remaining: 10, unit: "units" });
});

test("an error names the field as it was sent: by its alias, and by its own name in a check", async () => {
  const { customerId } = await subscribe(instance, "balance");
  const paramOf = async (answer: Promise<TestAnswer>) => (await answer).body.error.param;
  expect(await paramOf(track(instance, { customerId, featureCode: "none" }))).toBe("featureCode");
  expect(await paramOf(track(instance, { customerId, feature: "none" }))).toBe("feature");
  const event = { customerId, feature: "api_calls", eventId: "once" };
  await track(instance, event);
  expect(await paramOf(track(instance, event))).toBe("eventId");
  expect(await paramOf(track(instance, { ...event, value: 2 }))).toBe("eventId");
  const batch = await instance.call("POST", "/usage/events/batch", {
    events: [{ customerId, featureCode: "export" }],
  });
  expect(batch.body.results[0].error).toMatchObject({
    param: "events[0].featureCode",
    message: expect.stringMatching(/^featureCode: export is a boolean feature/),
  });
  const check = (body: object) => instance.call("POST", "/usage/check", { customerId, ...body });
  expect(await paramOf(check({ featureCode: "none" }))).toBe("featureCode");
  const both = { feature: "ai_generation", model: "openai/gpt-4o", inputTokens: 1, quantity: 2 };
  expect(await paramOf(check(both))).toBe("quantity");
});
