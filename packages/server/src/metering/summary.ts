/** Totals of usage over time, from the hourly rollups: their cost follows the buckets asked for, not the events stored. */
import type { SummarizeUsage } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { requireFeatureEver } from "../plans/index.js";
import { addMs, type Caller, type Db, invalid, timeFrom } from "../platform/index.js";
import { boundedRead, lowestEventUuid } from "./bounded-read.js";
import { type SummaryFilter, type SummaryRow, sumByProperty, sumRollups } from "./rollup-store.js";

const HOUR_MS = 3_600_000;
const DEFAULT_SPAN_MS = 30 * 24 * HOUR_MS;
const MAX_HOURLY_SPAN_MS = 93 * 24 * HOUR_MS;

export interface Summary {
  readonly from: Date;
  readonly to: Date;
  /** Of each group those of its currencies, one after another. */
  readonly rows: readonly SummaryRow[];
}

/**
 * @throws FarthingError `customer_not_found`, `feature_not_found`; `validation_error` for an empty or too long span,
 *   or a property without a customer
 */
export async function summarizeUsage(
  db: Db,
  caller: Caller,
  input: z.output<typeof SummarizeUsage>,
): Promise<Summary> {
  const to = upToHour(input.to ? timeFrom(input.to) : caller.now());
  const from = downToHour(input.from ? timeFrom(input.from) : addMs(to, -DEFAULT_SPAN_MS));
  if (from >= to) throw invalid("from", "must be before to");
  if (input.groupBy === "hour" && to.getTime() - from.getTime() > MAX_HOURLY_SPAN_MS) {
    throw invalid("groupBy", "can be hour for at most 93 days");
  }
  const customer = input.customerId ? await requireCustomer(db, caller, input.customerId) : undefined;
  const feature = input.feature ? await requireFeatureEver(db, caller, input.feature) : undefined;
  const filter: SummaryFilter = {
    environmentId: caller.environmentId,
    customerId: customer?.id,
    featureId: feature?.id,
    from,
    to,
  };
  return { from, to, rows: await boundedRead(readGroups(db, caller, filter, input.groupBy)) };
}

async function readGroups(
  db: Db,
  caller: Caller,
  filter: SummaryFilter,
  groupBy: string | undefined,
): Promise<SummaryRow[]> {
  if (!groupBy?.startsWith("property:")) {
    return sumRollups(db, filter, (groupBy ?? "none") as Parameters<typeof sumRollups>[2]);
  }
  // Properties are the caller's own and unbounded, so they are not rolled up: only one customer's events are read.
  if (!filter.customerId) throw invalid("customerId", "is required to group by a property");
  const lowestUuid = lowestEventUuid(caller, filter.from);
  return sumByProperty(db, filter, groupBy.slice("property:".length), lowestUuid);
}

const downToHour = (time: Date): Date => timeFrom(Math.floor(time.getTime() / HOUR_MS) * HOUR_MS);
const upToHour = (time: Date): Date => timeFrom(Math.ceil(time.getTime() / HOUR_MS) * HOUR_MS);
