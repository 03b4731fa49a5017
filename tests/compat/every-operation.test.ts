/**
 * Every operation of the public API: a published client, unmodified, reaches it over the wire and gets an answer of the
 * type it promises to its users, or what is not in the product is refused in words that name it.
 *
 * Seen to fail: as long as the edge did not tell of payments, regional prices and the clock, 31 answers were named, and
 * so was each operation that no call had reached.
 */
import { Commet, CommetAPIError } from "commet-node-7";
import { afterAll, expect, it, vi } from "vitest";
import { currentPlace } from "../../packages/server/src/drop-in/moved-paths.js";
import { pathPattern } from "../../packages/server/src/drop-in/path-pattern.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { createCatalog } from "../../packages/server/test/scenario.js";
import { promisedBy, watched } from "./promised-types.js";
import { PUBLIC_OPERATIONS, type PublicOperation } from "./public-operations.js";
import { dataOf, errorOf, redirectTo, type Sent } from "./redirected.js";

let plain: Commet;
let commet: Commet;
let sent: Sent[];
const broken: string[] = [];

const instance = sharedInstance(async () => {
  await createCatalog(instance);
  sent = redirectTo(instance);
  plain = new Commet({ apiKey: instance.key });
  commet = watched(plain, promisedBy("commet-node-7"), (call, problems) => {
    broken.push(...problems.map((problem) => `${call}: ${problem}`));
  });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

/** As a client of the latest version asks, for what the published ones have no call for. */
const asLatest = (method: string, path: string, body?: unknown) => {
  sent.push({ method, path: `/api/v1${path}`, headers: new Headers() });
  return instance.call(method, path, body, { "commet-version": "2026-07-31" });
};

it("builds a catalog: features, plans, prices in currencies, groups, packs", async () => {
  const { features, plans, planGroups, creditPacks } = commet;
  await features.create({ name: "Seats", code: "editors", type: "seats" });
  await features.create({ name: "Old", code: "old", type: "usage" });
  await features.update({ code: "old", unitName: "call" });
  await features.get({ code: "old" });
  await features.list();
  await features.delete({ code: "old" });

  const planOf = async (code: string, price: number, overageUnitPrice: number) => {
    const { id } = await dataOf(plans.create({ name: code, code, consumptionModel: "metered" }));
    const monthly = await dataOf(plans.addPrice({ id, billingInterval: "monthly", price }));
    await plans.addFeature({
      id,
      featureId: "api_calls",
      includedAmount: 10,
      overage: { enabled: true, unitPrice: overageUnitPrice },
    });
    await plans.addFeature({
      id,
      featureId: "editors",
      includedAmount: 1,
      overage: { enabled: true, unitPrice: 100_000 },
    });
    return { id, priceId: monthly.id };
  };
  const small = await planOf("small", 1000, 200);
  const large = await planOf("large", 5000, 100);
  const { id } = small;

  await plans.update({ id, description: "Small" });
  await plans.setVisibility({ id, isPublic: true });
  const yearly = await dataOf(plans.addPrice({ id, billingInterval: "yearly", price: 10_000 }));
  await plans.updatePrice({ id, priceId: yearly.id, trialDays: 0 });
  await plans.setDefaultPrice({ id, priceId: small.priceId });
  const regional = await dataOf(
    plans.setRegionalPrices({ id, priceId: small.priceId, overrides: [{ currency: "jpy", price: 1500 }] }),
  );
  expect(regional).toMatchObject({ priceId: small.priceId, overrides: [{ currency: "JPY", price: 1500 }] });
  expect(await dataOf(plans.setRegionalPricing({ id, currency: "eur", exchangeRate: 0.9 }))).toMatchObject({
    planId: id,
    currency: "EUR",
    exchangeRate: 0.9,
  });
  await plans.list();
  const detail = await dataOf(plans.get({ id }));
  expect(detail.prices!.map(({ price }) => price)).toEqual([1000, 10_000]);
  await plans.deleteRegionalPrices({ id, priceId: small.priceId });
  await plans.deletePrice({ id, priceId: yearly.id });
  await plans.updateFeature({ id, featureId: "api_calls", includedAmount: 20 });
  await plans.addFeature({ id, featureId: "export" });
  await plans.removeFeature({ id, featureId: "export" });
  const other = await dataOf(plans.create({ name: "Other", code: "other" }));
  await plans.delete({ id: other.id });

  const group = await dataOf(planGroups.create({ name: "Sizes" }));
  await planGroups.update({ id: group.id, description: "By size" });
  await planGroups.addPlan({ id: group.id, planId: large.id });
  await planGroups.addPlan({ id: group.id, planId: small.id });
  await planGroups.reorderPlans({ id: group.id, planIds: [small.id, large.id] });
  expect((await dataOf(planGroups.get({ id: group.id }))).plans).toMatchObject([
    { id: small.id },
    { id: large.id },
  ]);
  await planGroups.list();
  const empty = await dataOf(planGroups.create({ name: "Empty" }));
  await planGroups.addPlan({ id: empty.id, planId: "metered" });
  await planGroups.removePlan({ id: empty.id, planId: "metered" });
  await planGroups.delete({ id: empty.id });

  const pack = await dataOf(creditPacks.create({ name: "100", credits: 100, price: 900 }));
  await creditPacks.update({ id: pack.id, description: "A hundred" });
  expect(await dataOf(creditPacks.list())).toMatchObject([{ id: pack.id, credits: 100, price: 900 }]);
  const unused = await dataOf(creditPacks.create({ name: "1", credits: 1, price: 10, isActive: false }));
  await creditPacks.delete({ id: unused.id });
});

const ADDRESS = { line1: "1 Main St", city: "Berlin", postalCode: "10115", country: "DE" };

it("customers, and what is theirs", async () => {
  const { customers, portal, apiKeys } = commet;
  await customers.create({ id: "ada", email: "ada@example.com", fullName: "Ada", timezone: "Europe/Berlin" });
  await customers.update({ id: "ada", address: ADDRESS, taxDocument: "DE123" });
  await customers.get({ id: "ada" });
  await customers.list({ limit: 2 });
  await customers.createBatch({ customers: [{ id: "bob", email: "bob@example.com" }, { email: "no" }] });
  await portal.getUrl({ customerId: "ada", returnUrl: "https://example.com" });
  const key = await dataOf(apiKeys.create({ name: "k", expiresInDays: 3 }));
  await apiKeys.list();
  await apiKeys.delete({ id: key.id });

  const given = await asLatest("POST", "/customers/bob/credits", {
    amount: 300,
    currency: "usd",
    reason: "Sorry",
    expiresAt: null,
  });
  expect(given).toMatchObject({ status: 201, body: { amount: 300, currency: "USD" } });
  expect((await asLatest("GET", "/customers/bob/credits")).body.data).toHaveLength(1);
  expect(await asLatest("POST", `/customers/bob/credits/${given.body.id}/revoke`)).toMatchObject({
    status: 200,
    body: { revokedAmount: 300 },
  });
});

it("a subscription with seats and usage, changed up at once and down at the period's end", async () => {
  const { subscriptions, seats, usage, featureAccess } = commet;
  await subscriptions.getActive({ customerId: "ada" });
  const { id } = await dataOf(
    subscriptions.create({
      customerId: "ada",
      planCode: "small",
      billingInterval: "monthly",
      initialSeats: { editors: 2 },
      name: "Main",
    }),
  );
  await subscriptions.get({ id });
  await subscriptions.list({ customerId: "ada" });

  const of = { customerId: "ada", featureCode: "editors" };
  expect(await dataOf(seats.add({ ...of, count: 2 }))).toMatchObject({ previousBalance: 2, newBalance: 4 });
  expect(await dataOf(seats.remove({ ...of, count: 1 }))).toMatchObject({ newBalance: 3 });
  expect(await dataOf(seats.set({ ...of, count: 5 }))).toMatchObject({ newBalance: 5 });
  expect(await dataOf(seats.setAll({ customerId: "ada", seats: { editors: 6 } }))).toMatchObject([
    { featureCode: "editors", newBalance: 6 },
  ]);
  expect(await dataOf(seats.getBalance(of))).toMatchObject({ current: 6 });
  expect(await dataOf(seats.getAllBalances({ customerId: "ada" }))).toMatchObject({
    editors: { current: 6 },
  });

  await usage.track({ feature: "api_calls", customerId: "ada", value: 25, properties: { a: "b" } });
  await usage.check({ customerId: "ada", featureCode: "api_calls", quantity: 1 });
  await usage.set({ customerId: "ada", feature: "api_calls", value: 26 });
  await featureAccess.list({ customerId: "ada" });
  await featureAccess.get({ customerId: "ada", code: "api_calls" });
  await featureAccess.get({ customerId: "ada", code: "editors" });
  await featureAccess.canUse({ customerId: "ada", code: "api_calls" });
  await subscriptions.getActive({ customerId: "ada" });

  expect(await dataOf(subscriptions.previewChange({ id, planId: "large" }))).toMatchObject({
    isUpgrade: true,
    currency: "USD",
  });
  const up = await dataOf(subscriptions.changePlan({ id, newPlanId: "large" }));
  expect(up).toMatchObject({ scheduled: false, currentPlan: { name: "large", price: 5000 } });
  expect(await dataOf(commet.invoices.get({ id: up.invoiceId! }))).toMatchObject({
    invoiceType: "plan_change",
    status: "paid",
    total: up.billing!.totalCharged,
  });
  const down = await dataOf(subscriptions.changePlan({ id, newPlanId: "small" }));
  expect(down).toMatchObject({ scheduled: true, changeType: "subscription.plan_downgrade" });
  expect((await dataOf(subscriptions.get({ id }))).scheduledPlanChange).toMatchObject({
    newPlanName: "small",
  });
  await subscriptions.cancel({ id });
  await subscriptions.uncancel({ id });
  await subscriptions.updatePaymentMethod({ id, successUrl: "https://example.com" });
  expect(await errorOf(subscriptions.createRecoveryLink({ id }))).toBeInstanceOf(CommetAPIError);
});

it("balances and packs of credits", async () => {
  const { subscriptions, creditPacks, customers } = commet;
  await customers.create({ id: "carl", email: "carl@example.com" });
  const balance = await dataOf(subscriptions.create({ customerId: "carl", planCode: "balance" }));
  await subscriptions.topupBalance({ id: balance.id, amount: 50_000 });
  await subscriptions.adjustBalance({ id: balance.id, amount: -10_000, reason: "r", type: "balance" });
  expect((await dataOf(subscriptions.get({ id: balance.id }))).balance).toMatchObject({ remaining: 140_000 });

  await customers.create({ id: "dora", email: "dora@example.com" });
  const credits = await dataOf(subscriptions.create({ customerId: "dora", planCode: "credits" }));
  const [pack] = await dataOf(creditPacks.list());
  expect(
    await dataOf(subscriptions.purchaseCredits({ id: credits.id, creditPackId: pack!.id })),
  ).toMatchObject({ credits: 100 });
  expect((await dataOf(subscriptions.get({ id: credits.id }))).credits).toEqual({
    remaining: 110,
    included: 10,
    purchased: 100,
  });
});

it("invoices, payments and transactions", async () => {
  const { invoices, payments, transactions } = commet;
  const of = { customerId: "ada", currency: "usd", description: "Setup" };
  const charged = await dataOf(payments.charge({ ...of, amount: 700 }));
  expect(charged).toMatchObject({ kind: "charge", status: "succeeded", amountTotal: 700 });
  const link = await dataOf(payments.create({ ...of, amount: 800, successUrl: "https://example.com" }));
  expect(link).toMatchObject({ kind: "link", status: "pending", url: expect.stringMatching(/^http/) });
  await payments.get({ id: link.id });
  await payments.cancel({ id: link.id });
  await payments.list({ customerId: "ada", limit: 5 });

  await instance.call("POST", "/customers/bob/payment-methods", { testCard: "declined" });
  const made = await dataOf(invoices.createAdjustment({ customerId: "bob", amount: 900, description: "D" }));
  expect(made).toMatchObject({ status: "outstanding", invoiceType: "adjustment", total: 900 });
  const [listed] = await dataOf(invoices.list({ customerId: "bob", status: "outstanding" }));
  expect(listed).toMatchObject({ id: made.id, invoiceNumber: made.invoiceNumber });
  expect((await dataOf(invoices.get({ id: made.id }))).lineItems).toMatchObject([
    { description: "D", quantity: 1, unitAmount: 900, amount: 900 },
  ]);
  expect((await dataOf(invoices.getDownloadUrl({ id: made.id }))).url).toMatch(/^http/);
  await invoices.send({ id: made.id });
  expect(await dataOf(invoices.updateStatus({ id: made.id, status: "paid" }))).toMatchObject({
    id: made.id,
    status: "paid",
  });
  const credit = await dataOf(
    invoices.createAdjustment({ customerId: "bob", amount: -200, description: "Back" }),
  );
  // Nothing is to be paid, and what is given is kept for the next invoices.
  expect(credit).toMatchObject({ status: "paid", total: 0 });
  expect((await asLatest("GET", "/customers/bob/credits?status=active")).body.data).toMatchObject([
    { remaining: 200, sourceInvoiceId: credit.id },
  ]);

  const [transaction] = await dataOf(transactions.list({ status: "succeeded", limit: 1 }));
  expect(transaction).toMatchObject({ grossAmount: 700, customerEmail: "ada@example.com" });
  await transactions.get({ id: transaction!.id });
  expect(await dataOf(transactions.refund({ id: transaction!.id }))).toMatchObject({
    id: transaction!.id,
    status: "refunded",
  });
});

it("what is declined is retried, recovered by a link, or begun anew", async () => {
  const { customers, subscriptions, transactions, testClock } = commet;
  await customers.create({ id: "emil", email: "emil@example.com" });
  const { id } = await dataOf(subscriptions.create({ customerId: "emil", planCode: "metered" }));
  await instance.call("POST", "/customers/emil/payment-methods", { testCard: "declined" });
  await testClock.get();
  await testClock.advance({ advanceDays: 32 });
  await testClock.processBilling();
  expect(await dataOf(subscriptions.get({ id }))).toMatchObject({ status: "past_due" });
  expect((await dataOf(subscriptions.createRecoveryLink({ id }))).url).toMatch(/^http/);
  const [failed] = await dataOf(transactions.list({ status: "failed", customerEmail: "emil@example.com" }));
  await instance.call("POST", "/customers/emil/payment-methods", { testCard: "visa" });
  expect(await dataOf(transactions.retry({ id: failed!.id }))).toMatchObject({ status: "processing" });
  await subscriptions.cancel({ id, immediate: true });
  expect(await dataOf(subscriptions.reactivate({ id }))).toMatchObject({ retryInitiated: false });
});

it("webhooks", async () => {
  const { webhooks } = commet;
  const { id } = await dataOf(
    webhooks.create({ url: "http://127.0.0.1:9/hook", events: ["subscription.created"] }),
  );
  await webhooks.get({ id });
  await webhooks.list();
  await webhooks.update({ id, description: "D" });
  await webhooks.test({ id });
  await webhooks.delete({ id });
});

const ADDON = { name: "A", basePrice: 1, featureId: "export", consumptionModel: "boolean" } as const;
const OFFER = { name: "O", phases: [{ type: "free_trial", durationDays: 7 }] };
const QUOTA = { customerId: "ada", featureCode: "export" };
const MARKET = { name: "M", countryCodes: ["DE"] };

/** What of the public API is not in the product, by the reason. */
const NOT_HERE: Record<string, Partial<Record<PublicOperation, (c: Commet) => Promise<unknown>>>> = {
  "add-ons: a plan has its features, and more of it are packs of credits and top-ups": {
    "GET /active-addons": (c) => c.addons.listActive({ customerId: "ada" }),
    "GET /addons/{id}": (c) => c.addons.get({ id: "x" }),
    "PATCH /addons/{id}": (c) => c.addons.update({ id: "x", name: "B" }),
    "DELETE /addons/{id}": (c) => c.addons.delete({ id: "x" }),
    "GET /addons": (c) => c.addons.list(),
    "POST /addons": (c) => c.addons.create(ADDON),
    "POST /subscriptions/{id}/addons": (c) => c.subscriptions.activateAddon({ id: "x", addonId: "y" }),
    "DELETE /subscriptions/{id}/addons/{addonId}": (c) =>
      c.subscriptions.deactivateAddon({ id: "x", addonId: "y" }),
  },
  "introductory offers and promo codes: not there yet": {
    "GET /offers/{id}": () => asLatest("GET", "/offers/x"),
    "PATCH /offers/{id}": () => asLatest("PATCH", "/offers/x", OFFER),
    "DELETE /offers/{id}": () => asLatest("DELETE", "/offers/x"),
    "GET /offers": () => asLatest("GET", "/offers"),
    "POST /offers": () => asLatest("POST", "/offers", OFFER),
    "PUT /subscriptions/{id}/offer": () => asLatest("PUT", "/subscriptions/x/offer", { offerId: "y" }),
    "DELETE /subscriptions/{id}/offer": () => asLatest("DELETE", "/subscriptions/x/offer"),
    "GET /promo-codes/{id}": (c) => c.promoCodes.get({ id: "x" }),
    "PATCH /promo-codes/{id}": (c) => c.promoCodes.update({ id: "x", active: false }),
    "GET /promo-codes": (c) => c.promoCodes.list(),
    "POST /promo-codes": (c) =>
      c.promoCodes.create({ code: "X", discountType: "percentage", discountValue: 1 }),
  },
  "plan grants: a subscription of a free plan, or customer credits": {
    "GET /customers/{id}/plan-grants": () => asLatest("GET", "/customers/ada/plan-grants"),
    "POST /customers/{id}/plan-grants": () => asLatest("POST", "/customers/ada/plan-grants", {}),
    "PATCH /customers/{id}/plan-grants/{grantId}": () =>
      asLatest("PATCH", "/customers/ada/plan-grants/x", {}),
    "POST /customers/{id}/plan-grants/{grantId}/revoke": () =>
      asLatest("POST", "/customers/ada/plan-grants/x/revoke", {}),
  },
  "quotas: what is included and blocks is a plan feature without overage": {
    "GET /usage/quota/all": (c) => c.quota.getAll({ customerId: "ada" }),
    "POST /usage/quota/remove": (c) => c.quota.remove(QUOTA),
    "GET /usage/quota": (c) => c.quota.get(QUOTA),
    "POST /usage/quota": (c) => c.quota.add(QUOTA),
    "PUT /usage/quota": (c) => c.quota.set({ ...QUOTA, count: 1 }),
  },
  "payouts, provisioning, markets: of a business that sells in others' names": {
    "POST /payouts": (c) => c.payouts.request({ amount: 1000 }),
    "POST /payouts/bank-accounts": (c) =>
      c.payouts.addBankAccount({ accountNumber: "1", accountHolderName: "A" }),
    "POST /payouts/verification": (c) =>
      c.payouts.completeVerification({
        email: "a@example.com",
        businessType: "company",
        businessUrl: "https://example.com",
        documentUrl: "https://example.com",
        bank: { accountNumber: "1", accountHolderName: "A" },
      }),
    "POST /claim-link": (c) => c.provisioning.createClaimLink(),
    "GET /markets/{id}": () => asLatest("GET", "/markets/x"),
    "PATCH /markets/{id}": () => asLatest("PATCH", "/markets/x", MARKET),
    "DELETE /markets/{id}": () => asLatest("DELETE", "/markets/x"),
    "GET /markets": () => asLatest("GET", "/markets"),
    "POST /markets": () => asLatest("POST", "/markets", MARKET),
  },
};

const notHere = Object.values(NOT_HERE).flatMap((asked) => Object.entries(asked));

it.each(notHere)("says in words that there is no %s", async (_operation, ask) => {
  const answer = await ask(plain).catch((error: unknown) => {
    expect(error).toBeInstanceOf(CommetAPIError);
    const { statusCode: status, code, message } = error as CommetAPIError;
    return { status, body: { error: { code, message } } };
  });
  expect(answer).toMatchObject({
    status: expect.toBeOneOf([404, 405]),
    body: {
      error: {
        code: expect.stringMatching(/^(not_found|method_not_allowed)$/),
        message: expect.stringContaining("/api/v1/"),
      },
    },
  });
});

/** What takes the money has another name here, and nothing is made up that Farthing does not know. */
const KNOWN = [
  /\.provider: "(sandbox|manual)" is no PaymentProvider$/,
  /\.organizationId: missing$/,
  /\.properties\[\d+\]\.id: missing$/,
  /^invoices\.\w+: data(\[\d+\])?\.period(Start|End): null is no string$/,
];

it("gives every answer the type that the client promises", () => {
  expect(
    [...new Set(broken)].filter((problem) => !KNOWN.some((known) => known.test(problem))).sort(),
  ).toEqual([]);
});

it("has every operation of the public API, or says that it does not", () => {
  const templates = PUBLIC_OPERATIONS.map((operation) => {
    const [method, path] = operation.split(" ") as [string, string];
    return { operation, method, pattern: pathPattern(path), isLiteral: !path.includes("{") };
  }).sort((a, b) => Number(b.isLiteral) - Number(a.isLiteral));
  const reached = new Set(
    sent.map(({ method, path }) => {
      const url = new URL(path, "http://x");
      const place = currentPlace({ method, path: url.pathname.replace("/api/v1", "") }, url.searchParams);
      return templates.find((each) => each.method === place.method && each.pattern.test(place.path))
        ?.operation;
    }),
  );
  expect(PUBLIC_OPERATIONS.filter((operation) => !reached.has(operation))).toEqual([]);
});
