/**
 * What a feature may ask for in a plan. Which terms mean anything follows from the feature's type, the plan's
 * consumption model and the pricing mode; any other that asks for something is refused by name, and what must be
 * said (a price, credits per unit) has no default, so that nothing is given away by leaving it out.
 */
import { nanosFromRate, nanoUnitsFromQuantity } from "@farthing/contract";
import { invalid } from "../platform/index.js";
import type {
  ConsumptionModel,
  FeatureType,
  PlanFeatureChanges,
  PricingMode,
  Rounding,
  SeatBilling,
} from "./plan.js";
import type { PlanFeatureTerms } from "./plan-config.js";

/** Terms as they were asked for, in inner scales: undefined was left out. */
interface AskedTerms {
  readonly enabled?: boolean | undefined;
  readonly includedQuantity?: bigint | undefined;
  readonly unlimited?: boolean | undefined;
  readonly overageEnabled?: boolean | undefined;
  readonly unitPriceNanos?: bigint | undefined;
  readonly creditsPerUnitNanos?: bigint | null | undefined;
  readonly marginBasisPoints?: number | null | undefined;
  readonly rounding?: Rounding | undefined;
  readonly seatBilling?: SeatBilling | undefined;
  readonly maxSeats?: bigint | null | undefined;
}

interface Plan {
  readonly consumptionModel: ConsumptionModel;
  readonly isFree: boolean;
}

interface Feature {
  readonly code: string;
  readonly type: FeatureType;
}

/** How usage of a feature is paid in a plan. */
type Payment = "switch" | "seats" | "by_model" | "from_balance" | "in_credits" | "counted";

/** What each takes beyond `enabled`, and how it is called in messages. */
const TAKES: Record<Payment, { readonly fields: readonly string[]; readonly of: string }> = {
  switch: { fields: [], of: "a boolean feature, which is only enabled or disabled" },
  seats: {
    fields: [
      "includedAmount",
      "unlimited",
      "maxSeats",
      "seatBilling",
      "overage.enabled",
      "overage.unitPrice",
    ],
    of: "a seats feature, which takes includedAmount, unlimited, maxSeats, seatBilling and overage",
  },
  by_model: { fields: ["margin", "rounding"], of: "pricingMode ai_model, which takes margin and rounding" },
  from_balance: {
    fields: ["overage.enabled", "overage.unitPrice"],
    of: "a fixed price on a balance plan, which takes overage.unitPrice: the price of every unit",
  },
  in_credits: { fields: ["creditsPerUnit"], of: "a credits plan, which takes creditsPerUnit" },
  counted: {
    fields: ["includedAmount", "unlimited", "overage.enabled", "overage.unitPrice"],
    of: "a fixed price on a metered plan, which takes includedAmount, unlimited and overage",
  },
};

/** @throws FarthingError `validation_error` naming the field at fault */
export function termsOf(
  plan: Plan,
  feature: Feature,
  pricingMode: PricingMode,
  asked: AskedTerms,
): PlanFeatureTerms {
  const payment = paymentOf(plan, feature, pricingMode);
  refuseWhatMeansNothing(payment, asked);
  requireWhatMustBeSaid(payment, asked);
  if (payment === "seats") checkSeats(asked);
  if (payment === "counted" || payment === "seats") checkUnlimited(asked);
  const overageEnabled = overageOf(plan, payment, asked);
  const isByModel = payment === "by_model";
  return {
    enabled: asked.enabled ?? true,
    pricingMode,
    includedQuantity: asked.includedQuantity ?? 0n,
    unlimited: asked.unlimited ?? false,
    overageEnabled,
    unitPriceNanos: asked.unitPriceNanos ?? null,
    creditsPerUnitNanos: asked.creditsPerUnitNanos ?? null,
    marginBasisPoints: isByModel ? (asked.marginBasisPoints ?? 0) : null,
    rounding: asked.rounding ?? "ceil",
    seatBilling: asked.seatBilling ?? "true_up",
    maxSeats: asked.maxSeats ?? null,
  };
}

function paymentOf(plan: Plan, feature: Feature, pricingMode: PricingMode): Payment {
  if (pricingMode === "ai_model") {
    if (feature.type !== "metered") {
      throw invalid(
        "pricingMode",
        `can be ai_model only for metered features; ${feature.code} is ${feature.type}`,
      );
    }
    if (plan.consumptionModel !== "balance") {
      throw invalid(
        "pricingMode",
        `can be ai_model only in balance plans; this is a ${plan.consumptionModel} plan`,
      );
    }
    return "by_model";
  }
  if (feature.type === "boolean") return "switch";
  if (feature.type === "seats") return "seats";
  const byModel = { balance: "from_balance", credits: "in_credits", metered: "counted" } as const;
  return byModel[plan.consumptionModel];
}

