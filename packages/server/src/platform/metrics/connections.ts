/** The sockets of a server: those that are open, and those that were closed unheard because too many were. */
import type { Server } from "node:http";
import { Counter, type Metrics, readGauge } from "./metrics.js";

export function observeConnections(metrics: Metrics, server: Server): void {
  const dropped = new Counter({
    name: "farthing_http_connections_dropped_total",
    help: "Connections closed without being read, because the limit of open connections was reached.",
    registers: [metrics],
  });
  server.on("drop", () => dropped.inc());
  readGauge(
    metrics,
    "farthing_http_connections",
    "Open connections.",
    () =>
      new Promise((resolve) => {
        server.getConnections((error, count) => resolve(error ? undefined : count));
      }),
  );
  readGauge(
    metrics,
    "farthing_http_connections_limit",
    "Limit of open connections.",
    () => server.maxConnections,
  );
}
