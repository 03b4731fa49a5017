/** Reads of events whose cost follows what is asked for: what bounds them, and what is said where that was too much. */
import { type Caller, FarthingError, isStatementTimeout, lowestUuidAt, timeFrom } from "../platform/index.js";

/** As far as an event's time may be set to be ahead, an hour, and as much again: the clocks of nodes differ. */
const SLACK_MS = 2 * 3_600_000;

/**
 * No event of `from` or later has a lower id: ids begin with the time they were made at, and an event's own time is
 * hardly after that. Undefined where it bounds nothing, and in sandboxes, whose clocks are their own.
 */
export const lowestEventUuid = ({ livemode }: Pick<Caller, "livemode">, from: Date | undefined) =>
  livemode && from && from.getTime() > SLACK_MS
    ? lowestUuidAt(timeFrom(from.getTime() - SLACK_MS))
    : undefined;

/** @throws FarthingError `read_too_broad` in place of a statement's timeout, which would come again with a retry */
export async function boundedRead<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    const message =
      "Reading took too long. Narrow the request to one customer, one feature, or a shorter time range.";
    throw new FarthingError("read_too_broad", message, { cause: error });
  }
}
