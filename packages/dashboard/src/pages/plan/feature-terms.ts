/** The terms of a feature in a plan, as they stand in the fields of a form, and as they are sent. */
import type { Schemas } from "../../api/schemas";
import { basisPointsFromTyped, rateFromTyped, typedFromRate } from "../../money/money";
import { FieldError } from "../../parts/form";

type PlanFeature = Schemas["PlanFeature"];
type Terms = Schemas["UpdatePlanFeature"];

/** Which terms there are: as the server decides it, of the feature's type and the plan. */
export type Priced = "switch" | "seats" | "by_model" | "from_balance" | "in_credits" | "counted";

export function pricedAs(
  plan: Pick<Schemas["Plan"], "consumptionModel">,
  type: PlanFeature["type"] | undefined,
  mode: PlanFeature["pricingMode"],
): Priced {
  if (type === "seats") return "seats";
  if (type !== "metered") return "switch";
  if (mode === "ai_model") return "by_model";
  return ({ balance: "from_balance", credits: "in_credits", metered: "counted" } as const)[
    plan.consumptionModel
  ];
}

export interface TypedTerms {
  readonly enabled: boolean;
  /** A percentage. */
  readonly margin: string;
  readonly rounding: PlanFeature["rounding"];
  readonly included: string;
  readonly unlimited: boolean;
  readonly overage: boolean;
  readonly unitPrice: string;
  readonly creditsPerUnit: string;
  readonly maxSeats: string;
  readonly seatBilling: NonNullable<PlanFeature["seatBilling"]>;
}

const orEmpty = (value: number | null | undefined): string => (value == null ? "" : String(value));

export const typedTerms = (feature: PlanFeature | undefined): TypedTerms => ({
  enabled: feature?.enabled ?? true,
  margin: feature?.margin == null ? "" : String(feature.margin / 100),
  rounding: feature?.rounding ?? "ceil",
  included: orEmpty(feature?.includedAmount ?? 0),
  unlimited: feature?.unlimited ?? false,
  overage: feature?.overage.enabled ?? false,
  unitPrice: feature?.overage.unitPrice == null ? "" : typedFromRate(feature.overage.unitPrice),
  creditsPerUnit: orEmpty(feature?.creditsPerUnit),
  maxSeats: orEmpty(feature?.maxSeats),
  seatBilling: feature?.seatBilling ?? "true_up",
});

/** @throws FieldError */
export function termsFromTyped(priced: Priced, typed: TypedTerms): Terms {
  const { enabled, rounding, unlimited, seatBilling } = typed;
  switch (priced) {
    case "switch":
      return { enabled };
    case "by_model":
      return { enabled, margin: marginOf(typed), rounding };
    case "in_credits":
      return { enabled, creditsPerUnit: quantity("creditsPerUnit", typed.creditsPerUnit) };
    case "from_balance":
      return { enabled, overage: { enabled: true, ...unitPriceOf(typed) } };
    case "counted":
      return { enabled, unlimited, includedAmount: includedOf(typed), overage: overageOf(typed) };
    case "seats": {
      const maxSeats = typed.maxSeats === "" ? null : quantity("maxSeats", typed.maxSeats);
      const overage = overageOf(typed);
      return { enabled, unlimited, includedAmount: includedOf(typed), maxSeats, seatBilling, overage };
    }
  }
}

function marginOf({ margin }: TypedTerms): number {
  const basisPoints = basisPointsFromTyped(margin || "0");
  if (basisPoints !== undefined) return basisPoints;
  throw new FieldError("margin", "Enter a percentage, such as 20.");
}

const includedOf = ({ unlimited, included }: TypedTerms): number =>
  unlimited ? 0 : quantity("includedAmount", included);

const overageOf = (typed: TypedTerms) => {
  const enabled = typed.overage && !typed.unlimited;
  return { enabled, ...(enabled ? unitPriceOf(typed) : {}) };
};

/** Left out where nothing is typed: the server says that it is required, as nothing is free by oversight. */
function unitPriceOf({ unitPrice }: TypedTerms): { unitPrice?: number } {
  if (unitPrice === "") return {};
  const rate = rateFromTyped(unitPrice);
  if (rate !== undefined) return { unitPrice: rate };
  throw new FieldError("overage.unitPrice", "Enter an amount, such as 0.01.");
}

function quantity(field: string, text: string): number {
  const value = Number(text.replaceAll(",", "") || "0");
  if (Number.isFinite(value) && value >= 0) return value;
  throw new FieldError(field, "Enter a number.");
}
