/**
 * What operators do with customers and what they sell, in a real Chromium. Each test makes its own data and looks at what
 * the page says of it.
 */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, openPage, saySkipped } from "./browser.js";
import { type Operator, openOperator } from "./operator.js";

if (!chromiumPath()) saySkipped();
// A browser beside a server on a busy machine of two cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MODEL = "openai/gpt-4o-mini";

describe.skipIf(!chromiumPath())("an operator", () => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await openOperator();
    const { api } = operator.stage;
    await api.features.create({ name: "Chat", code: "chat", type: "metered" });
    await api.features.create({ name: "Editors", code: "editors", type: "seats" });
    await sell("Basic", "basic", 1_000);
    await sell("Pro", "pro", 3_000);
    const credits = await api.plans.create({ name: "Credits", code: "credits", consumptionModel: "credits" });
    await api.plans.addPrice({
      id: credits.id,
      billingInterval: "monthly",
      price: 500,
      includedCredits: 100,
    });
  });
  afterAll(() => operator?.close());

  async function sell(name: string, code: string, price: number): Promise<void> {
    const { api } = operator.stage;
    const { id } = await api.plans.create({ name, code, consumptionModel: "balance" });
    await api.plans.addPrice({ id, billingInterval: "monthly", price, includedBalance: 50_000 });
    await api.plans.addFeature({ id, featureId: "chat", pricingMode: "ai_model", margin: 2_000 });
    await api.plans.addFeature({
      id,
      featureId: "editors",
      includedAmount: 2,
      overage: { enabled: true, unitPrice: 40_000 },
    });
  }
  async function subscribed(id: string, planCode: string): Promise<string> {
    const { api } = operator.stage;
    const customer = await api.customers.create({ id, fullName: id });
    await api.subscriptions.create({ customerId: id, planCode });
    return customer.id;
  }

  test("changes a plan after seeing what it costs, puts one off to the end of the period, and takes it back", async () => {
    const { go, page, press, field, dialog, accessible, send, fact } = operator;
    await go(`/customers/${await subscribed("mover", "basic")}`, "mover");
    await press("Change plan…");
    await field("Plan").selectOption({ label: "Pro" });
    const preview = dialog().getByRole("region", { name: "What happens" });
    await preview.getByText("Now.").waitFor();
    await preview.getByRole("row", { name: /To pay \$20\.00/ }).waitFor();
    await accessible();
    await send("Change the plan");
    await page.getByText("$30.00, monthly").waitFor();
    await press("Change plan…");
    await field("Plan").selectOption({ label: "Basic" });
    await preview.getByText("When the period ends").waitFor();
    await send("Change the plan");
    await expect.poll(() => fact("Next plan").textContent()).toMatch(/^Basic, monthly, from /);
    await press("Stay on Pro");
    await fact("Next plan").waitFor({ state: "detached" });
  });

  test("pauses and resumes a subscription, cancels it and takes that back, ends it and lets it begin again", async () => {
    const { go, page, press, field, send, fact } = operator;
    await go(`/customers/${await subscribed("wanderer", "basic")}`, "wanderer");
    await press("Pause…");
    await send("Pause");
    await expect.poll(() => fact("State").textContent()).toBe("paused");
    await press("Resume");
    await expect.poll(() => fact("State").textContent()).toBe("active");
    await press("Cancel…");
    await send("Cancel subscription");
    await page.getByText("Ends then and does not renew").waitFor();
    await press("Keep subscription");
    await page.getByText("Ends then and does not renew").waitFor({ state: "detached" });
    await press("Cancel…");
    await field("Immediately").check();
    await send("Cancel subscription");
    await page.getByText("The last one, Basic, is canceled.").waitFor();
    await press("Restart Basic");
    await expect.poll(() => fact("State").textContent()).toBe("active");
  });

  test("puts a customer on a plan yearly, in another currency, with seats and a trial, to be paid at a page", async () => {
    const { go, press, field, dialog, send, fact, page, stage, accessible } = operator;
    const plan = await stage.api.plans.create({ name: "World", code: "world", consumptionModel: "balance" });
    for (const [billingInterval, price] of [
      ["monthly", 2_000],
      ["yearly", 20_000],
    ] as const)
      await stage.api.plans.addPrice({ id: plan.id, billingInterval, price, includedBalance: 10_000 });
    await stage.api.plans.addFeature({
      id: plan.id,
      featureId: "editors",
      includedAmount: 2,
      overage: { enabled: true, unitPrice: 40_000 },
      maxSeats: 8,
    });
    await stage.api.plans.setRegionalPricing({ id: plan.id, currency: "JPY", exchangeRate: 150 });
    const customer = await stage.api.customers.create({ id: "yearly", fullName: "yearly" });
    await go(`/customers/${customer.id}`, "yearly");
    await press("Subscribe");
    await field("Plan").selectOption({ label: "World" });
    await field("Currency").selectOption("JPY");
    await field("Interval").selectOption({ label: "yearly, ¥30,000" });
    await field("Days of trial").fill("7");
    await field("Editors").fill("9");
    await field("First payment").selectOption({ label: "Begin when the customer has paid at a page" });
    await accessible();
    await dialog().getByRole("button", { name: "Subscribe" }).click();
    await dialog().locator("[id$=-error]").waitFor();
    await field("Editors").fill("5");
    await send("Subscribe");
    await expect.poll(() => fact("State").textContent()).toBe("pending payment");
    expect(await fact("Price").textContent()).toBe("¥30,000, yearly");
    await fact("Payment page").getByRole("link", { name: "Open" }).waitFor();
    await press("Activate (paid elsewhere)");
    await expect.poll(() => fact("State").textContent()).not.toBe("pending payment");
    const { data } = await stage.api.seats.listBalances({ customerId: "yearly" });
    expect(data).toMatchObject([{ featureCode: "editors", current: 5 }]);
    await press("Change plan…");
    await field("Plan").selectOption({ label: "World" });
    await field("Interval").selectOption({ label: "monthly, ¥3,000" });
    await dialog().getByRole("region", { name: "What happens" }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("changes who a customer is, and takes away what was wrong", async () => {
    const { go, press, field, dialog, send, fact, stage, accessible } = operator;
    const { id } = await stage.api.customers.create({
      id: "renamed",
      fullName: "Old Name",
      email: "old@example.com",
    });
    await go(`/customers/${id}`, "Old Name");
    await press("Edit…");
    await field("Name").fill("New Name");
    await field("E-mail").fill("");
    await field("Address").fill("1 High St");
    await field("Country").fill("gb");
    await field("Metadata").fill('{"team": "growth"}');
    await accessible();
    await dialog().getByRole("button", { name: "Save" }).click();
    await dialog().locator("[id$=-error]").first().waitFor();
    await field("City").fill("Leeds");
    await field("Postal code").fill("LS1 4DY");
    await send("Save");
    await expect.poll(() => fact("Name").textContent()).toBe("New Name");
    expect(await fact("Address").textContent()).toBe("1 High St\nLS1 4DY Leeds\nGB");
    expect(await fact("team \\(metadata\\)").textContent()).toBe("growth");
    expect(await stage.api.customers.get({ id })).toMatchObject({
      email: null,
      metadata: { team: "growth" },
    });
  });

  test("adds seats, and sees who changed them", async () => {
    const { go, page, field, row, dialog, send, accessible } = operator;
    await go(`/customers/${await subscribed("team", "basic")}?tab=seats`, "team");
    await row(/editors/)
      .getByRole("button", { name: "Change" })
      .click();
    await field("Seats").fill("many");
    await dialog().getByRole("button", { name: "Save" }).click();
    await dialog().getByText("Enter a whole number.").waitFor();
    await field("Seats").fill("5");
    await dialog().getByText("With the next invoice").waitFor();
    await send("Save");
    await row(/editors 5 5 2 \$4\.00/).waitFor();
    await page.getByRole("cell", { name: "→ 5" }).waitFor();
    await accessible();
  });

  test("gives a customer a credit, and takes it back", async () => {
    const { go, press, field, row, send, accessible } = operator;
    await go(`/customers/${await subscribed("sorry", "basic")}?tab=credits`, "sorry");
    await press("Give a credit");
    await field("Amount (USD)").fill("12.34");
    await field("Reason").fill("An apology");
    await send("Give credit");
    await row(/An apology active .*\$12\.34 \$12\.34/).waitFor();
    await accessible();
    await row(/An apology/)
      .getByRole("button", { name: "Revoke" })
      .click();
    await send("Revoke");
    await row(/An apology revoked .*\$0\.00/).waitFor();
  });

  test("makes a credit pack and sells it to a customer", async () => {
    const { go, press, field, row, send, dialog } = operator;
    await go("/credit-packs", "Credit packs");
    await press("Create pack");
    await field("Name").fill("A thousand");
    await field("Credits").fill("1,000");
    await field("Price").fill("19");
    await send("Create pack");
    await row(/A thousand 1,000 \$19\.00/).waitFor();
    await go(`/customers/${await subscribed("buyer", "credits")}`, "buyer");
    await press("Sell credits");
    await dialog().getByText("1,000 credits for $19.00").waitFor({ state: "attached" });
    await send("Sell pack");
    await row(/A thousand.* applied .*\+1,000 credits/).waitFor();
    await row(/topup.*\+1,000 credits 1,100 credits/).waitFor();
  });

  test("puts plans into a group and turns their order round", async () => {
    const { go, page, press, field, send, stage, accessible } = operator;
    await go("/plan-groups", "Plan groups");
    await press("Create group");
    await field("Name").fill("Ladder");
    await send("Create group");
    for (const plan of ["Basic", "Pro"]) {
      await field("Plan to add to Ladder").selectOption({ label: plan });
      await press("Add to group");
      await page.getByRole("listitem").filter({ hasText: plan }).waitFor();
    }
    const names = () =>
      page.getByRole("list", { name: "Plans of Ladder" }).getByRole("link").allTextContents();
    expect(await names()).toEqual(["Pro", "Basic"]);
    await accessible();
    await page.getByRole("button", { name: "Move Basic up" }).click();
    await expect.poll(names).toEqual(["Basic", "Pro"]);
    const [group] = (await stage.api.planGroups.list()).data;
    expect(group!.plans.map(({ code }) => code)).toEqual(["pro", "basic"]);
  });

  test("changes a feature's name and a plan's margin, and both stand where they are shown", async () => {
    const { go, page, row, field, press, send, dialog, stage } = operator;
    await go("/features", "Features");
    await row(/chat/).click();
    expect(await field("Code").isDisabled()).toBe(true);
    await field("Name").fill("Conversations");
    await send("Save");
    await row(/Conversations.*chat/).waitFor();
    const plan = await stage.api.plans.get({ id: "basic" });
    await go(`/plans/${plan.id}`, "Basic");
    await row(/Conversations.*cost \+ 20 %/).click();
    await field("Margin (%)").fill("lots");
    await press("Continue");
    await dialog().getByText("Enter a percentage").waitFor();
    await field("Margin (%)").fill("12.5");
    await press("Continue");
    await send("Save");
    await row(/Conversations.*cost \+ 12\.5 %/).waitFor();
    await row(/monthly default/).click();
    await field("Price (USD)").fill("11");
    await press("Continue");
    await send("Save");
    await page.getByRole("cell", { name: "$11.00", exact: true }).waitFor();
  });

  test("replays refused usage once its cause is gone, and it is gone from the list", async () => {
    const { go, page, row, dialog, stage } = operator;
    await stage.api.customers.create({ id: "early", fullName: "early" });
    const refused = { customerId: "early", feature: "chat", model: MODEL, inputTokens: 1_000_000 };
    await stage.api.usage.track(refused).catch(() => undefined);
    await go("/refused-usage?customerId=early", "Refused usage");
    await row(/no active subscription/).click();
    await dialog().getByRole("button", { name: "Replay" }).click();
    await page.getByText("1 refused again. The cause is still there.").waitFor();
    await stage.api.subscriptions.create({ customerId: "early", planCode: "pro" });
    await go("/refused-usage?customerId=early", "Refused usage");
    await page.getByRole("button", { name: "Replay all that fit" }).click();
    await page.getByText("1 recorded and charged.").waitFor();
    await page.getByText("Nothing is waiting to be billed").waitFor();
    const { data } = await stage.api.usage.list({ customerId: "early" });
    expect(data).toHaveLength(1);
  });

  test("takes AI costs away as CSV: each call that the filter lets through, with its amounts", async () => {
    const { go, page, press, stage, row } = operator;
    await subscribed("caller", "pro");
    const sent = [10_000, 20_000].map((inputTokens, n) => ({
      customerId: "caller",
      feature: "chat",
      model: MODEL,
      inputTokens,
      outputTokens: 100,
      idempotencyKey: `call-${n}`,
    }));
    await stage.api.usage.trackBatch({ events: sent });
    await go("/ai-costs?customerId=caller", "AI costs");
    await row(/gpt-4o-mini caller chat 20,000/).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), press("Export CSV")]);
    const [head, ...lines] = (await readFile(await download.path(), "utf8")).split("\r\n");
    const columns = head!.split(",");
    const { data } = await stage.api.usage.list({ customerId: "caller" });
    const expected = data.map((event) => [event.id, String(event.inputTokens), String(event.cost!.total)]);
    const pick = (line: string) =>
      ["id", "inputTokens", "total"].map((name) => line.split(",")[columns.indexOf(name)]!);
    expect(lines.map(pick)).toEqual(expected);
    expect(lines).toHaveLength(2);
  });

  test("invites an operator, who signs up by the link and may only read", async () => {
    const { go, press, field, row, dialog, browser, page, stage } = operator;
    await go("/members", "Members");
    await press("Invite");
    await field("E-mail").fill("vera@example.com");
    await field("Role").selectOption("viewer");
    await dialog().getByRole("button", { name: "Create link" }).click();
    const link = await dialog().getByLabel("link", { exact: true }).textContent();
    await press("Close");
    await row(/vera@example\.com viewer/).waitFor();
    const guest = await openPage(browser);
    await guest.goto(link!);
    await guest.getByLabel("Your name").fill("Vera Viewer");
    await guest.getByLabel("Password").fill("staple horse correct");
    await guest.getByRole("button", { name: "Continue" }).click();
    await guest.waitForURL((url) => !url.pathname.startsWith("/welcome"));
    await guest.goto(`${stage.url}/plans`);
    await guest.getByRole("row", { name: /Basic/ }).waitFor();
    expect(await guest.getByRole("button", { name: "Create plan" }).count()).toBe(0);
    await guest.context().close();
    await page.reload();
    await row(/Vera Viewer.*vera@example\.com/).waitFor();
  });

  test("creates an API key that works until it is revoked", async () => {
    const { go, page, press, field, row, dialog, send, stage } = operator;
    await go("/api-keys", "API keys");
    await press("Create key");
    await field("Name").fill("A worker");
    await dialog().getByRole("button", { name: "Create key" }).click();
    const key = (await dialog().getByLabel("key", { exact: true }).textContent())!;
    await press("Close");
    const ask = () =>
      page.request.get(`${stage.url}/api/v1/customers`, { headers: { "x-api-key": key, cookie: "" } });
    expect((await ask()).status()).toBe(200);
    await row(/A worker/)
      .getByRole("button", { name: "Revoke" })
      .click();
    await send("Revoke");
    await row(/A worker.*revoked/).waitFor();
    await expect.poll(async () => (await ask()).status()).toBe(401);
  });

  test("writes an invoice of several lines, changes the draft, and finalizes it", async () => {
    const { go, page, press, field, send, row, accessible } = operator;
    await go(`/customers/${await subscribed("client", "basic")}?tab=invoices`, "client");
    await page.getByRole("link", { name: "New invoice" }).click();
    await page.getByRole("heading", { name: "New invoice", level: 1 }).waitFor();
    await page.getByText("in USD").waitFor();
    const line = (name: string, n: number) => page.getByLabel(`${name}, line ${n}`);
    await line("What", 1).fill("Consulting");
    await line("Quantity", 1).fill("2.5");
    await line("Unit price", 1).fill("80");
    await press("Add a line");
    await press("Save draft");
    await page.getByText("Enter a description.").waitFor();
    await accessible();
    await line("What", 2).fill("A discount");
    await line("Amount", 2).fill("twenty");
    await press("Save draft");
    await page.getByText("Enter an amount, such as").waitFor();
    await line("Amount", 2).fill("-20");
    // What the server finds fault with stands at its field, too.
    await line("What", 1).fill("x".repeat(501));
    await press("Save draft");
    await expect.poll(() => line("What", 1).getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByRole("alert").count()).toBe(0);
    await line("What", 1).fill("Consulting");
    await field("Days until it is due").fill("14");
    await press("Save draft");
    await page.getByRole("heading", { name: "Draft invoice", level: 1 }).waitFor();
    await row(/Consulting.*2\.5 × \$80\.00.*\$200\.00/).waitFor();
    await row(/A discount.*−\$20\.00/).waitFor();

    await page.getByRole("link", { name: "Edit…" }).click();
    await page.getByRole("heading", { name: "Edit draft", level: 1 }).waitFor();
    expect(await line("Unit price", 1).inputValue()).toBe("80.00");
    expect(await line("Amount", 2).inputValue()).toBe("-20.00");
    expect(await field("Days until it is due").inputValue()).toBe("14");
    await press("Remove line 2");
    await line("Quantity", 1).fill("3");
    await press("Save draft");
    await page.getByRole("heading", { name: "Draft invoice", level: 1 }).waitFor();
    await row(/3 × \$80\.00.*\$240\.00/).waitFor();
    await row(/A discount/).waitFor({ state: "detached" });
    await press("Finalize…");
    await send("Finalize");
    await page.getByRole("heading", { name: /INV-/, level: 1 }).waitFor();
    await page.getByRole("link", { name: "Edit…" }).waitFor({ state: "detached" });
  });

  test("adds a model of their own, and usage of it is charged at its price", async () => {
    const { go, page, press, field, send, dialog, accessible, stage } = operator;
    await go("/models", "Models");
    await press("Add a model");
    await accessible();
    await field("Provider").fill("own-lab");
    await field("Model").fill("tuned");
    await dialog().getByRole("button", { name: "Add model" }).click();
    await page.getByText("Enter an amount, such as 3.00.").waitFor();
    await field("Input").fill("2");
    await field("Output").fill("8");
    await send("Add model");
    await page.getByText("own-lab/tuned has a price, at all times.").waitFor();
    await subscribed("tuner", "basic");
    const event = await stage.api.usage.track({
      customerId: "tuner",
      feature: "chat",
      model: "own-lab/tuned",
      inputTokens: 1_000_000,
    });
    expect(event.cost).toMatchObject({ subtotal: 20_000, total: 22_500 });
  });

  test("opens any entry of the ledger: one of usage as its event, and any other for what it is", async () => {
    const { go, page, row, dialog, fact, accessible } = operator;
    await go(`/customers/${await subscribed("reader", "basic")}`, "reader");
    await row(/allowance/).click();
    await dialog().getByText("What the plan includes").waitFor();
    expect(await fact("Amount").textContent()).toBe("$5.00");
    await accessible();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
  });

  test("hands out a link to the portal that says how long it works, and lets in whoever opens it", async () => {
    const { go, press, dialog, accessible, browser } = operator;
    await go(`/customers/${await subscribed("visitor", "basic")}`, "visitor");
    await press("Portal link");
    await dialog()
      .getByText(/It works once, until .* UTC/)
      .waitFor();
    await dialog().getByRole("button", { name: "Copy the link" }).waitFor();
    await accessible();
    const href = await dialog().getByRole("link", { name: "Open it" }).getAttribute("href");
    const customer = await openPage(browser);
    await customer.goto(href!);
    await customer.getByRole("heading", { name: "Hello, visitor" }).waitFor();
    await customer.context().close();
  });

  test("finalizes a draft and credits a part of it, and voids an open one with the reason", async () => {
    const { go, page, press, field, send, fact, row, stage } = operator;
    const owed = await stage.api.invoices.create({
      customerId: await subscribed("debtor", "basic"),
      amount: 25_000,
      description: "A workshop",
      draft: true,
    });
    await page.goto(`${stage.url}/invoices/${owed.id}`);
    await press("Finalize…");
    await send("Finalize");
    await page.getByRole("heading", { name: /INV-/, level: 1 }).waitFor();
    await press("Credit…");
    await field("Amount (USD)").fill("50");
    await field("Reason").fill("Half a day fell out");
    await send("Credit");
    await row(/CN-\d+.*Half a day fell out.*\$50\.00/).waitFor();
    expect(await fact("Credited").textContent()).toBe("$50.00");
    await go("/invoices?customerId=debtor", "Invoices");
    await row(/one off.*\$250\.00/).waitFor();
    // Another one: the credit of the first would pay for it.
    await subscribed("defaulter", "basic");
    await stage.api.paymentMethods.add({ customerId: "defaulter", testCard: "declined" });
    const { id } = await stage.api.invoices.create({
      customerId: "defaulter",
      amount: 900,
      description: "A mistake",
    });
    await page.goto(`${stage.url}/invoices/${id}`);
    expect(await fact("To pay").textContent()).toBe("$9.00");
    await press("Void…");
    await field("Reason").fill("Never ordered");
    await send("Void");
    await expect.poll(() => fact("State").textContent()).toBe("void");
    expect(await fact("Reason for voiding").textContent()).toBe("Never ordered");
  });
});
