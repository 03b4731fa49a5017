/** Seats: how many of a customer's people may use something, counted and charged by the billing period. */
import { z } from "zod";
import { seatBilling } from "./plans.js";
import {
  answeredRate,
  answeredSettlement,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  maxTotal,
  orNull,
  resource,
} from "./primitives.js";

const MOST_SEATS = 1_000_000;
const seatCount = z.int().min(0).max(MOST_SEATS);

/** By the code of the feature. */
export const seatCounts = z
  .record(code, seatCount)
  .refine((seats) => Object.keys(seats).length <= 50, "must not name more than 50 features")
  .meta({ description: "Number of seats by feature code", example: { editor: 5 } });

const ofFeature = { customerId: customerReference, featureCode: code };

export const AddSeats = z
  .strictObject({
    ...ofFeature,
    count: seatCount.min(1).meta({ description: "Number of seats to add", example: 2 }),
    maxTotal,
  })
  .meta({ id: "AddSeats" });
export const RemoveSeats = z
  .strictObject({
    ...ofFeature,
    count: seatCount.min(1).meta({ description: "Number of seats to remove", example: 1 }),
  })
  .meta({ id: "RemoveSeats" });
const totalCount = seatCount.meta({ description: "Total number of seats", example: 7 });
export const SetSeats = z
  .strictObject({ ...ofFeature, count: totalCount, maxTotal })
  .meta({ id: "SetSeats" });
export const PreviewSeats = z.strictObject({ ...ofFeature, count: totalCount }).meta({ id: "PreviewSeats" });
export const SetAllSeats = z
  .strictObject({
    customerId: customerReference,
    seats: seatCounts.refine((seats) => Object.keys(seats).length > 0, "must name at least one feature"),
    maxTotal,
  })
  .meta({ id: "SetAllSeats" });

const ofChange = {
  customerId: idSchema("cus"),
  subscriptionId: idSchema("sub"),
  featureCode: code,
  previousBalance: z.int().meta({ description: "Number of seats before the change" }),
  newBalance: z.int().meta({ description: "Number of seats after the change" }),
  current: z.int().meta({ description: "Seats that can be used until the renewal" }),
  effectiveAt: answeredTime.meta({ description: "The time of the change; for removed seats, the renewal" }),
  billing: z.enum(["advance", "true_up", "immediate", "none"]).meta({
    description:
      "`advance`: charged with the period that begins. `true_up`: charged for the rest of the period with the next renewal. " +
      "`immediate`: charged for the rest of the period at once, on `invoiceId`. `none`: nothing is charged for the current period.",
  }),
};

/** What seats that are added within a period cost for its rest. */
export const SeatCharge = z
  .object({
    quantity: z.int().meta({ description: "Added seats beyond the included ones" }),
    unitPrice: answeredRate.meta({ description: "Rate scale, per seat and whole billing period" }),
    period: z.object({ start: answeredTime, end: answeredTime }),
    amount: answeredSettlement.meta({ description: "Settlement scale, before customer credits" }),
  })
  .meta({ id: "SeatCharge" });

export const SeatChangePreview = z
  .object({
    ...resource("seat_change_preview"),
    ...ofChange,
    renewsAt: answeredTime.meta({
      description: "When the period ends: seats that are removed can be used until then",
    }),
    currency: z.string(),
    charge: orNull(SeatCharge).meta({
      description: "Charged for the rest of the period, when `billing` says; null if nothing is",
    }),
    creditsApplied: answeredSettlement.meta({
      description: "Customer credits applied now, settlement scale",
    }),
    total: answeredSettlement.meta({
      description: "Amount to be paid now, settlement scale; 0 if the renewal charges it",
    }),
  })
  .meta({ id: "SeatChangePreview" });

export const SeatEvent = z
  .object({
    ...resource("seat_event"),
    id: idSchema("seat"),
    ...ofChange,
    invoiceId: idSchema("inv").nullable(),
    apiKeyId: idSchema("key").nullable().meta({ description: "The API key that made the change" }),
    createdAt: answeredTime,
  })
  .meta({ id: "SeatEvent" });

export const SeatEventList = listOf(SeatEvent).meta({ id: "SeatEventList" });
/** All changes of seats behind a line, summed: it comes to what the line says. */
export const SeatLineTotals = z
  .object({
    events: z.int().meta({ description: "Number of events" }),
    seatsBefore: z.int().meta({ description: "Number of seats before the first change" }),
    added: z.int().meta({ description: "Seats added by these changes" }),
    removed: z.int().meta({ description: "Seats removed by these changes" }),
    seats: z.int().meta({ description: "The line's `used`: `seatsBefore` plus `added` minus `removed`" }),
    quantity: z.int().meta({
      description:
        "The line's `quantity`: the seats beyond the included ones; for a change within a period, by how many the change increased these",
    }),
  })
  .meta({ id: "SeatLineTotals" });

export const InvoiceLineSeatEventList = listOf(SeatEvent)
  .extend({
    invoiceId: idSchema("inv"),
    lineId: idSchema("iline"),
    totals: orNull(SeatLineTotals).meta({
      description: "On the first page only; null for lines that charge no seats",
    }),
  })
  .meta({ id: "InvoiceLineSeatEventList" });

/** Of one request: always whole. */
export const SeatEvents = listOf(SeatEvent).meta({ id: "SeatEvents" });
export const ListSeatEvents = z.strictObject({
  ...cursorQuery,
  customerId: customerReference,
  featureCode: code.optional(),
});
export const ListInvoiceLineSeatEvents = z.strictObject({ ...cursorQuery });

export const GetSeatBalance = z.strictObject(ofFeature);
export const ListSeatBalances = z.strictObject({ customerId: customerReference });

export const SeatBalance = z
  .object({
    ...resource("seat_balance"),
    customerId: idSchema("cus"),
    subscriptionId: idSchema("sub"),
    featureCode: code,
    current: z.int().meta({ description: "Seats that can be used now" }),
    atRenewal: z
      .int()
      .meta({ description: "Seats that continue at the renewal; fewer if some were removed" }),
    included: z.int().meta({ description: "Seats included in the plan" }),
    unlimited: z.boolean(),
    limit: z.int().nullable().meta({ description: "Maximum number of seats; null without a limit" }),
    remaining: z
      .int()
      .nullable()
      .meta({ description: "Seats that can still be added; null without a limit" }),
    seatPrice: answeredRate.nullable().meta({
      description:
        "Rate scale, per seat beyond the included ones and whole billing period; null if no more seats are sold",
    }),
    seatBilling,
    asOf: answeredTime,
  })
  .meta({ id: "SeatBalance" });
export const SeatBalanceList = listOf(SeatBalance).meta({ id: "SeatBalanceList" });
