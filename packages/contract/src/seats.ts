/** Seats: how many of a customer's people may use something, counted and charged by the billing period. */
import { z } from "zod";
import { seatBilling } from "./plans.js";
import {
  answeredRate,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  orNull,
  resource,
} from "./primitives.js";

const MOST_SEATS = 1_000_000;
const seatCount = z.int().min(0).max(MOST_SEATS);

/** By the code of the feature. */
export const seatCounts = z
  .record(code, seatCount)
  .refine((seats) => Object.keys(seats).length <= 50, "may have at most 50 features")
  .meta({ description: "Seats by the code of their feature", example: { editor: 5 } });

const ofFeature = { customerId: customerReference, featureCode: code };

export const AddSeats = z
  .strictObject({ ...ofFeature, count: seatCount.min(1).meta({ description: "How many more", example: 2 }) })
  .meta({ id: "AddSeats" });
export const RemoveSeats = z
  .strictObject({ ...ofFeature, count: seatCount.min(1).meta({ description: "How many fewer", example: 1 }) })
  .meta({ id: "RemoveSeats" });
export const SetSeats = z
  .strictObject({ ...ofFeature, count: seatCount.meta({ description: "How many in all", example: 7 }) })
  .meta({ id: "SetSeats" });
export const SetAllSeats = z
  .strictObject({
    customerId: customerReference,
    seats: seatCounts.refine((seats) => Object.keys(seats).length > 0, "must name at least one feature"),
  })
  .meta({ id: "SetAllSeats" });

export const SeatEvent = z
  .object({
    ...resource("seat_event"),
    id: idSchema("seat"),
    customerId: idSchema("cus"),
    subscriptionId: idSchema("sub"),
    featureCode: code,
    previousBalance: z.int().meta({ description: "Seats that were wanted before" }),
    newBalance: z.int().meta({ description: "Seats that are wanted now" }),
    current: z.int().meta({ description: "Seats that can be filled until the renewal" }),
    effectiveAt: answeredTime.meta({ description: "Now; for seats that were removed, the renewal" }),
    billing: z.enum(["advance", "true_up", "immediate", "none"]).meta({
      description:
        "`advance`: with the period that begins. `true_up`: for the rest of the period, with the next renewal. " +
        "`immediate`: the same, with `invoiceId`. `none`: nothing is charged for the running period.",
    }),
    invoiceId: idSchema("inv").nullable(),
    apiKeyId: idSchema("key").nullable().meta({ description: "Whose request it was" }),
    createdAt: answeredTime,
  })
  .meta({ id: "SeatEvent" });

export const SeatEventList = listOf(SeatEvent).meta({ id: "SeatEventList" });
/** All changes of seats behind a line, summed: it comes to what the line says. */
export const SeatLineTotals = z
  .object({
    events: z.int().meta({ description: "How many there are" }),
    seatsBefore: z.int().meta({ description: "Seats that were wanted before the first of them" }),
    added: z.int().meta({ description: "Seats that were added by them" }),
    removed: z.int().meta({ description: "Seats that were removed by them" }),
    seats: z.int().meta({ description: "The line's `used`: those before, and added, less those removed" }),
    quantity: z.int().meta({
      description:
        "The line's `quantity`: those of them beyond the included ones; within a period, what the change made these more",
    }),
  })
  .meta({ id: "SeatLineTotals" });

export const InvoiceLineSeatEventList = listOf(SeatEvent)
  .extend({
    invoiceId: idSchema("inv"),
    lineId: idSchema("iline"),
    totals: orNull(SeatLineTotals).meta({
      description: "On the first page; null on others, and for lines that charge no seats",
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
    current: z.int().meta({ description: "Seats that can be filled now" }),
    atRenewal: z
      .int()
      .meta({ description: "Seats that go on at the renewal: fewer where some were removed" }),
    included: z.int().meta({ description: "Seats that the plan includes" }),
    unlimited: z.boolean(),
    limit: z
      .int()
      .nullable()
      .meta({ description: "Most seats there can be; null where nothing limits them" }),
    remaining: z
      .int()
      .nullable()
      .meta({ description: "Seats that can still be added; null without a limit" }),
    seatPrice: answeredRate.nullable().meta({
      description:
        "Rate scale, for a seat beyond those included and a whole billing period; null where none is sold",
    }),
    seatBilling,
    asOf: answeredTime,
  })
  .meta({ id: "SeatBalance" });
export const SeatBalanceList = listOf(SeatBalance).meta({ id: "SeatBalanceList" });
