import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { FullAnswer } from "./answer.js";
import type { Route } from "./routes.js";
import type { Frame } from "./wire.js";

type Pause = (response: ServerResponse) => Promise<void>;

/** Sends an answer, with all that its script wants to go wrong. */
export async function respond(
  response: ServerResponse,
  route: Route,
  answer: FullAnswer,
  pause: Pause,
): Promise<void> {
  if (answer.status !== undefined) return json(response, answer.status, route.wire.errorBody(answer.status));
  if (route.streaming) return stream(response, route, answer, pause);
  if (answer.pauseAfter !== undefined) await pause(response);
  if (answer.dropAfter !== undefined) response.destroy();
  else json(response, 200, route.wire.body(answer));
}

function json(response: ServerResponse, status: number, body: object): void {
  // With this header the AI SDK's retries do not wait.
  const retry = status >= 400 ? { "retry-after-ms": "0" } : {};
  response.writeHead(status, { "content-type": "application/json", ...retry });
  response.end(JSON.stringify(body));
}

async function stream(
  response: ServerResponse,
  { wire }: Route,
  answer: FullAnswer,
  pause: Pause,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  const send = (frame: Frame) =>
    new Promise<void>((resolve) => {
      response.write(frame.text, () => resolve());
    });
  const frames = wire.frames(answer);
  const deltas = frames.filter((frame) => frame.isDelta).length;
  let sent = 0;
  for (const frame of frames) {
    // A count beyond the last delta means: before the events that end the answer.
    const at = (count: number | undefined) =>
      count !== undefined && sent === Math.min(count, deltas) && (frame.isDelta || sent === deltas);
    if (at(answer.pauseAfter)) {
      delete answer.pauseAfter;
      await pause(response);
    }
    if (at(answer.dropAfter)) {
      response.destroy();
      return;
    }
    if (at(answer.errorAfter)) {
      await send(wire.errorFrame());
      response.end();
      return;
    }
    if (at(answer.endAfter)) {
      response.end();
      return;
    }
    if (response.destroyed) return;
    if (frame.isDelta && answer.deltaDelayMs) await delay(answer.deltaDelayMs);
    await send(frame);
    if (frame.isDelta) sent++;
  }
  response.end();
}
