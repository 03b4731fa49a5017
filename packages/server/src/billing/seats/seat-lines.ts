/** What seats add to the invoices of a period: in advance at its beginning, and for those that came later at its end. */
import type { PlanConfig } from "../../plans/index.js";
import type { Db, Id } from "../../platform/index.js";
import type { Period, SubscriptionRow } from "../../subscriptions/index.js";
import type { Line } from "../invoices/lines.js";
import type { PeriodTerms } from "../periods/terms.js";
import { advanceLine, proratedLine, type SeatCharge } from "./seat-rules.js";
import { eventsToTrueUp, renewSeats, seatsOf } from "./store.js";

const isLine = (line: Line | undefined): line is Line => line !== undefined;

/** Undefined where the plan has no such seats any more. */
function chargeOf(
  { features }: PlanConfig,
  { currency }: SubscriptionRow,
  { seats }: PeriodTerms,
  featureId: Id<"feat">,
  events: SeatCharge["events"],
): SeatCharge | undefined {
  const terms = seats.get(featureId);
  return terms && { featureId, featureName: features.get(featureId)!.name, terms, currency, events };
}

/** Begins a period: removed seats are gone, and those that go on are charged. Nothing is charged in a trial. */
export async function openSeats(
  tx: Db,
  config: PlanConfig,
  row: SubscriptionRow,
  terms: PeriodTerms,
  period: Period,
): Promise<Line[]> {
  const all = [...(await seatsOf(tx, row)).values()];
  if (all.length === 0) return [];
  // On a plan without seats too: what was added before was charged when the last period ended.
  await renewSeats(tx, row, period.start);
  if (row.status === "trialing" || terms.isFree) return [];
  return all
    .map(({ featureId, renewalSeats, advanceSeq, lastSeq }) => {
      const events = { afterSeq: advanceSeq, upToSeq: lastSeq };
      const charge = chargeOf(config, row, terms, featureId, events);
      return charge && advanceLine(charge, renewalSeats, period);
    })
    .filter(isLine);
}

/** Ends a period: seats that were added within it, for what was left of it. @param at where it ends, or is cut short */
export async function trueUpSeats(
  tx: Db,
  config: PlanConfig,
  row: SubscriptionRow,
  terms: PeriodTerms,
  whole: Period,
  at: Date,
): Promise<Line[]> {
  if (terms.seats.size === 0) return [];
  return (await eventsToTrueUp(tx, row))
    .map(({ featureId, seq, previousCurrent, newCurrent, createdAt }) => {
      const events = { afterSeq: seq - 1n, upToSeq: seq };
      const charge = chargeOf(config, row, terms, featureId, events);
      const added = { from: previousCurrent, to: newCurrent };
      return charge && proratedLine(charge, added, { start: createdAt, end: at }, whole);
    })
    .filter(isLine);
}
