/** The seats a subscription begins with. They are charged with its first period, in advance. */
import { loadPlanConfig } from "../../plans/index.js";
import type { BeginSeats } from "../../subscriptions/index.js";
import { pinnedTerms } from "../periods/terms.js";
import { assertWithinLimit, eventOf, noSeats } from "./change-seats.js";
import { requireSeatFeature } from "./seat-context.js";
import { insertSeatEvents, saveSeats } from "./store.js";

export const beginSeats: BeginSeats = async (tx, caller, subscription, initialSeats) => {
  const at = caller.now();
  const config = await loadPlanConfig(tx, caller.environmentId);
  const terms = pinnedTerms(config, subscription);
  for (const [code, count] of Object.entries(initialSeats)) {
    const param = `initialSeats.${code}`;
    const found = requireSeatFeature({ config, subscription, terms }, code, param);
    const seats = BigInt(count);
    assertWithinLimit(found, seats, param);
    const before = noSeats(subscription, found.feature.id, at);
    const row = { ...before, currentSeats: seats, renewalSeats: seats, lastSeq: 1n };
    await saveSeats(tx, row);
    await insertSeatEvents(tx, [eventOf(before, row, caller, { billing: "advance", effectiveAt: at })]);
  }
};
