/** Connections for the job queue: its own few, so that a queue that waits takes none from requests. */
import pg from "pg";
import type { Log } from "../log.js";
import type { Database } from "./database.js";

/** One listens for jobs, the others take and finish them. */
const CONNECTIONS = 3;

/** Types as the queue's library expects them, and no pipelining. Close it with `end()`. */
export function openJobPool(database: Database, log: Log): pg.Pool {
  const { connectionString } = database.pool.options;
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: "farthing jobs",
  });
  pool.on("error", (error) => log.warn({ error: error.message }, "a connection for jobs was lost"));
  return pool;
}
