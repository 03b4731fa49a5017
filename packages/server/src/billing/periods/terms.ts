/**
 * The terms that a period is billed at, pinned when it begins: later changes to the plan do not reach back into it.
 * What is better for the customer holds at once: more that is included, and features that were added.
 */
import type {
  BillingInterval,
  ConsumptionModel,
  PlanConfig,
  PlanFeatureTerms,
  SeatBilling,
} from "../../plans/index.js";
import type { Id } from "../../platform/index.js";
import type { SubscriptionRow } from "../../subscriptions/index.js";

export interface FeatureTerms {
  /** Nano-units, in each allowance period. */
  readonly includedNanoUnits: bigint;
  /** Nanos per unit beyond what is included; null where nothing beyond it is sold. */
  readonly overageNanos: bigint | null;
}

export interface SeatTerms {
  readonly includedSeats: bigint;
  readonly unlimited: boolean;
  /** Nanos for a seat beyond those included and the whole billing period; null where none is sold. */
  readonly priceNanos: bigint | null;
  readonly maxSeats: bigint | null;
  readonly billing: SeatBilling;
}

export interface PeriodTerms {
  readonly planName: string;
  readonly consumptionModel: ConsumptionModel;
  readonly isFree: boolean;
  /** For the whole period, in advance. */
  readonly priceNanos: bigint;
  /** Balance or credits that are given at each reset, in nanos. */
  readonly includedNanos: bigint;
  readonly features: ReadonlyMap<Id<"feat">, FeatureTerms>;
  readonly seats: ReadonlyMap<Id<"feat">, SeatTerms>;
}

/** As in the database: amounts are decimal text of nanos, quantities of nano-units. */
export interface StoredTerms
  extends Omit<PeriodTerms, "priceNanos" | "includedNanos" | "features" | "seats"> {
  readonly priceNanos: string;
  readonly includedNanos: string;
  readonly features: Readonly<Record<string, { includedNanoUnits: string; overageNanos: string | null }>>;
  /** Not there in periods that began before seats were counted. */
  readonly seats?: Readonly<Record<string, StoredSeatTerms>>;
}

interface StoredSeatTerms {
  readonly includedSeats: string;
  readonly unlimited: boolean;
  readonly priceNanos: string | null;
  readonly maxSeats: string | null;
  readonly billing: SeatBilling;
}

type OnPlan = Pick<SubscriptionRow, "planId" | "priceId">;

/** What the plan says now. */
export function currentTerms(config: PlanConfig, { planId, priceId }: OnPlan): PeriodTerms {
  const plan = config.plans.get(planId)!;
  const price = priceId ? config.prices.get(priceId) : undefined;
  const included = {
    balance: price?.includedBalanceNanos,
    credits: price?.includedCreditsNanos,
    metered: undefined,
  }[plan.consumptionModel];
  const isMetered = plan.consumptionModel === "metered";
  return {
    planName: plan.name,
    consumptionModel: plan.consumptionModel,
    isFree: plan.isFree,
    priceNanos: price?.amountNanos ?? 0n,
    includedNanos: included ?? 0n,
    features: new Map(
      [...plan.features]
        .filter(([id]) => isMetered && config.features.get(id)?.type === "metered")
        .map(([id, terms]) => [id, featureTerms(terms)]),
    ),
    seats: new Map(
      [...plan.features]
        .filter(([id, { enabled }]) => enabled && config.features.get(id)?.type === "seats")
        .map(([id, terms]) => [id, seatTerms(terms, price?.billingInterval ?? "monthly")]),
    ),
  };
}

/** A seat's price is for a month, as every allowance is; on weekly prices for the week. */
const PRICES_IN = { weekly: 1n, monthly: 1n, quarterly: 3n, yearly: 12n } as const;
const NANO_UNITS_PER_SEAT = 1_000_000_000n;

const seatTerms = (terms: PlanFeatureTerms, interval: BillingInterval): SeatTerms => ({
  includedSeats: terms.includedQuantity / NANO_UNITS_PER_SEAT,
  unlimited: terms.unlimited,
  priceNanos: terms.overageEnabled && !terms.unlimited ? terms.unitPriceNanos! * PRICES_IN[interval] : null,
  maxSeats: terms.maxSeats,
  billing: terms.seatBilling,
});

const featureTerms = ({ includedQuantity, overageEnabled, unlimited, unitPriceNanos }: PlanFeatureTerms) => ({
  includedNanoUnits: includedQuantity,
  overageNanos: overageEnabled && !unlimited ? unitPriceNanos : null,
});

/** What holds in a running period that began at `pinned`, while the plan says `current`. */
export function termsInForce(pinned: PeriodTerms, current: PeriodTerms): PeriodTerms {
  const features = new Map(current.features);
  for (const [id, terms] of pinned.features) {
    const now = current.features.get(id);
    features.set(
      id,
      now ? { ...terms, includedNanoUnits: greater(terms.includedNanoUnits, now.includedNanoUnits) } : terms,
    );
  }
  const seats = new Map(current.seats);
  for (const [id, terms] of pinned.seats) seats.set(id, betterSeats(terms, current.seats.get(id)));
  return { ...pinned, includedNanos: greater(pinned.includedNanos, current.includedNanos), features, seats };
}

/** More seats that are included or possible hold at once; a price that was there stays as it was. */
const betterSeats = (pinned: SeatTerms, now: SeatTerms | undefined): SeatTerms =>
  now
    ? {
        includedSeats: greater(pinned.includedSeats, now.includedSeats),
        unlimited: pinned.unlimited || now.unlimited,
        priceNanos: pinned.priceNanos ?? now.priceNanos,
        maxSeats:
          pinned.maxSeats === null || now.maxSeats === null ? null : greater(pinned.maxSeats, now.maxSeats),
        billing: pinned.billing,
      }
    : pinned;

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);

export const storedTerms = ({
  priceNanos,
  includedNanos,
  features,
  seats,
  ...rest
}: PeriodTerms): StoredTerms => ({
  ...rest,
  priceNanos: priceNanos.toString(),
  includedNanos: includedNanos.toString(),
  features: Object.fromEntries(
    [...features].map(([id, terms]) => [
      id,
      {
        includedNanoUnits: terms.includedNanoUnits.toString(),
        overageNanos: terms.overageNanos?.toString() ?? null,
      },
    ]),
  ),
  seats: Object.fromEntries(
    [...seats].map(([id, terms]) => [
      id,
      {
        ...terms,
        includedSeats: terms.includedSeats.toString(),
        priceNanos: terms.priceNanos?.toString() ?? null,
        maxSeats: terms.maxSeats?.toString() ?? null,
      },
    ]),
  ),
});

export const readTerms = ({
  priceNanos,
  includedNanos,
  features,
  seats = {},
  ...rest
}: StoredTerms): PeriodTerms => ({
  ...rest,
  priceNanos: BigInt(priceNanos),
  includedNanos: BigInt(includedNanos),
  features: new Map(
    Object.entries(features).map(([id, terms]) => [
      id as Id<"feat">,
      {
        includedNanoUnits: BigInt(terms.includedNanoUnits),
        overageNanos: terms.overageNanos === null ? null : BigInt(terms.overageNanos),
      },
    ]),
  ),
  seats: new Map(
    Object.entries(seats).map(([id, terms]) => [
      id as Id<"feat">,
      {
        ...terms,
        includedSeats: BigInt(terms.includedSeats),
        priceNanos: terms.priceNanos === null ? null : BigInt(terms.priceNanos),
        maxSeats: terms.maxSeats === null ? null : BigInt(terms.maxSeats),
      },
    ]),
  ),
});
