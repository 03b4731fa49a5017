/**
 * What operators see when something fails under them, in a real Chromium: the server is away for a moment, their session is
 * over, the database does not answer. The page's own clock is moved, so that what it shows is old enough to be asked for anew.
 */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, openPage, saySkipped } from "./browser.js";
import { type Operator, openOperator } from "./operator.js";
import { OWNER, signIn } from "./stage.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!chromiumPath())("what fails under an operator", () => {
  let operator: Operator;
  let page: Page;
  beforeAll(async () => {
    operator = await openOperator();
    await operator.stage.api.customers.create({ id: "ada", fullName: "Ada Lovelace" });
    page = await openPage(operator.browser);
    await page.clock.install();
    await signIn(page, operator.stage);
  });
  afterAll(() => operator?.close());

  afterEach(() => page.unrouteAll());

  const comeBack = async (): Promise<void> => {
    await page.clock.fastForward(60_000);
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  };
  const API = "**/api/**";

  test("a server that is away for a moment takes away nothing that is shown or typed, and the page says so", async () => {
    const { api, url } = operator.stage;
    const { id } = await api.invoices.create({
      customerId: "ada",
      draft: true,
      lines: [{ description: "A workshop", amount: 1_000 }],
    });
    await page.goto(`${url}/invoices/${id}/edit`);
    await page.getByLabel("About").fill("Half written");
    await page.route(API, (route) => route.abort());
    await comeBack();
    await page.getByText("This page could not be brought up to date.").waitFor();
    await page.getByText("There is no answer. Check your connection, and try again.").waitFor();
    expect(await page.getByLabel("About").inputValue()).toBe("Half written");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page
      .getByRole("alert")
      .getByText("There is no answer. Check your connection, and try again.")
      .waitFor();
    await page.unroute(API);
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByRole("heading", { name: "Draft invoice", level: 1 }).waitFor();
    expect((await api.invoices.get({ id })).description).toBe("Half written");
  });

  test("a page that has nothing to show yet says that it could not load, and tries again when asked to", async () => {
    await page.route("**/api/v1/subscriptions?**", (route) =>
      route.fulfill({
        status: 503,
        json: {
          error: { type: "unavailable", code: "unavailable", message: "The database does not answer." },
        },
      }),
    );
    await page.goto(`${operator.stage.url}/subscriptions`);
    const alert = page.getByRole("alert");
    await expect.poll(() => page.clock.fastForward(5_000).then(() => alert.count())).toBe(1);
    await alert.getByText("The database does not answer.").waitFor();
    await page.unroute("**/api/v1/subscriptions?**");
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.getByText("No subscriptions yet").waitFor();
  });

  test("whose session is over is sent to sign in, and comes back to where they were", async () => {
    await page.goto(`${operator.stage.url}/customers?search=ada`);
    await page.getByRole("row", { name: /Ada Lovelace/ }).waitFor();
    await page.context().clearCookies();
    await comeBack();
    await page.waitForURL("**/sign-in?**");
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Password").fill(OWNER.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("row", { name: /Ada Lovelace/ }).waitFor();
    expect(new URL(page.url()).search).toBe("?search=ada");
  });
});
