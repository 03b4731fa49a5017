/** Giving and taking back what a plan includes. */
import { MAX_NANOS } from "@farthing/contract";
import { type Db, FarthingError, type Id, least } from "../platform/index.js";
import { type Account, remainingNanos } from "./account.js";
import { postEntry, saveAccounts } from "./post.js";
import { spentOfAllowances } from "./store.js";

interface AllowanceInput {
  readonly subscriptionId: Id<"sub">;
  /** A currency, `credits`, or null for a plan that deducts nothing. */
  readonly unit: string | null;
  readonly includedNanos: bigint;
  readonly now: Date;
}

/**
 * Puts a locked account on a subscription: what the last one left of its allowance expires, and the new one's is
 * given. What was purchased stays, and so does a debt in the same unit: a balance below zero is owed until it is billed.
 * @throws FarthingError `invalid_state` as {@link assertCanSwitch} says
 */
export async function openAllowance(tx: Db, account: Account, input: AllowanceInput): Promise<void> {
  assertCanSwitch(account, input.unit);
  await expireAllowance(tx, account, input.now);
  await goOverTo(tx, account, input.unit, input.now);
  account.subscriptionId = input.subscriptionId;
  account.includedNanos = input.includedNanos;
  if (input.includedNanos > 0n) await postIncluded(tx, account, input.includedNanos, input.now);
  else await saveAccounts(tx, [{ account, at: input.now }]);
}

/**
 * Within a period: the plan includes more by now than the locked account was given. An account that is nearly full
 * takes what fits.
 */
export async function raiseAllowance(tx: Db, account: Account, byNanos: bigint, now: Date): Promise<void> {
  account.includedNanos += byNanos;
  const given = least(byNanos, MAX_NANOS - remainingNanos(account));
  if (given <= 0n) return saveAccounts(tx, [{ account, at: now }]);
  await postEntry(tx, account, {
    type: "allowance",
    amountNanos: given,
    pool: "allowance",
    description: "Included in the plan since the plan change",
    now,
  });
}

export interface RenewalInput {
  /** What the plan gives from now on, at each reset. */
  readonly includedNanos: bigint;
  /** How much of a debt has been invoiced, and is owed on the account no more. */
  readonly invoicedNanos: bigint;
  /** Where it was invoiced, if it was. */
  readonly invoiceId: Id<"inv"> | undefined;
  readonly now: Date;
}

/**
 * At a reset: a debt that was invoiced is taken off the account, what is left of the old allowance expires, and the
 * new one is given. What was purchased stays; but a debt is paid out of it first, as far as it goes.
 */
export async function renewAllowance(tx: Db, account: Account, input: RenewalInput): Promise<void> {
  await closeAllowance(tx, account, input);
  await giveIncluded(tx, account, input, input.includedNanos);
}

interface SwitchInput extends RenewalInput {
  /** A currency, `credits`, or null for a plan that deducts nothing. */
  readonly unit: string | null;
}

/** Whether an account can go over to a unit: not while something that was bought is left in another one. */
export const canSwitchTo = (account: Account, unit: string | null): boolean =>
  unit === null || account.unit === null || account.unit === unit || account.purchasedNanos === 0n;

/** @throws FarthingError `invalid_state` where the account cannot go over to the unit */
export function assertCanSwitch(account: Account, unit: string | null): void {
  if (canSwitchTo(account, unit)) return;
  throw new FarthingError(
    "invalid_state",
    `The customer still has purchased ${account.unit}, but the plan uses ${unit}. Use them up or adjust them to 0 first.`,
  );
}

/**
 * Of an account of which nothing was bought is left. A debt cannot go with it, and nobody will be asked for it: what can be
 * invoiced was, when the period ended; what is left was owed in a trial or on a free plan, or is less than can be paid.
 */
