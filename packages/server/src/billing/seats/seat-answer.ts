/** Seats as the API shows them. */
import { rateFromNanos, type SeatBalance, type SeatEvent } from "@farthing/contract";
import type { z } from "zod";
import type { Caller } from "../../platform/index.js";
import type { SeatContext, SeatFeature } from "./seat-context.js";
import { seatLimit } from "./seat-rules.js";
import type { SeatEventRow } from "./store.js";

export const shapeSeatEvent = (
  row: SeatEventRow,
  featureCode: string,
  livemode: boolean,
): z.input<typeof SeatEvent> => ({
  object: "seat_event",
  livemode,
  id: row.id,
  customerId: row.customerId,
  subscriptionId: row.subscriptionId,
  featureCode,
  previousBalance: Number(row.previousSeats),
  newBalance: Number(row.newSeats),
  current: Number(row.newCurrent),
  effectiveAt: row.effectiveAt.toISOString(),
  billing: row.billing,
  invoiceId: row.invoiceId,
  apiKeyId: row.apiKeyId,
  createdAt: row.createdAt.toISOString(),
});

export function shapeSeatBalance(
  { subscription, seats }: SeatContext,
  { feature, terms }: SeatFeature,
  caller: Caller,
): z.input<typeof SeatBalance> {
  const row = seats.get(feature.id);
  const limit = seatLimit(terms);
  const atRenewal = row?.renewalSeats ?? 0n;
  const left = limit === null ? null : limit - atRenewal;
  return {
    object: "seat_balance",
    livemode: caller.livemode,
    customerId: subscription.customerId,
    subscriptionId: subscription.id,
    featureCode: feature.code,
    current: Number(row?.currentSeats ?? 0n),
    atRenewal: Number(atRenewal),
    included: Number(terms.includedSeats),
    unlimited: terms.unlimited,
    limit: limit === null ? null : Number(limit),
    remaining: left === null ? null : Number(left > 0n ? left : 0n),
    seatPrice: terms.priceNanos === null ? null : rateFromNanos(terms.priceNanos),
    seatBilling: terms.billing,
    asOf: caller.now().toISOString(),
  };
}
