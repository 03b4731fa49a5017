/** Whether a change of a plan is good for a customer, as people see it. When it holds, the plan's own rule says. Pure. */
import type { PlanEditChange } from "@farthing/contract";
import type { z } from "zod";

type Change = z.input<typeof PlanEditChange>;
type Field = Change["field"];

const FOR_ALL: ReadonlySet<Field> = new Set(["name", "description"]);
const FOR_NEW_ONES: ReadonlySet<Field> = new Set(["isPublic", "isDefault", "isSold", "trialDays"]);

/** What a plan is called, it is called for everybody. */
export const isForAll = (field: Field): boolean => FOR_ALL.has(field);
/** What says how a plan is taken means nothing to who has taken it. */
export const isForNewOnes = (field: Field): boolean => FOR_NEW_ONES.has(field);

const NO_LIMIT = Number.POSITIVE_INFINITY;
/** More of it is better (1) or worse (-1), and what nothing said means. */
const MORE_IS: Partial<Record<Field, readonly [sign: 1 | -1, nothing: number | undefined]>> = {
  price: [-1, undefined],
  overageUnitPrice: [-1, undefined],
  creditsPerUnit: [-1, undefined],
  margin: [-1, undefined],
  includedBalance: [1, 0],
  includedCredits: [1, 0],
  includedAmount: [1, 0],
  maxSeats: [1, NO_LIMIT],
  topupsSurviveReset: [1, 0],
  isInPlan: [1, 0],
  enabled: [1, 0],
  unlimited: [1, 0],
};

/** @param existing what holds at once is what the rule takes for better */
export function effectOf(
  field: Field,
  from: Change["from"],
  to: Change["to"],
  existing: Change["existingCustomers"],
): Change["effect"] {
  if (isForAll(field) || isForNewOnes(field)) return "neutral";
  if (existing === "now") return "better";
  const [sign, nothing] = MORE_IS[field] ?? [];
  const [was, is] = [from ?? nothing, to ?? nothing].map((value) =>
    value === undefined ? undefined : Number(value),
  );
  if (sign === undefined || was === undefined || is === undefined || was === is) return "neutral";
  return is > was === sign > 0 ? "better" : "worse";
}
