/** What a database needs before a server can use it: the schema, and the model catalog that comes with the package. */
import { fileURLToPath } from "node:url";
import { loadSnapshot } from "./models/index.js";
import { createClock, type Log, migrate, openDatabase } from "./platform/index.js";

/** Beside `src` in the checkout and beside `dist` in a build. */
export const MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));

/** Safe on every boot and on many nodes at once. @throws MigrationError */
export async function prepareDatabase(connectionString: string, log: Log): Promise<void> {
  await migrate(connectionString, MIGRATIONS, log);
  const database = openDatabase(connectionString, log, 1);
  try {
    const loaded = await loadSnapshot(database.db, createClock().real());
    if (loaded) log.info(loaded, "model catalog loaded");
  } finally {
    await database.close();
  }
}
