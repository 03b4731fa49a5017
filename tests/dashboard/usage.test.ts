/**
 * What operators see of usage, in a real Chromium: in which currency, whose it is, why it cost what it did, and what could not
 * be charged.
 */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, saySkipped } from "./browser.js";
import { type Operator, openOperator } from "./operator.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!chromiumPath())("an operator", () => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await openOperator();
    const { api } = operator.stage;
    await api.features.create({ name: "Chat", code: "chat", type: "metered" });
    await api.models.create({
      provider: "lab",
      modelId: "one",
      price: {
        inputPrice: 30_000,
        outputPrice: 150_000,
        cacheWritePrice: 37_500,
        cacheWrite1hPrice: 60_000,
        tiers: [{ aboveTokens: 200_000, inputPrice: 60_000, outputPrice: 225_000 }],
      },
    });
    const plan = await api.plans.create({ name: "Wallet", code: "wallet", consumptionModel: "balance" });
    await api.plans.addPrice({
      id: plan.id,
      billingInterval: "monthly",
      price: 1_000,
      includedBalance: 100_000,
    });
    await api.plans.addFeature({ id: plan.id, featureId: "chat", pricingMode: "ai_model", margin: 2_000 });
    await api.plans.setRegionalPricing({ id: plan.id, currency: "JPY", exchangeRate: 150 });
    await api.exchangeRates.create({ currency: "JPY", rate: 151.25 });
    for (const [id, fullName, currency] of [
      ["yuki", "Yuki Sato", "JPY"],
      ["dora", "Dora Marsh", "USD"],
    ] as const) {
      await api.customers.create({ id, fullName });
      await api.subscriptions.create({ customerId: id, planCode: "wallet", currency });
      await api.usage.track({
        customerId: id,
        feature: "chat",
        model: "lab/one",
        inputTokens: 10_000,
        idempotencyKey: "first",
      });
    }
  });
  afterAll(() => operator?.close());

  test("sees why a call in yen cost what it did: dollars of the catalog, the rate, and what the parts come to", async () => {
    const { go, row, dialog, press, page, accessible } = operator;
    await go("/ai-costs?customerId=yuki", "AI costs");
    await page.getByRole("heading", { name: "Totals of 30 days, in USD" }).waitFor();
    // $0.03 and a fifth, at 151.25: ¥4.5375 and ¥0.9075.
    await row(/All 1 .*\$0\.036/).waitFor();
    const call = row(/lab\/one Yuki Sato chat 10,000 .*¥4\.5375.*20 % ¥0\.9075 ¥5\.445/);
    await call.getByRole("cell").first().click();
    await dialog().getByRole("columnheader", { name: "Per million, USD" }).waitFor();
    await dialog().getByRole("row", { name: "Exchange rate, for 1 USD 151.25 JPY" }).waitFor();
    await dialog().getByRole("row", { name: "Input 10,000 $3.00 ¥4.5375" }).waitFor();
    await dialog().getByRole("row", { name: "Charged ¥5.445" }).waitFor();
    await dialog()
      .getByText("Each part is its tokens × price × exchange rate, rounded up to ¥0.0001.")
      .waitFor();
    await accessible();
    await page.keyboard.press("Escape");
    const [download] = await Promise.all([page.waitForEvent("download"), press("Export CSV")]);
    const [head, line] = (await readFile(await download.path(), "utf8")).split("\r\n");
    expect(line!.split(",")[head!.split(",").indexOf("exchangeRate")]).toBe("151.25");
  });

  test("finds AI costs by any name of the model, in the totals and in the calls", async () => {
    const { go, row, page, field } = operator;
    await go("/ai-costs", "AI costs");
    await row(/All 2 /).waitFor();
    await field("Model").fill("lab/other");
    await field("Model").press("Enter");
    await page.getByText("No AI usage in this period").waitFor();
    await page.getByText("Wrap a model with tracked()").waitFor();
    await field("Model").fill("lab/one");
    await field("Model").press("Enter");
    await row(/All 2 /).waitFor();
    await field("Grouping").selectOption("customer");
    await row(/Dora Marsh 1 /)
      .getByRole("link", { name: "Dora Marsh" })
      .click();
    await page.getByRole("heading", { name: "Dora Marsh", level: 1 }).waitFor();
  });

  test.each([
    ["/events", "Events", /chat Dora Marsh lab\/one/],
    ["/invoices", "Invoices", /INV-\d+ Dora Marsh paid subscription start .*\$10\.00/],
    ["/payments", "Payments", /Dora Marsh succeeded .*\$10\.00/],
  ])("reads at %s by name whose each row is, and gets to them", async (at, heading, name) => {
    const { go, row, page, accessible } = operator;
    await go(at, heading);
    await row(name).waitFor();
    await accessible();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.reload();
    await row(name).getByRole("link", { name: "Dora Marsh" }).click();
    await page.getByRole("heading", { name: "Dora Marsh", level: 1 }).waitFor();
    expect(requests.filter((url) => url.includes("/customer-names?"))).toHaveLength(1);
  });

  test("sums up refused usage, mends its cause from there, and replays what was chosen", async () => {
    const { go, row, page, dialog, field, press, send, stage, accessible } = operator;
    const refuse = (customerId: string, model: string, inputTokens: number, idempotencyKey: string) =>
      stage.api.usage
        .track({ customerId, feature: "chat", model, inputTokens, idempotencyKey })
        .catch(() => undefined);
    await refuse("dora", "my-model", 1_000, "unknown-1");
    await refuse("dora", "my-model", 2_000, "unknown-2");
    await refuse("dora", "lab/one", 4_000_000, "too-much");
    await refuse("yuki", "lab/one", 4_000_000, "too-much");
    await go("/refused-usage", "Refused usage");
    // 4 million tokens are above the tier: $6.00 a million, and a fifth.
    await page.getByText("4 refused, ¥4,356 + $28.80, 2 of them without a cost").waitFor();
    await accessible();
    await field("Model, as sent").fill("my-model");
    await field("Model, as sent").press("Enter");
    await page.getByText("2 refused, 2 of them without a cost").waitFor();
    const unknown = row(/model not found chat my-model Dora Marsh Unknown/).first();
    await unknown.getByRole("cell").nth(1).click();
    await dialog().getByRole("link", { name: "Say which model it is" }).click();
    expect(await field("Your code sends").inputValue()).toBe("my-model");
    await field("Priced as").fill("lab/one");
    await send("Add");
    await row(/my-model lab\/one/).waitFor();
    await go("/refused-usage?model=my-model", "Refused usage");
    await unknown.getByRole("checkbox").check();
    await press("Replay 1 chosen");
    await page.getByText("1 recorded and charged.").waitFor();
    await page.getByText("1 refused, 1 of them without a cost").waitFor();
    await press("Replay all that fit");
    await page.getByText("Nothing is waiting to be billed").waitFor();
  });

  test("sees every price of a model and of its tiers, and sets an own one that keeps what is not typed", async () => {
    const { go, row, press, field, send, stage, accessible } = operator;
    await go("/models/lab/one", "one");
    await row(/Always in force you \$3\.00 \$15\.00 as input \$3\.75 \$6\.00 as output/).waitFor();
    await row(/above 200,000 tokens \$6\.00 \$22\.50/).waitFor();
    await press("Set your own price");
    await accessible();
    await field("Input").fill("2");
    await press("Add a tier");
    await operator.page.getByLabel("Above so many tokens").last().fill("500,000");
    await operator.page.getByLabel("Input, tier 2").fill("7");
    await send("Set price");
    await row(/above 500,000 tokens \$7\.00/).waitFor();
    const { price } = await stage.api.models.get({ provider: "lab", modelId: "one" });
    expect(price).toMatchObject({
      inputPrice: 20_000,
      cacheWrite1hPrice: 60_000,
      tiers: [
        { aboveTokens: 200_000, inputPrice: 60_000 },
        { aboveTokens: 500_000, inputPrice: 70_000, cacheWrite1hPrice: 60_000 },
      ],
    });
  });

  test("follows the catalog's price again, after reading what changes from when", async () => {
    const { go, row, press, page, dialog, stage, accessible } = operator;
    const named = { provider: "openai", modelId: "gpt-4o-mini" };
    const catalogs = (await stage.api.models.get(named)).price!;
    await stage.api.models.addPrice({ ...named, inputPrice: 20_000, outputPrice: catalogs.outputPrice });
    await stage.api.models.addPrice({
      ...named,
      inputPrice: 30_000,
      outputPrice: 60_000,
      effectiveFrom: "2090-05-01T00:00:00Z",
    });
    await go("/models/openai/gpt-4o-mini", "gpt 4o mini");
    await row(/in force you \$2\.00/).waitFor();
    await press("Follow the catalog's price again…");
    await dialog()
      .getByRole("row", { name: /^Input \$2\.00 \$0\.15$/ })
      .waitFor();
    expect(
      await dialog()
        .getByRole("row", { name: /^Output/ })
        .count(),
    ).toBe(0);
    await dialog().getByText("Your price of May 1, 2090 still takes effect on that day.").waitFor();
    await accessible();
    await dialog().getByRole("button", { name: "Follow the catalog" }).click();
    await page.getByText("The catalog's price holds from now on.").waitFor();
    await row(/catalog again \$0\.15/).waitFor();
    await row(/in force catalog \$0\.15/).waitFor();
    await page
      .getByRole("button", { name: "Follow the catalog's price again…" })
      .waitFor({ state: "detached" });
    expect((await stage.api.models.get(named)).price).toEqual(catalogs);
    // A model of one's own has no price in a catalog.
    await go("/models/lab/one", "one");
    await row(/in force/).waitFor();
    expect(await page.getByRole("button", { name: /Follow the catalog/ }).count()).toBe(0);
  });
});
