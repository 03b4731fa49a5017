/**
 * A customer's account while its row is locked: what can be spent, and the number of its last line.
 *
 * It has two pools. The allowance is what the plan gives and takes back at each reset; purchased outlives resets.
 * The allowance is spent first. Only the allowance may go below zero: that part is owed as overage.
 */
import { MAX_NANOS } from "@farthing/contract";
import { FarthingError, type Id, least } from "../platform/index.js";

export interface Account {
  readonly customerId: Id<"cus">;
  readonly environmentId: Id<"env">;
  lastSeq: bigint;
  subscriptionId: Id<"sub"> | null;
  /** A currency or `credits`; null where nothing is deducted. */
  unit: string | null;
  allowanceNanos: bigint;
  purchasedNanos: bigint;
  /** What the plan gives at each reset. */
  includedNanos: bigint;
}

/** An account as it is under its lock. */
export interface LockedAccount extends Account {
  /** Which state the customer's subscriptions are in: another number after each change of one. No state has it again. */
  readonly subscriptionsVersion: bigint;
}

/** A remainder is low where it is less than one of this many parts of what the plan includes: less than 20 %. */
const LOW_IS_LESS_THAN_ONE_OF = 5n;

const isLow = (leftNanos: bigint, includedNanos: bigint): boolean =>
  leftNanos * LOW_IS_LESS_THAN_ONE_OF < includedNanos;

/** Whether a remainder is low, or is none. What every charge asks: where it is not, no mark was passed. */
export const isLittle = (leftNanos: bigint, includedNanos: bigint): boolean =>
  leftNanos <= 0n || isLow(leftNanos, includedNanos);

/** A mark that a remainder goes below: `low`, under 20 % of what the plan includes; `exhausted`, nothing left. */
export type Mark = "low" | "exhausted";

/**
 * The marks between two remainders, in the order in which they were passed. From above to below, so each is passed
 * once, and again only after something was added. Where nothing is included, nothing is ever low.
 */
export function marksPassed(beforeNanos: bigint, afterNanos: bigint, includedNanos: bigint): Mark[] {
  const marks: Mark[] = [];
  if (includedNanos > 0n && !isLow(beforeNanos, includedNanos) && isLow(afterNanos, includedNanos))
    marks.push("low");
  if (beforeNanos > 0n && afterNanos <= 0n) marks.push("exhausted");
  return marks;
}

export const remainingNanos = (account: Account): bigint => account.allowanceNanos + account.purchasedNanos;

/** How a change was split over the pools, and where it left the account. Signed as the change was. */
export interface Posting {
  readonly seq: bigint;
  readonly amountNanos: bigint;
  readonly purchasedNanos: bigint;
  readonly balanceAfterNanos: bigint;
}

/** Numbers a line that changes no balance: a metered event. */
export function nextSeq(account: Account): bigint {
  account.lastSeq += 1n;
  return account.lastSeq;
}

/**
 * Takes `amountNanos` (≥ 0) from the allowance, then from what was purchased, then from the allowance below zero.
 * @throws FarthingError `validation_error` at `param` when the account could not hold the result; nothing is changed then
 */
export function spend(account: Account, amountNanos: bigint, param = "value"): Posting {
  const fromAllowance = account.allowanceNanos > 0n ? least(amountNanos, account.allowanceNanos) : 0n;
  const fromPurchased = least(amountNanos - fromAllowance, account.purchasedNanos);
  return change(account, -(amountNanos - fromPurchased), -fromPurchased, param);
}

/** Adds to (or, signed, takes from) one pool. @throws FarthingError `validation_error`, as {@link spend} */
export function add(
  account: Account,
  amountNanos: bigint,
  pool: "allowance" | "purchased",
  param = "amount",
): Posting {
  return pool === "allowance"
    ? change(account, amountNanos, 0n, param)
    : change(account, 0n, amountNanos, param);
}

function change(account: Account, allowanceNanos: bigint, purchasedNanos: bigint, param: string): Posting {
  const allowance = account.allowanceNanos + allowanceNanos;
  const purchased = account.purchasedNanos + purchasedNanos;
  const balance = allowance + purchased;
  if (!(isHoldable(allowance) && isHoldable(purchased) && isHoldable(balance))) {
    throw new FarthingError(
      "validation_error",
      `${param}: the balance would be outside the range that an account can hold.`,
      { param },
    );
  }
  account.allowanceNanos = allowance;
  account.purchasedNanos = purchased;
  return {
    seq: nextSeq(account),
    amountNanos: allowanceNanos + purchasedNanos,
    purchasedNanos,
    balanceAfterNanos: balance,
  };
}

const MIN_NANOS = -MAX_NANOS;
const isHoldable = (nanos: bigint): boolean => nanos <= MAX_NANOS && nanos >= MIN_NANOS;
