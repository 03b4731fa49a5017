/**
 * What is shown of an edit of a plan before it is made is what then happens: to the plan, to those who are on it at once,
 * and to them at their renewal; and nothing stays of what was only shown.
 *
 * Broken on purpose: an edit that was shown not taken back.
 */
import { describe, expect, test } from "vitest";
import {
  countFrom,
  createRandom,
  type Random,
  sayReplay,
  seedFrom,
} from "../../../../tests/system/random.js";
import type { Body } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";

const instance = sharedInstance(async () => {
  await must("POST", "/test-clock", { frozenTime: "2030-01-01T00:00:00Z" });
  for (const code of ["calls", "texts"])
    await must("POST", "/features", { name: code, code, type: "metered" });
  await must("POST", "/features", { name: "editors", code: "editors", type: "seats" });
  await must("POST", "/features", { name: "sso", code: "sso", type: "boolean" });
});
const { must } = instance;

let made = 0;
async function sell(model: string, features: readonly object[], price: object = {}): Promise<Body> {
  const code = `edited_${++made}`;
  await must("POST", "/plans", { name: "Edited", code, consumptionModel: model });
  await must("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price: 1000, ...price });
  for (const feature of features) await must("POST", `/plans/${code}/features`, feature);
  return must("GET", `/plans/${code}`);
}
async function join(planCode: string, more: object = {}): Promise<string> {
  const customerId = `edits_${++made}`;
  await must("POST", "/customers", { id: customerId });
  await must("POST", "/subscriptions", { customerId, planCode, ...more });
  return customerId;
}
const preview = (plan: Body, edit: object) => must("POST", `/plans/${plan.code}/preview-edit`, edit);
const later = (days: number) => must("POST", "/test-clock", { advanceDays: days });
const CALLS = { featureId: "calls", includedAmount: 10, overage: { unitPrice: 200 } };
const NOBODY = { now: 0, atRenewal: 0, firstRenewalAt: null, lastRenewalAt: null };

describe("an edit that is shown", () => {
  test("says of each term what it was and will be, whom it is good for, when, and how many have it when", async () => {
    const plan = await sell("metered", [CALLS]);
    const first = await must("GET", `/subscriptions/active?customerId=${await join(plan.code)}`);
    await later(2);
    const last = await must("GET", `/subscriptions/active?customerId=${await join(plan.code)}`);
    const leaving = await must("GET", `/subscriptions/active?customerId=${await join(plan.code)}`);
    await must("POST", `/subscriptions/${leaving.id}/cancel`, {});
    const shown = await preview(plan, {
      operation: "updatePlanFeature",
      featureId: "calls",
      includedAmount: 15,
      overage: { unitPrice: 300 },
    });
    const renewals = { firstRenewalAt: first.currentPeriod.end, lastRenewalAt: last.currentPeriod.end };
    expect(shown).toMatchObject({
      object: "plan_edit_preview",
      planId: plan.id,
      renewal: "stay",
      subscriptions: { open: 3, renewing: 2, leaving: 1, waiting: 0, ...renewals },
    });
    const feature = { of: "feature", featureCode: "calls", featureName: "calls", priceId: null };
    expect(shown.changes).toMatchObject([
      {
        ...feature,
        field: "includedAmount",
        from: 10,
        to: 15,
        effect: "better",
        existingCustomers: "now",
        subscriptions: { ...NOBODY, now: 3 },
      },
      {
        ...feature,
        field: "overageUnitPrice",
        currency: "USD",
        from: 200,
        to: 300,
        effect: "worse",
        existingCustomers: "at_renewal",
        subscriptions: { now: 0, atRenewal: 2, ...renewals },
      },
    ]);
    const cheaper = await preview(plan, {
      operation: "updatePlanPrice",
      priceId: plan.prices[0].id,
      price: 900,
    });
    expect(cheaper.changes).toMatchObject([
      {
        of: "price",
        field: "price",
        billingInterval: "monthly",
        from: 1000,
        to: 900,
        effect: "better",
        existingCustomers: "at_renewal",
      },
    ]);
  });

  test("says of the price of a seat and of seats themselves when they hold", async () => {
    const editors = { featureId: "editors", includedAmount: 1, maxSeats: 9, overage: { unitPrice: 50_000 } };
    const plan = await sell("metered", [editors]);
    await join(plan.code);
    const { changes } = await preview(plan, {
      operation: "updatePlanFeature",
      featureId: "editors",
      maxSeats: null,
      seatBilling: "immediate",
      overage: { unitPrice: 40_000 },
    });
    expect(
      changes.map(({ field, effect, existingCustomers }: Body) => [field, effect, existingCustomers]),
    ).toEqual([
      ["seatBilling", "neutral", "at_renewal"],
      ["maxSeats", "better", "now"],
      ["overageUnitPrice", "better", "at_renewal"],
    ]);
  });

  test("says of a feature that comes or goes all that comes or goes with it", async () => {
    const plan = await sell("metered", [CALLS]);
    await join(plan.code);
    const added = await preview(plan, { operation: "addPlanFeature", featureId: "texts", includedAmount: 5 });
    expect(added.changes).toContainEqual(
      expect.objectContaining({
        field: "isInPlan",
        featureCode: "texts",
        from: null,
        to: true,
        existingCustomers: "now",
      }),
    );
    const removed = await preview(plan, { operation: "removePlanFeature", featureId: "calls" });
    expect(removed.changes).toContainEqual(
      expect.objectContaining({
        field: "includedAmount",
        from: 10,
        to: null,
        effect: "worse",
        existingCustomers: "at_renewal",
      }),
    );
  });

  test("says what each currency costs, with what is converted; a currency that goes stays for who pays in it", async () => {
    const plan = await sell("metered", [CALLS]);
    await must("PUT", `/plans/${plan.code}/regional`, { currency: "JPY", exchangeRate: 150 });
    await join(plan.code);
    await join(plan.code, { currency: "JPY" });
    const dearer = await preview(plan, {
      operation: "updatePlanPrice",
      priceId: plan.prices[0].id,
      price: 2000,
    });
    expect(dearer.changes).toMatchObject([
      { currency: "USD", from: 1000, to: 2000, subscriptions: { atRenewal: 1 } },
      { currency: "JPY", from: 1500, to: 3000, subscriptions: { atRenewal: 1 } },
    ]);
    const gone = await preview(plan, { operation: "deletePlanRegionalPricing", currency: "JPY" });
    expect(gone.changes).toMatchObject(
      ["exchangeRate", "price", "overageUnitPrice"].map((field) => ({
        field,
        currency: "JPY",
        to: null,
        existingCustomers: "never",
        subscriptions: NOBODY,
      })),
    );
  });

  test("says what becomes of those on a plan that is deleted", async () => {
    const [plan, heir] = [await sell("metered", [CALLS]), await sell("metered", [CALLS])];
    await join(plan.code);
    const edit = { operation: "deletePlan" };
    expect(await preview(plan, edit)).toMatchObject({
      changes: [],
      renewal: "end",
      subscriptions: { renewing: 1 },
    });
    expect(await preview(plan, { ...edit, migrateTo: heir.code })).toMatchObject({ renewal: "move" });
  });

  test("is refused as the edit is, by the name of the same field; and what it is called concerns all, how it is listed nobody", async () => {
    const plan = await sell("metered", [CALLS]);
    await join(plan.code);
    for (const [status, param, edit] of [
      [422, "creditsPerUnit", { operation: "updatePlanFeature", featureId: "calls", creditsPerUnit: 1 }],
      [422, "includedAmount", { operation: "updatePlanFeature", featureId: "calls", includedAmount: -1 }],
      [422, "operation", { operation: "updateFeature", featureId: "calls" }],
      [404, "featureId", { operation: "removePlanFeature", featureId: "nothing" }],
      [409, "billingInterval", { operation: "createPlanPrice", billingInterval: "monthly", price: 1 }],
    ] as const) {
      const answer = await instance.call("POST", `/plans/${plan.code}/preview-edit`, edit);
      expect([answer.status, answer.body.error.param], JSON.stringify(edit)).toEqual([status, param]);
    }
    const nothing = await instance.call("POST", `/plans/${plan.code}/preview-edit`, {
      operation: "updatePlan",
    });
    expect(nothing.status).toBe(422);
    const { changes } = await preview(plan, { operation: "updatePlan", name: "New", isPublic: false });
    expect(changes).toMatchObject([
      { field: "name", existingCustomers: "now", subscriptions: { now: 1 } },
      { field: "isPublic", existingCustomers: "never", subscriptions: NOBODY },
    ]);
  });
});

test("a version says how many hold to it: those who began with it, until their renewal", async () => {
  const plan = await sell("metered", [CALLS]);
  await join(plan.code);
  await must("PATCH", `/plans/${plan.code}/features/calls`, { includedAmount: 5 });
  await join(plan.code);
  await join(plan.code);
  const held = async (): Promise<number[]> =>
    (await must("GET", `/plans/${plan.code}/versions?limit=2`)).data.map((one: Body) => one.subscriptions);
  expect(await held()).toEqual([2, 1]);
  await later(31);
  expect(await held()).toEqual([3, 0]);
});

/** An edit, by its operation, and as the request that makes it. */
interface RandomEdit {
  readonly shown: object;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

function randomEdit(random: Random, plan: Body): RandomEdit {
  const price = random.pick(plan.prices) as Body;
  const isBalance = plan.consumptionModel === "balance";
  const amount = () => random.pick([0, 5, 10, 15, 20]);
  const unitPrice = () => random.pick([0, 100, 200.5, 300]);
  // Mostly the same, so that one edit after another changes it within a period.
  const feature = random.pick(["calls", "calls", "texts"]);
  const own = isBalance
    ? { overage: { unitPrice: unitPrice() } }
    : random.pick([
        { includedAmount: amount() },
        { includedAmount: amount(), overage: { enabled: true, unitPrice: unitPrice() } },
        { includedAmount: 0, unlimited: true, overage: { enabled: false } },
        { unlimited: false },
        { creditsPerUnit: 3 },
      ]);
  const terms = random.int(5) === 0 ? { enabled: random.int(2) === 0 } : own;
  const included = isBalance ? { includedBalance: 10_000 * amount() } : {};
  const ofPrice = { price: 100 * amount(), trialDays: random.int(2), ...included };
  const regional = { currency: "JPY", exchangeRate: random.pick([100, 150, 151.5]) };
  const of = (operation: string, method: string, path: string, ids: object, body?: object): RandomEdit => ({
    shown: { operation, ...ids, ...body },
    method,
    path: `/plans/${plan.code}${path}`,
    ...(body ? { body } : {}),
  });
  return random.pick([
    () =>
      of(
        "updatePlan",
        "PATCH",
        "",
        {},
        { name: `N${random.int(9)}`, blockOnExhaustion: random.int(2) === 0 },
      ),
    () => of("updatePlanPrice", "PATCH", `/prices/${price.id}`, { priceId: price.id }, ofPrice),
    () => of("createPlanPrice", "POST", "/prices", {}, { billingInterval: "yearly", ...ofPrice }),
    // The last one stays: who comes next has to have one to take.
    () =>
      plan.prices.length > 1
        ? of("deletePlanPrice", "DELETE", `/prices/${price.id}`, { priceId: price.id })
        : of("deletePlanPrice", "DELETE", "/prices/none", { priceId: "none" }),
    () => of("addPlanFeature", "POST", "/features", {}, { featureId: feature, ...own }),
    ...Array(4).fill(() =>
      of("updatePlanFeature", "PATCH", `/features/${feature}`, { featureId: feature }, terms),
    ),
    () => of("removePlanFeature", "DELETE", `/features/${feature}`, { featureId: feature }),
    () => of("setPlanRegionalPricing", "PUT", "/regional", {}, regional),
    () =>
      of(
        "setPriceRegionalPricing",
        "PUT",
        `/prices/${price.id}/regional`,
        { priceId: price.id },
        {
          overrides: [{ currency: "JPY", price: 100 * amount() }],
        },
      ),
  ])();
}

/** What a plan says, by name, read from the answers of the API. */
function saidBy(plan: Body): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  for (const field of [
    "name",
    "description",
    "isPublic",
    "isDefault",
    "blockOnExhaustion",
    "topupsSurviveReset",
  ])
    said[`plan ${field}`] = plan[field];
  for (const price of plan.prices) {
    for (const field of ["trialDays", "isDefault", "includedCredits"])
      said[`${price.id} ${field}`] = price[field];
    for (const field of ["price", "includedBalance"]) said[`${price.id} ${field} USD`] = price[field];
    said[`${price.id} isSold`] = true;
  }
  for (const feature of plan.features) {
    const { featureId: id, overage } = feature;
    for (const field of [
      "enabled",
      "pricingMode",
      "includedAmount",
      "unlimited",
      "creditsPerUnit",
      "margin",
      "maxSeats",
    ])
      said[`${id} ${field}`] = feature[field];
    said[`${id} isInPlan`] = true;
    said[`${id} overageEnabled`] = overage.enabled;
    said[`${id} overageUnitPrice USD`] = overage.unitPrice;
  }
  for (const { currency, exchangeRate, prices, features } of plan.regional) {
    said[`plan exchangeRate ${currency}`] = exchangeRate;
    for (const { priceId, price, includedBalance } of prices) {
      said[`${priceId} price ${currency}`] = price;
      said[`${priceId} includedBalance ${currency}`] = includedBalance;
    }
    for (const { featureId, overageUnitPrice } of features)
      said[`${featureId} overageUnitPrice ${currency}`] = overageUnitPrice;
  }
  return said;
}

function differences(before: Body, after: Body): Record<string, unknown> {
  const [was, is] = [saidBy(before), saidBy(after)];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, [was[name] ?? null, is[name] ?? null]] as const)
      .filter(([, [from, to]]) => from !== to),
  );
}

