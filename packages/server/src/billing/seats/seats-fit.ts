/** Whether the seats of a subscription fit on the plan that it is to change to. */

import type { PlanConfig } from "../../plans/index.js";
import type { Db } from "../../platform/index.js";
import type { SubscriptionRow } from "../../subscriptions/index.js";
import type { PeriodTerms } from "../periods/terms.js";
import { assertWithinLimit } from "./change-seats.js";
import { NEXT_PLAN } from "./seat-rules.js";
import { seatsOf } from "./store.js";

/**
 * A plan that sells fewer seats would have to take some away, or give them for nothing.
 * @param terms of the plan that it changes to
 * @throws FarthingError `seat_limit_reached`, `included_limit_reached` at `param`
 */
export async function assertSeatsFit(
  tx: Db,
  { features }: PlanConfig,
  row: SubscriptionRow,
  terms: PeriodTerms,
  param: string,
): Promise<void> {
  for (const { featureId, renewalSeats } of (await seatsOf(tx, row)).values()) {
    const ofPlan = terms.seats.get(featureId);
    if (ofPlan)
      assertWithinLimit({ feature: features.get(featureId)!, terms: ofPlan }, renewalSeats, param, NEXT_PLAN);
  }
}
