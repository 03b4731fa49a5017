/** What became of the rows so far. Plain data, so that an interrupted import can go on with it. */
import type { UsageEvent } from "@farthing/node";
import { TOKEN_FIELDS, type TokenField } from "./fields.js";
import { scaledFromAnswer } from "./numbers.js";

export interface Tally {
  /** All that were dealt with, in whatever way. */
  rows: number;
  recorded: number;
  /** Recorded before this import, or by an attempt of it whose answer was lost. Not charged again. */
  duplicates: number;
  /** Turned away by the server, by the code of the reason. */
  refused: Record<string, number>;
  /** Not sent, because they could not be mapped. */
  skipped: number;
  /** Of recorded rows, by unit: a currency, `credits`, `units`. */
  charged: Amounts;
  /** Of duplicates. */
  chargedBefore: Amounts;
  /** Of recorded rows and duplicates. */
  tokens: Record<TokenField, string>;
}

/** Integers as text: 10^-9 of the unit. */
export type Amounts = Record<string, string>;

/** Rate scale, in which money is answered, has five decimals when counted in nanos. */
const MONEY_DIGITS = 5;
const QUANTITY_DIGITS = 9;

export const emptyTally = (): Tally => ({
  rows: 0,
  recorded: 0,
  duplicates: 0,
  refused: {},
  skipped: 0,
  charged: {},
  chargedBefore: {},
  tokens: Object.fromEntries(TOKEN_FIELDS.map((field) => [field, "0"])) as Tally["tokens"],
});

/** @param event undefined where it is archived: what it took then is not known here */
export function addEvent(
  tally: Tally,
  status: "recorded" | "duplicate",
  event: UsageEvent | undefined,
): void {
  tally.rows += 1;
  if (status === "recorded") tally.recorded += 1;
  else tally.duplicates += 1;
  if (!event) return;
  const { consumption } = event;
  if (consumption) {
    const isMoney = consumption.unit !== "credits" && consumption.unit !== "units";
    const nanos = scaledFromAnswer(consumption.deducted, isMoney ? MONEY_DIGITS : QUANTITY_DIGITS);
    addAmount(status === "recorded" ? tally.charged : tally.chargedBefore, consumption.unit, nanos);
  }
  for (const field of TOKEN_FIELDS) addAmount(tally.tokens, field, BigInt(event[field] ?? 0));
}

export function addRefused(tally: Tally, code: string): void {
  tally.rows += 1;
  tally.refused[code] = (tally.refused[code] ?? 0) + 1;
}

export function addSkipped(tally: Tally): void {
  tally.rows += 1;
  tally.skipped += 1;
}

function addAmount(amounts: Record<string, string>, name: string, amount: bigint): void {
  amounts[name] = (BigInt(amounts[name] ?? "0") + amount).toString();
}

export const refusedCount = (tally: Tally): number =>
  Object.values(tally.refused).reduce((sum, count) => sum + count, 0);
