import { nanosPerSettlementUnit } from "@farthing/contract";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  newId,
  transaction,
} from "../platform/index.js";
import { type CatchUp, lockCurrent } from "../subscriptions/index.js";
import { settlementAmount } from "./answers.js";
import { requirePayment, requireTransaction } from "./find-payment.js";
import type { RefundRow } from "./schema.js";
import { insertRefund, updatePayment, updateTransaction } from "./store.js";

/**
 * Gives back what was taken, or a part of it. The invoice stays as it is: the refund is a row of its own.
 * @param input `amount` in settlement scale; left out: all that is left
 * @throws FarthingError `transaction_not_found`, `invalid_state`, `validation_error` for more than is left
 */
export function refundTransaction(
  db: Db,
  caller: Caller,
  id: Id<"txn">,
  input: { readonly amount?: number | undefined; readonly reason?: string | undefined },
  catchUp: CatchUp,
): Promise<RefundRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireTransaction(tx, caller, id);
    await lockCurrent(tx, caller, customerId, catchUp);
    const row = await requireTransaction(tx, caller, id);
    const leftNanos = row.amountNanos - row.refundedNanos;
    if (row.status !== "succeeded" || leftNanos === 0n) {
      const state = row.status === "succeeded" ? "given back already" : row.status;
      throw new FarthingError(
        "invalid_state",
        `Transaction ${id} is ${state}; there is nothing to give back.`,
        {
          param: "id",
        },
      );
    }
    const amountNanos =
      input.amount === undefined ? leftNanos : BigInt(input.amount) * nanosPerSettlementUnit(row.currency);
    if (amountNanos > leftNanos) {
      const left = settlementAmount(leftNanos, row.currency);
      throw invalid("amount", `is more than the ${left} (settlement scale, ${row.currency}) that is left`);
    }
    const payment = await requirePayment(tx, caller, row.paymentId);
    const isLocal = row.provider === "sandbox";
    await updateTransaction(tx, row, { refundedNanos: row.refundedNanos + amountNanos });
    await updatePayment(tx, payment, { refundedNanos: payment.refundedNanos + amountNanos, updatedAt: now });
    return insertRefund(tx, {
      customerId,
      id: newId("rfd"),
      environmentId: row.environmentId,
      transactionId: row.id,
      paymentId: row.paymentId,
      status: isLocal ? "succeeded" : "pending",
      currency: row.currency,
      amountNanos,
      reason: input.reason ?? null,
      createdAt: now,
      settledAt: isLocal ? now : null,
    });
  });
}