/** A price that is added has another id when it is added again. */
const sameId = (plan: Body, name: string): string =>
  plan.prices.some(({ id }: Body) => name.startsWith(id)) ? name : name.replace(/^price_\w+/, "new");
const nameOf = ({ of, priceId, featureId, field, currency }: Body): string =>
  [of === "plan" ? "plan" : (priceId ?? featureId), field, ...(currency ? [currency] : [])].join(" ");

/** What one customer has, as far as the API says it of a subscription. */
async function hasNow(customerId: string, plan: Body): Promise<Record<string, unknown>> {
  const subscription = await must("GET", `/subscriptions/active?customerId=${customerId}`);
  const { currency } = subscription;
  const has: Record<string, unknown> = { currency };
  const [price] = plan.prices.filter(({ billingInterval }: Body) => billingInterval === "monthly");
  if (price) {
    has[`${price.id} price ${currency}`] = subscription.plan.basePrice;
    // Read there, and not of the subscription: it is given when somebody asks for it.
    if (subscription.balance)
      has[`${price.id} includedBalance ${currency}`] = (
        await must("GET", `/subscriptions/${subscription.id}/balance`)
      ).included;
  }
  const { data } = await must("GET", `/feature-access?customerId=${customerId}`);
  for (const { code, enabled, included, unlimited } of data) {
    const feature = plan.features.find((one: Body) => one.code === code);
    if (!feature || !enabled || plan.consumptionModel !== "metered") continue;
    has[`${feature.featureId} unlimited`] = unlimited;
    has[`${feature.featureId} includedAmount`] = unlimited ? 0 : included;
  }
  return has;
}

