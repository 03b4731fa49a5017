/**
 * What operators come to do, from its beginning to its end, in a real Chromium. Each test makes its own data and looks at
 * what the page says of it.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, saySkipped } from "./browser.js";
import { type Operator, openOperator } from "./operator.js";
import { setUpOwner } from "./stage.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!chromiumPath())("an operator", () => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await openOperator({ isSetUp: false });
  });
  afterAll(() => operator?.close());

  test("goes from the first start over a feature, a plan and a customer to the first event and its invoice", async () => {
    const { stage, page, go, dialog, press, field, send, row, fact, accessible } = operator;
    await setUpOwner(page, stage);
    await go("/features", "Features");
    await press("Create feature");
    await field("Name").fill("API calls");
    expect(await field("Code").inputValue()).toBe("api_calls");
    await send("Create feature");
    await page.getByRole("cell", { name: "api_calls" }).waitFor();

    await go("/plans", "Plans");
    await press("Create plan");
    await field("Name").fill("Starter");
    await field("Usage is paid for from").selectOption("metered");
    await dialog().getByRole("button", { name: "Create plan" }).click();
    await page.getByRole("heading", { name: "Starter", level: 1 }).waitFor();
    await press("Add price");
    await field("Price (USD)").fill("20.00");
    await press("Continue");
    await send("Save");
    await page.getByRole("cell", { name: "$20.00", exact: true }).waitFor();
    await press("Add feature");
    await field("Included each month").fill("10");
    await field("Bill overage").check();
    await field("Price per unit (USD)").fill("0.50");
    await accessible();
    await press("Continue");
    await send("Save");
    await page.getByRole("cell", { name: "$0.50 each" }).waitFor();

    await go("/customers", "Customers");
    await press("Create customer");
    await field("Your id").fill("zoe");
    await field("Name").fill("Zoe Zimmer");
    await dialog().getByRole("button", { name: "Create customer" }).click();
    await page.getByRole("heading", { name: "Zoe Zimmer", level: 1 }).waitFor();
    await press("Subscribe");
    await send("Subscribe");
    await page.getByText("$20.00, monthly").waitFor();

    await stage.api.usage.track({ customerId: "zoe", feature: "api_calls", value: 14 });
    await go("/events?customerId=zoe", "Events");
    await row(/api_calls.*14/).waitFor();

    await go("/invoices?customerId=zoe", "Invoices");
    await row(/INV-\d+ Zoe Zimmer paid subscription start .*\$20\.00/).click();
    await page.getByRole("heading", { name: /INV-/, level: 1 }).waitFor();
    expect(await fact("State").textContent()).toBe("paid");
    await row(/Starter.*\$20\.00/).waitFor();
    await accessible();
  });

  test("moves the test clock on, sees what happened, and opens an invoice's line down to its events, which make it up", async () => {
    const { stage, page, go, dialog, press, row, fact, accessible } = operator;
    await go("/test-clock", "Test clock");
    await press("31 days");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    // It is the server's, and not the page's.
    await page.reload();
    await page.getByText("It stands still until you move it.").waitFor();
    await row(/renewed/)
      .getByRole("link", { name: "Open" })
      .click();
    await page.getByRole("heading", { name: /INV-/, level: 1 }).waitFor();
    const usage = row(/API calls.*14 \(10 included\).*4 × \$0\.50.*\$2\.00/);
    await usage.waitFor();
    expect(await fact("Total").textContent()).toBe("$22.00");
    await usage.click();
    const totals = dialog().getByRole("region", { name: "What makes up the line" });
    await totals.getByText("1 event, 4 × $0.50").waitFor();
    const part = (name: string) =>
      totals.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]");
    expect(await part("The line").textContent()).toBe("$2.00");
    const { id } = (await stage.api.invoices.list({ customerId: "zoe" })).data[0]!;
    const line = (await stage.api.invoices.get({ id })).lines.find(({ kind }) => kind === "feature_overage");
    const behind = await stage.api.invoices.listLineEvents({ id, line: line!.id });
    expect(behind.totals).toMatchObject({ amountNanos: line!.amountNanos, amount: line!.amount });
    await accessible();
    // 10 of the 14 are included.
    await dialog()
      .getByRole("row", { name: /14 10 \$2\.00/ })
      .click();
    await dialog().getByText("Usage event").waitFor();
    await dialog().getByText("api_calls").waitFor();
    await accessible();
  });

  test("takes an invoice away as a PDF", async () => {
    const { stage, page, press } = operator;
    const { data } = await stage.api.invoices.list({ customerId: "zoe" });
    await page.goto(`${stage.url}/invoices/${data[0]!.id}`);
    const [download] = await Promise.all([page.waitForEvent("download"), press("Download PDF")]);
    expect(download.suggestedFilename()).toBe(`${data[0]!.number}.pdf`);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("gives a part of a payment back, and sees what is left of it", async () => {
    const { stage, page, go, dialog, press, field, row, accessible } = operator;
    await go("/payments?customerId=zoe", "Payments");
    await row(/succeeded.*\$22\.00/).click();
    await dialog().getByText("visa").waitFor();
    await accessible();
    await press("Refund…");
    await field("Amount (USD)").fill("23");
    await field("Reason").fill("A day of outage");
    await dialog().getByRole("button", { name: "Refund $23.00" }).click();
    await dialog().locator("[id$=-error]").waitFor();
    await field("Amount (USD)").fill("1.50");
    await dialog().getByRole("button", { name: "Refund $1.50" }).click();
    await page.getByText("$1.50 is refunded.").waitFor();
    await dialog().getByText("partially refunded").waitFor();
    await page.keyboard.press("Escape");
    await row(/\$1\.50 refunded.*\$22\.00/).waitFor();
    const [payment] = (await stage.api.payments.list({ customerId: "zoe" })).data;
    expect(payment).toMatchObject({ amount: 2_200, amountRefunded: 150 });
  });

  test("opens a credit note's line down to the events of the line that it takes back of", async () => {
    const { stage, page, dialog, row, accessible } = operator;
    const { id } = (await stage.api.invoices.list({ customerId: "zoe" })).data[0]!;
    const { lines } = await stage.api.invoices.get({ id });
    const line = lines.find(({ kind }) => kind === "feature_overage")!;
    const note = await stage.api.invoices.credit({
      id,
      lines: [{ lineId: line.id, amount: 50 }],
      reason: "One call too many",
    });
    await page.goto(`${stage.url}/invoices/${id}`);
    await row(new RegExp(`${note.number}.*One call too many`)).click();
    await dialog().getByText("credit of the customer").waitFor();
    await accessible();
    await dialog()
      .getByRole("row", { name: /Open its events \$0\.50/ })
      .click();
    await dialog().getByText(`${note.number} takes back $0.50 of this line.`).waitFor();
    await dialog().getByText("1 event, 4 × $0.50").waitFor();
    await dialog()
      .getByRole("row", { name: /14 10 \$2\.00/ })
      .waitFor();
    await accessible();
  });

  test("creates a webhook, sees that what happens is delivered to it, and replays a delivery", async () => {
    const { stage, page, go, dialog, press, field, row, fact, accessible } = operator;
    const received: { id: string; type: string }[] = [];
    const receiver: Server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      received.push({ id: String(request.headers["webhook-id"]), type: JSON.parse(body).type });
      response.end("thank you");
    });
    await once(receiver.listen(0, "127.0.0.1"), "listening");
    try {
      await go("/webhooks", "Webhooks");
      await page.getByText("No webhooks yet").waitFor();
      await press("Create webhook");
      await field("URL").fill("nowhere");
      await dialog().getByRole("button", { name: "Create webhook" }).click();
      await dialog().locator("[id$=-error]").waitFor();
      await field("URL").fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`);
      await field("Everything").uncheck();
      await field("subscription.created").check();
      await accessible();
      await dialog().getByRole("button", { name: "Create webhook" }).click();
      await dialog().getByText("The signing secret").waitFor();
      expect(await dialog().getByLabel("secret", { exact: true }).textContent()).toMatch(/^whsec_/);
      await press("Close");
      await page.getByText("No deliveries").waitFor();

      await stage.api.customers.create({ id: "hooked" });
      await stage.api.subscriptions.create({ customerId: "hooked", planCode: "starter" });
      await row(/subscription\.created delivered 200/).click();
      await dialog().getByText("thank you").waitFor();
      await accessible();
      await dialog().getByRole("button", { name: "Replay" }).click();
      await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2);
      expect(received[1]).toEqual(received[0]);
      expect(received[0]!.type).toBe("subscription.created");
      await page.keyboard.press("Escape");

      await press("Send a test");
      await dialog().getByText("webhook.test", { exact: true }).waitFor();
      await dialog().getByText("delivered", { exact: true }).waitFor();
      await page.keyboard.press("Escape");
      await press("Rotate secret…");
      await dialog().getByRole("button", { name: "Rotate" }).click();
      expect(await dialog().getByLabel("secret", { exact: true }).textContent()).toMatch(/^whsec_/);
      await press("Close");
      await page.getByText("also signs until").waitFor();
      await press("Switch off");
      await expect.poll(() => fact("State").textContent()).toBe("off");
      await press("Delete");
      await dialog().getByRole("button", { name: "Delete" }).click();
      await page.getByText("No webhooks yet").waitFor();
    } finally {
      receiver.close();
    }
  });

  test("says in the settings how money is collected and who they are, and the page has it when it is opened again", async () => {
    const { stage, page, go, press, field, accessible } = operator;
    await go("/settings", "Settings");
    await page.getByText("Test cards, built in").waitFor();
    await field("Days on which a payment is attempted").fill("0, 2, nine");
    await press("Save");
    await page.getByText("Enter days separated by commas").waitFor();
    await field("Days on which a payment is attempted").fill("0, 2, 9");
    await press("Save");
    await page.getByText("Settings saved.").waitFor();
    await page.getByRole("tab", { name: "Branding" }).click();
    await field("Legal name").fill("Farthing Ltd");
    await field("Street").fill("1 Mint Lane");
    await field("City").fill("London");
    await field("Postal code").fill("E1 8QS");
    await field("Country").fill("gb");
    await press("Save");
    await page.getByText("must be an ISO 3166 country code").waitFor();
    await accessible();
    await field("Country").fill("GB");
    await field("Logo").setInputFiles({
      name: "logo.png",
      mimeType: "image/png",
      buffer: Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "base64",
      ),
    });
    await press("Save");
    await page.getByText("Branding saved.").waitFor();
    await page.reload();
    await expect.poll(() => field("Legal name").inputValue()).toBe("Farthing Ltd");
    expect(await field("City").inputValue()).toBe("London");
    await page.getByRole("img", { name: "The logo" }).waitFor();
    expect(await stage.api.settings.get()).toMatchObject({ paymentRetryDays: [0, 2, 9] });
  });
});
