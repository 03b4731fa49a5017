/** How busy the connections to Postgres are: requests that wait here are what a slow database looks like first. */
import type { Database } from "../db/database.js";
import { type Metrics, readGauge } from "./metrics.js";

export function observePool(metrics: Metrics, { pool }: Database): void {
  readGauge(
    metrics,
    "farthing_database_connections",
    "Connections to Postgres that this server holds.",
    () => pool.totalCount,
  );
  readGauge(
    metrics,
    "farthing_database_connections_idle",
    "Connections to Postgres that do nothing now.",
    () => pool.idleCount,
  );
  readGauge(
    metrics,
    "farthing_database_connections_limit",
    "Connections to Postgres that this server may hold.",
    () => pool.options.max,
  );
  readGauge(
    metrics,
    "farthing_database_waiting",
    "Statements and transactions that wait for a connection to Postgres.",
    () => pool.waitingCount,
  );
}
