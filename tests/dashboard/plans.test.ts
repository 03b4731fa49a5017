/**
 * What operators do with a plan, in a real Chromium: they see what an edit changes before they save it, sell it in other
 * currencies, and take it off sale. Each test makes its own plan and looks at what the server has of it afterwards.
 *
 * Broken on purpose: what an edit changes shown without the focus going there.
 */
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
    await api.features.create({ name: "API calls", code: "api_calls", type: "metered" });
    await api.features.create({ name: "Editors", code: "editors", type: "seats" });
  });
  afterAll(() => operator?.close());

  async function sell(name: string): Promise<string> {
    const { api } = operator.stage;
    const { id } = await api.plans.create({ name, code: name.toLowerCase(), consumptionModel: "metered" });
    await api.plans.addPrice({ id, billingInterval: "monthly", price: 1_000 });
    await api.plans.addFeature({
      id,
      featureId: "api_calls",
      includedAmount: 10,
      overage: { unitPrice: 200 },
    });
    return id;
  }
  async function subscribe(customerId: string, planCode: string): Promise<void> {
    await operator.stage.api.customers.create({ id: customerId });
    await operator.stage.api.subscriptions.create({ customerId, planCode });
  }

  test("sees what an edit changes, for whom and when, goes back, and saves it with the keyboard", async () => {
    const { go, page, row, field, dialog, press, accessible, stage } = operator;
    const id = await sell("Shown");
    await subscribe("one", "shown");
    await subscribe("two", "shown");
    await go(`/plans/${id}`, "Shown");
    await row(/API calls/).focus();
    await page.keyboard.press("Enter");
    await field("Included each month").fill("15");
    await field("Price per unit (USD)").fill("0.03");
    await page.keyboard.press("Enter");
    const shown = dialog().getByRole("region", { name: "What changes, for whom and when" });
    await shown.getByText("2 subscriptions are on this plan.").waitFor();
    await shown.and(page.locator(":focus")).waitFor();
    const better = shown.getByRole("listitem").filter({ hasText: "API calls: included each month" });
    expect(await better.textContent()).toMatch(/better for customers.*10.*15.*2 subscriptions immediately/);
    const worse = shown.getByRole("listitem").filter({ hasText: "API calls: price per unit" });
    expect(await worse.textContent()).toMatch(/worse for customers.*\$0\.02.*\$0\.03.*2 subscriptions on/);
    await accessible();
    expect((await stage.api.plans.get({ id })).features[0]!.includedAmount).toBe(10);
    await press("Back");
    expect(await field("Included each month").inputValue()).toBe("15");
    await field("Included each month").fill("20");
    await press("Continue");
    await shown.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog().waitFor({ state: "detached" });
    await row(/API calls.*20.*\$0\.03 each/).waitFor();
    expect((await stage.api.plans.get({ id })).features[0]).toMatchObject({
      includedAmount: 20,
      overage: { enabled: true, unitPrice: 300 },
    });
  });

  test("adds seats with a price and a limit, and takes a feature out of the plan after a word on it", async () => {
    const { go, row, field, press, send, dialog, stage } = operator;
    const id = await sell("Seated");
    await go(`/plans/${id}`, "Seated");
    await press("Add feature");
    await field("Feature").selectOption({ label: "Editors" });
    await field("Included seats").fill("2");
    await field("Bill overage").check();
    await field("Price per seat (USD)").fill("4");
    await field("Maximum seats").fill("50");
    await field("Seats added within a period are billed").selectOption("immediate");
    await press("Continue");
    await dialog().getByText("Nobody is on this plan").waitFor();
    await send("Save");
    await row(/Editors.*2.*\$4\.00 each/).click();
    const plan = await stage.api.plans.get({ id });
    expect(plan.features.find(({ code }) => code === "editors")).toMatchObject({
      includedAmount: 2,
      maxSeats: 50,
      seatBilling: "immediate",
      overage: { enabled: true, unitPrice: 40_000 },
    });
    await press("Remove from plan…");
    await dialog().getByText("Editors: included in the plan").waitFor();
    await send("Remove");
    await row(/Editors/).waitFor({ state: "detached" });
    expect((await stage.api.plans.get({ id })).features.map(({ code }) => code)).toEqual(["api_calls"]);
  });

  test("changes what the plan is called and how it is listed, and sees that it concerns no price", async () => {
    const { page, go, field, press, send, dialog, accessible } = operator;
    const id = await sell("Called");
    await go(`/plans/${id}`, "Called");
    await press("Change");
    expect(await field("Code").isDisabled()).toBe(true);
    await field("Name").fill("Renamed");
    await field("Public").uncheck();
    await accessible();
    await press("Continue");
    await dialog().getByText("For new subscriptions only").waitFor();
    await send("Save");
    await page.getByRole("heading", { name: "Renamed", level: 1 }).waitFor();
  });

  test("sells a plan in yen: whole units of its own, the rest converted, changed, and sold no more", async () => {
    const { go, page, row, field, press, send, dialog, accessible, stage } = operator;
    const id = await sell("Abroad");
    await go(`/plans/${id}`, "Abroad");
    await page.getByText("Sold in US dollars only").waitFor();
    await press("Add currency");
    await field("Currency").fill("jpy");
    await field("JPY per US dollar").fill("150");
    await field("Monthly price (JPY)").fill("1400.5");
    await accessible();
    await press("Continue");
    await dialog().getByText("Enter whole units.").waitFor();
    await field("Monthly price (JPY)").fill("1400");
    await press("Continue");
    await dialog().getByText("¥1,400").waitFor();
    await dialog().getByText("¥3", { exact: true }).waitFor();
    await send("Save");
    await row(/JPY.*150.*1 of 2 amounts.*¥1,400 monthly/).click();
    expect((await stage.api.plans.get({ id })).regional).toMatchObject([
      {
        currency: "JPY",
        exchangeRate: 150,
        prices: [{ price: 1_400, isConverted: false }],
        features: [{ overageUnitPrice: 30_000, isConverted: true }],
      },
    ]);
    expect(await field("Monthly price (JPY)").inputValue()).toBe("1400");
    expect(await field("API calls: one unit (JPY)").inputValue()).toBe("");
    await field("API calls: one unit (JPY)").fill("2.5");
    await press("Continue");
    await send("Save");
    await row(/JPY.*2 of 2 amounts/).click();
    await press("Stop selling in this currency…");
    await dialog().getByText("Existing subscribers keep what they have.").waitFor();
    await send("Remove");
    await page.getByText("Sold in US dollars only").waitFor();
    expect((await stage.api.plans.get({ id })).regional).toEqual([]);
  });

  test("deletes a plan after seeing how many it concerns, and its subscriptions go to another one", async () => {
    const { go, page, field, press, dialog, accessible, stage } = operator;
    const id = await sell("Old");
    const heir = await sell("Heir");
    const bare = await stage.api.plans.create({ name: "Bare", code: "bare", consumptionModel: "metered" });
    await subscribe("stays", "old");
    await go(`/plans/${id}`, "Old");
    await press("Delete…");
    await dialog()
      .getByText(/1 subscription is on this plan\. 1 ends on/)
      .waitFor();
    await field("At their renewal, its subscriptions").selectOption({ label: "Move to Bare" });
    await dialog()
      .getByText(/has no monthly price in USD/)
      .waitFor();
    expect(await dialog().getByRole("button", { name: "Delete plan" }).isDisabled()).toBe(true);
    await field("At their renewal, its subscriptions").selectOption({ label: "Move to Heir" });
    await dialog()
      .getByText(/1 moves on/)
      .waitFor();
    await accessible();
    await dialog().getByRole("button", { name: "Delete plan" }).click();
    await page.getByRole("heading", { name: "Plans", level: 1 }).waitFor();
    await page.getByText("Old is deleted.").waitFor();
    await stage.api.testClock.advance({ advanceDays: 31 });
    const subscription = await stage.api.subscriptions.getActive({ customerId: "stays" });
    expect(subscription!.plan.id).toBe(heir);
    await stage.api.plans.delete({ id: bare.id });
  });

  test("sees who is on which version of a plan, and what it promised", async () => {
    const { go, page, row, dialog, accessible, stage } = operator;
    const id = await sell("Versioned");
    await subscribe("early", "versioned");
    await stage.api.plans.updateFeature({ id, featureId: "api_calls", includedAmount: 3 });
    await subscribe("later", "versioned");
    await subscribe("latest", "versioned");
    await go(`/plans/${id}`, "Versioned");
    const versions = page.getByRole("region", { name: "Versions", exact: true });
    await versions.getByRole("row", { name: /current.*\$10\.00 monthly.*1 2$/ }).waitFor();
    await versions.getByRole("row", { name: /\$10\.00 monthly.*1 1$/ }).focus();
    await page.keyboard.press("Enter");
    await dialog()
      .getByRole("row", { name: /API calls 10 \$0\.02 each/ })
      .waitFor();
    await accessible();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    await row(/API calls.*3.*\$0\.02 each/).waitFor();
  });

  test("adds an exchange rate in the settings, and the next one of the same currency", async () => {
    const { go, page, row, field, press, send, dialog, accessible, stage } = operator;
    await go("/settings?tab=currencies", "Settings");
    await page.getByText("No exchange rates yet").waitFor();
    await press("Add rate");
    await field("Currency").fill("usd");
    await field("USD per US dollar").fill("a lot");
    await dialog().getByRole("button", { name: "Add rate" }).click();
    await dialog().getByText("Enter a number above 0").waitFor();
    await field("USD per US dollar").fill("1");
    await dialog().getByRole("button", { name: "Add rate" }).click();
    await dialog()
      .getByText(/must not be USD: models are priced in it/)
      .waitFor();
    await field("Currency").fill("jpy");
    await field("JPY per US dollar").fill("151.25");
    await accessible();
    await send("Add rate");
    await row(/JPY.*151\.25/).click();
    expect(await field("Currency").isDisabled()).toBe(true);
    await field("JPY per US dollar").fill("155");
    await field("In force from (UTC)").fill("2035-01-01T00:00");
    await send("Add rate");
    await row(/JPY.*155.*Jan 1, 2035/).waitFor();
    await accessible();
    expect((await stage.api.exchangeRates.list()).data).toMatchObject([
      { currency: "JPY", rate: 155, effectiveFrom: "2035-01-01T00:00:00.000Z" },
      { currency: "JPY", rate: 151.25 },
    ]);
  });
});
