/** Puts a subscription on another plan or interval: now, or when its period ends. */
import { canSwitchTo } from "../../ledger/index.js";
import {
  assertExchangeable,
  type BillingInterval,
  holdPlan,
  loadPinnedVersions,
  loadPlanConfig,
} from "../../plans/index.js";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  publish,
  takenBack,
  transaction,
} from "../../platform/index.js";
import {
  type Checkouts,
  findSubscription,
  type LockedCustomer,
  lockSubscription,
  NO_SCHEDULED_CHANGE,
  newsOfSubscription,
  type Period,
  type SubscriptionRow,
  unitOf,
  updateSubscription,
} from "../../subscriptions/index.js";
import { usableCredits } from "../credits/store.js";
import type { DueEngine } from "../due/due-engine.js";
import { assertTotal } from "../invoices/max-total.js";
import { listLines } from "../invoices/store.js";
import { termsOf } from "../periods/terms.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";
import { assertSeatsFit } from "../seats/seats-fit.js";
import { type Decision, decideChange } from "./decide-change.js";
import { owedSoFarNanos } from "./owed-so-far.js";
import { type Days, daysOf } from "./unused-time.js";

interface ChangeInput {
  readonly planReference: string | undefined;
  readonly interval: BillingInterval | undefined;
  readonly fields: { readonly plan: string; readonly interval: string };
  /** Settlement scale; see {@link assertTotal}. */
  readonly maxTotal?: number | undefined;
}

export interface Billed {
  readonly invoice: InvoiceRow | undefined;
  readonly lines: readonly InvoiceLineRow[];
  /** All that the customer has left in the currency, in nanos. */
  readonly creditsLeftNanos: bigint;
}

/** For what cannot be paid by the card on file. */
interface PaymentPage {
  readonly checkouts: Pick<Checkouts, "openForInvoice">;
  /** Where the customer goes on from it. */
  readonly successUrl: string | undefined;
}

export interface Changed {
  readonly decision: Decision;
  /** As it was before. */
  readonly before: SubscriptionRow;
  readonly row: SubscriptionRow;
  readonly effectiveAt: Date;
  readonly days: Days;
  readonly period: Period | undefined;
  /** Undefined for what is only scheduled. */
  readonly billed: Billed | undefined;
  /** Where the invoice can be paid, if it has to be. */
  readonly checkoutUrl?: string | undefined;
}

/**
 * @throws FarthingError `subscription_not_found`, `plan_not_found`, `price_not_found`, `subscription_not_open`,
 *   `invalid_state` (see docs/changing-plans.md), `validation_error` (no exchange rate for AI models);
 *   `seat_limit_reached`, `included_limit_reached`; `total_above_maximum`
 */
export function changePlan(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  input: ChangeInput,
  engine: DueEngine,
  page?: PaymentPage,
): Promise<Changed> {
  return transaction(db, async (tx) => {
    const { customer, row } = await lockSubscription(tx, caller, id, engine.catchUp);
    const changed = await ask(tx, caller, customer, row, input, engine);
    const invoice = changed.billed?.invoice;
    const lines = changed.billed?.lines ?? [];
    assertTotal(invoice, input.maxTotal, owedSoFarNanos(lines, changed.effectiveAt));
    if (!page || invoice?.status !== "open") return changed;
    const { checkouts, successUrl } = page;
    return { ...changed, checkoutUrl: await checkouts.openForInvoice(tx, invoice, { caller, successUrl }) };
  });
}

/**
 * Does all of it, to the end of the period where it is to be done then, and takes it back: so what is shown is what
 * would be done. Nothing is collected.
 * @throws as {@link changePlan}
 */
export function previewChange(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  input: ChangeInput,
  engine: DueEngine,
): Promise<Changed> {
  return transaction(db, async (tx) => {
    const { customer, row } = await lockSubscription(tx, caller, id, engine.catchUp);
    return takenBack(tx, async () => {
      const asked = await ask(tx, caller, customer, row, input, engine, NOTHING_COLLECTED);
      return asked.billed ? asked : toTheEnd(tx, customer, asked, engine);
    });
  });
}

const NOTHING_COLLECTED = () => ({ status: "open" }) as const;

