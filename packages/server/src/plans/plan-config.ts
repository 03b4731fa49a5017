/**
 * What charging and subscriptions need to know of an environment's catalog, as one immutable picture of one moment.
 * Amounts are nanos (10^-9 of the currency's unit, or of a credit), quantities nano-units (10^-9 of one).
 */
import type { Id } from "../platform/index.js";
import type { ExchangeRates } from "./exchange-rate.js";
import type {
  BillingInterval,
  ConsumptionModel,
  FeatureType,
  PricingMode,
  Rounding,
  SeatBilling,
} from "./plan.js";

export interface PlanConfig {
  /** By code; deleted features are not in it. */
  readonly featuresByCode: ReadonlyMap<string, FeatureConfig>;
  /** By id, with the deleted ones: events name them for ever. */
  readonly features: ReadonlyMap<Id<"feat">, FeatureConfig>;
  /** By id, with the deleted ones: open subscriptions keep theirs. */
  readonly plans: ReadonlyMap<Id<"plan">, PlanDefinition>;
  /** By id, with the deleted ones. */
  readonly prices: ReadonlyMap<Id<"price">, PriceDefinition>;
  /** Versions that are not current, as far as they were asked for, by `planVersionKey`. */
  readonly versions: ReadonlyMap<string, PlanTerms>;
  readonly exchangeRates: ExchangeRates;
}

/** A version of a plan, and the currency it is asked for in: what a subscription pins. */
export interface PinnedPlan {
  readonly planId: Id<"plan">;
  readonly planVersion: number;
  readonly currency: string;
}

export const planVersionKey = ({ planId, planVersion }: Omit<PinnedPlan, "currency">): string =>
  `${planId} ${planVersion}`;

export interface FeatureConfig {
  readonly id: Id<"feat">;
  readonly code: string;
  readonly name: string;
  readonly type: FeatureType;
  readonly unitName: string | null;
  readonly isDeleted: boolean;
}

/** All that a plan promises: what its versions hold. */
export interface PlanTerms {
  /** Balance plans: usage above what is left is refused. */
  readonly blockOnExhaustion: boolean;
  /** Balance plans: paid top-ups stay when the allowance resets. */
  readonly topupsSurviveReset: boolean;
  readonly features: ReadonlyMap<Id<"feat">, PricedFeatureTerms>;
  /** With the deleted ones. */
  readonly prices: ReadonlyMap<Id<"price">, PriceTerms>;
  /** Currencies beside that of the prices: units for one of it, in nanos. It converts what has no amount of its own. */
  readonly currencies: ReadonlyMap<string, bigint>;
}

export interface PlanDefinition extends PlanTerms {
  readonly id: Id<"plan">;
  readonly code: string;
  readonly name: string;
  readonly consumptionModel: ConsumptionModel;
  readonly isFree: boolean;
  readonly isDefault: boolean;
  readonly planGroupId: Id<"pgr"> | null;
  /** Rank in its group: a greater one is a higher plan. */
  readonly sortOrder: number;
  readonly isDeleted: boolean;
  /** Of a deleted plan: where its subscriptions go at their renewal; null: they end. */
  readonly migrateTo: Id<"plan"> | null;
  /** The version that these terms are. */
  readonly version: number;
  /** Business time. */
  readonly versionSince: Date;
}

/** What a feature costs and gives in a plan. */
export interface PlanFeatureTerms {
  readonly enabled: boolean;
  readonly pricingMode: PricingMode;
  /** Nano-units. */
  readonly includedQuantity: bigint;
  readonly unlimited: boolean;
  readonly overageEnabled: boolean;
  /** Nanos per unit. Always set for a fixed price on a balance plan, and wherever overage is enabled. */
  readonly unitPriceNanos: bigint | null;
  /** Nano-credits per unit. Always set for a metered feature of a credits plan. */
  readonly creditsPerUnitNanos: bigint | null;
  /** Always set for `ai_model`, null otherwise. */
  readonly marginBasisPoints: number | null;
  readonly rounding: Rounding;
  /** How seats that are added inside a period are charged. */
  readonly seatBilling: SeatBilling;
  /** Most seats there can be; null where nothing limits them, and for what is no seats feature. */
  readonly maxSeats: bigint | null;
}

export interface PricedFeatureTerms extends PlanFeatureTerms {
  /** Nanos per unit, by currency. */
  readonly currencies: ReadonlyMap<string, bigint>;
}

/** What a period costs and gives. */
export interface PriceTerms {
  readonly currency: string;
  readonly amountNanos: bigint;
  /** What the balance becomes at each allowance reset; null on other plans, and where nothing is included. */
  readonly includedBalanceNanos: bigint | null;
  readonly includedCreditsNanos: bigint | null;
  readonly currencies: ReadonlyMap<string, AmountsInCurrency>;
}

export interface AmountsInCurrency {
  readonly amountNanos: bigint;
  /** null: converted, where the price includes a balance. */
  readonly includedBalanceNanos: bigint | null;
}

export interface PriceDefinition extends PriceTerms {
  readonly id: Id<"price">;
  readonly planId: Id<"plan">;
  readonly billingInterval: BillingInterval;
  readonly trialDays: number;
  readonly isDefault: boolean;
  readonly isDeleted: boolean;
}
