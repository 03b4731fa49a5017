/**
 * What operators see of subscriptions and balances, in a real Chromium: which there are, who is on what, and how a balance
 * went, down to each entry.
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
    await api.features.create({ name: "Calls", code: "calls", type: "metered" });
    for (const [name, code] of [
      ["Wallet", "wallet"],
      ["Purse", "purse"],
    ] as const) {
      const { id } = await api.plans.create({ name, code, consumptionModel: "balance" });
      await api.plans.addPrice({ id, billingInterval: "monthly", price: 1_000, includedBalance: 100_000 });
      await api.plans.addFeature({ id, featureId: "calls", overage: { enabled: true, unitPrice: 100 } });
    }
    for (const [id, fullName] of [
      ["dora", "Dora Marsh"],
      ["emil", "Emil Marsh"],
      ["fay", "Fay Quist"],
    ] as const)
      await api.customers.create({ id, fullName });
    await api.subscriptions.create({ customerId: "dora", planCode: "wallet" });
    await api.subscriptions.create({ customerId: "emil", planCode: "purse" });
    const { id } = await api.subscriptions.create({ customerId: "fay", planCode: "wallet" });
    await api.subscriptions.cancel({ id, immediate: true, reason: "Moved away" });
    await api.subscriptions.create({ customerId: "fay", planCode: "purse" });
  });
  afterAll(() => operator?.close());

  test("finds subscriptions by customer, state and plan, and the address keeps what was looked for", async () => {
    const { go, page, row, field, accessible } = operator;
    await go("/subscriptions", "Subscriptions");
    await row(/Dora Marsh Wallet active Renews .* \$10\.00 \$10\.00 monthly/).waitFor();
    await row(/Fay Quist Wallet canceled Ended /).waitFor();
    await accessible();
    await field("Search customers").fill("marsh");
    await row(/Fay Quist/)
      .first()
      .waitFor({ state: "detached" });
    expect(await row(/Marsh/).count()).toBe(2);
    await field("Plan").selectOption({ label: "Purse" });
    await row(/Dora/).waitFor({ state: "detached" });
    await row(/Emil Marsh Purse/).waitFor();
    await page.reload();
    await row(/Emil Marsh Purse/).waitFor();
    expect(await field("Search customers").inputValue()).toBe("marsh");
    expect(await row(/Dora|Fay/).count()).toBe(0);
    await go("/subscriptions?search=007", "Subscriptions");
    await page.getByText("No subscription fits these filters.").waitFor();
    expect(await field("Search customers").inputValue()).toBe("007");
    await go("/subscriptions", "Subscriptions");
    await field("Plan").selectOption({ label: "Purse" });
    await row(/Fay Quist Purse/).waitFor();
    await field("State").selectOption("canceled");
    await page.getByText("No subscription fits these filters.").waitFor();
    await accessible();
    await field("Plan").selectOption({ label: "All plans" });
    await row(/Fay Quist Wallet canceled/).waitFor();
    expect(new URL(page.url()).search).toBe("?status=canceled");
  });

  test("opens an open subscription on its customer's page, and one that has ended in the list there", async () => {
    const { go, page, row, fact, accessible } = operator;
    await go("/subscriptions?status=active&search=fay", "Subscriptions");
    await row(/Fay Quist Purse/)
      .getByRole("cell", { name: "Purse" })
      .click();
    await page.getByRole("heading", { name: "Fay Quist", level: 1 }).waitFor();
    await expect.poll(() => fact("Plan").textContent()).toBe("Purse");
    await go("/subscriptions?status=canceled", "Subscriptions");
    await row(/Fay Quist Wallet/)
      .getByRole("cell", { name: "Wallet" })
      .click();
    const list = page.getByRole("region", { name: "Subscriptions" });
    await list.locator("tr[aria-current=true]", { hasText: "Moved away" }).waitFor();
    await list.getByRole("row", { name: /Purse active/ }).waitFor();
    await accessible();
  });

  test("pages through more subscriptions than a page holds, and gets to those of one plan from the plan", async () => {
    const { go, page, row, press, stage } = operator;
    await stage.api.plans.create({ name: "Crowd", code: "crowd", isFree: true });
    for (let n = 0; n < 52; n++) {
      await stage.api.customers.create({ id: `crowd_${n}`, fullName: `Member ${n}` });
      await stage.api.subscriptions.create({ customerId: `crowd_${n}`, planCode: "crowd" });
    }
    const { id } = await stage.api.plans.get({ id: "crowd" });
    await go(`/plans/${id}`, "Crowd");
    await page.getByRole("link", { name: "Subscriptions of this plan" }).click();
    await row(/Member 51 Crowd/).waitFor();
    expect(await row(/Crowd active/).count()).toBe(50);
    await press("Next");
    await row(/Member 0 Crowd/).waitFor();
    expect(await row(/Crowd active/).count()).toBe(2);
    await press("Previous");
    await row(/Member 51 Crowd/).waitFor();
  });

  test("sees how a balance went over each range, and gets from a point to the entries that led to it", async () => {
    const { go, page, row, field, press, dialog, stage, accessible } = operator;
    await stage.api.customers.create({ id: "gil", fullName: "Gil Stone" });
    await stage.api.subscriptions.create({ customerId: "gil", planCode: "wallet" });
    const spend = (value: number) => stage.api.usage.track({ customerId: "gil", feature: "calls", value });
    await spend(7);
    await stage.api.testClock.advance({ advanceDays: 20 });
    await spend(11);
    const { id } = await stage.api.customers.get({ id: "gil" });
    await go(`/customers/${id}`, "Gil Stone");
    const figures = page.getByRole("figure", { name: "Balance over time, in USD" });
    const balances = () => figures.locator("td:nth-child(2)").allTextContents();
    await expect.poll(balances).toContain("$9.93");
    expect((await balances()).at(-1)).toBe("$9.82");
    expect((await balances()).length).toBe(121);
    await accessible();
    await field("Range of the chart").selectOption("7");
    // What happened twenty days ago is before it, and counts.
    await expect.poll(async () => new Set(await balances()).size).toBe(2);
    expect((await balances())[0]).toBe("$9.93");
    for (const range of ["90", "all"]) {
      await field("Range of the chart").selectOption(range);
      await expect.poll(async () => (await balances())[0]).toBe("$10");
      expect(new URL(page.url()).searchParams.get("range")).toBe(range);
    }
    const ledger = page.getByRole("region", { name: "Ledger" });
    await ledger.getByRole("row", { name: /allowance/ }).waitFor();
    const drawn = figures.locator("svg.recharts-surface").first();
    await drawn.scrollIntoViewIfNeeded();
    const { width, height } = (await drawn.boundingBox())!;
    const last = { x: width - 9, y: height / 2 };
    await drawn.hover({ position: last });
    await drawn.click({ position: last });
    await page.getByText(/^Entries from .* to now/).waitFor();
    await ledger.getByRole("row", { name: /allowance/ }).waitFor({ state: "detached" });
    await ledger.getByRole("row", { name: /calls × 11/ }).click();
    await dialog().getByText("Usage event").waitFor();
    await page.keyboard.press("Escape");
    await accessible();
    await press("Show all");
    await row(/allowance/).waitFor();
    // The same by days, for whoever has no pointer.
    const today = (await stage.api.testClock.get()).now.slice(0, 10);
    await field("From").fill(today);
    await row(/allowance/).waitFor({ state: "detached" });
    await row(/calls × 11/).waitFor();
    expect(await row(/calls × 7/).count()).toBe(0);
  });

  test("gets from an entry of the ledger to the invoice that it is of", async () => {
    const { go, page, row, dialog, stage, accessible } = operator;
    const { data } = await stage.api.subscriptions.list({ customerId: "dora" });
    await stage.api.subscriptions.topupBalance({ id: data[0]!.id, amount: 50_000 });
    await go(`/customers/${data[0]!.customerId}`, "Dora Marsh");
    await row(/topup/).first().click();
    const link = dialog().getByRole("link", { name: /^inv_/ });
    await link.waitFor();
    await accessible();
    await link.click();
    await page.getByRole("heading", { name: /INV-/, level: 1 }).waitFor();
    await page.getByRole("link", { name: "Dora Marsh" }).click();
    await page.getByRole("heading", { name: "Dora Marsh", level: 1 }).waitFor();
  });
});
