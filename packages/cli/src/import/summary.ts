/** What came of an import, for people and as JSON. */
import type { Terminal } from "../terminal.js";
import type { Import } from "./import-file.js";
import type { ImportState } from "./import-state.js";
import { decimalText } from "./numbers.js";
import { type Amounts, refusedCount } from "./tally.js";

export interface Outcome extends Import {
  readonly state: ImportState;
  /** Rows that an earlier run had dealt with. */
  readonly rowsBefore: number;
  /** Of this run. */
  readonly seconds: number;
}

export function printOutcome(outcome: Outcome, terminal: Terminal): void {
  terminal.out.write(outcome.json ? `${JSON.stringify(jsonOf(outcome))}\n` : describe(outcome));
}

const NANO_DIGITS = 9;
const number = (value: number | bigint): string => value.toLocaleString("en-US");

function describe(outcome: Outcome): string {
  const { tally } = outcome.state;
  const refused = Object.entries(tally.refused);
  const rows: [string, string][] = [
    ["rows", number(tally.rows)],
    ["recorded", number(tally.recorded)],
    [
      "duplicates",
      `${number(tally.duplicates)}${tally.duplicates > 0 ? " (already imported, not charged again)" : ""}`,
    ],
    ["refused", number(refusedCount(tally))],
    ...refused.map(([code, count]): [string, string] => [`  ${code}`, number(count)]),
    ["skipped", `${number(tally.skipped)}${tally.skipped > 0 ? " (not mappable)" : ""}`],
    ["charged", chargedText(outcome)],
    ...(tally.duplicates > 0
      ? [["charged before", amountsText(tally.chargedBefore)] as [string, string]]
      : []),
    ...Object.entries(tally.tokens)
      .filter(([, count]) => count !== "0")
      .map(([field, count]): [string, string] => [field, number(BigInt(count))]),
    ["time", timeText(outcome)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`);
  return `${[...table, ...remarks(outcome)].join("\n")}\n`;
}

function chargedText({ charge, state }: Outcome): string {
  return charge ? amountsText(state.tally.charged) : "nothing (--record-only)";
}

function amountsText(amounts: Amounts): string {
  const parts = Object.entries(amounts).map(([unit, nanos]) => {
    const amount = decimalText(BigInt(nanos), NANO_DIGITS);
    return unit === "units" ? `${amount} units counted, billed with their period` : `${amount} ${unit}`;
  });
  return parts.length > 0 ? parts.join(", ") : "nothing";
}

function timeText({ state, rowsBefore, seconds }: Outcome): string {
  const rows = state.confirmedRow - rowsBefore;
  const speed = seconds > 0 ? `, ${number(Math.round(rows / seconds))} rows/s` : "";
  return `${seconds.toFixed(1)} s${speed}${rowsBefore > 0 ? ` (from row ${rowsBefore + 1} on)` : ""}`;
}

function remarks({ state: { tally }, reportFile, mapOptions, mapping, charge }: Outcome): string[] {
  const lines: string[] = [];
  const refused = refusedCount(tally);
  if (refused + tally.skipped > 0) lines.push("", `Rows that were not imported, with reasons: ${reportFile}`);
  if (refused > 0)
    lines.push(
      "Refused rows: once the cause is resolved, run the same command again; imported rows are not charged again.",
    );
  if (tally.skipped > 0) lines.push(howToCorrect(mapping.has("idempotencyKey"), mapOptions.keyPrefix));
  if (!charge && tally.recorded > 0)
    lines.push(
      "",
      "Rows recorded without a charge keep their keys, so importing them again charges nothing.",
    );
  return lines;
}

const howToCorrect = (ownKeys: boolean, keyPrefix: string): string =>
  ownKeys
    ? "Skipped rows: correct them in the file and run the same command again; imported rows are not charged again."
    : `Skipped rows: correct them without adding or removing rows, and run the same command with --key-prefix ${keyPrefix} so that the other rows keep their keys.`;

function jsonOf({ file, scan, state, rowsBefore, seconds, reportFile }: Outcome) {
  const { tally } = state;
  const left = refusedCount(tally) + tally.skipped;
  return {
    file,
    digest: scan.digest,
    ...tally,
    refused: refusedCount(tally),
    refusedByReason: tally.refused,
    charged: decimals(tally.charged),
    chargedBefore: decimals(tally.chargedBefore),
    truncatedTimestamps: scan.truncated,
    resumedAfterRow: rowsBefore,
    seconds,
    report: left > 0 ? reportFile : null,
  };
}

const decimals = (amounts: Amounts): Amounts =>
  Object.fromEntries(
    Object.entries(amounts).map(([unit, nanos]) => [unit, decimalText(BigInt(nanos), NANO_DIGITS)]),
  );
