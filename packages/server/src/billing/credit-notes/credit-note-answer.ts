/** Credit notes as the API shows them. */
import { type CreditNote, type CreditNoteListItem, settlementFromNanos } from "@farthing/contract";
import type { z } from "zod";
import { documentNumber } from "../documents/document-number.js";
import type { CreditNoteLineRow, CreditNoteRow } from "../schema.js";

export const creditNoteNumber = ({ number }: Pick<CreditNoteRow, "number">): string =>
  documentNumber("CN", number);

export const shapeCreditNote = (
  row: CreditNoteRow,
  livemode: boolean,
): z.input<typeof CreditNoteListItem> => ({
  object: "credit_note",
  livemode,
  id: row.id,
  number: creditNoteNumber(row),
  invoiceId: row.invoiceId,
  customerId: row.customerId,
  currency: row.currency,
  total: settlementFromNanos(row.totalNanos, row.currency),
  reason: row.reason,
  settlement: row.settlement,
  refundId: row.refundId,
  metadata: row.metadata,
  issuedAt: row.issuedAt.toISOString(),
});

export const shapeWithLines = (
  row: CreditNoteRow,
  lines: readonly CreditNoteLineRow[],
  livemode: boolean,
): z.input<typeof CreditNote> => ({
  ...shapeCreditNote(row, livemode),
  lines: lines.map((line) => ({
    object: "credit_note_line",
    livemode,
    id: line.id,
    invoiceLineId: line.invoiceLineId,
    description: line.description,
    amount: settlementFromNanos(line.amountNanos, row.currency),
  })),
});
