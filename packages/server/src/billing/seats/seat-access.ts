/** Whether one more seat can be filled, as feature access asks. */
import { rateFromNanos } from "@farthing/contract";
import type { ReadSeatAccess } from "../../charging/index.js";
import { termsInForce } from "../periods/terms.js";
import { paidSeats, seatLimit } from "./seat-rules.js";
import { seatsOf } from "./store.js";

export const readSeatAccess: ReadSeatAccess = async (db, config, subscription, featureId) => {
  const terms = termsInForce(config, subscription).seats.get(featureId);
  if (!terms) return { allowed: false, reason: "feature_not_in_plan" };
  const row = (await seatsOf(db, subscription)).get(featureId);
  const used = row?.renewalSeats ?? 0n;
  const limit = seatLimit(terms);
  const next = used + 1n;
  const allowed = limit === null || next <= limit;
  const isPaid = next > (row?.currentSeats ?? 0n) && paidSeats(next, terms) > 0n;
  const left = limit === null ? null : limit - used;
  return {
    allowed,
    ...(allowed
      ? {}
      : { reason: limit === terms.maxSeats ? "seat_limit_reached" : "included_limit_reached" }),
    willBeCharged: allowed && isPaid && (terms.priceNanos ?? 0n) > 0n,
    used: Number(used),
    included: Number(terms.includedSeats),
    remaining: left === null ? null : Number(left > 0n ? left : 0n),
    unlimited: terms.unlimited,
    overageEnabled: terms.priceNanos !== null,
    overageQuantity: Number(paidSeats(used, terms)),
    overageUnitPrice: terms.priceNanos === null ? null : rateFromNanos(terms.priceNanos),
  };
};
