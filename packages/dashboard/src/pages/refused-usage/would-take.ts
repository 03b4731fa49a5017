import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate } from "../../money/money";

/** What refused usage would have taken; undefined where it could not be priced. */
export const wouldTake = ({
  deducts,
  unit,
}: Pick<Schemas["RefusedUsage"], "deducts" | "unit">): string | undefined => {
  if (deducts === undefined || unit === undefined) return undefined;
  return unit === "credits" ? `${formatNumber(deducts)} credits` : formatRate(deducts, unit);
};
