/** What the invoice of a change bills that is owed whether the plan is changed or not: usage, and seats added, until then. */
import type { InvoiceLineKind, InvoiceLineRow } from "../schema.js";

const IN_ADVANCE: ReadonlySet<InvoiceLineKind> = new Set(["plan_base", "feature_seats"]);

const isCredit = ({ kind }: InvoiceLineRow): boolean => kind === "credit" || kind === "adjustment";

/** Seats that were added within the period that the change ends are charged up to its moment, with it. */
export const isOwedSoFar = (line: InvoiceLineRow, changedAt: Date): boolean =>
  !isCredit(line) && (!IN_ADVANCE.has(line.kind) || (line.periodEnd !== null && line.periodEnd <= changedAt));

export const isInAdvance = (line: InvoiceLineRow, changedAt: Date): boolean =>
  !isCredit(line) && !isOwedSoFar(line, changedAt);

export const owedSoFarNanos = (lines: readonly InvoiceLineRow[], changedAt: Date): bigint =>
  lines
    .filter((line) => isOwedSoFar(line, changedAt))
    .reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