async function ask(
  tx: Db,
  caller: Caller,
  customer: LockedCustomer,
  row: SubscriptionRow,
  { planReference, interval, fields }: ChangeInput,
  engine: DueEngine,
  collect?: typeof NOTHING_COLLECTED,
): Promise<Changed> {
  assertCanChange(row);
  const config = await loadPlanConfig(tx, caller.environmentId);
  await loadPinnedVersions(tx, config, [row]);
  const named = planReference ? await holdPlan(tx, caller, planReference, fields.plan) : undefined;
  const wanted = { plan: named && config.plans.get(named.id), interval, fields };
  const decision = decideChange(config, row, wanted);
  assertUnit(customer, row, decision, fields.plan);
  const { plan: to, price } = decision.to;
  await assertSeatsFit(tx, config, row, termsOf(config, to, { priceId: price?.id ?? null }), fields.plan);
  const now = caller.now();
  const isNow = decision.timing === "immediate";
  if (isNow && row.status === "past_due") throw pastDue(row);
  const effectiveAt = isNow ? now : row.periodEnd!;
  assertExchangeable(config, decision.to.plan, row.currency, effectiveAt, fields.plan);
  const scheduled = await updateSubscription(tx, row, {
    scheduledPlanId: decision.to.plan.id,
    scheduledPriceId: decision.to.price?.id ?? null,
    scheduledChangeAt: effectiveAt,
    ...(isNow ? { nextDueAt: now } : {}),
    updatedAt: now,
  });
  const period = { start: row.periodStart!, end: row.periodEnd! };
  const said = { decision, before: row, effectiveAt, days: daysOf(period, now) };
  if (!isNow) {
    await publish(tx, [newsOfSubscription("subscription.updated", scheduled, config)]);
    return { ...said, row: scheduled, period: undefined, billed: undefined };
  }
  return { ...said, ...(await perform(tx, customer, scheduled, now, engine, collect)) };
}

const toTheEnd = async (
  tx: Db,
  customer: LockedCustomer,
  asked: Changed,
  engine: DueEngine,
): Promise<Changed> => ({
  ...asked,
  ...(await perform(tx, customer, asked.row, asked.effectiveAt, engine, NOTHING_COLLECTED)),
});

/** @returns what the change itself did; what is due before it is done before it */
async function perform(
  tx: Db,
  customer: LockedCustomer,
  row: SubscriptionRow,
  until: Date,
  engine: DueEngine,
  collect?: typeof NOTHING_COLLECTED,
): Promise<Pick<Changed, "row" | "period" | "billed">> {
  const steps = await engine.performAll(tx, customer, until, collect);
  const done = steps.find(({ step }) => step.kind === "plan_changed");
  if (done?.step.kind !== "plan_changed") throw new Error(`the plan of ${row.id} was not changed`);
  const { invoice } = done;
  const lines = invoice ? await listLines(tx, invoice) : [];
  const left = await usableCredits(tx, row.customerId, row.currency, until);
  const creditsLeftNanos = left.reduce((sum, { remainingNanos }) => sum + remainingNanos, 0n);
  const after = (await findSubscription(tx, row.environmentId, row.id))!;
  return { row: after, period: done.step.period, billed: { invoice, lines, creditsLeftNanos } };
}

/** Statuses in which there is a period to change. */
function assertCanChange(row: SubscriptionRow): void {
  const { id, status } = row;
  if (status === "canceled" || status === "expired") {
    throw new FarthingError(
      "subscription_not_open",
      `Subscription ${id} is ${status}. Reactivate it first.`,
      {
        param: "id",
      },
    );
  }
  const why = {
    draft: "it has not begun yet",
    pending_payment: "it is waiting for its first payment; cancel it and create one on the other plan",
    paused: "resume it first",
  } as const;
  const reason = row.cancelAtPeriodEnd
    ? "it is canceled at the end of its period; undo the cancellation first (uncancel)"
    : (why as Partial<Record<SubscriptionRow["status"], string>>)[status];
  if (!reason && row.periodEnd) return;
  throw new FarthingError(
    "invalid_state",
    `The plan of subscription ${id} (${status}) cannot be changed: ${reason ?? "it has no period"}.`,
    { param: "id" },
  );
}

const pastDue = ({ id }: SubscriptionRow): FarthingError =>
  new FarthingError(
    "invalid_state",
    `Subscription ${id} is past due: its open invoice must be paid before an upgrade. A downgrade at the end of the period is possible.`,
    { param: "id" },
  );

function assertUnit(
  { account }: LockedCustomer,
  row: SubscriptionRow,
  { to }: Decision,
  param: string,
): void {
  const unit = unitOf(to.plan, row.currency);
  if (canSwitchTo(account, unit)) return;
  throw new FarthingError(
    "invalid_state",
    `The customer still has purchased ${account.unit}, but plan ${to.plan.code} uses ${unit}. Use them up or adjust them to 0 first.`,
    { param },
  );
}

/** Takes back a change that was to be done at the end of the period. @throws FarthingError `subscription_not_found`, `invalid_state` */
export function cancelScheduledChange(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  engine: DueEngine,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const { row } = await lockSubscription(tx, caller, id, engine.catchUp);
    if (!row.scheduledPlanId) {
      throw new FarthingError("invalid_state", `Subscription ${id} has no scheduled plan change to cancel.`, {
        param: "id",
      });
    }
    const kept = await updateSubscription(tx, row, { ...NO_SCHEDULED_CHANGE, updatedAt: caller.now() });
    const config = await loadPlanConfig(tx, caller.environmentId);
    await publish(tx, [newsOfSubscription("subscription.updated", kept, config)]);
    return kept;
  });
}
