/**
 * The portal as customers meet it whose plan does not simply run: in currencies of small units, paused, not begun, canceled;
 * with a card that asks first, a page that was left without paying, two tabs, two clicks, and a network that fails.
 *
 * Broken on purpose: offers made of the plan's dollars ("Free" in yen); the page's session not sent (the first tab canceled
 * the second customer's plan). Each was seen.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { chromiumPath, type Look, launch, openPage, saySkipped, seriousProblems } from "./browser.js";
import { CUSTOMER, setEveryState, setThePortalScene } from "./portal-scene.js";
import { openStage, type Stage } from "./stage.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe.skipIf(!chromiumPath())("the portal in every state", () => {
  let database: TestDatabase;
  let stage: Stage;
  let browser: Browser;

  beforeAll(async () => {
    database = await createTestDatabase();
    stage = await openStage(database.url);
    await setThePortalScene(stage.api, { days: 0 });
    await setEveryState(stage.api);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    await database?.close();
  });

  const enter = async (page: Page, customerId: string): Promise<void> => {
    await page.goto((await stage.api.portal.getUrl({ customerId })).portalUrl);
    await page.waitForURL(/\/portal\/?$/);
    await page.getByRole("heading", { level: 1, name: /Hello/ }).waitFor();
  };
  const go = async (page: Page, path: string, heading: string): Promise<void> => {
    await page.goto(`${stage.url}/portal${path}`);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  };
  /** A page of one customer, whose browser is closed afterwards. */
  async function as(customerId: string, work: (page: Page) => Promise<void>, look?: Look): Promise<void> {
    const page = await openPage(browser, look);
    try {
      await enter(page, customerId);
      await work(page);
    } finally {
      await page.context().close();
    }
  }
  const fine = async (page: Page): Promise<void> => expect(await seriousProblems(page)).toEqual([]);
  const linkCount = (page: Page, name: string): Promise<number> =>
    page.getByRole("navigation").getByRole("link", { name }).count();

  test("in yen, plans cost yen, and what is topped up is of a size that can be paid", () =>
    as("yen", async (page) => {
      await page.getByText("¥3,750", { exact: true }).waitFor();
      await go(page, "/plan", "Plan");
      await page.getByText("¥14,850").waitFor();
      expect(await page.getByText("Free", { exact: true }).count()).toBe(0);
      await page.getByRole("button", { name: "Change to Agency" }).click();
      await page.getByRole("button", { name: /Change and pay ¥/ }).waitFor();
      await go(page, "/buy", "Top up");
      await page.getByText("Other", { exact: true }).click();
      await page.getByLabel("Amount (JPY)").fill("12.5");
      await page.getByText("Enter an amount such as 1250").waitFor();
      await page.getByText("¥2,500", { exact: true }).click();
      await page.getByRole("button", { name: "Add ¥2,500" }).click();
      await page.getByText("¥2,500 was added. Thank you.").waitFor();
      await fine(page);
    }));

  test("in pesos too", () =>
    as("peso", async (page) => {
      await go(page, "/buy", "Top up");
      await page.getByRole("button", { name: "Add 25,000 CLP" }).waitFor();
      await go(page, "/plan", "Plan");
      await page.getByText("27,550 CLP", { exact: true }).waitFor();
    }));

  test("a plan that has not begun says when it will, offers nothing to buy, and can be left alone", async () => {
    await as("later", async (page) => {
      await page.getByText(/^Studio starts on /).waitFor();
      await page.getByText("Studio has not started yet").waitFor();
      expect(await page.getByText("not included").count()).toBe(0);
      expect(await linkCount(page, "Top up")).toBe(0);
      await fine(page);
      await go(page, "/buy", "Top up");
      await page.getByText("You can buy more once your plan has started.").waitFor();
    });
    await as("unpaid", async (page) => {
      await page.getByText("Studio has not started yet").waitFor();
      await go(page, "/plan", "Plan");
      await page.getByRole("button", { name: "Cancel my plan" }).click();
      await page.getByText("It does not start, and nothing is billed.").waitFor();
      await fine(page);
      await page.getByRole("dialog").getByRole("button", { name: "Cancel my plan" }).click();
      await page.getByText(/Studio has ended on/).waitFor();
    });
  });

  test("a paused and a canceled plan say what can be done", async () => {
    await as("paused", async (page) => {
      await page.getByText("Your plan is paused. Nothing is billed").waitFor();
      expect(await page.getByRole("link", { name: "Top up" }).count()).toBe(0);
      await go(page, "/plan", "Plan");
      await page.getByText("You can change it once it runs again.").waitFor();
      expect(await page.getByRole("button", { name: "Change to Agency" }).isDisabled()).toBe(true);
      await fine(page);
    });
    await as("leaving", async (page) => {
      await go(page, "/plan", "Plan");
      await page.getByText("Keep it if you want to change it.").waitFor();
      expect(await page.getByRole("button", { name: "Change to Agency" }).isDisabled()).toBe(true);
      await page.getByRole("button", { name: "Keep my plan" }).click();
      await page.getByRole("button", { name: "Change to Agency", disabled: false }).waitFor();
    });
  });

  test("a card that asks first: the page is left, the purchase canceled, made again and confirmed", () =>
    as("careful", async (page) => {
      await go(page, "/buy", "Top up");
      await page.getByRole("button", { name: "Add $25.00" }).click();
      await page.waitForURL("**/checkout/**");
      await page.goBack();
      await page.getByText("$25.00 will be added as soon as the payment arrives.").waitFor();
      await fine(page);
      await page.getByRole("button", { name: "Cancel it" }).click();
      await page.getByText("Canceled. Nothing was charged.").waitFor();
      await page.getByRole("button", { name: "Add $25.00" }).click();
      await page.waitForURL("**/checkout/**");
      await page.goBack();
      await page.getByRole("button", { name: "Go to the payment" }).click();
      await page.waitForURL("**/checkout/**");
      await page.getByLabel(/card/i).first().fill("4000 0025 0000 3155");
      await page.locator("button[type=submit]").first().click();
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.waitForURL("**/portal/invoices/**");
      await page.getByText("paid", { exact: true }).waitFor();
      const { data } = await stage.api.purchases.list({ customerId: "careful" });
      expect(data.map(({ status }) => status).sort()).toEqual(["applied", "void"]);
    }));

  test("a tab that shows one customer does nothing for another whose link was opened beside it", async () => {
    const first = await openPage(browser);
    await enter(first, CUSTOMER.id);
    await go(first, "/plan", "Plan");
    await first.getByRole("button", { name: "Cancel my plan" }).click();
    await enter(await first.context().newPage(), "trial");
    await first.getByRole("dialog").getByRole("button", { name: "Cancel my plan" }).click();
    await first.getByText("Tess Lind").waitFor();
    await first.getByText("You are on Studio").waitFor();
    for (const customerId of [CUSTOMER.id, "trial"]) {
      const [subscription] = (await stage.api.subscriptions.list({ customerId })).data;
      expect([customerId, subscription!.cancelAtPeriodEnd]).toEqual([customerId, false]);
    }
    await first.context().close();
  });

  test("two clicks buy once", () =>
    as(CUSTOMER.id, async (page) => {
      await go(page, "/buy", "Top up");
      await page.getByRole("button", { name: "Add $25.00" }).dblclick();
      await page.getByText("$25.00 was added. Thank you.").waitFor();
      const { data } = await stage.api.purchases.list({ customerId: CUSTOMER.id });
      expect(data).toHaveLength(1);
    }));

  test("a network that fails says so, and what failed is asked again", () =>
    as(CUSTOMER.id, async (page) => {
      await page.route("**/api/portal/receipts*", (route) => route.abort());
      await go(page, "/usage", "Usage");
      await page.getByText("Check your connection").waitFor();
      await fine(page);
      await page.unroute("**/api/portal/receipts*");
      await page.getByRole("button", { name: "Try again" }).click();
      await page
        .getByRole("row", { name: /AI writing/ })
        .first()
        .waitFor();
    }));

  test("a long name fits on a phone, and the lightest color that a brand may have is readable", async () => {
    await stage.api.branding.update({
      legalName: "Gesellschaft für angewandte Sprachverarbeitung und Textautomatisierung mbH & Co. KG",
      accentColor: "#767676",
      logo: null,
    });
    for (const theme of ["light", "dark"] as const)
      await as(
        "owing",
        async (page) => {
          await page.getByText("You have $50.00 to pay.").waitFor();
          for (const [path, heading] of [
            ["/", "Hello, Owen Hart"],
            ["/buy", "Top up"],
            ["/plan", "Plan"],
          ] as const) {
            await go(page, path, heading);
            await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
            expect([path, await seriousProblems(page)]).toEqual([path, []]);
            expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 390]);
          }
        },
        { theme, width: 390, height: 844 },
      );
  });
});
