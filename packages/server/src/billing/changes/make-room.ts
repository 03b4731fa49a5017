/**
 * Time for what ends at the very instant at which it began, as it does in a sandbox whose clock stands still: it is put a
 * millisecond earlier, and what ended in the same way before it one more. So periods and counters stay apart.
 */

import { moveCounters } from "../../metering/index.js";
import { addMs, type Db } from "../../platform/index.js";
import { allowanceStartsUntil, type SubscriptionRow } from "../../subscriptions/index.js";
import type { StepContext } from "../due/step-context.js";
import { movePeriod } from "../periods/store.js";

interface RoomMade {
  readonly row: SubscriptionRow;
  /** Starts of the allowance periods that began before `at`, in order. */
  readonly starts: Date[];
}

/** @param at where what runs, or ran last, ends */
export async function makeRoom(
  tx: Db,
  row: SubscriptionRow,
  { interval, lateMs }: Pick<StepContext, "interval" | "lateMs">,
  at: Date,
): Promise<RoomMade> {
  const { startedAt, earlierAllowanceStarts, anchorAt, allowanceStart } = row;
  const counted = { startedAt, earlierAllowanceStarts, anchorAt: anchorAt! };
  // What would have begun at `at`, had it gone on, has not.
  const starts = allowanceStartsUntil(counted, interval, at, lateMs).filter(
    (start) => allowanceStart === null || start <= allowanceStart,
  );
  let first = starts.length;
  for (let taken = at; first > 0 && starts[first - 1]!.getTime() === taken.getTime(); first--) {
    taken = addMs(taken, -1);
  }
  for (let i = first; i < starts.length; i++) {
    const start = starts[i]!;
    starts[i] = addMs(start, -1);
    await movePeriod(tx, row, start, starts[i]!);
    await moveCounters(tx, row, start, starts[i]!);
  }
  const before = (time: Date | null) => (time && time >= at ? addMs(at, -1) : time);
  return {
    row: { ...row, periodStart: before(row.periodStart), allowanceStart: before(row.allowanceStart) },
    starts,
  };
}
