import { describe, expect, test } from "vitest";
import type { TestAnswer } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";

const instance = sharedInstance(async () => {
  for (const type of ["metered", "boolean", "seats"]) {
    await instance.call("POST", "/features", { code: type, name: type, type, unitName: "unit" });
  }
});

let made = 0;
async function plan(body: object): Promise<string> {
  const code = `p${++made}`;
  const answer = await instance.call("POST", "/plans", { code, name: code, ...body });
  expect(answer.status).toBe(201);
  return code;
}
const add = async (planBody: object, body: object): Promise<TestAnswer> =>
  instance.call("POST", `/plans/${await plan(planBody)}/features`, body);

const METERED = { consumptionModel: "metered" };
const CREDITS = { consumptionModel: "credits" };
const BALANCE = { consumptionModel: "balance" };

interface Terms {
  enabled: boolean;
  includedAmount: number;
  unlimited: boolean;
  overage: { enabled: boolean; unitPrice: number | null };
  creditsPerUnit: number | null;
  pricingMode: string;
  margin: number | null;
  rounding: string;
}
const NOTHING: Terms = {
  enabled: true,
  includedAmount: 0,
  unlimited: false,
  overage: { enabled: false, unitPrice: null },
  creditsPerUnit: null,
  pricingMode: "fixed",
  margin: null,
  rounding: "ceil",
};

describe("terms that fit are kept", () => {
  test.each<[string, object, object, Partial<Terms>]>([
    ["boolean", METERED, {}, {}],
    ["boolean", CREDITS, { enabled: false }, { enabled: false }],
    ["metered", METERED, {}, {}],
    ["metered", METERED, { includedAmount: 0.000000001 }, { includedAmount: 1e-9 }],
    ["metered", METERED, { unlimited: true }, { unlimited: true }],
    [
      "metered",
      METERED,
      { includedAmount: 1000, overage: { enabled: true, unitPrice: 0.5 } },
      { includedAmount: 1000, overage: { enabled: true, unitPrice: 0.5 } },
    ],
    ["metered", METERED, { overage: { unitPrice: 20 } }, { overage: { enabled: true, unitPrice: 20 } }],
    [
      "metered",
      METERED,
      { overage: { enabled: false, unitPrice: 20 } },
      { overage: { enabled: false, unitPrice: 20 } },
    ],
    [
      "metered",
      METERED,
      { overage: { enabled: true, unitPrice: 0 } },
      { overage: { enabled: true, unitPrice: 0 } },
    ],
    ["metered", { ...METERED, isFree: true }, { includedAmount: 10 }, { includedAmount: 10 }],
    ["metered", CREDITS, { creditsPerUnit: 2.5 }, { creditsPerUnit: 2.5 }],
    ["metered", CREDITS, { creditsPerUnit: 0 }, { creditsPerUnit: 0 }],
    [
      "metered",
      BALANCE,
      { overage: { unitPrice: 12.34567 } },
      { overage: { enabled: true, unitPrice: 12.34567 } },
    ],
    ["metered", BALANCE, { overage: { unitPrice: 0 } }, { overage: { enabled: true, unitPrice: 0 } }],
    [
      "metered",
      { ...BALANCE, isFree: true },
      { overage: { enabled: true, unitPrice: 5 } },
      { overage: { enabled: true, unitPrice: 5 } },
    ],
    [
      "metered",
      BALANCE,
      { pricingMode: "ai_model" },
      { pricingMode: "ai_model", margin: 0, rounding: "ceil" },
    ],
    [
      "metered",
      BALANCE,
      { pricingMode: "ai_model", margin: 2000, rounding: "exact" },
      { pricingMode: "ai_model", margin: 2000, rounding: "exact" },
    ],
    [
      "seats",
      BALANCE,
      { includedAmount: 3, overage: { unitPrice: 100000 } },
      { includedAmount: 3, overage: { enabled: true, unitPrice: 100000 } },
    ],
    // What says only what holds anyway is no contradiction.
    [
      "boolean",
      METERED,
      {
        includedAmount: 0,
        unlimited: false,
        overage: { enabled: false },
        creditsPerUnit: null,
        margin: null,
      },
      {},
    ],
  ])("%s in %j: %j", async (featureId, planBody, sent, kept) => {
    const { status, body } = await add(planBody, { featureId, ...sent });
    expect(body).toMatchObject({
      object: "plan_feature",
      code: featureId,
      name: featureId,
      unitName: "unit",
    });
    expect(body).toMatchObject({ ...NOTHING, ...kept });
    expect(status).toBe(201);
  });
});

