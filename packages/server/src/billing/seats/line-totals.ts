/** What the changes of seats behind a line of an invoice come to: the line. */
import type { SeatLineTotals } from "@farthing/contract";
import type { z } from "zod";
import type { Db } from "../../platform/index.js";
import type { InvoiceLineRow } from "../schema.js";
import { beyondIncluded, NANO_UNITS_PER_SEAT } from "./seat-rules.js";
import { type SeatEventRange, type SeatEventRow, seatEventsFrom } from "./store.js";

export async function seatLineTotals(
  db: Db,
  range: SeatEventRange,
  line: InvoiceLineRow,
): Promise<z.input<typeof SeatLineTotals>> {
  const rows = await seatEventsFrom(db, range);
  const events = rows.filter(({ seq }) => seq > range.afterSeq);
  const seatsBefore = events[0]?.previousSeats ?? rows[0]?.newSeats ?? 0n;
  const added = sumOf(events, ({ newSeats, previousSeats }) => newSeats - previousSeats);
  const removed = sumOf(events, ({ newSeats, previousSeats }) => previousSeats - newSeats);
  const seats = seatsBefore + added - removed;
  return {
    events: events.length,
    seatsBefore: Number(seatsBefore),
    added: Number(added),
    removed: Number(removed),
    seats: Number(seats),
    quantity: Number(quantityOf(seats, events, line)),
  };
}

/** What is above 0 of each. */
const sumOf = (events: readonly SeatEventRow[], of: (event: SeatEventRow) => bigint): bigint =>
  events.reduce((sum, event) => sum + (of(event) > 0n ? of(event) : 0n), 0n);

/** Of those added within a period the line charges what they are more; of a whole period all that go on. */
function quantityOf(seats: bigint, events: readonly SeatEventRow[], line: InvoiceLineRow): bigint {
  const included = (line.includedNanoUnits ?? 0n) / NANO_UNITS_PER_SEAT;
  const [first] = events;
  const isWithin = first?.createdAt.getTime() === line.periodStart?.getTime();
  return (
    beyondIncluded(seats, included) -
    (first && isWithin ? beyondIncluded(first.previousCurrent, included) : 0n)
  );
}
