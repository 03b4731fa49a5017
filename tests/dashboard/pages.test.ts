/**
 * Every page in a real Chromium, over a server with real data: it shows what there is, axe finds nothing serious, nothing
 * is asked of anywhere else, and no script breaks the policy of the page.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, openPage, saySkipped } from "./browser.js";
import { EVERY_PAGE } from "./every-page.js";
import { type Operator, openOperator } from "./operator.js";
import { OWNER, setTheScene, setUpOwner } from "./stage.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!chromiumPath())("the dashboard", () => {
  let operator: Operator;
  let stage: Operator["stage"];
  let browser: Operator["browser"];
  let page: Operator["page"];
  let go: Operator["go"];
  let accessible: Operator["accessible"];
  let adaId: string;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    operator = await openOperator({ isSetUp: false, environment: { FARTHING_JOBS: "off" } });
    ({ stage, browser, page, go, accessible } = operator);
    page.on("request", (request) => {
      if (!request.url().startsWith(stage.url) && !request.url().startsWith("data:"))
        foreign.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of (?:401|404)/.test(message.text()))
        complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  });
  afterAll(() => operator?.close());

  test("whoever is not signed in is sent to sign in, and comes back to where they were going", async () => {
    await page.goto(`${stage.url}/customers`);
    await page.waitForURL("**/sign-in?**");
    await accessible();
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The e-mail address or the password is wrong").waitFor();
  });

  test("the link of the first start makes an owner, and works once", async () => {
    await setUpOwner(page, stage);
    const other = await openPage(browser);
    await other.goto(stage.setupUrl);
    await other.getByText("This link does not work").waitFor();
    await other.context().close();
  });

  test("getting started shows the key, and turns green when the first event arrives", async () => {
    await go("/getting-started", "Getting started");
    await accessible();
    const first = page.getByRole("region", { name: "First event" });
    expect(await first.getAttribute("data-arrived")).toBe("false");
    expect(await page.getByLabel("curl snippet", { exact: true }).textContent()).toMatch(
      /KEY=ck_test_\w{32}/,
    );
    ({ adaId } = await setTheScene(stage.api, { days: 3 }));
    await page.getByText("Your first event has arrived").waitFor({ timeout: 15_000 });
    expect(await first.getAttribute("data-arrived")).toBe("true");
  });

  test("customers are found by a part of a name, and one opens with the keyboard", async () => {
    await go("/customers", "Customers");
    await page.getByText("Grace Hopper").waitFor();
    await accessible();
    await page.getByLabel("Search customers").fill("lovel");
    await page.getByText("Grace Hopper").waitFor({ state: "detached" });
    await page.getByRole("row", { name: /Ada Lovelace/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ada Lovelace" }).waitFor();
  });

  test("a customer shows subscription, ledger, usage and invoices; a top-up and an adjustment arrive in the ledger", async () => {
    await go(`/customers/${adaId}`, "Ada Lovelace");
    await page.getByText("Pro", { exact: true }).waitFor();
    await page.getByRole("cell", { name: "consumption" }).first().waitFor();
    await accessible();
    await page.getByRole("button", { name: "Top up" }).click();
    await accessible();
    await page.getByLabel("Amount (USD)").fill("12.50");
    await page.getByLabel("Description").fill("A gift");
    await page.getByRole("dialog").getByRole("button", { name: "Top up" }).click();
    await page.getByRole("region", { name: "Ledger" }).getByRole("cell", { name: "+$12.50" }).waitFor();
    await page.getByRole("button", { name: "Adjust" }).click();
    await page.getByLabel("Change (USD)").fill("-2.5");
    await page.getByRole("dialog").getByRole("button", { name: "Adjust" }).click();
    await page.getByText("Enter a reason").waitFor();
    await page.getByLabel("Reason").fill("Too generous");
    await page.getByRole("dialog").getByRole("button", { name: "Adjust" }).click();
    await page.getByRole("cell", { name: "−$2.50" }).waitFor();
    await page.getByRole("tab", { name: "Usage" }).click();
    await page.getByRole("cell", { name: "ai_generation" }).waitFor();
    await accessible();
    await page.getByRole("tab", { name: "Invoices" }).click();
    await page.getByRole("cell", { name: "INV-" }).first().waitFor();
    await accessible();
  });

  test("a ledger entry leads to its event, and that to why it cost what it did", async () => {
    await go(`/customers/${adaId}`, "Ada Lovelace");
    await page
      .getByRole("row", { name: /consumption/ })
      .first()
      .click();
    await page.getByText("Usage event").waitFor();
    await accessible();
  });

  test("the palette goes to a page and to a customer by typing", async () => {
    await go("/customers", "Customers");
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("A page, a customer, an action…").fill("grace");
    await page.getByRole("option", { name: /Grace Hopper/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("option", { name: /Grace Hopper/ }).click();
    await page.getByRole("heading", { name: "Grace Hopper" }).waitFor();
  });

  test("the other environment shows nothing of this one", async () => {
    await go("/customers", "Customers");
    await page.getByRole("button", { name: "Live" }).click();
    await page.getByText("No customers yet").waitFor();
    await accessible();
    await page.getByRole("button", { name: "Sandbox" }).click();
    await page.getByText("Ada Lovelace").waitFor();
  });

  test.each(EVERY_PAGE)("%s shows what there is, to everybody, in light and dark", async (path, heading) => {
    await go(path, heading);
    await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
    await accessible();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.reload();
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
    await accessible();
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("a phone shows the menu and no page wider than itself", async () => {
    const phone = await page.context().newPage();
    await phone.setViewportSize({ width: 375, height: 740 });
    for (const path of ["/customers", `/customers/${adaId}`, "/getting-started"]) {
      await phone.goto(stage.url + path);
      await phone.getByRole("heading", { level: 1 }).waitFor();
      expect(await phone.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
    }
    await phone.getByRole("button", { name: "Menu" }).click();
    await phone.getByRole("link", { name: "Customers" }).click();
    await phone.waitForURL("**/customers");
    await phone.close();
  });

  test("signing out leaves nothing behind that opens a page again", async () => {
    const other = await openPage(browser);
    await other.goto(`${stage.url}/sign-in`);
    await other.getByLabel("E-mail").fill(OWNER.email);
    await other.getByLabel("Password").fill(OWNER.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await other.getByRole("button", { name: "Account" }).click();
    await other.getByRole("menuitem", { name: "Sign out" }).click();
    await other.waitForURL("**/sign-in**");
    await expect
      .poll(async () => (await other.request.get(`${stage.url}/api/operator/me`)).status())
      .toBe(401);
    await other.context().close();
  });

  test("no page asked anything of anywhere else, and none broke its own policy", () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
