/** A line of an invoice, opened down to its events. */
import {
  type InvoiceLineEventList,
  type InvoiceLineTotals,
  quantityFromNanoUnits,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import {
  type BehindLine,
  eventsBehind,
  type MeteringDependencies,
  shapeEvents,
  sumBilled,
} from "../../metering/index.js";
import { type Caller, type Db, listAnswer, pageOf, readCursor } from "../../platform/index.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";
import { behindLine, mayBeArchived } from "./behind-line.js";
import { billedPart } from "./billed-part.js";
import { exactAmount } from "./lines.js";

type Answer = z.input<typeof InvoiceLineEventList>;

export const noLineEvents = (
  invoice: Pick<InvoiceRow, "id">,
  lineId: InvoiceLineRow["id"] | null,
): Answer => ({
  ...listAnswer({ data: [], nextCursor: null }),
  invoiceId: invoice.id,
  lineId,
  totals: null,
  archived: false,
});

/** @throws FarthingError `validation_error` at `cursor` */
export async function listLineEvents(
  metering: MeteringDependencies,
  db: Db,
  caller: Caller,
  { invoice, line }: { readonly invoice: InvoiceRow; readonly line: InvoiceLineRow },
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Answer> {
  const before = readCursor(cursor, /^\d{1,18}$/);
  const behind = await behindLine(db, invoice, line);
  if (!behind) return noLineEvents(invoice, line.id);
  const rows = await eventsBehind(db, behind, limit, before ? BigInt(before) : undefined);
  const page = pageOf(rows, limit, (row) => String(row.seq));
  const events = await shapeEvents(metering, db, caller, page.data);
  const archived = await mayBeArchived(db, behind);
  return {
    ...listAnswer({
      ...page,
      data: events.map((event, i) => ({ ...event, billed: billedPart(page.data[i]!, line) })),
    }),
    invoiceId: invoice.id,
    lineId: line.id,
    totals: before || archived ? null : await totalsOf(db, invoice, line, behind),
    archived,
  };
}

async function totalsOf(
  db: Db,
  { currency }: InvoiceRow,
  line: InvoiceLineRow,
  behind: BehindLine,
): Promise<z.input<typeof InvoiceLineTotals>> {
  const { events, quantityNanoUnits, amountNanos } = await sumBilled(db, behind, line.includedNanoUnits);
  const isCounted = behind.counted !== undefined;
  const eventsNanos = isCounted ? exactAmount(quantityNanoUnits, line.unitPriceNanos ?? 0n) : amountNanos;
  const otherNanos = isCounted ? 0n : line.exactNanos - eventsNanos;
  return {
    events: Number(events),
    quantity: isCounted ? quantityFromNanoUnits(quantityNanoUnits) : null,
    eventsNanos: eventsNanos.toString(),
    otherNanos: otherNanos.toString(),
    amountNanos: (eventsNanos + otherNanos).toString(),
    amount: settlementFromNanos(line.amountNanos, currency),
  };
}
