import type { LedgerEntry } from "@farthing/contract";
import type { z } from "zod";
import { idFromUuid } from "../platform/index.js";
import type { Account } from "./account.js";
import type { Entry } from "./post.js";
import type { LedgerLine } from "./store.js";
import { unitAmount } from "./unit.js";

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

/** An entry that was just posted to an account, in the same shape. */
export const shapePosted = (
  account: Account,
  entry: Pick<Entry, "id" | "type" | "amountNanos" | "balanceAfterNanos" | "description">,
  at: Date,
  livemode: boolean,
): z.input<typeof LedgerEntry> => ({
  object: "ledger_entry",
  livemode,
  id: entry.id,
  customerId: account.customerId,
  subscriptionId: account.subscriptionId,
  type: entry.type,
  unit: account.unit!,
  amount: unitAmount(account.unit!, entry.amountNanos),
  amountNanos: entry.amountNanos.toString(),
  balanceAfter: unitAmount(account.unit!, entry.balanceAfterNanos),
  balanceAfterNanos: entry.balanceAfterNanos.toString(),
  eventId: null,
  description: entry.description,
  createdAt: at.toISOString(),
});
