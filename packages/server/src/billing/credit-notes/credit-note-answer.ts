/** Credit notes as the API shows them. */
import type { CreditNote, CreditNoteListItem } from "@farthing/contract";
import type { z } from "zod";
import { settlementAmount } from "../invoices/invoice-answer.js";
import type { CreditNoteLineRow, CreditNoteRow } from "../schema.js";

const NUMBER_DIGITS = 6;

export const creditNoteNumber = ({ number }: Pick<CreditNoteRow, "number">): string =>
  `CN-${number.toString().padStart(NUMBER_DIGITS, "0")}`;

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
  total: settlementAmount(row.totalNanos, row.currency),
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
    amount: settlementAmount(line.amountNanos, row.currency),
  })),
});
