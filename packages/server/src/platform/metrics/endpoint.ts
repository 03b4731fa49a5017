/**
 * `GET /metrics`, for a Prometheus beside the server, or for one that has the token. Anybody else gets what any path
 * gets that does not exist.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import type { App } from "../http/server.js";
import { type Metrics, processMetrics } from "./metrics.js";

interface MetricsAccess {
  /** What `Authorization: Bearer` must carry. Undefined: a direct request from this machine is enough. */
  readonly token: string | undefined;
}

export function addMetrics(app: App, metrics: Metrics, { token }: MetricsAccess): void {
  app.get("/metrics", async (c) => {
    const allowed =
      token === undefined ? isDirect(c.env?.incoming) : carries(c.req.header("authorization"), token);
    if (!allowed) return c.notFound();
    const text = `${await metrics.metrics()}\n${await processMetrics().metrics()}`;
    return c.body(text, 200, { "content-type": metrics.contentType, "cache-control": "no-store" });
  });
}

function carries(authorization: string | undefined, token: string): boolean {
  const presented = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  // Digests are of one length, which comparing in constant time needs, and say nothing of the token's.
  return timingSafeEqual(digest(presented), digest(token));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** What proxies say of whom they ask for. */
const OF_A_PROXY = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/**
 * Whether somebody on this machine asks this server itself. Behind a proxy on the same machine every request comes
 * from the loopback, so one that shows any trace of a proxy is not direct. nginx says nothing of itself unless it is
 * told to, but asks in HTTP/1.0. The host must be the loopback's too: a page in a browser on this machine that had its
 * own name lead here would name another.
 */
function isDirect(request: IncomingMessage | undefined): boolean {
  const address = request?.socket.remoteAddress;
  if (!request || !address) return false;
  return (
    LOOPBACK.check(address, isIPv6(address) ? "ipv6" : "ipv4") &&
    OF_A_PROXY.every((name) => request.headers[name] === undefined) &&
    request.httpVersion !== "1.0" &&
    /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(request.headers.host ?? "")
  );
}
