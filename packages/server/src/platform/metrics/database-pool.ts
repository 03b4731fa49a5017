/** How busy the connections to Postgres are: requests that wait here are what a slow database looks like first. */
import type { Database } from "../db/database.js";
import { type Metrics, readGauge } from "./metrics.js";

export function observePool(metrics: Metrics, { pool }: Database): void {
  readGauge(metrics, "farthing_database_connections", "Open connections to Postgres.", () => pool.totalCount);
  readGauge(
    metrics,
    "farthing_database_connections_idle",
    "Idle connections to Postgres.",
    () => pool.idleCount,
  );
  readGauge(
    metrics,
    "farthing_database_connections_limit",
    "Limit of connections to Postgres.",
    () => pool.options.max,
  );
  readGauge(
    metrics,
    "farthing_database_waiting",
    "Statements and transactions waiting for a connection to Postgres.",
    () => pool.waitingCount,
  );
}
