/** What became of the money that was paid at a page. */

import { moneyText } from "../../billing/index.js";
import type { Db } from "../../platform/index.js";
import type { CheckoutRow } from "../schema.js";
import { findTransaction } from "../transaction-store.js";

export interface WentBack {
  readonly isAll: boolean;
  /** As people read them: `$29.00`. */
  readonly paid: string;
  readonly returned: string;
}

/** @returns undefined where nothing of it was given back, and where nothing was paid */
export async function wentBack(
  db: Db,
  { environmentId, transactionId }: CheckoutRow,
): Promise<WentBack | undefined> {
  const transaction = transactionId && (await findTransaction(db, environmentId, transactionId));
  if (!transaction || transaction.refundedNanos <= 0n) return undefined;
  const { amountNanos, refundedNanos, currency } = transaction;
  return {
    isAll: refundedNanos >= amountNanos,
    paid: moneyText(amountNanos, currency),
    returned: moneyText(refundedNanos, currency),
  };
}
