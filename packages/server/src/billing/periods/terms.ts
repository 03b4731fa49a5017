/**
 * The terms that a period is billed at: those of the version of the plan it began with, and what is better for the
 * customer since. A period that is over keeps what held at its end.
 */
import {
  type BillingInterval,
  type ConsumptionModel,
  type PlanConfig,
  type PlanDefinition,
  type PlanFeatureTerms,
  planAtVersion,
  planInForce,
  type SeatBilling,
} from "../../plans/index.js";
import type { Id } from "../../platform/index.js";
import { includedNanosOf, type SubscriptionRow } from "../../subscriptions/index.js";

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

type OnPlan = Pick<SubscriptionRow, "planId" | "planVersion" | "priceId" | "currency">;

/** What held in a period when it ended: late usage is charged and billed by it. */
export interface HeldAtEnd {
  readonly terms: StoredTerms;
  /** The newest version of the plan then. */
  readonly lastPlanVersion: number;
}

/** Of a period that ends at `terms`, as it is stored with it. */
export const heldAtEnd = (
  { plans }: PlanConfig,
  { planId }: Pick<OnPlan, "planId">,
  terms: PeriodTerms,
): HeldAtEnd => ({ terms: storedTerms(terms), lastPlanVersion: plans.get(planId)!.version });

/** What the version says that the subscription's period begins with. */
export const pinnedTerms = (config: PlanConfig, row: OnPlan): PeriodTerms =>
  termsOf(config, planAtVersion(config, row), row);

/** What holds in a running period: by the same rule as usage is charged. */
export const termsInForce = (config: PlanConfig, row: OnPlan): PeriodTerms =>
  termsOf(config, planInForce(config, row), row);

function termsOf(config: PlanConfig, plan: PlanDefinition, { priceId }: OnPlan): PeriodTerms {
  const isMetered = plan.consumptionModel === "metered";
  const interval = (priceId && config.prices.get(priceId)?.billingInterval) || "monthly";
  return {
    planName: plan.name,
    consumptionModel: plan.consumptionModel,
    isFree: plan.isFree,
    priceNanos: priceId ? priceNanosOf(plan, priceId) : 0n,
    includedNanos: includedNanosOf(plan, priceId),
    features: new Map(
      [...plan.features]
        .filter(([id]) => isMetered && config.features.get(id)?.type === "metered")
        .map(([id, terms]) => [id, featureTerms(terms)]),
    ),
    seats: new Map(
      [...plan.features]
        .filter(([id, { enabled }]) => enabled && config.features.get(id)?.type === "seats")
        .map(([id, terms]) => [id, seatTerms(terms, interval)]),
    ),
  };
}

function priceNanosOf(plan: PlanDefinition, priceId: Id<"price">): bigint {
  const price = plan.prices.get(priceId);
  if (price) return price.amountNanos;
  throw new Error(`plan ${plan.id} has no price ${priceId} in the currency of the subscription`);
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