describe("terms that do not fit are refused by name", () => {
  const fixedPrice = { overage: { unitPrice: 5 } };
  test.each<[string, string, object, object]>([
    // A boolean feature is only enabled or not.
    ["includedAmount", "boolean", METERED, { includedAmount: 1 }],
    ["unlimited", "boolean", METERED, { unlimited: true }],
    ["overage.enabled", "boolean", METERED, { overage: { enabled: true } }],
    ["overage.unitPrice", "boolean", BALANCE, fixedPrice],
    ["creditsPerUnit", "boolean", CREDITS, { creditsPerUnit: 1 }],
    ["margin", "boolean", BALANCE, { margin: 0 }],
    ["rounding", "boolean", BALANCE, { rounding: "ceil" }],
    ["pricingMode", "boolean", BALANCE, { pricingMode: "ai_model" }],
    // Seats are counted whole, and priced beyond what is included.
    ["includedAmount", "seats", METERED, { includedAmount: 1.5 }],
    ["includedAmount", "seats", METERED, { unlimited: true, includedAmount: 1 }],
    ["maxSeats", "seats", METERED, { includedAmount: 3, maxSeats: 2 }],
    ["maxSeats", "metered", METERED, { maxSeats: 2 }],
    ["seatBilling", "boolean", METERED, { seatBilling: "immediate" }],
    ["creditsPerUnit", "seats", CREDITS, { creditsPerUnit: 1 }],
    ["margin", "seats", BALANCE, { margin: 100 }],
    ["pricingMode", "seats", BALANCE, { pricingMode: "ai_model" }],
    ["overage.unitPrice", "seats", METERED, { overage: { enabled: true } }],
    ["overage.enabled", "seats", { ...METERED, isFree: true }, { overage: { enabled: true, unitPrice: 1 } }],
    // Priced by model: only from a balance, and by nothing else.
    ["pricingMode", "metered", METERED, { pricingMode: "ai_model" }],
    ["pricingMode", "metered", CREDITS, { pricingMode: "ai_model" }],
    ["overage.unitPrice", "metered", BALANCE, { pricingMode: "ai_model", ...fixedPrice }],
    ["overage.enabled", "metered", BALANCE, { pricingMode: "ai_model", overage: { enabled: true } }],
    ["includedAmount", "metered", BALANCE, { pricingMode: "ai_model", includedAmount: 1 }],
    ["unlimited", "metered", BALANCE, { pricingMode: "ai_model", unlimited: true }],
    ["creditsPerUnit", "metered", BALANCE, { pricingMode: "ai_model", creditsPerUnit: 1 }],
    // A fixed price on a balance plan: every unit has it, so it must be said.
    ["overage.unitPrice", "metered", BALANCE, {}],
    ["overage.unitPrice", "metered", BALANCE, { overage: { enabled: true } }],
    ["overage.enabled", "metered", BALANCE, { overage: { enabled: false, unitPrice: 5 } }],
    ["includedAmount", "metered", BALANCE, { ...fixedPrice, includedAmount: 1 }],
    ["unlimited", "metered", BALANCE, { ...fixedPrice, unlimited: true }],
    ["creditsPerUnit", "metered", BALANCE, { ...fixedPrice, creditsPerUnit: 1 }],
    ["margin", "metered", BALANCE, { ...fixedPrice, margin: 2000 }],
    ["rounding", "metered", BALANCE, { ...fixedPrice, rounding: "exact" }],
    // Credits: how many a unit takes must be said.
    ["creditsPerUnit", "metered", CREDITS, {}],
    ["creditsPerUnit", "metered", CREDITS, { creditsPerUnit: null }],
    ["includedAmount", "metered", CREDITS, { creditsPerUnit: 1, includedAmount: 1 }],
    ["unlimited", "metered", CREDITS, { creditsPerUnit: 1, unlimited: true }],
    ["overage.enabled", "metered", CREDITS, { creditsPerUnit: 1, overage: { enabled: true } }],
    ["overage.unitPrice", "metered", CREDITS, { creditsPerUnit: 1, ...fixedPrice }],
    ["margin", "metered", CREDITS, { creditsPerUnit: 1, margin: 1 }],
    // Counted: overage has a price, and there is none where nothing runs out or nothing is invoiced.
    ["creditsPerUnit", "metered", METERED, { creditsPerUnit: 0 }],
    ["margin", "metered", METERED, { margin: 1 }],
    ["rounding", "metered", METERED, { rounding: "exact" }],
    ["overage.unitPrice", "metered", METERED, { overage: { enabled: true } }],
    ["includedAmount", "metered", METERED, { unlimited: true, includedAmount: 1 }],
    ["overage.enabled", "metered", METERED, { unlimited: true, overage: { enabled: true, unitPrice: 1 } }],
    [
      "overage.enabled",
      "metered",
      { ...METERED, isFree: true },
      { overage: { enabled: true, unitPrice: 1 } },
    ],
    ["overage.unitPrice", "metered", { ...METERED, isFree: true }, fixedPrice],
    // The forms of fields.
    ["overage.unitPrice", "metered", METERED, { overage: { unitPrice: 0.000001 } }],
    ["overage.unitPrice", "metered", METERED, { overage: { unitPrice: -1 } }],
    ["overage.price", "metered", METERED, { overage: { price: 1 } }],
    ["includedAmount", "metered", METERED, { includedAmount: 1e-10 }],
    ["creditsPerUnit", "metered", CREDITS, { creditsPerUnit: 1e10 }],
    ["margin", "metered", BALANCE, { pricingMode: "ai_model", margin: 0.5 }],
    ["margin", "metered", BALANCE, { pricingMode: "ai_model", margin: -1 }],
    ["unitPrice", "metered", METERED, { unitPrice: 1 }],
    ["featureId", "bad\u0000", METERED, {}],
    ["featureId", "bad\ud800", METERED, {}],
  ])("%s of %j in %j: %j", async (param, featureId, planBody, sent) => {
    const { status, body } = await add(planBody, { featureId, ...sent });
    expect(body.error).toMatchObject({ code: "validation_error", param });
    expect(body.error.message).toMatch(/^[\w.]+: \w/);
    expect(status).toBe(422);
  });
});