async function goOverTo(tx: Db, account: Account, unit: string | null, now: Date): Promise<void> {
  if (unit === null || unit === account.unit) return;
  const debt = owedNanos(account);
  if (debt > 0n) {
    const description = `Written off with the change from ${account.unit} to ${unit}; not invoiced`;
    await postEntry(tx, account, { type: "reset", amountNanos: debt, pool: "allowance", description, now });
  }
  account.unit = unit;
}

/** As {@link renewAllowance}, over to a plan that may be kept in another unit; see {@link canSwitchTo}. */
export async function switchAllowance(
  tx: Db,
  account: Account,
  { unit, ...input }: SwitchInput,
): Promise<void> {
  if (account.unit !== null) await closeAllowance(tx, account, input);
  await goOverTo(tx, account, unit, input.now);
  await giveIncluded(tx, account, input, input.includedNanos);
}

/**
 * As {@link switchAllowance}, within an allowance that goes on: of what the new plan includes, that is gone which was spent
 * of what this subscription was given in the same unit, since it began. For a trial, of which nothing is ever invoiced.
 */
export async function exchangeAllowance(
  tx: Db,
  account: Account,
  input: Omit<SwitchInput, "invoicedNanos" | "invoiceId">,
): Promise<void> {
  const { unit, includedNanos, now } = input;
  if (account.unit !== null)
    await closeAllowance(tx, account, { invoicedNanos: 0n, invoiceId: undefined, now });
  await goOverTo(tx, account, unit, now);
  const spentNanos = unit === null ? 0n : await spentOfAllowances(tx, account);
  const isGone = spentNanos >= includedNanos;
  await giveIncluded(tx, account, input, isGone ? 0n : includedNanos - (spentNanos > 0n ? spentNanos : 0n));
}

/** An account that is nearly full of what was purchased takes what fits: a reset must never be impossible. */
async function giveIncluded(
  tx: Db,
  account: Account,
  { includedNanos, now }: Pick<RenewalInput, "includedNanos" | "now">,
  toGiveNanos: bigint,
): Promise<void> {
  account.includedNanos = includedNanos;
  const given = least(toGiveNanos, MAX_NANOS - remainingNanos(account));
  if (given > 0n) await postIncluded(tx, account, given, now);
  else await saveAccounts(tx, [{ account, at: now }]);
}

/** What the customer owes beyond all that can still be spent, in nanos. */
export const owedNanos = (account: Account): bigint => {
  const remaining = remainingNanos(account);
  return remaining < 0n ? -remaining : 0n;
};

/** The first half of a reset, and all of it at the end of a subscription. */
export async function closeAllowance(
  tx: Db,
  account: Account,
  { invoicedNanos, invoiceId, now }: Omit<RenewalInput, "includedNanos">,
): Promise<void> {
  const debt = account.allowanceNanos < 0n ? -account.allowanceNanos : 0n;
  const paid = least(debt, account.purchasedNanos);
  if (paid > 0n) {
    const description = "Overage, paid from purchases";
    await postEntry(tx, account, { type: "reset", amountNanos: paid, pool: "allowance", description, now });
    await postEntry(tx, account, { type: "reset", amountNanos: -paid, pool: "purchased", description, now });
  }
  if (invoicedNanos > 0n) {
    const description = "Overage, invoiced";
    await postEntry(tx, account, {
      type: "reset",
      amountNanos: invoicedNanos,
      pool: "allowance",
      description,
      invoiceId,
      now,
    });
  }
  await expireAllowance(tx, account, now);
}

const postIncluded = (tx: Db, account: Account, includedNanos: bigint, now: Date) =>
  postEntry(tx, account, {
    type: "allowance",
    amountNanos: includedNanos,
    pool: "allowance",
    description: "Included in the plan",
    now,
  });

/** Takes back what is left of the allowance. */
async function expireAllowance(tx: Db, account: Account, now: Date): Promise<void> {
  if (account.allowanceNanos <= 0n) return;
  await postEntry(tx, account, {
    type: "expiry",
    amountNanos: -account.allowanceNanos,
    pool: "allowance",
    description: "Allowance not used",
    now,
  });
}