/** Fields that ask for something. Those that say what holds anyway (false, 0, null) harm nobody. */
function askedFields(asked: AskedTerms): string[] {
  const fields: Record<string, boolean> = {
    includedAmount: (asked.includedQuantity ?? 0n) > 0n,
    unlimited: asked.unlimited === true,
    "overage.enabled": asked.overageEnabled === true,
    "overage.unitPrice": asked.unitPriceNanos !== undefined,
    creditsPerUnit: asked.creditsPerUnitNanos != null,
    margin: asked.marginBasisPoints != null,
    rounding: asked.rounding !== undefined,
    seatBilling: asked.seatBilling !== undefined,
    maxSeats: asked.maxSeats != null,
  };
  return Object.keys(fields).filter((field) => fields[field]);
}

function refuseWhatMeansNothing(payment: Payment, asked: AskedTerms): void {
  const { fields, of } = TAKES[payment];
  const alien = askedFields(asked).find((field) => !fields.includes(field));
  if (alien) throw invalid(alien, `does not apply to ${of}`);
}

function requireWhatMustBeSaid(payment: Payment, asked: AskedTerms): void {
  if (payment === "from_balance" && asked.unitPriceNanos === undefined) {
    throw invalid(
      "overage.unitPrice",
      "is required on a balance plan, as the price of every unit; 0 makes it free",
    );
  }
  if (payment === "in_credits" && asked.creditsPerUnitNanos == null) {
    throw invalid("creditsPerUnit", "is required on a credits plan; 0 makes it free");
  }
}

const NANO_UNITS_PER_SEAT = 1_000_000_000n;

function checkSeats({ includedQuantity = 0n, maxSeats }: AskedTerms): void {
  if (includedQuantity % NANO_UNITS_PER_SEAT !== 0n)
    throw invalid("includedAmount", "must be a whole number of seats");
  if (maxSeats != null && maxSeats * NANO_UNITS_PER_SEAT < includedQuantity)
    throw invalid("maxSeats", "must not be less than includedAmount");
}

function checkUnlimited({ unlimited, includedQuantity = 0n, overageEnabled }: AskedTerms): void {
  if (!unlimited) return;
  if (includedQuantity > 0n) throw invalid("includedAmount", "must be 0 or left out if unlimited is true");
  if (overageEnabled)
    throw invalid("overage.enabled", "must be false if unlimited is true: there is no overage");
}

/** Whether usage beyond what is included is sold. A price that was named counts as a yes. */
function overageOf(plan: Plan, payment: Payment, asked: AskedTerms): boolean {
  if (payment === "from_balance") {
    if (asked.overageEnabled === false) {
      throw invalid(
        "overage.enabled",
        "must not be false on a balance plan, where every unit is paid; unitPrice 0 makes it free",
      );
    }
    return true;
  }
  const enabled = asked.overageEnabled ?? (asked.unitPriceNanos !== undefined && !asked.unlimited);
  if (enabled && asked.unitPriceNanos === undefined) {
    throw invalid("overage.unitPrice", "is required if overage is enabled; 0 makes it free");
  }
  if (enabled && plan.isFree) {
    const field = asked.overageEnabled === undefined ? "overage.unitPrice" : "overage.enabled";
    throw invalid(
      field,
      "must not be enabled on a free plan: it has no invoices, so usage stops at the included amount",
    );
  }
  return enabled;
}

/** From the API's scales; fields that were left out stay out. */
export function askedFrom(input: PlanFeatureChanges): AskedTerms {
  const {
    enabled,
    includedAmount,
    unlimited,
    overage,
    creditsPerUnit,
    margin,
    rounding,
    seatBilling,
    maxSeats,
  } = input;
  return withoutUndefined({
    enabled,
    includedQuantity: includedAmount === undefined ? undefined : nanoUnitsFromQuantity(includedAmount),
    unlimited,
    overageEnabled: overage?.enabled,
    unitPriceNanos: overage?.unitPrice === undefined ? undefined : nanosFromRate(overage.unitPrice),
    creditsPerUnitNanos: creditsPerUnit == null ? creditsPerUnit : nanoUnitsFromQuantity(creditsPerUnit),
    marginBasisPoints: margin,
    rounding,
    seatBilling,
    maxSeats: maxSeats == null ? maxSeats : BigInt(maxSeats),
  });
}

/** Terms that hold, said as if they were asked for, so that a change is judged as the whole it leads to. */
export function askedAgain(terms: PlanFeatureTerms): AskedTerms {
  return {
    enabled: terms.enabled,
    includedQuantity: terms.includedQuantity,
    unlimited: terms.unlimited,
    overageEnabled: terms.overageEnabled,
    unitPriceNanos: terms.unitPriceNanos ?? undefined,
    creditsPerUnitNanos: terms.creditsPerUnitNanos,
    marginBasisPoints: terms.marginBasisPoints,
    rounding: terms.pricingMode === "ai_model" ? terms.rounding : undefined,
    // Of other features it is a default that nobody asked for.
    seatBilling: terms.seatBilling === "true_up" ? undefined : terms.seatBilling,
    maxSeats: terms.maxSeats,
  };
}

const withoutUndefined = (asked: AskedTerms): AskedTerms =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
