/** Reads `/metrics` as a Prometheus on the same machine does. */
import type { IncomingMessage } from "node:http";
import type { App } from "../src/platform/index.js";

/** A request without a socket, as seen from `remoteAddress`. */
export const requestFrom = (
  remoteAddress: string | undefined,
  headers: Record<string, string> = { host: "127.0.0.1:4800" },
  httpVersion = "1.1",
): { incoming: IncomingMessage } => ({
  incoming: { socket: { remoteAddress }, headers, httpVersion } as unknown as IncomingMessage,
});

export const metricsText = async (app: App): Promise<string> =>
  (await app.request("/metrics", {}, requestFrom("127.0.0.1"))).text();

/** Values by series, as `name{label="value"}`. */
export async function readMetrics(app: App): Promise<Map<string, number>> {
  const lines = (await metricsText(app)).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
