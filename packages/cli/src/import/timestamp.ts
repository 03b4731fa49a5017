/** Times as exports write them. */
import { MissingZone, RowProblem } from "./row-problem.js";

/** Minutes east of UTC, for times that name no zone of their own. */
export type Zone = number;

interface ReadTime {
  /** ISO 8601 in UTC, to the millisecond. */
  readonly iso: string;
  /** Digits below the millisecond, other than 0, were cut off. */
  readonly truncated: boolean;
}

const CALENDAR =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;
const SECONDS = /^(\d{10})(?:\.(\d+))?$/;
const MILLISECONDS = /^(\d{13})$/;

/**
 * Reads `2023-11-16 18:15:46.6805900`, with `T` or a space, with or without a zone, and seconds (10 digits) or
 * milliseconds (13 digits) since 1970.
 * @throws MissingZone where it names no zone and none is given; RowProblem where it is not a time
 */
export function readTimestamp(text: string, zone: Zone | undefined): ReadTime {
  const trimmed = text.trim();
  const epoch = SECONDS.exec(trimmed);
  if (epoch) return timeOf(Number(epoch[1]) * 1000, epoch[2]);
  if (MILLISECONDS.test(trimmed)) return timeOf(Number(trimmed), undefined);
  const match = CALENDAR.exec(trimmed);
  if (!match) throw new RowProblem("is not a time like 2023-11-16T18:15:46.680Z");
  const [, year, month, day, hour, minute, second = "0", fraction, named] = match;
  const local = calendarMs([year, month, day, hour, minute, second].map(Number));
  const offset = named ? offsetOf(named) : zone;
  if (offset === undefined) throw new MissingZone("has no time zone");
  return timeOf(local - offset * 60_000, fraction);
}

/** @throws RowProblem where the calendar or the clock has no such time: 30 February, 25:00 */
function calendarMs(parts: readonly number[]): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(ms);
  const same =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!same) throw new RowProblem("is a time that does not exist");
  return ms;
}

function timeOf(wholeMs: number, fraction = ""): ReadTime {
  const ms = wholeMs + Number(fraction.slice(0, 3).padEnd(3, "0"));
  return { iso: new Date(ms).toISOString(), truncated: /[1-9]/.test(fraction.slice(3)) };
}

/** Minutes east of UTC of `Z`, `UTC`, `+02`, `+02:00` or `+0200`. */
function offsetOf(zone: string): number {
  if (/^(Z|UTC)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 14 || minutes > 59) throw new RowProblem("has a time zone that does not exist");
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** A zone as `--timezone` takes it; undefined where it is none. */
export function readZone(text: string): Zone | undefined {
  if (!/^(Z|UTC|[+-]\d{2}:?\d{2})$/i.test(text)) return undefined;
  try {
    return offsetOf(text);
  } catch {
    return undefined;
  }
}
