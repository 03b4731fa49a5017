/**
 * `npm run screenshots [-- FOLDER]`: a picture of every page of the dashboard and of the portal, in light and dark and on a
 * phone, over servers of its own with the data of the tests. To be looked at: a test sees that a page is right, and not
 * that it is fair. `npm run screenshots -- FOLDER portal` makes those of one of the two.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromiumPath, launch, openPage, saySkipped } from "./browser.js";
import { EVERY_PAGE } from "./every-page.js";
import { OPENED, prepareEdits } from "./opened.js";
import { CUSTOMER, PORTAL_PAGES, setThePortalScene } from "./portal-scene.js";
import { openStage, type Stage, setTheScene, setUpOwner, signIn } from "./stage.js";

const folder = path.resolve(process.argv[2] ?? "screenshots");
const only = process.argv[3];
const LOOKS = [
  { name: "light", theme: "light" },
  { name: "dark", theme: "dark" },
  { name: "phone", theme: "light", width: 390, height: 844 },
] as const;

const fileOf = (at: string): string => at.slice(1).replaceAll(/[^\w-]+/g, "-");

/** What opens over a page is as high as the window. */
async function take(page: Page, name: string, fullPage = true): Promise<void> {
  // Live usage never rests, so the network does not either: wait for what loads to be there.
  await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
  // Charts are loaded behind the page.
  for (const chart of await page.locator("figure").all()) await chart.locator("svg").first().waitFor();
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage });
}

async function takeDashboard(browser: Browser, stage: Stage): Promise<void> {
  const { adaId, webhookId } = await setTheScene(stage.api);
  const [invoice] = (await stage.api.invoices.list({ customerId: "acme" })).data;
  const draftId = await prepareEdits(stage.api);
  const pages = [
    ...EVERY_PAGE.map(([at, heading]) => [at, heading, fileOf(at)] as const),
    ...["balance", "usage", "subscriptions", "invoices", "payments", "seats", "credits"].map(
      (tab) => [`/customers/${adaId}?tab=${tab}`, "Ada Lovelace", `customer-${tab}`] as const,
    ),
    [`/invoices/${invoice!.id}`, invoice!.number!, "invoice"] as const,
    [`/invoices/${draftId}`, "Draft invoice", "invoice-draft"] as const,
    [`/invoices/${draftId}/edit`, "Edit draft", "invoice-draft-edit"] as const,
    [`/webhooks/${webhookId}`, "example.com", "webhook"] as const,
  ];
  let isSetUp = false;
  for (const { name, ...look } of LOOKS) {
    const page = await openPage(browser, look);
    await page.goto(`${stage.url}/sign-in`);
    await take(page, `sign-in-${name}`);
    await (isSetUp ? signIn(page, stage) : setUpOwner(page, stage));
    isSetUp = true;
    for (const [at, heading, file] of pages) {
      await page.goto(stage.url + at);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await take(page, `${file}-${name}`);
    }
    for (const opened of OPENED) {
      await page.goto(stage.url + opened.at);
      await opened.open(page);
      await page.getByRole("dialog").waitFor();
      await take(page, `${opened.file}-${name}`, false);
    }
    await page.context().close();
  }
}

async function takePortal(browser: Browser, { api, url }: Stage): Promise<void> {
  await setThePortalScene(api);
  // Not in the scene: credits pay for what the tests buy.
  for (const [amount, expiresAt] of [
    [1_500, new Date(Date.now() + 90 * 86_400_000)],
    [400, undefined],
  ] as const)
    await api.customers.credits.create({
      id: CUSTOMER.id,
      amount,
      currency: "USD",
      reason: expiresAt ? "An hour of outage" : "Thank you for your patience",
      expiresAt,
    });
  await api.customers.create({ id: "leaver", fullName: "Lee Verne" });
  const left = await api.subscriptions.create({ customerId: "leaver", planCode: "studio" });
  await api.subscriptions.cancel({ id: left.id, immediate: true });
  const enter = async (page: Page, customerId: string): Promise<void> => {
    const returnUrl = "https://brightwell.example/account";
    await page.goto((await api.portal.getUrl({ customerId, returnUrl })).portalUrl);
    await page.waitForURL(/\/portal\/?$/);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  for (const { name, ...look } of LOOKS) {
    const page = await openPage(browser, look);
    await page.goto(`${url}/portal/open#nothing`);
    await page.getByRole("heading", { name: "Request a new link" }).waitFor();
    await take(page, `portal-no-link-${name}`);
    await enter(page, CUSTOMER.id);
    for (const [at, heading] of PORTAL_PAGES) {
      await page.goto(`${url}/portal${at}`);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await take(page, `portal-${at.slice(1) || "home"}-${name}`);
    }
    await page.getByRole("row", { name: /INV-/ }).first().click();
    await page.getByText("Total").waitFor();
    await take(page, `portal-invoice-${name}`);
    await page.goto(`${url}/portal/usage`);
    await page
      .getByRole("row", { name: /claude/ })
      .first()
      .click();
    await page.getByText("How this was calculated").waitFor();
    await take(page, `portal-receipt-${name}`);
    await page.goto(`${url}/portal/plan`);
    await page.getByRole("button", { name: "Change to Agency" }).click();
    await page.getByText("To pay now").waitFor();
    await take(page, `portal-change-${name}`);
    await page.goto(`${url}/portal/seats`);
    await page.getByRole("button", { name: "Add one Editors" }).click();
    await page.getByText("With the next invoice").waitFor();
    await take(page, `portal-seats-preview-${name}`);
    for (const [id, at] of [
      ["counted", "/"],
      ["creator", "/"],
      ["creator", "/buy"],
      ["idle", "/"],
      ["leaver", "/plan"],
    ] as const) {
      await enter(page, id);
      await page.goto(`${url}/portal${at}`);
      await page.waitForLoadState("networkidle");
      await take(page, `portal-${id}${at.replace(/\/$/, "").replace("/", "-")}-${name}`);
    }
    await page.context().close();
  }
}

if (!chromiumPath()) {
  saySkipped();
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  for (const [name, takeAll] of [
    ["dashboard", takeDashboard],
    ["portal", takePortal],
  ] as const) {
    if (only && only !== name) continue;
    // A mail server that is never asked: what is set up looks other than what the tests look at, which is not.
    const stage = await openStage(undefined, {
      FARTHING_SMTP_URL: "smtps://farthing:secret@smtp.example.com",
      FARTHING_MAIL_FROM: "Example <billing@example.com>",
    });
    try {
      await takeAll(browser, stage);
    } finally {
      await stage.close();
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(`Pictures are in ${folder}\n`);
