/** What setting a number of seats would do and cost. */
import { type Caller, type Db, takenBack, transaction } from "../../platform/index.js";
import type { Line } from "../invoices/lines.js";
import type { InvoiceRow } from "../schema.js";
import {
  decide,
  linesOf,
  lockSeats,
  type SeatChange,
  type SeatDependencies,
  writeChanges,
} from "./change-seats.js";
import type { SeatContext } from "./seat-context.js";
import type { SeatEventRow, SeatRow } from "./store.js";

export interface SeatPreview {
  readonly context: SeatContext;
  readonly before: SeatRow;
  /** As it would be, and as it is where nothing would change. */
  readonly after: SeatRow;
  readonly featureCode: string;
  readonly event: SeatEventRow | undefined;
  /** What is charged for the rest of the period, at once or when it ends. */
  readonly line: Line | undefined;
  /** Undefined where nothing is charged at once. */
  readonly invoice: InvoiceRow | undefined;
  readonly at: Date;
}

/** Does it and takes it back, so what is shown is what would be done. Nothing is collected. @throws as `changeSeats` */
export function previewSeats(
  { catchUp }: Pick<SeatDependencies, "catchUp">,
  db: Db,
  caller: Caller,
  reference: string,
  change: SeatChange,
): Promise<SeatPreview> {
  return transaction(db, async (tx) => {
    const { customer, context, at } = await lockSeats(tx, caller, reference, catchUp);
    const decided = decide(context, change, caller, at);
    const { event, before, row, featureCode } = decided;
    const [line] = await linesOf(tx, context, [decided], at);
    const changed = { customer, context, decided: [decided], at };
    const { invoice } = await takenBack(tx, () => writeChanges(tx, changed, () => ({ status: "open" })));
    return { context, before, after: row ?? before, featureCode, event, line, invoice, at };
  });
}
