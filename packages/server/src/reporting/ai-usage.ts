/** AI usage of a stretch of time, in sums and event by event: both of the same hours, and of the same usage. */
import type { AiTotalsQuery, ListAiEvents } from "@farthing/contract";
import type { z } from "zod";
import { type EventPosition, narrowUsage, pageOfEvents } from "../metering/index.js";
import { type ModelPricing, pricedAs } from "../models/index.js";
import { addMs, type Caller, type Db, timeFrom, wideRead } from "../platform/index.js";
import { type AiGroup, aiGroups } from "./store.js";

const HOUR_MS = 3_600_000;
const USUAL_STRETCH_MS = 30 * 24 * HOUR_MS;
const SHOWN_GROUPS = 50;

type TotalsQuery = z.output<typeof AiTotalsQuery>;
type ListQuery = z.output<typeof ListAiEvents>;
type Asked = Pick<TotalsQuery, "customerId" | "feature" | "model" | "from" | "to">;

/** Whole hours, as usage is totalled by them. */
function stretchOf(caller: Caller, query: Asked): { from: Date; to: Date } {
  // What happens at this very time counts, also where a clock stands still on the hour.
  const to = query.to ? timeFrom(query.to) : addMs(caller.now(), 1);
  const from = query.from ? timeFrom(query.from) : addMs(to, -USUAL_STRETCH_MS);
  return {
    from: timeFrom(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS),
    to: timeFrom(Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS),
  };
}

async function narrow(db: Db, caller: Caller, pricing: ModelPricing, query: Asked) {
  const [narrowed, model] = await Promise.all([
    narrowUsage(db, caller, query),
    query.model ? pricedAs(db, pricing, caller.environmentId, query.model) : undefined,
  ]);
  return { ...narrowed, model };
}

/** `others` are all groups beyond those that are shown; undefined where there are none. */
interface AiUsage {
  readonly from: Date;
  readonly to: Date;
  readonly groups: readonly AiGroup[];
  readonly others: AiGroup | undefined;
}

/** @throws FarthingError `customer_not_found`, `feature_not_found` */
export async function totalAiUsage(
  db: Db,
  caller: Caller,
  pricing: ModelPricing,
  query: TotalsQuery,
): Promise<AiUsage> {
  const stretch = stretchOf(caller, query);
  const { model, ...narrowed } = await narrow(db, caller, pricing, query);
  const filter = { environmentId: caller.environmentId, models: model?.names, ...narrowed, ...stretch };
  const rows = await wideRead(db, (tx) => aiGroups(tx, filter, query.groupBy, SHOWN_GROUPS));
  return {
    ...stretch,
    groups: rows.filter(({ key }) => key !== null),
    others: rows.find(({ key }) => key === null),
  };
}

/** One event more than the page has, where there is one. @throws FarthingError as {@link totalAiUsage} */
export async function pageOfAiEvents(
  db: Db,
  caller: Caller,
  pricing: ModelPricing,
  query: ListQuery,
  before: EventPosition | undefined,
) {
  const { model, ...narrowed } = await narrow(db, caller, pricing, query);
  const filter = { ...narrowed, ...stretchOf(caller, query), pricedAs: model, isAi: true };
  return pageOfEvents(db, caller.environmentId, filter, query.limit, before);
}