/** What one customer may use, by feature, and the balance that is included: more of each is better. */
async function mayUse(customerId: string): Promise<Record<string, number>> {
  const { data } = await must("GET", `/feature-access?customerId=${customerId}`);
  const { id, balance } = await must("GET", `/subscriptions/active?customerId=${customerId}`);
  const given = balance ? { balance: (await must("GET", `/subscriptions/${id}/balance`)).included } : {};
  const enabled = data.filter((one: Body) => one.enabled);
  return {
    ...given,
    ...Object.fromEntries(
      enabled.map((one: Body) => [one.code, one.unlimited ? Number.POSITIVE_INFINITY : (one.included ?? 0)]),
    ),
  };
}

test("random edits, many in a row: what is shown of each is what then happens, to whoever is on the plan, since whenever; none takes anything away before the renewal", async () => {
  const rounds = countFrom("PLAN_EDIT_ROUNDS", 4);
  const random = createRandom(seedFrom("PLAN_EDIT_SEED"));
  sayReplay("packages/server/src/subscriptions/plan-edits.test.ts", {
    PLAN_EDIT_SEED: random.seed,
    PLAN_EDIT_ROUNDS: rounds,
  });
  let counted = 0;
  for (let round = 0; round < rounds; round++) {
    const model = random.pick(["metered", "balance"]);
    const own =
      model === "balance"
        ? { overage: { unitPrice: 100 } }
        : { includedAmount: 10, overage: { unitPrice: 200 } };
    const included = model === "balance" ? { includedBalance: 100_000 } : {};
    const { code } = await sell(model, [{ featureId: "calls", ...own }], included);
    await must("PUT", `/plans/${code}/regional`, { currency: "JPY", exchangeRate: 150 });
    const people: string[] = [];
    /** Not sold any more: whoever is on one stays on it, so the preview speaks of it, and the plan does not. */
    const gone = new Set<string>();
    for (let n = 0; n < 12; n++) {
      if (n % 3 === 0) people.push(await join(code, random.int(3) === 0 ? { currency: "JPY" } : {}));
      if (n % 4 === 1) await later(1);
      const plan = await must("GET", `/plans/${code}`);
      const edit = randomEdit(random, plan);
      const before = await Promise.all(people.map((id) => hasNow(id, plan)));
      const had = await Promise.all(people.map(mayUse));
      const versions = (await must("GET", `/plans/${code}/versions?limit=100`)).data;
      const shown = await instance.call("POST", `/plans/${code}/preview-edit`, edit.shown);
      expect(await must("GET", `/plans/${code}`)).toEqual(plan);
      expect((await must("GET", `/plans/${code}/versions?limit=100`)).data).toEqual(versions);
      const done = await instance.call(edit.method, edit.path, edit.body);
      const what = JSON.stringify([round, n, edit]);
      if (done.status >= 300) {
        expect([shown.status, shown.body.error?.code, shown.body.error?.param], what).toEqual([
          done.status,
          done.body.error.code,
          done.body.error.param,
        ]);
        continue;
      }
      const edited = await must("GET", `/plans/${code}`);
      for (const { id } of plan.prices) gone.add(id);
      for (const { id } of edited.prices) gone.delete(id);
      const changes = shown.body.changes.filter(
        ({ priceId, field }: Body) => !gone.has(priceId) || field === "isSold",
      );
      const expected = Object.fromEntries(
        Object.entries(differences(plan, edited))
          .filter(([name]) => !gone.has(name.split(" ")[0]!) || name.endsWith("isSold"))
          .map(([name, [from, to]]: [string, Body]) => [
            sameId(plan, name),
            name.endsWith("isSold") && to === null ? [from, false] : [from, to],
          ]),
      );
      expect(
        Object.fromEntries(changes.map((one: Body) => [sameId(plan, nameOf(one)), [one.from, one.to]])),
        what,
      ).toEqual(expected);
      const after = await Promise.all(people.map((id) => hasNow(id, edited)));
      for (const [i, has] of (await Promise.all(people.map(mayUse))).entries())
        for (const [name, most] of Object.entries(had[i]!))
          expect(has[name] ?? -1, `${people[i]} ${name} ${what}`).toBeGreaterThanOrEqual(most);
      for (const change of changes) {
        const name = nameOf(change);
        const concerned = after.filter((has) => name in has);
        if (
          concerned.length === 0 ||
          change.to === null ||
          concerned.length !== before.filter((has) => name in has).length ||
          // To whom it is disabled the API shows nothing of a feature.
          (change.of === "feature" && concerned.length !== people.length)
        )
          continue;
        counted += 1;
        const now = people.filter(
          (_, i) => name in after[i]! && after[i]![name] === change.to && before[i]![name] !== change.to,
        );
        const atRenewal = people.filter((_, i) => name in after[i]! && after[i]![name] !== change.to);
        expect([change.subscriptions.now, change.subscriptions.atRenewal], `${name} ${what}`).toEqual([
          now.length,
          atRenewal.length,
        ]);
      }
    }
    await later(31);
    const plan = await must("GET", `/plans/${code}`);
    const said = saidBy(plan);
    for (const has of await Promise.all(people.map((id) => hasNow(id, plan))))
      for (const [name, value] of Object.entries(has))
        if (name in said) expect([name, value]).toEqual([name, said[name]]);
  }
  expect(counted).toBeGreaterThan(rounds);
}, 240_000);
