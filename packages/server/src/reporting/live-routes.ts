/**
 * Server-sent events. A browser's `EventSource` sends no header of its own, so the environment is in the address here;
 * the session, and that the dashboard itself asks, are checked as everywhere: when it begins, and before each message, so that
 * a stream does not outlive the session that opened it.
 */
import { type App, type Caller, FarthingError, OPERATOR_PREFIX } from "../platform/index.js";
import { ENVIRONMENT_HEADER } from "../tenancy/index.js";
import type { LiveUsage, UsageNow } from "./live-usage.js";

interface LiveRoutes {
  /** Ends what is open, so that a server that stops need not wait for it; browsers come back by themselves. */
  close(): void;
}

export function addLiveUsage(
  app: App,
  live: LiveUsage,
  authenticate: (headers: Headers) => Promise<Caller>,
): LiveRoutes {
  const open = new Set<() => void>();
  app.get(`${OPERATOR_PREFIX}/live`, async (c) => {
    const headers = new Headers(c.req.raw.headers);
    headers.set(ENVIRONMENT_HEADER, c.req.query("environment") ?? "");
    const caller = await authenticate(headers);
    if (!caller.operator) throw new FarthingError("forbidden", "This is only for signed-in operators.");
    let leave: () => void = () => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const close = (): void => {
          if (!open.has(close)) return;
          leave();
          controller.close();
        };
        const tell = async (now: UsageNow): Promise<void> => {
          const isKnown = await authenticate(headers).then(
            () => true,
            () => false,
          );
          if (!isKnown) return close();
          // Each message says all there is: whoever has not taken the last one misses nothing by it.
          if (!open.has(close) || (controller.desiredSize ?? 0) <= 0) return;
          controller.enqueue(Buffer.from(`event: usage\ndata: ${JSON.stringify(now)}\n\n`));
        };
        open.add(close);
        // What is known already is told at once.
        const stop = live.watch(caller.environmentId, (now) => void tell(now));
        leave = () => {
          stop();
          open.delete(close);
        };
      },
      cancel: () => leave(),
    });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    });
  });
  return {
    close: () => {
      for (const close of [...open]) close();
    },
  };
}
