import type { LedgerEntry } from "@farthing/contract";
import type { z } from "zod";
import { idFromUuid } from "../platform/index.js";
import type { LedgerLine } from "./store.js";
import { unitAmount } from "./unit.js";

export type LedgerEntryRow = LedgerLine;

/** A line as the API shows it. A consumption's id is made of its event's: one row is both. */
export const shapeEntry = (line: LedgerLine, livemode: boolean): z.input<typeof LedgerEntry> => ({
  object: "ledger_entry",
  livemode,
  id: idFromUuid("led", line.id),
  customerId: idFromUuid("cus", line.customer_id),
  subscriptionId: line.subscription_id ? idFromUuid("sub", line.subscription_id) : null,
  type: line.type,
  unit: line.unit,
  amount: unitAmount(line.unit, line.amount_nanos),
  amountNanos: line.amount_nanos.toString(),
  balanceAfter: unitAmount(line.unit, line.balance_after_nanos),
  balanceAfterNanos: line.balance_after_nanos.toString(),
  eventId: line.event_id ? idFromUuid("evt", line.event_id) : null,
  description: line.description ?? "",
  createdAt: line.created_at.toISOString(),
});
