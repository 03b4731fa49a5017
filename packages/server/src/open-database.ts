/** Opens the database of the settings: the embedded Postgres in the data folder, or the one DATABASE_URL names. */
import { mkdir } from "node:fs/promises";
import {
  type Database,
  type EmbeddedPostgres,
  FolderHeldError,
  type Hold,
  holdFolder,
  type Log,
  openDatabase,
  startEmbeddedPostgres,
} from "./platform/index.js";
import { prepareDatabase } from "./prepare-database.js";
import type { Settings } from "./settings.js";

export interface OpenedDatabase extends Database {
  /** For people: which database this is, without its password. */
  readonly description: string;
  announce(url: string): Promise<void>;
}

/**
 * With migrations applied and the catalog loaded. Closing it stops the embedded Postgres.
 * @throws FolderHeldError, EmbeddedPostgresError, MigrationError, or the driver's error when DATABASE_URL is not reachable
 */
export async function openOwnDatabase(settings: Settings, log: Log): Promise<OpenedDatabase> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  if (settings.databaseUrl) {
    await prepareDatabase(settings.databaseUrl, log);
    return {
      ...openDatabase(settings.databaseUrl, log),
      description: describe(settings.databaseUrl),
      announce: async () => {},
    };
  }
  const postgres = await startEmbeddedPostgres(settings.dataDir);
  const connectionString = postgres.connectionString("farthing");
  let hold: Hold | undefined;
  try {
    hold = await holdFolder(settings.dataDir, connectionString);
    await prepareDatabase(connectionString, log);
  } catch (error) {
    await hold?.release();
    // Somebody else's Postgres is left alone.
    if (!(error instanceof FolderHeldError)) await postgres.stop();
    throw error;
  }
  const { announce } = hold;
  const description = `embedded Postgres in ${settings.dataDir}`;
  return { ...held(openDatabase(connectionString, log), postgres, hold), description, announce };
}

/** A database whose Postgres this process holds, and takes down with it. */
const held = (database: Database, postgres: EmbeddedPostgres, hold: Hold): Database => ({
  ...database,
  close: async () => {
    await database.close();
    await hold.release();
    await postgres.stop();
  },
});

/**
 * For commands beside a server: uses the Postgres that runs, or starts one, holds the folder as a server would, and
 * stops it afterwards. Takes the schema as it is.
 * @throws FolderHeldError, EmbeddedPostgresError
 */
export async function openForCommand(settings: Settings, log: Log): Promise<Database> {
  if (settings.databaseUrl) return openDatabase(settings.databaseUrl, log);
  const postgres = await startEmbeddedPostgres(settings.dataDir);
  const connectionString = postgres.connectionString("farthing");
  const database = openDatabase(connectionString, log);
  if (postgres.adopted) return database;
  // Without it a server that starts meanwhile would adopt this Postgres, and lose it when the command ends.
  const hold = await holdFolder(settings.dataDir, connectionString).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  return held(database, postgres, hold);
}

function describe(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `Postgres at ${host}${pathname}`;
}