describe("changing", () => {
  const added = async (planBody: object, body: object) => {
    const code = await plan(planBody);
    const answer = await instance.call("POST", `/plans/${code}/features`, { featureId: "metered", ...body });
    expect(answer.status).toBe(201);
    const path = `/plans/${code}/features/metered`;
    return (changes: object) => instance.call("PATCH", path, changes);
  };

  test("fields that are left out stay, within overage too", async () => {
    const change = await added(METERED, { includedAmount: 10, overage: { enabled: true, unitPrice: 7 } });
    expect((await change({ enabled: false })).body).toMatchObject({
      enabled: false,
      includedAmount: 10,
      overage: { enabled: true, unitPrice: 7 },
    });
    expect((await change({ overage: { enabled: false } })).body.overage).toEqual({
      enabled: false,
      unitPrice: 7,
    });
    expect((await change({ overage: { unitPrice: 8 } })).body.overage).toEqual({
      enabled: false,
      unitPrice: 8,
    });
    expect((await change({ overage: { enabled: true } })).body.overage).toEqual({
      enabled: true,
      unitPrice: 8,
    });
  });

  test("the whole that a change leads to is judged", async () => {
    const change = await added(METERED, { includedAmount: 10, overage: { enabled: true, unitPrice: 7 } });
    expect((await change({ unlimited: true })).body.error.param).toBe("includedAmount");
    expect((await change({ unlimited: true, includedAmount: 0 })).body.error.param).toBe("overage.enabled");
    const whole = { unlimited: true, includedAmount: 0, overage: { enabled: false } };
    expect((await change(whole)).status).toBe(200);
    expect((await change({ creditsPerUnit: 1 })).body.error.param).toBe("creditsPerUnit");
  });

  test("margin and rounding can be changed where the model prices; null margin is none", async () => {
    const change = await added(BALANCE, { pricingMode: "ai_model", margin: 2000, rounding: "exact" });
    expect((await change({ margin: 2500 })).body).toMatchObject({ margin: 2500, rounding: "exact" });
    expect((await change({ margin: null, rounding: "ceil" })).body).toMatchObject({
      margin: 0,
      rounding: "ceil",
    });
    expect((await change({ overage: { unitPrice: 1 } })).body.error.param).toBe("overage.unitPrice");
    expect((await change({ pricingMode: "fixed" })).body.error.param).toBe("pricingMode");
  });

  test("the price of a balance plan's unit and the credits of a credits plan's cannot be taken away", async () => {
    const inCredits = await added(CREDITS, { creditsPerUnit: 2 });
    expect((await inCredits({ creditsPerUnit: null })).body.error.param).toBe("creditsPerUnit");
    expect((await inCredits({ creditsPerUnit: 3 })).body.creditsPerUnit).toBe(3);
    const fromBalance = await added(BALANCE, { overage: { unitPrice: 5 } });
    expect((await fromBalance({ overage: { enabled: false } })).body.error.param).toBe("overage.enabled");
    expect((await fromBalance({ overage: { unitPrice: 6 } })).body.overage.unitPrice).toBe(6);
    expect((await fromBalance({ rounding: "exact" })).body.error.param).toBe("rounding");
  });

  test("a change of nothing gives 422", async () => {
    const change = await added(METERED, {});
    expect((await change({})).status).toBe(422);
  });
});

