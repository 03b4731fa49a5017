/** What the year's customers subscribe to: made by the API, and said to the model as terms. */
import type { Book, Interval, Model, Plan } from "../../tests/system/billing-model.js";
import type { Api } from "../api.js";

export const FEATURE = "calls";
export const NANO_UNITS = 1_000_000_000n;
const NANOS_PER_CENT = 10_000_000n;
const NANOS_PER_YEN = 1_000_000_000n;
const NANOS_PER_RATE_UNIT = 100_000n;

export interface Offer {
  readonly plan: Plan;
  readonly interval: Interval;
  readonly currency: "USD" | "JPY";
  /** For {@link Book}. */
  readonly smallest: bigint;
}

/** Prices in cents, what is included for a month in units, or in rate units of a balance, a unit's price in rate units. */
const SOLD = [
  { model: "metered", price: 2_900, included: 5, unit: 125 },
  { model: "balance", price: 1_900, included: 1_500, unit: 303 },
  { model: "credits", price: 900, included: 3, unit: 0 },
] as const;
const CREDITS_PER_UNIT = 0.25;
/** In yen, and in rate units of them: some 1.5 yen for a unit, so that amounts are rounded to whole ones. */
const IN_YEN = { price: 4_350, unit: 15_333 };
const INTERVALS = { monthly: 1, quarterly: 3, yearly: 12 } as const;
type Sold = (typeof SOLD)[number];

/** @returns each as often as customers take it: most are monthly */
export async function createOffers(api: Api): Promise<Offer[]> {
  await api.post("/features", { name: "Calls", code: FEATURE, type: "metered" });
  const offers: Offer[] = [];
  for (const sold of SOLD) {
    const priceIds = await createPlan(api, sold);
    const plan = planOf(sold, (months) => BigInt(sold.price * months) * NANOS_PER_CENT, sold.unit);
    const inDollars = { plan, currency: "USD", smallest: NANOS_PER_CENT } as const;
    for (const interval of ["monthly", "monthly", "monthly", "quarterly", "yearly"] as const)
      offers.push({ ...inDollars, interval });
    if (sold.model !== "metered") continue;
    await priceInYen(api, sold, priceIds);
    const yen = planOf(sold, (months) => BigInt(IN_YEN.price * months) * NANOS_PER_YEN, IN_YEN.unit);
    offers.push({ plan: yen, interval: "monthly", currency: "JPY", smallest: NANOS_PER_YEN });
  }
  return offers;
}

type PriceIds = Readonly<Record<string, string>>;

async function createPlan(api: Api, { model, price, included, unit }: Sold): Promise<PriceIds> {
  const code = model;
  await api.post("/plans", {
    name: model,
    code,
    consumptionModel: model,
    ...(model === "balance" ? { blockOnExhaustion: false } : {}),
  });
  const priceIds: Record<string, string> = {};
  for (const [billingInterval, months] of Object.entries(INTERVALS)) {
    const { id } = await api.post(`/plans/${code}/prices`, {
      billingInterval,
      price: price * months,
      ...(model === "balance" ? { includedBalance: included } : {}),
      ...(model === "credits" ? { includedCredits: included } : {}),
    });
    priceIds[billingInterval] = id;
  }
  const charged =
    model === "credits" ? { creditsPerUnit: CREDITS_PER_UNIT } : { overage: { unitPrice: unit } };
  const isMetered = model === "metered" ? { includedAmount: included } : {};
  await api.post(`/plans/${code}/features`, { featureId: FEATURE, ...isMetered, ...charged });
  return priceIds;
}

async function priceInYen(api: Api, { model }: Sold, priceIds: PriceIds): Promise<void> {
  await api.put(`/plans/${model}/regional`, {
    currency: "JPY",
    exchangeRate: 150,
    prices: Object.entries(INTERVALS).map(([interval, months]) => ({
      priceId: priceIds[interval],
      price: IN_YEN.price * months,
    })),
    features: [{ featureId: FEATURE, overageUnitPrice: IN_YEN.unit }],
  });
}

function planOf({ model, included }: Sold, priceNanos: (months: number) => bigint, unit: number): Plan {
  const terms = (months: number) => [
    {
      sinceMs: 0,
      priceNanos: priceNanos(months),
      included: BigInt(included) * (model === "balance" ? NANOS_PER_RATE_UNIT : NANO_UNITS),
      unitNanos: unitNanosOf(model, unit),
      seatsIncluded: 0n,
      seatNanos: 0n,
    },
  ];
  const byInterval = { monthly: terms(1), quarterly: terms(3), yearly: terms(12) };
  return { code: model, model, rank: 0, seatsAtOnce: false, topupsSurvive: false, terms: byInterval };
}

const unitNanosOf = (model: Model, unit: number): bigint =>
  model === "credits" ? NANO_UNITS / 4n : BigInt(unit) * NANOS_PER_RATE_UNIT;
