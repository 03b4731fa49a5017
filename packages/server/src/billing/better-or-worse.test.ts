/**
 * What a change of a plan means for those who are on it: what is better holds at once, all else from their renewal on.
 * Each cell is looked at where usage is charged and on the invoice, for who was there before and for who comes after.
 *
 * Broken on purpose: only the pinned and the current version compared, those between left out. Of the tests of two edits
 * those of what is included, of a feature that goes again and of credits and balance failed; that of prices cannot, since
 * they hold from the beginning.
 */
import { describe, expect, test } from "vitest";
import type { Body } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";

const instance = sharedInstance(async () => {
  await must("POST", "/test-clock", { frozenTime: "2030-01-01T00:00:00Z" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  await must("POST", "/features", { name: "Tokens", code: "tokens", type: "metered" });
  await must("POST", "/features", { name: "Export", code: "export", type: "boolean" });
  await must("POST", "/models", {
    provider: "lab",
    modelId: "one",
    price: { inputPrice: 1_000_000_000, outputPrice: 0 },
  });
});
const { must } = instance;

type Model = "metered" | "credits" | "balance";
const FEATURE: Record<Model, object> = {
  metered: { includedAmount: 10, overage: { unitPrice: 200 } },
  credits: { creditsPerUnit: 4 },
  balance: { overage: { unitPrice: 100 } },
};
const INCLUDED: Record<Model, object> = {
  metered: {},
  credits: { includedCredits: 100 },
  balance: { includedBalance: 100_000 },
};

let made = 0;
interface Sold {
  readonly code: string;
  readonly priceId: string;
}
async function sell(model: Model, plan: object = {}, feature: object = FEATURE[model]): Promise<Sold> {
  const code = `sold_${++made}`;
  await must("POST", "/plans", { name: "Sold", code, consumptionModel: model, ...plan });
  const price = { billingInterval: "monthly", price: 1000, ...INCLUDED[model] };
  const { id } = await must("POST", `/plans/${code}/prices`, price);
  await must("POST", `/plans/${code}/features`, { featureId: "calls", ...feature });
  return { code, priceId: id };
}

async function join({ code }: Sold): Promise<string> {
  const customerId = `joins_${++made}`;
  await must("POST", "/customers", { id: customerId });
  await must("POST", "/subscriptions", { customerId, planCode: code });
  return customerId;
}

const use = async (customerId: string, value: number, more: object = {}): Promise<Body> =>
  (await instance.call("POST", "/usage/events", { customerId, feature: "calls", value, ...more })).body;
/** What an event costs, or what it is refused with. */
const deducts = async (customerId: string): Promise<unknown> => {
  const body = await use(customerId, 1);
  return body.error?.code ?? body.consumption.deducted;
};
const includes = async (customerId: string): Promise<unknown> => {
  const { included, enabled, reason } = await must("GET", `/feature-access/calls?customerId=${customerId}`);
  return enabled ? included : reason;
};
/** Past one renewal of everybody who is subscribed now. */
const renew = () => must("POST", "/test-clock", { advanceDays: 31 });
const lastInvoice = async (customerId: string): Promise<Body> => {
  const { data } = await must("GET", `/invoices?customerId=${customerId}`);
  return must("GET", `/invoices/${data[0].id}`);
};
const lineOf = async (customerId: string, kind: string): Promise<Body> =>
  (await lastInvoice(customerId)).lines.find((line: Body) => line.kind === kind);
const patchFeature = ({ code }: Sold, body: object) => must("PATCH", `/plans/${code}/features/calls`, body);
const patchPrice = ({ code, priceId }: Sold, body: object) =>
  must("PATCH", `/plans/${code}/prices/${priceId}`, body);

describe("metered, of 10 included at 0.02", () => {
  const rows = [
    {
      what: "more included",
      change: { includedAmount: 15 },
      now: 15,
      later: 15,
      billed: 5,
      price: 200,
      next: 5,
    },
    {
      what: "less included",
      change: { includedAmount: 5 },
      now: 10,
      later: 5,
      billed: 10,
      price: 200,
      next: 15,
    },
    {
      what: "a dearer overage",
      change: { overage: { unitPrice: 300 } },
      now: 10,
      later: 10,
      billed: 10,
      price: 200,
      next: 10,
    },
    {
      what: "a cheaper overage",
      change: { overage: { unitPrice: 100 } },
      now: 10,
      later: 10,
      billed: 10,
      price: 200,
      next: 10,
    },
  ] as const;
  test.each(rows)(
    "$what: $now for who was there, $later for who comes and after the renewal",
    async (row) => {
      const sold = await sell("metered");
      const before = await join(sold);
      await patchFeature(sold, row.change);
      const after = await join(sold);
      expect([await includes(before), await includes(after)]).toEqual([row.now, row.later]);
      await use(before, 20);
      await use(after, 20);
      await renew();
      expect(await includes(before)).toBe(row.later);
      expect(await lineOf(before, "feature_overage")).toMatchObject({
        included: row.now,
        quantity: row.billed,
        unitPrice: row.price,
      });
      const nextPrice = "overage" in row.change ? row.change.overage.unitPrice : 200;
      expect(await lineOf(after, "feature_overage")).toMatchObject({
        quantity: row.next,
        unitPrice: nextPrice,
      });
      await use(before, 20);
      await renew();
      expect(await lineOf(before, "feature_overage")).toMatchObject({
        quantity: row.next,
        unitPrice: nextPrice,
      });
    },
  );

  test("unlimited holds at once and bills nothing; no longer unlimited from the renewal on", async () => {
    const sold = await sell("metered");
    const before = await join(sold);
    await use(before, 20);
    await patchFeature(sold, { unlimited: true, includedAmount: 0, overage: { enabled: false } });
    expect((await use(before, 5)).consumption.remaining).toBe(null);
    await renew();
    expect(await lineOf(before, "feature_overage")).toBe(undefined);
    await patchFeature(sold, { unlimited: false, includedAmount: 1, overage: { enabled: false } });
    expect((await use(before, 5)).consumption.remaining).toBe(null);
    await renew();
    expect((await use(before, 5)).error.code).toBe("included_limit_reached");
  });

  test("overage that is switched on or off holds from the renewal on", async () => {
    const [on, off] = [await sell("metered", {}, { includedAmount: 10 }), await sell("metered")];
    const [without, withOverage] = [await join(on), await join(off)];
    await patchFeature(on, { overage: { enabled: true, unitPrice: 50 } });
    await patchFeature(off, { overage: { enabled: false } });
    expect((await use(without, 11)).error.code).toBe("included_limit_reached");
    expect((await use(withOverage, 11)).error).toBe(undefined);
    await renew();
    expect(await lineOf(withOverage, "feature_overage")).toMatchObject({ quantity: 1, unitPrice: 200 });
    expect((await use(without, 11)).error).toBe(undefined);
    expect((await use(withOverage, 11)).error.code).toBe("included_limit_reached");
  });

  test("a feature that is added or enabled holds at once, one that is removed or disabled stays to the renewal", async () => {
    const [removed, disabled, enabled] = [
      await sell("metered"),
      await sell("metered"),
      await sell("metered", {}, { ...FEATURE.metered, enabled: false }),
    ];
    const [ofRemoved, ofDisabled, ofEnabled] = [
      await join(removed),
      await join(disabled),
      await join(enabled),
    ];
    await must("DELETE", `/plans/${removed.code}/features/calls`);
    await must("POST", `/plans/${removed.code}/features`, { featureId: "tokens", includedAmount: 3 });
    await patchFeature(disabled, { enabled: false });
    expect(await deducts(ofEnabled)).toBe("feature_disabled");
    await patchFeature(enabled, { enabled: true, overage: { unitPrice: 70 } });
    expect((await use(ofRemoved, 1, { feature: "tokens" })).consumption).toMatchObject({ included: 3 });
    for (const customerId of [ofRemoved, ofDisabled, ofEnabled])
      expect((await use(customerId, 12)).error).toBe(undefined);
    await renew();
    for (const customerId of [ofRemoved, ofDisabled])
      expect(await lineOf(customerId, "feature_overage")).toMatchObject({ quantity: 2, unitPrice: 200 });
    expect(await lineOf(ofEnabled, "feature_overage")).toMatchObject({ quantity: 2, unitPrice: 70 });
    expect([await deducts(ofRemoved), await deducts(ofDisabled)]).toEqual([
      "feature_not_in_plan",
      "feature_disabled",
    ]);
  });

  test("a new base price is paid from the renewal on, whether dearer or cheaper", async () => {
    for (const price of [2000, 500]) {
      const sold = await sell("metered");
      const before = await join(sold);
      await patchPrice(sold, { price });
      const after = await join(sold);
      const shown = async (customerId: string) =>
        (await must("GET", `/subscriptions/active?customerId=${customerId}`)).plan.basePrice;
      expect([await shown(before), await shown(after)]).toEqual([1000, price]);
      expect([(await lastInvoice(before)).total, (await lastInvoice(after)).total]).toEqual([1000, price]);
      await renew();
      expect([await shown(before), (await lastInvoice(before)).total]).toEqual([price, price]);
    }
  });
});

describe("credits, 100 included, 4 for each", () => {
  test.each([
    { what: "fewer credits per unit", creditsPerUnit: 3, now: 3 },
    { what: "more credits per unit", creditsPerUnit: 5, now: 4 },
  ])(
    "$what: $now for who was there, $creditsPerUnit for who comes and after the renewal",
    async ({ creditsPerUnit, now }) => {
      const sold = await sell("credits");
      const before = await join(sold);
      await patchFeature(sold, { creditsPerUnit });
      expect([await deducts(before), await deducts(await join(sold))]).toEqual([now, creditsPerUnit]);
      await renew();
      expect(await deducts(before)).toBe(creditsPerUnit);
    },
  );

  test("more credits are there at once, less from the renewal on", async () => {
    const sold = await sell("credits");
    const before = await join(sold);
    await use(before, 25);
    await patchPrice(sold, { includedCredits: 140 });
    expect((await use(before, 1)).consumption).toMatchObject({ deducted: 4, remaining: 36 });
    await patchPrice(sold, { includedCredits: 50 });
    expect((await use(before, 1)).consumption.remaining).toBe(32);
    await renew();
    expect((await use(before, 1)).consumption.remaining).toBe(46);
  });
});

describe("balance, 10.00 included, 0.01 for each", () => {
  test("a unit's price holds from the renewal on, whether dearer or cheaper", async () => {
    for (const unitPrice of [50, 300]) {
      const sold = await sell("balance");
      const before = await join(sold);
      await patchFeature(sold, { overage: { unitPrice } });
      expect([await deducts(before), await deducts(await join(sold))]).toEqual([100, unitPrice]);
      await renew();
      expect(await deducts(before)).toBe(unitPrice);
    }
  });

  test("a margin holds from the renewal on, and an event is checked by the one it was charged at", async () => {
    const sold = await sell("balance");
    await must("POST", `/plans/${sold.code}/features`, {
      featureId: "tokens",
      pricingMode: "ai_model",
      margin: 1000,
    });
    const before = await join(sold);
    await must("PATCH", `/plans/${sold.code}/features/tokens`, { margin: 5000 });
    const call = async (customerId: string) =>
      (
        await must("POST", "/usage/events", {
          customerId,
          feature: "tokens",
          model: "lab/one",
          inputTokens: 1,
        })
      ).cost;
    expect(await call(before)).toMatchObject({ margin: 1000, subtotal: 1000, total: 1100 });
    expect(await call(await join(sold))).toMatchObject({ margin: 5000, total: 1500 });
    await renew();
    expect(await call(before)).toMatchObject({ margin: 5000, total: 1500 });
  });

  test("more balance is there at once, by whichever question it is found; less from the renewal on", async () => {
    const sold = await sell("balance");
    const [charged, checked, read, topped] = [
      await join(sold),
      await join(sold),
      await join(sold),
      await join(sold),
    ];
    const subscriptionOf = async (customerId: string) =>
      (await must("GET", `/subscriptions/active?customerId=${customerId}`)).id;
    await patchPrice(sold, { includedBalance: 150_000 });
    expect((await use(charged, 1_500)).consumption.remaining).toBe(0);
    const check = await must("POST", "/usage/check", {
      customerId: checked,
      feature: "calls",
      quantity: 1_500,
    });
    expect(check).toMatchObject({ allowed: true, remaining: 150_000 });
    const balance = await must("GET", `/subscriptions/${await subscriptionOf(read)}/balance`);
    expect(balance).toMatchObject({ remaining: 150_000, included: 150_000 });
    const top = await must("POST", `/subscriptions/${await subscriptionOf(topped)}/balance/topup`, {
      amount: 500,
    });
    expect(top.balance.remaining).toBe(150_500);
    const { data } = await must("GET", `/ledger?customerId=${charged}&type=allowance`);
    expect(data.map(({ amount }: Body) => amount)).toEqual([50_000, 100_000]);
    await patchPrice(sold, { includedBalance: 1_000 });
    expect((await must("GET", `/subscriptions/${await subscriptionOf(read)}/balance`)).remaining).toBe(
      150_000,
    );
    await renew();
    expect((await must("GET", `/subscriptions/${await subscriptionOf(read)}/balance`)).remaining).toBe(1_000);
  });

  test("a debt at the end of the period is what is left of it after all that the plan included by then", async () => {
    const sold = await sell("balance", { blockOnExhaustion: false });
    const before = await join(sold);
    await use(before, 1_700);
    await patchPrice(sold, { includedBalance: 150_000 });
    await renew();
    expect(await lineOf(before, "balance_overage")).toMatchObject({ amount: 200 });
  });

  test("blocking that is switched on or off holds from the renewal on", async () => {
    const [blocks, flows] = [await sell("balance"), await sell("balance", { blockOnExhaustion: false })];
    const [blocked, owing] = [await join(blocks), await join(flows)];
    await must("PATCH", `/plans/${blocks.code}`, { blockOnExhaustion: false });
    await must("PATCH", `/plans/${flows.code}`, { blockOnExhaustion: true });
    expect((await use(blocked, 1_001)).error.code).toBe("insufficient_balance");
    expect((await use(owing, 1_001)).consumption.remaining).toBe(-100);
    await renew();
    expect(await lineOf(owing, "balance_overage")).toMatchObject({ amount: 1 });
    expect((await use(blocked, 1_001)).consumption.remaining).toBe(-100);
    expect((await use(owing, 1_001)).error.code).toBe("insufficient_balance");
  });
});

describe("better and then worse again within one period: what was once better stays to the renewal", () => {
  test("metered: 5 included, then 10, then 7; one that was unlimited for a while", async () => {
    const sold = await sell("metered", {}, { includedAmount: 5, overage: { unitPrice: 200 } });
    const first = await join(sold);
    await patchFeature(sold, { includedAmount: 10 });
    const second = await join(sold);
    await patchFeature(sold, { includedAmount: 7 });
    const third = await join(sold);
    const people = [first, second, third];
    expect(await Promise.all(people.map(includes))).toEqual([10, 10, 7]);
    for (const customerId of people) await use(customerId, 12);
    await renew();
    const billed = (await Promise.all(people.map((id) => lineOf(id, "feature_overage")))).map(
      ({ included, quantity }: Body) => [included, quantity],
    );
    expect(billed).toEqual([
      [10, 2],
      [10, 2],
      [7, 5],
    ]);
    expect(await Promise.all(people.map(includes))).toEqual([7, 7, 7]);
    await patchFeature(sold, { unlimited: true, includedAmount: 0, overage: { enabled: false } });
    await patchFeature(sold, { unlimited: false, includedAmount: 7, overage: { unitPrice: 200 } });
    expect((await use(first, 50)).consumption.remaining).toBe(null);
    await renew();
    expect(await lineOf(first, "feature_overage")).toBe(undefined);
    expect(await includes(first)).toBe(7);
  });

  test("prices: the overage, the unit and the margin of the beginning, over all that is cheaper or dearer after", async () => {
    const sold = await sell("metered");
    const metered = await join(sold);
    for (const unitPrice of [100, 300]) await patchFeature(sold, { overage: { unitPrice } });
    await use(metered, 12);
    const ai = await sell("balance");
    const tokens = { featureId: "tokens", pricingMode: "ai_model", margin: 1000 };
    await must("POST", `/plans/${ai.code}/features`, tokens);
    const balance = await join(ai);
    for (const margin of [500, 5000]) await must("PATCH", `/plans/${ai.code}/features/tokens`, { margin });
    for (const unitPrice of [50, 300]) await patchFeature(ai, { overage: { unitPrice } });
    const call = { customerId: balance, feature: "tokens", model: "lab/one", inputTokens: 1 };
    const margin = async () => (await must("POST", "/usage/events", call)).cost.margin;
    expect([await deducts(balance), await margin()]).toEqual([100, 1000]);
    await renew();
    expect(await lineOf(metered, "feature_overage")).toMatchObject({ quantity: 2, unitPrice: 200 });
    expect([await deducts(balance), await margin()]).toEqual([300, 5000]);
  });

  test("a feature that was added keeps the price it came with, also when it is removed again", async () => {
    const sold = await sell("metered");
    const before = await join(sold);
    const tokens = { featureId: "tokens", includedAmount: 3, overage: { unitPrice: 70 } };
    await must("POST", `/plans/${sold.code}/features`, tokens);
    await must("PATCH", `/plans/${sold.code}/features/tokens`, { overage: { unitPrice: 90 } });
    const between = await join(sold);
    await must("DELETE", `/plans/${sold.code}/features/tokens`);
    const after = await join(sold);
    const more = { feature: "tokens" };
    for (const customerId of [before, between])
      expect((await use(customerId, 5, more)).consumption.included).toBe(3);
    expect((await use(after, 5, more)).error.code).toBe("feature_not_in_plan");
    await renew();
    expect(await lineOf(before, "feature_overage")).toMatchObject({ quantity: 2, unitPrice: 70 });
    expect(await lineOf(between, "feature_overage")).toMatchObject({ quantity: 2, unitPrice: 90 });
    expect((await use(before, 1, more)).error.code).toBe("feature_not_in_plan");
  });

  test("credits per unit and balance: the least and the most of all that was", async () => {
    const sold = await sell("credits");
    const credits = await join(sold);
    for (const creditsPerUnit of [2, 3]) await patchFeature(sold, { creditsPerUnit });
    expect([await deducts(credits), await deducts(await join(sold))]).toEqual([2, 3]);
    const money = await sell("balance");
    const balance = await join(money);
    for (const includedBalance of [150_000, 120_000]) await patchPrice(money, { includedBalance });
    expect((await use(balance, 1)).consumption.remaining).toBe(149_900);
    await renew();
    expect(await deducts(credits)).toBe(3);
    expect((await use(balance, 1)).consumption.remaining).toBe(119_900);
  });
});

test("a deleted plan is kept to the renewal, and ends there with what is owed", async () => {
  const sold = await sell("metered");
  const before = await join(sold);
  await must("DELETE", `/plans/${sold.code}`);
  expect((await use(before, 12)).error).toBe(undefined);
  await renew();
  expect(await lastInvoice(before)).toMatchObject({ reason: "cancellation", total: 4 });
  expect((await use(before, 1)).error.code).toBe("no_active_subscription");
});

test("a period is begun with the version that was in force then, also where nobody came to begin it before the change", async () => {
  const sold = await sell("metered");
  const before = await join(sold);
  const { now } = await must("GET", "/test-clock");
  const { rows } = await instance.database.pool.query("SELECT id FROM environments WHERE kind = 'sandbox'");
  // As if no job had run: the clock has passed the end of the period, and nothing was done.
  await instance.database.pool.query("UPDATE environments SET frozen_at = $1 WHERE id = $2", [
    new Date(Date.parse(now) + 40 * 86_400_000),
    rows[0].id,
  ]);
  await must("GET", "/test-clock");
  await patchPrice(sold, { price: 9900 });
  await use(before, 1);
  expect((await lastInvoice(before)).total).toBe(1000);
  await renew();
  expect((await lastInvoice(before)).total).toBe(9900);
});
