/**
 * The drop-in edge: in front of the routes, for requests of Commet clients. It translates a request into one the API
 * has, lets the API answer it, and translates the answer back. It refuses nothing itself, so what holds for every
 * request (keys, limits, validation, idempotency) holds here by the same code.
 */
import { API_PREFIX, type App } from "../platform/index.js";
import { answerFor } from "./answer.js";
import { completed, PartFailed } from "./further-calls.js";
import { seatBalancesByCode } from "./operations.js";
import { translateRequest } from "./request.js";

/** Every Commet client sends it, with the date of the API it was made for. */
const VERSION_HEADER = "commet-version";

/** The last date of the API whose paths differ and whose answers wear an envelope. */
const LAST_ENVELOPED = "2026-07-11";

/** Puts the edge in front of `app`. Requests without the header go straight in. */
export function admitCommetClients(app: App): void {
  const handle = app.fetch;
  app.fetch = (request, ...context) => {
    const version = request.headers.get(VERSION_HEADER);
    if (version === null || !isForTheApi(request)) return handle(request, ...context);
    return serve(request, version, async (translated) => handle(translated, ...context));
  };
}

const isForTheApi = (request: Request): boolean => new URL(request.url).pathname.startsWith(`${API_PREFIX}/`);

async function serve(
  request: Request,
  version: string,
  ask: (request: Request) => Promise<Response>,
): Promise<Response> {
  const enveloped = version <= LAST_ENVELOPED;
  const translated = await translateRequest(request, enveloped);
  const response = await ask(translated.request);
  if (request.method === "HEAD" || !isJson(response)) return response;
  const told = (by: Response, body: unknown): Response =>
    new Response(JSON.stringify(answerFor(body, by.ok, translated, enveloped)), {
      status: by.status,
      headers: headersOf(by),
    });
  const body: unknown = await response.json();
  if (!enveloped || !response.ok) return told(response, body);
  try {
    const whole = await completed(body, translated.request, ask);
    return told(response, seatBalancesByCode(whole, translated.place, version));
  } catch (error) {
    if (!(error instanceof PartFailed)) throw error;
    return told(error.response, await error.response.json());
  }
}

const isJson = (response: Response): boolean =>
  response.headers.get("content-type")?.startsWith("application/json") ?? false;

function headersOf(response: Response): Headers {
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return headers;
}
