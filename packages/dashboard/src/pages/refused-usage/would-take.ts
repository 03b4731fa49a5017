import type { Schemas } from "../../api/schemas";
import { formatUnit } from "../../money/money";

/** What refused usage would have taken; undefined where it could not be priced. */
export const wouldTake = ({
  deducts,
  unit,
}: Pick<Schemas["RefusedUsage"], "deducts" | "unit">): string | undefined =>
  deducts === undefined || unit === undefined ? undefined : formatUnit(deducts, unit);
