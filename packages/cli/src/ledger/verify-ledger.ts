/** `farthing ledger verify`: checks the ledger of the database that the server's settings name. */
import type { Database, LedgerVerification } from "@farthing/server";
import { type Server, withDatabase } from "../database.js";
import { InterruptedError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { openProgress } from "../progress.js";
import type { Terminal } from "../terminal.js";

type BrokenLine = NonNullable<LedgerVerification["broken"]>;

/** @throws UsageError where the settings are wrong or name no database; UnfinishedError where it does not answer */
export async function verifyLedger(options: { json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  // Loaded only here: the other commands need nothing of the server's.
  const server = await import("@farthing/server");
  const result = await withDatabase(server, terminal, (database) => verify(server, database, terminal));
  terminal.out.write(options.json ? `${JSON.stringify(jsonOf(result))}\n` : describe(result));
  return result.broken ? EXIT.flawed : EXIT.done;
}

async function verify(server: Server, database: Database, terminal: Terminal): Promise<LedgerVerification> {
  const progress = openProgress(terminal, "lines");
  try {
    return await server.verifyLedger(
      database.db,
      server.createModelPricing().pricesById,
      ({ lines, linesTotal }) => {
        if (terminal.interrupted.aborted) throw new InterruptedError("Stopped before the end of the ledger.");
        progress.update(lines, linesTotal);
      },
    );
  } finally {
    progress.close();
  }
}

function describe({ broken, accounts, lines, archivedLines, eventsRated }: LedgerVerification): string {
  if (broken) return describeBroken(broken);
  const archived = archivedLines > 0n ? `, behind ${archivedLines} archived ones` : "";
  return `Accounts: ${accounts}, ledger lines: ${lines}${archived}, charges rated again: ${eventsRated}.\nThe ledger is sound.\n`;
}

const describeBroken = ({ customerId, seq, what, expected, found }: BrokenLine): string =>
  [
    "The ledger is broken. The first problem:",
    `  customer  ${customerId}`,
    `  line      ${seq ?? "none (the account as a whole)"}`,
    `  what      ${what}`,
    `  expected  ${expected ?? "nothing"}`,
    `  found     ${found ?? "nothing"}`,
    "Amounts are nanos: 10^-9 of the unit.",
    "",
  ].join("\n");

const jsonOf = ({ broken, accounts, lines, archivedLines, eventsRated }: LedgerVerification) => ({
  sound: broken === undefined,
  accounts,
  lines: lines.toString(),
  archivedLines: archivedLines.toString(),
  eventsRated,
  broken: broken ? { ...broken, seq: broken.seq?.toString() ?? null } : null,
});
