/** The server's own database, for commands that run beside it. */
import { access } from "node:fs/promises";
import path from "node:path";
import type { Database, Settings } from "@farthing/server";
import { errnoOf, messageOf, UnfinishedError, UsageError } from "./errors.js";
import type { Terminal } from "./terminal.js";

/** Loaded where it is needed: most commands speak to a server over HTTP and need nothing of it. */
export type Server = typeof import("@farthing/server");

/** @throws UsageError where the settings are wrong or name no database; UnfinishedError where it does not answer */
export async function withDatabase<T>(
  server: Server,
  terminal: Terminal,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const settings = readSettings(server, terminal);
  await assertExists(settings);
  try {
    const database = await server.openForCommand(settings, server.createLog("silent"));
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    throw explain(error, settings);
  }
}

const DATABASE_ERRORS = new Set(["EmbeddedPostgresError", "FolderHeldError"]);

export function readSettings(server: Server, terminal: Terminal): Settings {
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
      throw new UsageError(`This user has no permission to read ${dataDir}: ${messageOf(error)}`);
    throw new UsageError(
      `There is no Farthing database in ${dataDir}. Run this in the server's folder, or set FARTHING_DATA_DIR or DATABASE_URL as for the server.`,
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
      `The database ${where} is not a Farthing database: ${messageOf(cause)}. Start the server with it once.`,
    );
  if (code === "28P01" || code === "3D000" || code === "28000")
    return new UsageError(`The database ${where} cannot be opened: ${messageOf(cause)}.`);
  if (code !== undefined || (cause instanceof Error && DATABASE_ERRORS.has(cause.name)))
    return new UnfinishedError(`The database ${where} does not answer: ${messageOf(cause) || code}.`);
  return error;
}
