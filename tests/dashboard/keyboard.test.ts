/** The dashboard by keyboard alone, in a real Chromium: what each key does, and when it must do nothing. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, saySkipped } from "./browser.js";
import { EVERY_PAGE } from "./every-page.js";
import { type Operator, openOperator } from "./operator.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!chromiumPath())("the keyboard", () => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await openOperator();
    for (const id of ["ada", "bob", "cleo"]) await operator.stage.api.customers.create({ id, fullName: id });
  });
  afterAll(() => operator?.close());

  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => operator.page.keyboard.press(key)), Promise.resolve());
  const headingIs = (name: string) =>
    operator.page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
  const focused = () => operator.page.evaluate("document.activeElement.textContent");

  test("? lists every shortcut, to everybody, and each page of the menu has a letter of its own that goes there", async () => {
    const { go, page, dialog, accessible } = operator;
    await go("/overview", "Overview");
    await press("?");
    await dialog().getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();
    await accessible();
    const goTo = dialog().locator("section").filter({ hasText: "Go to" }).last();
    const keys = (await goTo.locator("dt").allTextContents()).map((text) => text.replace(/\s/g, ""));
    const names = await goTo.locator("dd").allTextContents();
    const links = page.locator("nav[aria-label=Pages] li");
    expect(names).toEqual(await links.allTextContents());
    expect(new Set(keys).size).toBe(keys.length);
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
    for (const [n, key] of keys.entries()) {
      await press("g", key.slice(1));
      await headingIs(names[n]!);
    }
  });

  test("/ goes to the search of the page, or to that of everything; n makes one more of what the page lists", async () => {
    const { go, page, dialog, field } = operator;
    await go("/customers", "Customers");
    await operator.row(/ada/).waitFor();
    await press("/");
    await page.keyboard.type("bo");
    expect(await field("Search customers").inputValue()).toBe("bo");
    await operator.row(/ada/).waitFor({ state: "detached" });
    await go("/features", "Features");
    await page.getByText("No features yet").waitFor();
    await press("n");
    await dialog().getByRole("heading", { name: "Create feature" }).waitFor();
    expect(await field("Name").inputValue()).toBe("");
    await press("Escape");
    await go("/overview", "Overview");
    await press("/");
    await page.getByPlaceholder("A page, a customer, an action…").waitFor();
    await press("Escape");
    await go("/invoices", "Invoices");
    await press("n");
    await headingIs("New invoice");
  });

  test("j and k go from row to row, as arrows do in a table, and Enter opens one", async () => {
    const { go, row } = operator;
    await go("/customers", "Customers");
    await row(/ada/).waitFor();
    await press("j");
    await expect.poll(focused).toContain("cleo");
    await press("j", "ArrowDown");
    expect(await focused()).toContain("ada");
    await press("ArrowDown");
    expect(await focused()).toContain("ada");
    await press("k");
    expect(await focused()).toContain("bob");
    await press("Home");
    expect(await focused()).toContain("cleo");
    await press("End", "ArrowUp", "Enter");
    await headingIs("bob");
  });

  test("no key does anything while somebody types, with a modifier, or below what is open", async () => {
    const { go, page, field, dialog } = operator;
    await go("/customers", "Customers");
    await field("Search customers").focus();
    await page.keyboard.type("?gn/j");
    expect(await field("Search customers").inputValue()).toBe("?gn/j");
    expect(await dialog().count()).toBe(0);
    await field("Search customers").fill("");
    await operator.row(/ada/).waitFor();
    await operator.row(/ada/).focus();
    await press("Alt+n", "Control+j");
    expect(await dialog().count()).toBe(0);
    expect(await focused()).toContain("ada");
    await press("n");
    await dialog().getByRole("button", { name: "Close" }).focus();
    await press("g", "p", "?");
    expect(await dialog().count()).toBe(1);
    await press("Escape");
    await headingIs("Customers");
    // Too late after g.
    await operator.row(/ada/).focus();
    await press("g");
    await page.waitForTimeout(1_700);
    await press("p");
    await headingIs("Customers");
  });

  test("whoever does not want single keys switches them off, finds the switch without them, and keeps the palette", async () => {
    const { go, page, dialog, field } = operator;
    await go("/customers", "Customers");
    await press("?");
    await field("Use single keys").uncheck();
    await press("Escape");
    await page.reload();
    await headingIs("Customers");
    await press("n", "?", "g", "p");
    expect(await dialog().count()).toBe(0);
    await headingIs("Customers");
    await press("Control+k");
    await page.getByPlaceholder("A page, a customer, an action…").waitFor();
    await press("Escape");
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
    await field("Use single keys").check();
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
    await press("n");
    await dialog().getByRole("heading", { name: "Create customer" }).waitFor();
    await press("Escape");
  });

  test("every page of the menu is one that is tested for everybody", async () => {
    await operator.go("/overview", "Overview");
    const links = operator.page.locator("nav[aria-label=Pages] li a");
    const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(paths.length).toBeGreaterThan(15);
    expect(EVERY_PAGE.map(([path]) => path)).toEqual(expect.arrayContaining(paths));
  });
});
