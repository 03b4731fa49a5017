/** Giving and taking back what a plan includes. */
import { type Db, FarthingError, type Id } from "../platform/index.js";
import type { Account } from "./account.js";
import { postEntry, saveAccounts } from "./post.js";

export interface AllowanceInput {
  readonly subscriptionId: Id<"sub">;
  /** A currency, `credits`, or null for a plan that deducts nothing. */
  readonly unit: string | null;
  readonly includedNanos: bigint;
  readonly now: Date;
}

/**
 * Puts a locked account on a subscription: what the last one left of its allowance expires, and the new one's is
 * given. What was purchased stays, and so does a debt: a balance below zero is owed until it is billed.
 * @throws FarthingError `invalid_state` when something is left in another unit than the new plan's
 */
export async function openAllowance(tx: Db, account: Account, input: AllowanceInput): Promise<void> {
  await expireAllowance(tx, account, input.now);
  if (
    account.unit !== null &&
    input.unit !== null &&
    account.unit !== input.unit &&
    (account.allowanceNanos !== 0n || account.purchasedNanos !== 0n)
  ) {
    throw new FarthingError(
      "invalid_state",
      `The customer has a remainder in ${account.unit}, and the new plan is kept in ${input.unit}. Adjust the remainder to 0 first.`,
    );
  }
  account.subscriptionId = input.subscriptionId;
  account.unit = input.unit ?? account.unit;
  account.includedNanos = input.includedNanos;
  if (input.includedNanos > 0n) {
    await postEntry(tx, account, {
      type: "allowance",
      amountNanos: input.includedNanos,
      pool: "allowance",
      description: "Included in the plan",
      now: input.now,
    });
  } else {
    await saveAccounts(tx, [account], input.now);
  }
}

/** Takes back what is left of the allowance. */
export async function expireAllowance(tx: Db, account: Account, now: Date): Promise<void> {
  if (account.allowanceNanos <= 0n) return;
  await postEntry(tx, account, {
    type: "expiry",
    amountNanos: -account.allowanceNanos,
    pool: "allowance",
    description: "Allowance not used",
    now,
  });
}
