/**
 * Adding, removing and setting seats, all in one transaction under the lock of the customer's account.
 *
 * Seats that are added can be filled at once; those that are removed at the renewal, as they are paid for until then.
 * So seats that were removed and are added again within a period cost nothing more. In a trial nothing is paid for, and
 * everything holds at once.
 */
import { requireCustomer } from "../../customers/index.js";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  newId,
  transaction,
} from "../../platform/index.js";
import {
  type CatchUp,
  isTrialing,
  type LockedCustomer,
  lockCurrent,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { Collect } from "../invoices/collect.js";
import { type Line, sumOf } from "../invoices/lines.js";
import { assertTotal } from "../invoices/max-total.js";
import { writeInvoice } from "../invoices/write-invoice.js";
import { findPeriod } from "../periods/store.js";
import type { InvoiceRow } from "../schema.js";
import { requireSeatFeature, type SeatContext, type SeatFeature, seatContext } from "./seat-context.js";
import { NEXT_PLAN, paidSeats, proratedLine, seatLimit } from "./seat-rules.js";
import { findSeatEvent, insertSeatEvents, type SeatEventRow, type SeatRow, saveSeats } from "./store.js";

export interface SeatDependencies {
  readonly catchUp: CatchUp;
  readonly collect: Collect;
}

export interface SeatChange {
  readonly featureCode: string;
  readonly how: "add" | "remove" | "set";
  readonly count: number;
  /** Where the request says them, for errors. */
  readonly params: { readonly feature: string; readonly count: string };
}

interface SeatChanged {
  readonly event: SeatEventRow;
  readonly featureCode: string;
}

interface SeatChanges {
  readonly changes: readonly SeatChange[];
  /** Settlement scale; see {@link assertTotal}. */
  readonly maxTotal?: number | undefined;
}

/**
 * @returns an event for each change, in their order; the last one there was, where the seats are as many already
 * @throws FarthingError `customer_not_found`, `no_active_subscription`, `feature_not_found`, `feature_not_in_plan`,
 *   `feature_disabled`, `validation_error`, `included_limit_reached`, `seat_limit_reached`, `total_above_maximum`
 */
export function changeSeats(
  { catchUp, collect }: SeatDependencies,
  db: Db,
  caller: Caller,
  reference: string,
  { changes, maxTotal }: SeatChanges,
): Promise<SeatChanged[]> {
  return transaction(db, async (tx) => {
    const { customer, context, at } = await lockSeats(tx, caller, reference, catchUp);
    const decided = changes.map((change) => decide(context, change, caller, at));
    const { invoice, written } = await writeChanges(tx, { customer, context, decided, at }, collect);
    assertTotal(invoice, maxTotal);
    return Promise.all(
      decided.map(async ({ event, before, featureCode }) => ({
        featureCode,
        event: event
          ? written.find(({ id: written }) => written === event.id)!
          : await findSeatEvent(tx, before),
      })),
    );
  });
}

/** @throws FarthingError `customer_not_found`, `no_active_subscription` */
export async function lockSeats(tx: Db, caller: Caller, reference: string, catchUp: CatchUp) {
  const at = caller.now();
  const { id } = await requireCustomer(tx, caller, reference);
  const customer = await lockCurrent(tx, caller, id, catchUp);
  return { customer, context: await seatContext(tx, caller, id, reference), at };
}

interface DecidedChanges {
  readonly customer: LockedCustomer;
  readonly context: SeatContext;
  readonly decided: readonly Decided[];
  readonly at: Date;
}

/** Writes what was decided, and the invoice for what is charged at once. */
export async function writeChanges(
  tx: Db,
  { customer, context, decided, at }: DecidedChanges,
  collect: Collect,
): Promise<{ readonly invoice: InvoiceRow | undefined; readonly written: readonly SeatEventRow[] }> {
  const { subscription } = context;
  const atOnce = decided.filter(({ event }) => event?.billing === "immediate");
  const lines = await linesOf(tx, context, atOnce, at);
  const invoiceId = sumOf(lines) > 0n ? newId("inv") : null;
  for (const { row } of decided) if (row) await saveSeats(tx, row);
  const written = decided.flatMap(({ event }) =>
    event ? [{ ...event, invoiceId: event.billing === "immediate" ? invoiceId : null }] : [],
  );
  await insertSeatEvents(tx, written);
  if (!invoiceId) return { invoice: undefined, written };
  const input = {
    id: invoiceId,
    customer,
    subscriptionId: subscription.id,
    reason: "seats",
    currency: subscription.currency,
    period: { start: at, end: subscription.periodEnd! },
    lines,
    at,
  } as const;
  return { invoice: await writeInvoice(tx, input, collect), written };
}

export interface Decided extends SeatFeature {
  readonly featureCode: string;
  readonly before: SeatRow;
  /** Undefined where nothing changes. */
  readonly row?: SeatRow;
  readonly event?: SeatEventRow;
}

export function decide(context: SeatContext, change: SeatChange, caller: Caller, at: Date): Decided {
  const { subscription } = context;
  const { feature, terms } = requireSeatFeature(context, change.featureCode, change.params.feature);
  const before = context.seats.get(feature.id) ?? noSeats(subscription, feature.id, at);
  const wanted = wantedSeats(before.renewalSeats, change);
  const found = { feature, terms, featureCode: feature.code, before };
  if (wanted === before.renewalSeats && before.lastSeq > 0n) return found;
  if (wanted > before.renewalSeats) {
    assertWithinLimit(found, wanted, change.params.count);
    const next = context.nextTerms?.seats.get(feature.id);
    if (next) assertWithinLimit({ feature, terms: next }, wanted, change.params.count, NEXT_PLAN);
  }
  const isKept = !isTrialing(subscription) && before.currentSeats > wanted;
  const current = isKept ? before.currentSeats : wanted;
  const row = {
    ...before,
    currentSeats: current,
    renewalSeats: wanted,
    lastSeq: before.lastSeq + 1n,
    updatedAt: at,
  };
  const rises = paidSeats(current, terms) > paidSeats(before.currentSeats, terms);
  const isCharged = rises && terms.priceNanos !== null && !isTrialing(subscription);
  return {
    ...found,
    row,
    event: eventOf(before, row, caller, {
      billing: isCharged ? terms.billing : "none",
      effectiveAt: isKept && wanted < before.renewalSeats ? subscription.periodEnd! : at,
    }),
  };
}

function wantedSeats(now: bigint, { how, count, params }: SeatChange): bigint {
  const asked = BigInt(count);
  if (how === "set") return asked;
  if (how === "add") return now + asked;
  if (asked > now) throw invalid(params.count, `is more than the ${now} seats there are`);
  return now - asked;
}

/** @throws FarthingError `seat_limit_reached`; `included_limit_reached` where seats beyond the included are not sold */
export function assertWithinLimit(
  { feature, terms }: SeatFeature,
  wanted: bigint,
  param: string,
  whichPlan = "The plan",
): void {
  const limit = seatLimit(terms);
  if (limit === null || wanted <= limit) return;
  const ofNextPlan = whichPlan === NEXT_PLAN;
  const details = { limit: limit.toString(), seats: wanted.toString(), ofNextPlan };
  if (limit === terms.maxSeats)
    throw new FarthingError(
      "seat_limit_reached",
      `${whichPlan} allows at most ${limit} seats of ${feature.code}; this would make ${wanted}.`,
      { param, details },
    );
  throw new FarthingError(
    "included_limit_reached",
    `${whichPlan} includes ${limit} seats of ${feature.code} and sells no more; this would make ${wanted}.`,
    { param, details },
  );
}

export const noSeats = (
  { customerId, id, environmentId }: Pick<SubscriptionRow, "customerId" | "id" | "environmentId">,
  featureId: Id<"feat">,
  at: Date,
): SeatRow => ({
  customerId,
  subscriptionId: id,
  featureId,
  environmentId,
  currentSeats: 0n,
  renewalSeats: 0n,
  lastSeq: 0n,
  advanceSeq: 0n,
  updatedAt: at,
});

export const eventOf = (
  before: SeatRow,
  after: SeatRow,
  caller: Caller,
  { billing, effectiveAt }: Pick<SeatEventRow, "billing" | "effectiveAt">,
): SeatEventRow => ({
  customerId: after.customerId,
  subscriptionId: after.subscriptionId,
  featureId: after.featureId,
  seq: after.lastSeq,
  id: newId("seat"),
  environmentId: after.environmentId,
  apiKeyId: caller.keyId,
  operatorId: caller.operator?.id ?? null,
  portalSessionId: caller.customer?.sessionId ?? null,
  previousSeats: before.renewalSeats,
  newSeats: after.renewalSeats,
  previousCurrent: before.currentSeats,
  newCurrent: after.currentSeats,
  billing,
  invoiceId: null,
  effectiveAt,
  createdAt: after.updatedAt,
});

/** For the rest of the running period, of what is charged at all. */
export async function linesOf(
  tx: Db,
  { subscription }: SeatContext,
  decided: readonly Decided[],
  at: Date,
): Promise<Line[]> {
  const charged = decided.filter(({ event }) => event && event.billing !== "none");
  if (charged.length === 0) return [];
  const running = (await findPeriod(tx, subscription, at))!;
  const whole = { start: running.startAt, end: running.endAt };
  return charged.flatMap(({ feature, terms, event }) => {
    const line = proratedLine(
      {
        featureId: feature.id,
        featureName: feature.name,
        terms,
        currency: subscription.currency,
        events: { afterSeq: event!.seq - 1n, upToSeq: event!.seq },
      },
      { from: event!.previousCurrent, to: event!.newCurrent },
      { start: at, end: whole.end },
      whole,
    );
    return line ? [line] : [];
  });
}
