/** A line of an invoice, opened down to its events. */
import {
  type InvoiceLineEventList,
  type InvoiceLineTotals,
  quantityFromNanoUnits,
  settledNanos,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import { belowZeroByEntries } from "../../ledger/index.js";
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
type Totals = z.input<typeof InvoiceLineTotals>;

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
  if (!behind)
    return { ...noLineEvents(invoice, line.id), totals: before ? null : totalsOfAdjustment(invoice, line) };
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
): Promise<Totals> {
  const { events, quantityNanoUnits, amountNanos } = await sumBilled(db, behind, line.includedNanoUnits);
  const isCounted = behind.counted !== undefined;
  return shapeTotals({
    events,
    quantityNanoUnits: isCounted ? quantityNanoUnits : null,
    eventsNanos: isCounted ? exactAmount(quantityNanoUnits, line.unitPriceNanos ?? 0n) : amountNanos,
    otherNanos: isCounted ? 0n : await belowZeroByEntries(db, { ...behind, unit: currency }),
    currency,
  });
}

/** Of what the operator names, or billing itself; null for all other lines. */
function totalsOfAdjustment({ currency }: InvoiceRow, line: InvoiceLineRow): Totals | null {
  if (line.kind !== "adjustment") return null;
  const { quantityNanoUnits, unitPriceNanos, amountNanos } = line;
  const otherNanos =
    quantityNanoUnits === null ? amountNanos : exactAmount(quantityNanoUnits, unitPriceNanos ?? 0n);
  return shapeTotals({ events: 0n, quantityNanoUnits, eventsNanos: 0n, otherNanos, currency });
}

interface Summed {
  readonly events: bigint;
  readonly quantityNanoUnits: bigint | null;
  readonly eventsNanos: bigint;
  readonly otherNanos: bigint;
  readonly currency: string;
}

function shapeTotals({ events, quantityNanoUnits, eventsNanos, otherNanos, currency }: Summed): Totals {
  const exactNanos = eventsNanos + otherNanos;
  return {
    events: Number(events),
    quantity: quantityNanoUnits === null ? null : quantityFromNanoUnits(quantityNanoUnits),
    eventsNanos: eventsNanos.toString(),
    otherNanos: otherNanos.toString(),
    amountNanos: exactNanos.toString(),
    amount: settlementFromNanos(settledNanos(exactNanos, currency), currency),
  };
}
