/**
 * Server-sent events. A browser's `EventSource` sends no header of its own, so the environment is in the address here;
 * the session, and that the dashboard itself asks, are checked as everywhere.
 */
import { type App, type Caller, FarthingError, OPERATOR_PREFIX } from "../platform/index.js";
import { ENVIRONMENT_HEADER } from "../tenancy/index.js";
import type { LiveUsage } from "./live-usage.js";

export interface LiveRoutes {
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
    if (!caller.operator) throw new FarthingError("forbidden", "This is for operators who have signed in.");
    let stop: () => void = () => undefined;
    let close: () => void = () => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        stop = live.watch(caller.environmentId, (now) => {
          controller.enqueue(Buffer.from(`event: usage\ndata: ${JSON.stringify(now)}\n\n`));
        });
        close = () => {
          stop();
          open.delete(close);
          controller.close();
        };
        open.add(close);
      },
      cancel() {
        stop();
        open.delete(close);
      },
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
