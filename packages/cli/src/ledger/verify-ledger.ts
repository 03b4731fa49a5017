/** `farthing ledger verify`: checks the ledger of the database that the server's settings name. */
import { access } from "node:fs/promises";
import path from "node:path";
import type { LedgerVerification, Settings } from "@farthing/server";
import { errnoOf, InterruptedError, messageOf, UnfinishedError, UsageError } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { openProgress } from "../progress.js";
import type { Terminal } from "../terminal.js";

type BrokenLine = NonNullable<LedgerVerification["broken"]>;

/** @throws UsageError where the settings are wrong or name no database; UnfinishedError where it does not answer */
export async function verifyLedger(options: { json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  // Loaded only here: the other commands need nothing of the server's.
  const server = await import("@farthing/server");
  const settings = readSettings(server, terminal);
  await assertExists(settings);
  const result = await verify(server, settings, terminal).catch((error: unknown) => {
    throw explain(error, settings);
  });
  terminal.out.write(options.json ? `${JSON.stringify(jsonOf(result))}\n` : describe(result));
  return result.broken ? EXIT.flawed : EXIT.done;
}

type Server = typeof import("@farthing/server");

async function verify(server: Server, settings: Settings, terminal: Terminal): Promise<LedgerVerification> {
  const database = await server.openForCommand(settings, server.createLog("silent"));
  const progress = openProgress(terminal, "accounts");
  try {
    return await server.verifyLedger(
      database.db,
      server.createModelPricing().pricesById,
      ({ accounts, accountsTotal }) => {
        if (terminal.interrupted.aborted) throw new InterruptedError("Stopped before the end of the ledger.");
        progress.update(accounts, accountsTotal);
      },
    );
  } finally {
    progress.close();
    await database.close();
  }
}

function readSettings(server: Server, terminal: Terminal): Settings {
  try {
    const settings = server.readSettings(terminal.env);
    const dataDir = path.resolve(terminal.cwd, terminal.env.FARTHING_DATA_DIR || ".farthing");
    return { ...settings, dataDir };
  } catch (error) {
    if (error instanceof server.SettingsError) throw new UsageError(error.message);
    throw error;
  }
}

/** Else a new, empty database would be made, and found to be sound. */
async function assertExists({ databaseUrl, dataDir }: Settings): Promise<void> {
  if (databaseUrl) return;
  await access(path.join(dataDir, "postgres", "PG_VERSION")).catch((error: unknown) => {
    if (errnoOf(error) === "EACCES")
      throw new UsageError(`${dataDir} may not be read by this user: ${messageOf(error)}`);
    throw new UsageError(
      `There is no Farthing database in ${dataDir}. Run this where the server runs, or set FARTHING_DATA_DIR or DATABASE_URL as for the server.`,
    );
  });
}

function explain(error: unknown, { databaseUrl, dataDir }: Settings): unknown {
  // The driver's error says why; the one around it only which statement.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = errnoOf(cause);
  const where = databaseUrl ? "of DATABASE_URL" : `in ${dataDir}`;
  if (code === "42P01")
    return new UsageError(
      `The database ${where} is not Farthing's: ${messageOf(cause)}. Start the server once.`,
    );
  if (code === "28P01" || code === "3D000" || code === "28000")
    return new UsageError(`The database ${where} cannot be opened: ${messageOf(cause)}.`);
  if (code !== undefined || (cause instanceof Error && cause.name === "EmbeddedPostgresError"))
    return new UnfinishedError(`The database ${where} does not answer: ${messageOf(cause) || code}.`);
  return error;
}

function describe({ broken, accounts, lines, eventsRated }: LedgerVerification): string {
  if (broken) return describeBroken(broken);
  return `Accounts: ${accounts}, ledger lines: ${lines}, charges rated again: ${eventsRated}.\nThe ledger is sound.\n`;
}

const describeBroken = ({ customerId, seq, what, expected, found }: BrokenLine): string =>
  [
    "The ledger is broken. The first that is wrong:",
    `  customer  ${customerId}`,
    `  line      ${seq ?? "none (the account as a whole)"}`,
    `  what      ${what}`,
    `  expected  ${expected ?? "nothing"}`,
    `  found     ${found ?? "nothing"}`,
    "Amounts are nanos: 10^-9 of the unit.",
    "",
  ].join("\n");

const jsonOf = ({ broken, accounts, lines, eventsRated }: LedgerVerification) => ({
  sound: broken === undefined,
  accounts,
  lines: lines.toString(),
  eventsRated,
  broken: broken ? { ...broken, seq: broken.seq?.toString() ?? null } : null,
});
