/** What opens over a page of the dashboard: dialogs, and the steps that they have. For pictures. */
import type { Farthing } from "@farthing/node";
import type { Page } from "playwright-core";

interface Opened {
  readonly file: string;
  readonly at: string;
  readonly open: (page: Page) => Promise<void>;
}

/** A draft of two lines, rates, and a plan that is sold in two currencies more: one of its own amounts, one converted. @returns the draft's id */
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
      { description: "Consulting", quantity: 2.5, unitPrice: 80_000 },
      { description: "A discount for a long-standing customer", amount: -2_000 },
    ],
  });
  return draft.id;
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

export const OPENED: readonly Opened[] = [
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
