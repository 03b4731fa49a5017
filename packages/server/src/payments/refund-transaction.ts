import { nanosPerSettlementUnit, settlementFromNanos } from "@farthing/contract";
import { findInvoice, replaceRefund, returnableNanos } from "../billing/index.js";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  least,
  transaction,
} from "../platform/index.js";
import { lockCurrent } from "../subscriptions/index.js";
import type { LinkDependencies } from "./checkout/open-checkout.js";
import { requirePayment, requireTransaction } from "./find-payment.js";
import { keptNanos } from "./kept.js";
import { assertConnected } from "./providers/assert-connected.js";
import type { PaymentRow, RefundRow, TransactionRow } from "./schema.js";
import { writeRefund } from "./write-refund.js";

/** What is left of it. Of what paid an invoice, what became a credit of the customer, by a credit note or a change of plan, is given back already. */
async function refundableNanos(
  tx: Db,
  { environmentId, invoiceId }: PaymentRow,
  row: TransactionRow,
): Promise<bigint> {
  const restNanos = row.amountNanos - row.refundedNanos;
  const invoice = invoiceId && (await findInvoice(tx, environmentId, invoiceId, true));
  if (!invoice || row.isSurplus) return restNanos;
  const returnable = await returnableNanos(tx, invoice, keptNanos);
  return least(returnable, restNanos);
}

/**
 * Gives back what was taken, or a part of it. The invoice stays as it is: the refund is a row of its own. Where it fits a credit
 * note whose refund failed at the bank, it is that note's from now on.
 * @param input `amount` in settlement scale; left out: all that is left
 * @throws FarthingError `transaction_not_found`, `invalid_state`, `validation_error` for more than is left
 */
export function refundTransaction(
  db: Db,
  caller: Caller,
  id: Id<"txn">,
  input: { readonly amount?: number | undefined; readonly reason?: string | undefined },
  { providers, catchUp }: LinkDependencies,
): Promise<RefundRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireTransaction(tx, caller, id);
    await lockCurrent(tx, caller, customerId, catchUp);
    const row = await requireTransaction(tx, caller, id);
    const payment = await requirePayment(tx, caller, row.paymentId);
    const leftNanos = await refundableNanos(tx, payment, row);
    if (row.status !== "succeeded" || leftNanos <= 0n) {
      const state = row.status === "succeeded" ? "already refunded" : row.status;
      throw new FarthingError("invalid_state", `Transaction ${id} is ${state}; there is nothing to refund.`, {
        param: "id",
      });
    }
    await assertConnected(providers, tx, row);
    const amountNanos =
      input.amount === undefined ? leftNanos : BigInt(input.amount) * nanosPerSettlementUnit(row.currency);
    if (amountNanos > leftNanos) {
      const left = settlementFromNanos(leftNanos, row.currency);
      throw invalid(
        "amount",
        `is more than the ${left} (settlement scale, ${row.currency}) that can still be refunded`,
      );
    }
    const reason = input.reason ?? null;
    const refund = await writeRefund(tx, { transaction: row, payment, amountNanos, reason, at: now });
    if (payment.invoiceId && !row.isSurplus)
      await replaceRefund(tx, { customerId, id: payment.invoiceId }, refund);
    return refund;
  });
}