describe("in a plan", () => {
  test("a feature is once, also when two add it at once; by code and by id it is the same", async () => {
    const code = await plan(METERED);
    const { id } = (await instance.call("GET", "/features/metered")).body;
    const answers = await Promise.all(
      ["metered", id, "metered"].map((featureId) =>
        instance.call("POST", `/plans/${code}/features`, { featureId, includedAmount: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.error).toMatchObject({ code: "invalid_state", param: "featureId" });
    const { body } = await instance.call("GET", `/plans/${code}`);
    expect(body.features).toEqual([answers.find(({ status }) => status === 201)!.body]);
  });

  test("a feature can be removed, and is then not there to change or remove", async () => {
    const code = await plan(METERED);
    const { body } = await instance.call("POST", `/plans/${code}/features`, { featureId: "seats" });
    const path = `/plans/${code}/features/${body.featureId}`;
    expect((await instance.call("DELETE", path)).body).toEqual({
      object: "plan_feature",
      planId: body.planId,
      featureId: body.featureId,
      deleted: true,
      livemode: false,
    });
    for (const [method, sent] of [
      ["DELETE", undefined],
      ["PATCH", { enabled: true }],
    ] as const) {
      const answer = await instance.call(method, path, sent);
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "plan_feature_not_found", param: "featureId" });
    }
    const unknown = await instance.call("DELETE", `/plans/${code}/features/nothing`);
    expect(unknown.body.error).toMatchObject({ code: "feature_not_found", param: "featureId" });
  });
});
