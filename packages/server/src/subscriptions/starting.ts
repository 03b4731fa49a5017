/** How a subscription begins: at once, in a trial, or when its page was paid; and with what. */
import { type Account, openAllowance } from "../ledger/index.js";
import type { BillingInterval, PlanDefinition } from "../plans/index.js";
import { addMs, type Caller, type Db } from "../platform/index.js";
import type { Checkouts } from "./checkouts.js";
import { isCollectedAtOnce } from "./collection.js";
import { includedNanosOf } from "./included.js";
import { billingPeriodAt } from "./period.js";
import type { SubscriptionRow } from "./schema.js";
import { unitOf } from "./unit.js";

const DAY_MS = 86_400_000;
/** Whoever has not paid for the beginning of a subscription by then will not: it expires, and is in nobody's way. */
const UNPAID_MS = 30 * DAY_MS;

type Starting = "active" | "trialing" | "pending_payment";

interface Chosen {
  readonly plan: Pick<PlanDefinition, "isFree">;
  readonly trialDays: number;
  /** What was asked for; undefined: as the environment's setting `collection` says. */
  readonly activate: boolean | undefined;
}

/** Free plans at once; paid ones at once and charged, or after they were paid at a page. A trial needs a card there. */
export async function startingStatus(
  tx: Db,
  environment: Pick<Caller, "environmentId" | "livemode">,
  checkouts: Pick<Checkouts, "providerOf">,
  { plan, trialDays, activate }: Chosen,
): Promise<Starting> {
  const atOnce = trialDays > 0 ? "trialing" : "active";
  if (plan.isFree || (await isCollectedAtOnce(tx, environment, checkouts, activate))) return atOnce;
  return trialDays > 0 && (await checkouts.providerOf(tx, environment)) === "manual"
    ? atOnce
    : "pending_payment";
}

/** What a row is in a status that it begins with at `at`. */
export function startingState(status: Starting, interval: BillingInterval, trialDays: number, at: Date) {
  if (status === "pending_payment") return awaitingPayment(at);
  const trialEndsAt = status === "trialing" ? addMs(at, trialDays * DAY_MS) : null;
  return { status, trialEndsAt, ...firstPeriod(interval, at, trialEndsAt) };
}

/** Since `at`, and for as long as its page or another one may be paid. */
export const awaitingPayment = (at: Date) =>
  ({ status: "pending_payment", nextDueAt: addMs(at, UNPAID_MS) }) as const;

/** A trial is a period of its own; the paid ones are counted from its end. */
export function firstPeriod(interval: BillingInterval, at: Date, trialEndsAt: Date | null) {
  const end = trialEndsAt ?? billingPeriodAt(at, interval, at).end;
  const anchorAt = trialEndsAt ?? at;
  return { startedAt: at, anchorAt, periodStart: at, periodEnd: end, nextDueAt: at };
}

/** Opens the account for the subscription: what the plan includes, in the unit its consumption model deducts. */
export function giveAllowance(
  tx: Db,
  account: Account,
  row: SubscriptionRow,
  plan: PlanDefinition,
  now: Date,
): Promise<void> {
  const unit = unitOf(plan, row.currency);
  const includedNanos = includedNanosOf(plan, row.priceId);
  return openAllowance(tx, account, { subscriptionId: row.id, unit, includedNanos, now });
}
