import type { SeatEvent } from "@farthing/contract";
import { pgTable, text } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { count, time, typeId } from "../../platform/index.js";

export const seats = pgTable("seats", {
  customerId: typeId("customer_id", "cus").notNull(),
  subscriptionId: typeId("subscription_id", "sub").notNull(),
  featureId: typeId("feature_id", "feat").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  /** That can be filled until the renewal. */
  currentSeats: count("current_seats").notNull(),
  /** That go on at the renewal; never more than there are now. */
  renewalSeats: count("renewal_seats").notNull(),
  /** Of the last event. */
  lastSeq: count("last_seq").notNull(),
  /** Of the last event that was paid for in advance with the period. */
  advanceSeq: count("advance_seq").notNull().default(0n),
  updatedAt: time("updated_at").notNull(),
});

export const seatEvents = pgTable("seat_events", {
  customerId: typeId("customer_id", "cus").notNull(),
  subscriptionId: typeId("subscription_id", "sub").notNull(),
  featureId: typeId("feature_id", "feat").notNull(),
  seq: count("seq").notNull(),
  id: typeId("id", "seat").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  /** Null where an operator did it, or the customer. */
  apiKeyId: typeId("api_key_id", "key"),
  operatorId: text("operator_id"),
  portalSessionId: typeId("portal_session_id", "psn"),
  previousSeats: count("previous_seats").notNull(),
  newSeats: count("new_seats").notNull(),
  previousCurrent: count("previous_current").notNull(),
  newCurrent: count("new_current").notNull(),
  billing: text("billing").$type<z.output<typeof SeatEvent>["billing"]>().notNull(),
  invoiceId: typeId("invoice_id", "inv"),
  effectiveAt: time("effective_at").notNull(),
  createdAt: time("created_at").notNull(),
});
