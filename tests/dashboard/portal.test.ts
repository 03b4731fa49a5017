/**
 * The portal in a real Chromium, as a customer uses it: in by a link, top up, spend, look at the receipt, upgrade, and all
 * else; axe finds nothing serious in light and in dark, nothing is asked of anywhere else, and no script breaks the policy
 * of the page.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { chromiumPath, launch, openPage, saySkipped, seriousProblems } from "./browser.js";
import { CUSTOMER, PORTAL_PAGES, setThePortalScene } from "./portal-scene.js";
import { openStage, type Stage } from "./stage.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** What the tests have refused on purpose, and a checkout whose card was declined. */
const REFUSED = ["/api/portal/seats/", "/api/portal/topups", "/checkout/"];

describe.skipIf(!chromiumPath())("the portal", () => {
  let database: TestDatabase;
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    stage = await openStage(database.url);
    await setThePortalScene(stage.api, { days: 2 });
    browser = await launch();
    page = await openPage(browser);
    watch(page);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    await database?.close();
  });

  function watch(watched: Page): void {
    watched.on("request", (request) => {
      if (!request.url().startsWith(stage.url) && !request.url().startsWith("data:"))
        foreign.push(request.url());
    });
    watched.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        complaints.push(message.text());
    });
    watched.on("response", (response) => {
      const { pathname } = new URL(response.url());
      const isWanted = response.status() === 401 || REFUSED.some((path) => pathname.startsWith(path));
      if (response.status() >= 400 && !isWanted) complaints.push(`${response.status()} ${response.url()}`);
    });
    watched.on("pageerror", (error) => complaints.push(error.message));
  }

  const enter = async (into: Page, customerId: string, returnUrl?: string): Promise<void> => {
    const { portalUrl } = await stage.api.portal.getUrl({ customerId, ...(returnUrl ? { returnUrl } : {}) });
    await into.goto(portalUrl);
    await into.waitForURL(/\/portal\/?$/);
    await into.getByRole("heading", { level: 1, name: /Hello/ }).waitFor();
  };
  const go = async (path: string, heading: string): Promise<void> => {
    await page.goto(`${stage.url}/portal${path}`);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  };
  const accessible = async (): Promise<void> => {
    expect(await seriousProblems(page)).toEqual([]);
  };

  test("without a session there is a word on how to come in, and a link that is none says so", async () => {
    await page.goto(`${stage.url}/portal`);
    await page.getByRole("heading", { name: "Request a new link" }).waitFor();
    await accessible();
    await page.goto(`${stage.url}/portal/open#not-a-link`);
    await page.getByText("This link is not valid").waitFor();
  });

  test("a link lets in, its secret leaves the address, and the page is the operator's", async () => {
    await enter(page, CUSTOMER.id, "https://brightwell.example/account");
    expect(page.url()).not.toContain("#");
    await page.getByRole("heading", { name: "Hello, Nova Okafor" }).waitFor();
    expect(await page.title()).toContain("Brightwell Labs");
    expect(
      await page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')"),
    ).toBe("#4338ca");
    expect(await page.getByRole("img", { name: "Brightwell Labs" }).count()).toBe(1);
    expect(await page.getByRole("link", { name: /Back to brightwell/ }).getAttribute("href")).toBe(
      "https://brightwell.example/account",
    );
    await page.getByRole("progressbar", { name: "Balance left" }).waitFor();
    await page.getByText(/Resets on/).waitFor();
    await accessible();
  });

  test("top up, spend, receipt, upgrade", async () => {
    await page.getByRole("link", { name: "Top up" }).first().click();
    await page.getByRole("heading", { name: "Top up", level: 1 }).waitFor();
    await accessible();
    await page.getByText("$50.00", { exact: true }).click();
    await page.getByRole("button", { name: "Add $50.00" }).click();
    await page.getByText("$50.00 was added. Thank you.").waitFor();

    await stage.api.usage.track({
      customerId: CUSTOMER.id,
      feature: "ai_writing",
      model: "anthropic/claude-sonnet-4-20250514",
      inputTokens: 100_000,
      outputTokens: 20_000,
      idempotencyKey: "the-journey",
    });
    await go("/usage", "Usage");
    await accessible();
    // $0.375 and $0.375: $3 and $15 per million, and a quarter on it.
    await page.getByRole("row", { name: /120,000 tokens/ }).focus();
    await page.keyboard.press("Enter");
    const receipt = page.getByRole("dialog", { name: "Receipt" });
    await receipt.getByText("$0.75", { exact: true }).first().waitFor();
    await receipt.getByRole("row", { name: "Input 100,000 $3.75 $0.375" }).waitFor();
    await receipt.getByRole("row", { name: "Output 20,000 $18.75 $0.375" }).waitFor();
    await receipt.getByText("How this was calculated").waitFor();
    await accessible();
    await page.keyboard.press("Escape");
    await receipt.waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "Balance history" }).click();
    await page.getByRole("cell", { name: "+$50.00" }).waitFor();

    await go("/plan", "Plan");
    await accessible();
    await page.getByRole("button", { name: "Change to Agency" }).click();
    await page.getByText("To pay now").waitFor();
    await accessible();
    await page.getByRole("button", { name: /Change and pay/ }).click();
    await page.getByText("You are now on Agency.").waitFor();
    await page.getByText("You are on Agency: $99.00 per month.").waitFor();
  });

  test("a lower plan waits for the end of the period, is shown, and is taken back", async () => {
    await go("/plan", "Plan");
    await page.getByRole("button", { name: "Change to Studio" }).click();
    await page.getByText("when your period ends").waitFor();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Change on/ })
      .click();
    await page
      .getByText(/You change to Studio/)
      .first()
      .waitFor();
    await accessible();
    await page.getByRole("button", { name: "Stay on Agency" }).click();
    await page.getByText("You stay on Agency.").waitFor();
    await page.getByRole("button", { name: "Stay on Agency" }).waitFor({ state: "detached" });
  });

  test("a plan is canceled after a question, and kept after all", async () => {
    await go("/plan", "Plan");
    await page.getByRole("button", { name: "Cancel my plan" }).click();
    await accessible();
    await page.getByLabel(/What was missing/).fill("Too many colours");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel my plan" }).click();
    await page.getByText("Your plan is canceled, and ends on").waitFor();
    const [canceled] = (await stage.api.subscriptions.list({ customerId: CUSTOMER.id })).data;
    expect(canceled).toMatchObject({ cancelAtPeriodEnd: true, cancelReason: "Too many colours" });
    await page.getByRole("button", { name: "Keep my plan" }).click();
    await page.getByText("Your plan continues.").waitFor();
  });

  test("seats are added with the keyboard, and a limit is said in words", async () => {
    await go("/seats", "Seats");
    await accessible();
    await page.getByRole("button", { name: "Add one Editors" }).press("Enter");
    await page.getByText("With the next invoice").waitFor();
    await accessible();
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await page.getByText("You now have 5 seats.").waitFor();
    await page.getByLabel("Seats for Editors").fill("3");
    await page.getByText(/^5 seats can be used until/).waitFor();
    await page.getByLabel("Seats for Editors").fill("26");
    await page.getByText("You can have at most 25 seats.").waitFor();
    expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  });

  test("seats that are paid at once are paid as they were shown, and shown again where it is more by now", async () => {
    const { api } = stage;
    await api.plans.create({ name: "Atelier", code: "atelier" });
    await api.plans.addPrice({ id: "atelier", billingInterval: "monthly", price: 1_000 });
    const seatBilling = { overage: { unitPrice: 250_000 }, seatBilling: "immediate" } as const;
    await api.plans.addFeature({ id: "atelier", featureId: "editors", ...seatBilling });
    await api.customers.create({ id: "lin", fullName: "Lin Baker" });
    await api.subscriptions.create({ customerId: "lin", planCode: "atelier" });
    const credit = await api.customers.credits.create({
      id: "lin",
      amount: 500,
      currency: "USD",
      reason: "Sorry",
    });
    await enter(page, "lin");
    await go("/seats", "Seats");
    await page.getByLabel("Seats for Editors").fill("2");
    const pay = page.getByRole("button", { name: /^Save and pay \$\d+/ });
    await pay.waitFor();
    await page.getByText("To pay now").waitFor();
    await accessible();
    const before = await pay.textContent();
    await api.customers.credits.revoke({ id: "lin", creditId: credit.id });
    await pay.click();
    await page.getByText("The amount to pay has changed since it was shown. Nothing was charged.").waitFor();
    await expect.poll(() => pay.textContent()).not.toBe(before);
    expect((await api.seats.getBalance({ customerId: "lin", featureCode: "editors" })).current).toBe(0);
    await pay.click();
    await page.getByText("You now have 2 seats.").waitFor();
    await enter(page, CUSTOMER.id);
  });

  test("a card is saved at the provider's page, which leads back; it is chosen, and removed", async () => {
    await go("/payment-methods", "Payment");
    await page.getByText("There is no card on file").waitFor();
    await accessible();
    await page.getByRole("button", { name: "Add a card" }).click();
    await page.waitForURL("**/checkout/**");
    await page.getByLabel(/card/i).first().fill("4242 4242 4242 4242");
    await page.locator("button[type=submit], button:not([type])").first().click();
    await page.waitForURL("**/portal/payment-methods?**");
    await page.getByText("Your card is saved").waitFor();
    await page.getByText("Visa ending in 4242").waitFor();
    await accessible();
    await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
    await page.getByText("Without a card your next payment fails.").waitFor();
    await accessible();
    await page.getByRole("button", { name: "Keep it" }).click();
  });

  test("a declined card buys nothing and says so, and another one does", async () => {
    await stage.api.paymentMethods.add({ customerId: CUSTOMER.id, testCard: "declined" });
    await go("/buy", "Top up");
    await page.getByText("Other", { exact: true }).click();
    await page.getByLabel("Amount (USD)").fill("12.345");
    await page.getByText("Enter an amount such as 12.50").waitFor();
    expect(await page.getByRole("button", { name: "Add", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("Amount (USD)").fill("12.50");
    await page.getByRole("button", { name: "Add $12.50" }).click();
    await page.getByText("Nothing was charged or added").waitFor();
    await accessible();
    await stage.api.paymentMethods.add({ customerId: CUSTOMER.id, testCard: "visa" });
    await page.getByRole("button", { name: "Add $12.50" }).click();
    await page.getByText("$12.50 was added. Thank you.").waitFor();
  });

  test("invoices have their lines and a PDF, and one that is open is paid", async () => {
    await stage.api.invoices.create({ customerId: CUSTOMER.id, amount: 4_200, description: "Workshop" });
    await stage.api.paymentMethods.add({ customerId: CUSTOMER.id, testCard: "declined" });
    await stage.api.invoices.create({ customerId: CUSTOMER.id, amount: 5_000, description: "Training" });
    await go("/", "Hello, Nova Okafor");
    await page.getByText("You have $50.00 to pay.").waitFor();
    await accessible();
    await go("/invoices", "Invoices");
    await accessible();
    await page.getByRole("row", { name: /to pay/ }).click();
    await page.getByText("Training").first().waitFor();
    await accessible();
    const href = await page.getByRole("link", { name: "PDF" }).getAttribute("href");
    const type = await page.evaluate(async (at) => (await fetch(at!)).headers.get("content-type"), href);
    expect(type).toBe("application/pdf");
    await page.getByRole("button", { name: "Pay $50.00" }).click();
    await page.waitForURL("**/checkout/**");
    await page.getByLabel(/card/i).first().fill("4242 4242 4242 4242");
    await page.locator("button[type=submit], button:not([type])").first().click();
    await page.waitForURL("**/portal/invoices/**");
    await page.getByText("paid", { exact: true }).waitFor();
  });

  test("what was taken back of an invoice is listed, each with its paper", async () => {
    const made = await stage.api.invoices.create({
      customerId: CUSTOMER.id,
      amount: 6_000,
      description: "A course",
    });
    const note = await stage.api.invoices.credit({ id: made.id, amount: 1_500, reason: "One day fell out" });
    await go("/invoices", "Invoices");
    await page.getByRole("row", { name: new RegExp(`${note.number}.*One day fell out`) }).waitFor();
    await accessible();
    const link = page.getByRole("link", { name: `${note.number} as PDF` });
    const type = await page.evaluate(
      async (at) => (await fetch(at!)).headers.get("content-type"),
      await link.getAttribute("href"),
    );
    expect(type).toBe("application/pdf");
    await page.getByRole("link", { name: "View" }).first().click();
    await page.getByRole("heading", { name: made.number!, level: 1 }).waitFor();
    await page.getByRole("row", { name: new RegExp(note.number) }).waitFor();
  });

  test("who has left begins again on the same plan, at the page where it is paid", async () => {
    await stage.api.customers.create({ id: "leaver", fullName: "Lee Verne" });
    const { id } = await stage.api.subscriptions.create({ customerId: "leaver", planCode: "studio" });
    await stage.api.subscriptions.cancel({ id, immediate: true });
    const other = await openPage(browser);
    watch(other);
    await enter(other, "leaver");
    await other.getByRole("link", { name: "Restart Studio" }).click();
    await other.getByRole("heading", { name: "Plan", level: 1 }).waitFor();
    await other.getByText(/Studio has ended on/).waitFor();
    await other.getByText("It costs $29.00 per month, and starts when it is paid.").waitFor();
    expect(await seriousProblems(other)).toEqual([]);
    await other.getByRole("button", { name: "Restart Studio" }).click();
    await other.waitForURL("**/checkout/**");
    await other.getByLabel(/card/i).first().fill("4242 4242 4242 4242");
    await other.locator("button[type=submit], button:not([type])").first().click();
    await other.waitForURL("**/portal/plan");
    await other.getByText("You are on Studio: $29.00 per month.").waitFor();
    await other.context().close();
  });

  test("a customer sees the credit that they have, and pays for a plan whose link has lapsed", async () => {
    await stage.api.customers.create({ id: "credited", fullName: "Cleo Reyes" });
    const give = (amount: number, reason: string, expiresAt?: string) =>
      stage.api.customers.credits.create({ id: "credited", amount, currency: "USD", reason, expiresAt });
    await give(1_500, "An hour of outage", "2126-03-01T00:00:00Z");
    await give(500, "Thank you for waiting");
    const { id, checkoutUrl } = await stage.api.subscriptions.create({
      customerId: "credited",
      planCode: "studio",
      activate: false,
    });
    await database.pool.query("UPDATE checkouts SET expires_at = created_at WHERE token = $1", [
      checkoutUrl!.split("/").at(-1),
    ]);
    const other = await openPage(browser);
    watch(other);
    await enter(other, "credited");
    await other
      .getByText(
        "You have $20.00 of credit: your next invoices cost less by it. $15.00 of it expire on Mar 1, 2126.",
      )
      .waitFor();
    expect(await seriousProblems(other)).toEqual([]);
    await other.getByRole("link", { name: "Look at it" }).click();
    await other.getByRole("row", { name: /An hour of outage .*Mar 1, 2126 \$15\.00 \$15\.00/ }).waitFor();
    await other.getByRole("row", { name: /Thank you for waiting .*Never \$5\.00 \$5\.00/ }).waitFor();
    expect(await seriousProblems(other)).toEqual([]);
    await other.getByRole("link", { name: "Home" }).click();
    await other.getByText("Studio starts when its first payment is made.").waitFor();
    await other.getByRole("button", { name: "Pay and start" }).click();
    await other.waitForURL("**/checkout/**");
    expect(other.url()).not.toBe(checkoutUrl);
    await other.getByLabel(/card/i).first().fill("4242 4242 4242 4242");
    await other.locator("button[type=submit], button:not([type])").first().click();
    await other.waitForURL("**/portal/plan");
    await other.getByText("You are on Studio: $29.00 per month.").waitFor();
    expect((await stage.api.subscriptions.get({ id })).status).toBe("active");
    await other.goto(`${stage.url}/portal/invoices`);
    await other.getByRole("row", { name: /An hour of outage .* used/ }).waitFor();

    await give(700, "Another outage");
    await other.goto(`${stage.url}/portal/plan`);
    await other.getByRole("button", { name: "Change to Agency" }).click();
    await other.getByText("Your credit: Another outage").waitFor();
    const amounts = (await other.getByRole("dialog").locator("dd").allTextContents()).map((text) =>
      Math.round(Number(text.replace("−", "-").replace("$", "")) * 100),
    );
    const toPay = amounts.pop();
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(toPay);
    expect(toPay).toBe(9_900 - 2_900 - 700);
    await other.context().close();
  });

  test.each(["counted", "creator", "idle"])("every page of %s shows what there is", async (id) => {
    await enter(page, id);
    await accessible();
    await go("/usage", "Usage");
    await go("/invoices", "Invoices");
    if (id !== "creator") return;
    await go("/buy", "Buy credits");
    await accessible();
    await page.getByText("Medium").click();
    await page.getByRole("button", { name: "Buy for $29.00" }).click();
    await page.getByText("2,000 credits were added. Thank you.").waitFor();
  });

  test("every page is accessible in the dark, and on a phone nothing is wider than the screen", async () => {
    const dark = await openPage(browser, { theme: "dark", width: 390, height: 844 });
    watch(dark);
    await enter(dark, CUSTOMER.id);
    for (const [at, heading] of PORTAL_PAGES) {
      await dark.goto(`${stage.url}/portal${at}`);
      await dark.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await dark.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
      expect([at, await seriousProblems(dark)]).toEqual([at, []]);
      const wide = await dark.evaluate("document.documentElement.scrollWidth");
      expect([at, wide]).toEqual([at, 390]);
    }
    await dark.context().close();
  });

  test("a session that is over says how to go on, and leads back", async () => {
    await enter(page, CUSTOMER.id, "https://brightwell.example/account");
    // What the first page still asks for would be told so too, and take the link away from under the pointer.
    await page.waitForLoadState("networkidle");
    await database.pool.query("UPDATE portal_sessions SET ended_at = now()");
    await page.getByRole("link", { name: "Invoices" }).click();
    await page.getByRole("heading", { name: "Request a new link" }).waitFor();
    expect(await page.getByRole("link", { name: /Go back/ }).getAttribute("href")).toBe(
      "https://brightwell.example/account",
    );
    await accessible();
  });

  test("whoever signs out is out", async () => {
    await enter(page, CUSTOMER.id);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await page.goto(`${stage.url}/portal`);
    await page.getByRole("heading", { name: "Request a new link" }).waitFor();
  });

  test("nothing was asked of anywhere else, and nothing broke the policy of the page", () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
