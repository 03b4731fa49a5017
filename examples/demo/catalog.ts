/** What is sold, and to whom. */
import type { Farthing } from "@farthing/node";
import { dollars, nanosOf, percent } from "./money.js";
import { type Column, sayTable } from "./table.js";
import { heading } from "./terminal.js";

export const FEATURE = "ai_generation";

interface DemoPlan {
  readonly code: string;
  /** Rate scale: 10000 = $1.00. */
  readonly includedBalance: number;
  /** Basis points. */
  readonly margin: number;
  readonly rounding: "ceil" | "exact";
}

const PLANS: readonly DemoPlan[] = [
  { code: "trial", includedBalance: 200, margin: 2000, rounding: "ceil" },
  { code: "pro", includedBalance: 100_000, margin: 2000, rounding: "ceil" },
  { code: "scale", includedBalance: 500_000, margin: 500, rounding: "exact" },
];

export const CUSTOMERS = { acme: "pro", birch: "scale", cedar: "pro", dahlia: "trial" } as const;
export type CustomerId = keyof typeof CUSTOMERS;

const PLAN_COLUMNS: readonly Column<DemoPlan>[] = [
  { title: "plan", value: ({ code }) => code },
  {
    title: "balance a month",
    align: "right",
    value: ({ includedBalance }) => dollars(nanosOf(includedBalance)),
  },
  { title: "margin", align: "right", value: ({ margin }) => percent(margin) },
  {
    title: "rounding",
    value: ({ rounding }) =>
      rounding === "ceil" ? "each part up to $0.0001" : "none, exact to $0.000000001",
  },
  {
    title: "customers",
    value: ({ code }) =>
      Object.entries(CUSTOMERS)
        .filter(([, plan]) => plan === code)
        .map(([customer]) => customer)
        .join(", "),
  },
];

export async function createCatalog(farthing: Farthing): Promise<void> {
  await farthing.features.create({ name: "AI generation", code: FEATURE, type: "metered" });
  for (const { code: id, includedBalance, margin, rounding } of PLANS) {
    await farthing.plans.create({ name: id, code: id, consumptionModel: "balance", blockOnExhaustion: true });
    await farthing.plans.addPrice({
      id,
      billingInterval: "monthly",
      price: 0,
      includedBalance,
      isDefault: true,
    });
    await farthing.plans.addFeature({ id, featureId: FEATURE, pricingMode: "ai_model", margin, rounding });
  }
  for (const [id, planCode] of Object.entries(CUSTOMERS)) {
    await farthing.customers.create({ id, email: `billing@${id}.example` });
    await farthing.subscriptions.create({ customerId: id, planCode });
  }
  heading("Plans");
  sayTable(PLAN_COLUMNS, PLANS);
}
