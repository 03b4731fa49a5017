/** Somebody at the dashboard of a server of their own: what they press, fill in and read. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { createTestDatabase } from "../../packages/server/test/database.js";
import { launch, openPage, seriousProblems } from "./browser.js";
import { openStage, setUpOwner } from "./stage.js";

export type Operator = Awaited<ReturnType<typeof openOperator>>;

interface Options {
  /** Settings beside those: jobs run, and webhooks may go to this machine. */
  readonly environment?: Record<string, string>;
  /** Whether the owner is set up and signed in; else the first start's link waits. */
  readonly isSetUp?: boolean;
}

export async function openOperator({ environment = {}, isSetUp = true }: Options = {}) {
  const database = await createTestDatabase();
  const stage = await openStage(database.url, {
    FARTHING_JOBS: "on",
    FARTHING_WEBHOOK_ALLOW_PRIVATE: "on",
    ...environment,
  });
  const browser = await launch();
  const page = await openPage(browser);
  if (isSetUp) await setUpOwner(page, stage);
  const dialog = (): Locator => page.getByRole("dialog");
  return {
    stage,
    browser,
    page,
    dialog,
    go: async (path: string, heading: string): Promise<void> => {
      await page.goto(stage.url + path);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    },
    press: (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click(),
    field: (label: string): Locator =>
      page.getByLabel(label, { exact: true }).and(page.locator("input, select, textarea")),
    /** Sends the form of the dialog, and waits until it is gone. */
    send: async (name: string): Promise<void> => {
      await dialog().getByRole("button", { name, exact: true }).click();
      await dialog().waitFor({ state: "detached" });
    },
    row: (name: string | RegExp): Locator => page.getByRole("row", { name }),
    /** What is said of a fact: the value beside a name. */
    fact: (name: string): Locator =>
      page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]"),
    accessible: async (): Promise<void> => {
      expect(await seriousProblems(page)).toEqual([]);
    },
    close: async (): Promise<void> => {
      await browser.close();
      await stage.close();
      await database.close();
    },
  };
}
