/** Seats as the API shows them. */
import {
  quantityFromNanoUnits,
  rateFromNanos,
  type SeatBalance,
  type SeatChangePreview,
  type SeatEvent,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { Caller } from "../../platform/index.js";
import type { SeatPreview } from "./preview-seats.js";
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

export function shapeSeatPreview(
  { context, before, after, featureCode, event, line, invoice, at }: SeatPreview,
  livemode: boolean,
): z.input<typeof SeatChangePreview> {
  const { subscription } = context;
  const { currency } = subscription;
  const total = settlementFromNanos(invoice?.totalNanos ?? 0n, currency);
  const charge = line && {
    quantity: quantityFromNanoUnits(line.quantityNanoUnits!),
    unitPrice: rateFromNanos(line.unitPriceNanos!),
    period: { start: line.period!.start.toISOString(), end: line.period!.end.toISOString() },
    amount: settlementFromNanos(line.amountNanos, currency),
  };
  return {
    object: "seat_change_preview",
    livemode,
    customerId: subscription.customerId,
    subscriptionId: subscription.id,
    featureCode,
    previousBalance: Number(before.renewalSeats),
    newBalance: Number(after.renewalSeats),
    current: Number(after.currentSeats),
    effectiveAt: (event?.effectiveAt ?? at).toISOString(),
    billing: event?.billing ?? "none",
    renewsAt: subscription.periodEnd!.toISOString(),
    currency,
    charge: charge ?? null,
    creditsApplied: invoice && charge ? charge.amount - total : 0,
    total,
  };
}

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
