/** Which events a line of an invoice is made of. */
import { findArchivedLines } from "../../ledger/index.js";
import type { BehindLine } from "../../metering/index.js";
import { addMs, type Db } from "../../platform/index.js";
import { findSubscription } from "../../subscriptions/index.js";
import { findPeriod } from "../periods/store.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";

/** @returns undefined where the line bills no usage */
export async function behindLine(
  db: Db,
  { environmentId, customerId, subscriptionId }: InvoiceRow,
  { kind, afterSeq, upToSeq, featureId, periodStart, periodEnd }: InvoiceLineRow,
): Promise<BehindLine | undefined> {
  // Its numbers are of changes of seats.
  if (kind === "feature_seats") return undefined;
  if (subscriptionId === null || afterSeq === null || upToSeq === null) return undefined;
  const behind = { customerId, subscriptionId, afterSeq, upToSeq };
  if (featureId === null || !periodStart || !periodEnd) return behind;
  const subscription = await findSubscription(db, environmentId, subscriptionId);
  // What happened before a subscription began, or while a plan deducted it, is counted in the first period that counts.
  const isFirst =
    subscription?.startedAt?.getTime() === periodStart.getTime() ||
    (await wasDeductedBefore(db, behind, periodStart));
  // All that had come by then is counted in the period that ended, also what happened at the instant that cut it short.
  const to = kind === "late_usage" ? periodEnd : undefined;
  return { ...behind, counted: { featureId, from: isFirst ? undefined : periodStart, to } };
}

async function wasDeductedBefore(
  db: Db,
  { customerId, subscriptionId }: Pick<BehindLine, "customerId" | "subscriptionId">,
  start: Date,
): Promise<boolean> {
  const before = await findPeriod(db, { customerId, id: subscriptionId }, addMs(start, -1));
  return before !== undefined && before.terms.consumptionModel !== "metered";
}

/** Of the events of one feature, which of them left is not known any more: only that those that did are older. */
export async function mayBeArchived(db: Db, { customerId, afterSeq, counted }: BehindLine): Promise<boolean> {
  const [archived] = await findArchivedLines(db, [customerId]);
  if (!archived || archived.throughSeq <= afterSeq) return false;
  return !counted?.from || counted.from < archived.beforeAt;
}
