/** What opens over a page of the dashboard: dialogs, and the steps that they have. For pictures. */
import type { Farthing } from "@farthing/node";
import type { Locator, Page } from "playwright-core";

interface Opened {
  readonly file: string;
  readonly at: string;
  readonly open: (page: Page) => Promise<void>;
}

/** A draft of two lines, rates, an own price of a model, and a plan that is sold in two currencies more: one of its own amounts, one converted. @returns the draft's id */
export async function prepareEdits(api: Farthing): Promise<string> {
  await api.exchangeRates.create({ currency: "EUR", rate: 0.92 });
  await api.exchangeRates.create({ currency: "JPY", rate: 151.25 });
  const pro = await api.plans.get({ id: "pro" });
  const [price] = pro.prices;
  await api.plans.setRegionalPricing({
    id: "pro",
    currency: "EUR",
    exchangeRate: 0.92,
    prices: [{ priceId: price!.id, price: 4_500, includedBalance: 184_000 }],
    features: [],
  });
  await api.plans.setRegionalPricing({
    id: "pro",
    currency: "JPY",
    exchangeRate: 151.25,
    prices: [],
    features: [],
  });
  const draft = await api.invoices.create({
    customerId: "user_123",
    draft: true,
    description: "Spring workshops",
    lines: [
      { description: "Consulting", quantity: 2.5, unitPrice: 800_000 },
      { description: "A discount for a long-standing customer", amount: -2_000 },
    ],
  });
  await billUsage(api);
  await api.models.addPrice({
    provider: "openai",
    modelId: "gpt-4o",
    inputPrice: 20_000,
    outputPrice: 90_000,
    tiers: [{ aboveTokens: 100_000, inputPrice: 15_000, outputPrice: 80_000 }],
  });
  return draft.id;
}

/** An invoice of usage beyond what is included, a part of which is taken back by a credit note. */
async function billUsage(api: Farthing): Promise<void> {
  const { id: planId } = await api.plans.create({ name: "Pay as you go", code: "as_you_go" });
  await api.plans.addPrice({ id: planId, billingInterval: "monthly", price: 900 });
  await api.plans.addFeature({
    id: planId,
    featureId: "api_calls",
    includedAmount: 1_000,
    overage: { enabled: true, unitPrice: 25 },
  });
  await api.customers.create({ id: "orbit", fullName: "Orbit Labs", email: "billing@orbit.example" });
  const { id } = await api.subscriptions.create({ customerId: "orbit", planCode: "as_you_go" });
  for (const value of [640, 820, 1_250.5])
    await api.usage.track({ customerId: "orbit", feature: "api_calls", value });
  await api.subscriptions.cancel({ id, immediate: true });
  const [invoice] = (await api.invoices.list({ customerId: "orbit" })).data;
  const { lines } = await api.invoices.get({ id: invoice!.id });
  const usage = lines.find(({ kind }) => kind === "feature_overage")!;
  await api.invoices.credit({
    id: invoice!.id,
    lines: [{ lineId: usage.id, amount: 100 }],
    reason: "Calls that were answered twice",
  });
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

const changePriceOfCalls = async (page: Page): Promise<void> => {
  await page
    .getByRole("row", { name: /API calls/ })
    .first()
    .click();
  await page.getByLabel("Price per unit (USD)", { exact: true }).fill("0.003");
};

/** By its first cell: what stands in the middle may be a link, which leads elsewhere. */
const firstRow = (where: Page | Locator, name: RegExp): Promise<void> =>
  where.getByRole("row", { name }).first().getByRole("cell").first().click();

export const OPENED: readonly Opened[] = [
  {
    file: "shortcuts",
    at: "/features",
    open: async (page) => {
      await page.getByRole("row", { name: /API calls/ }).waitFor();
      await page.keyboard.press("?");
    },
  },
  {
    file: "model-follow-catalog",
    at: "/models/openai/gpt-4o",
    open: (page) => press(page, "Follow the catalog's price again…"),
  },
  {
    file: "ai-costs-why",
    at: "/ai-costs",
    open: async (page) => {
      await firstRow(page.getByRole("region", { name: "AI calls" }), /claude-sonnet/);
      await page.getByText("never changes, so this calculation stays valid").waitFor();
    },
  },
  {
    file: "invoice-line-events",
    at: "/invoices?customerId=orbit",
    open: async (page) => {
      await firstRow(page, /INV-/);
      await firstRow(page, /Open its events/);
      await page.getByRole("region", { name: "What makes up the line" }).waitFor();
    },
  },
  {
    file: "credit-note",
    at: "/invoices?customerId=orbit",
    open: async (page) => {
      await firstRow(page, /INV-/);
      await firstRow(page, /CN-/);
    },
  },
  { file: "settings-connect-stripe", at: "/settings", open: (page) => press(page, "Connect Stripe") },
  { file: "settings-add-rate", at: "/settings?tab=currencies", open: (page) => press(page, "Add rate") },
  { file: "plan-currency", at: "/plans/pro", open: (page) => page.getByRole("row", { name: /EUR/ }).click() },
  { file: "plan-edit", at: "/plans/pro", open: changePriceOfCalls },
  {
    file: "plan-edit-preview",
    at: "/plans/pro",
    open: async (page) => {
      await changePriceOfCalls(page);
      await press(page, "Continue");
      await page.getByRole("region", { name: "What changes, for whom and when" }).waitFor();
    },
  },
  {
    file: "plan-delete",
    at: "/plans/pro",
    open: async (page) => {
      await press(page, "Delete…");
      await page.getByText(/subscriptions? (is|are) on this plan/).waitFor();
    },
  },
];
