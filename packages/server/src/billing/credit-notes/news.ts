/** What is told of credit notes. */
import { settlementFromNanos } from "@farthing/contract";
import type { News } from "../../platform/index.js";
import type { CreditNoteRow } from "../schema.js";
import { shapeCreditNote } from "./credit-note-answer.js";

/** @param dueNanos what of the invoice is still to be paid */
export function newsOfCreditNote(row: CreditNoteRow, dueNanos: bigint): News {
  const { id, number, invoiceId, currency, total, reason, settlement, refundId } = shapeCreditNote(
    row,
    false,
  );
  return {
    environmentId: row.environmentId,
    customerId: row.customerId,
    type: "credit_note.created",
    data: {
      creditNoteId: id,
      number,
      invoiceId,
      currency,
      total,
      reason,
      settlement,
      refundId,
      invoiceAmountDue: settlementFromNanos(dueNanos, row.currency),
    },
    createdAt: row.issuedAt,
  };
}
