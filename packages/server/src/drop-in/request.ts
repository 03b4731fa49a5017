/** From a request of a Commet client to one of the API. */
import { API_PREFIX, MAX_BODY_BYTES, readStream } from "../platform/index.js";
import { type Fields, isFields } from "./fields.js";
import type { Notes } from "./inclusive-tokens.js";
import { currentPlace, type Place } from "./moved-paths.js";
import { pathPattern } from "./path-pattern.js";
import { translateFields } from "./sent-fields.js";

export interface TranslatedRequest {
  readonly request: Request;
  /** Of the operation in the API. */
  readonly place: Place;
  /** What the client sent, where it could be read; some answers repeat it. */
  readonly sent: Fields;
  readonly notes: Notes;
}

const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export async function translateRequest(request: Request, enveloped: boolean): Promise<TranslatedRequest> {
  const notes: Notes = new Map();
  const url = new URL(request.url);
  const asked: Place = { method: request.method, path: url.pathname.slice(API_PREFIX.length) };
  const place = enveloped ? currentPlace(asked, url.searchParams) : asked;
  if (enveloped) adjustQuery(place, url.searchParams);
  const target = `${url.origin}${API_PREFIX}${place.path}${url.search}`;
  const bytes = WITH_BODY.has(request.method) ? await readBytes(request) : undefined;
  if (bytes === undefined) return { request: moved(request, target, place.method), place, sent: {}, notes };
  const sent = readFields(bytes);
  const body = (sent && written(translateFields(sent, place, enveloped, notes), sent)) ?? bytes;
  return { request: withBody(request, target, place.method, body), place, sent: sent ?? {}, notes };
}

const CAN_USE = pathPattern("/feature-access/{code}");
const LIMIT = "100";

function adjustQuery({ method, path }: Place, query: URLSearchParams): void {
  if (method !== "GET") return;
  // Its answer is a part of the usual one.
  if (CAN_USE.test(path) && query.get("action") === "canUse") query.delete("action");
  if (isWholeList(path) && !query.has("limit") && !query.has("cursor")) query.set("limit", LIMIT);
}

/** Lists these clients get in one piece: they have no parameter for a page. */
export const isWholeList = (path: string): boolean =>
  path === "/features" || path === "/plans" || path === "/credit-packs";

/** Undefined without a body, or with one that is too long by its own account, which need not be read to refuse it. */
async function readBytes(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES || !request.body) return undefined;
  return readStream(request.body);
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Undefined for what is no JSON object: it goes on as it came, and the API says what is wrong with it. */
function readFields(bytes: Uint8Array): Fields | undefined {
  if (bytes.length === 0 || bytes.length > MAX_BODY_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where nothing changed, or where the body is nested too deeply to be written, which the API refuses. */
function written(fields: Fields, sent: Fields): string | undefined {
  if (fields === sent) return undefined;
  try {
    return JSON.stringify(fields);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const moved = (request: Request, url: string, method: string): Request =>
  request.url === url && request.method === method
    ? request
    : new Request(url, { method, headers: request.headers });

function withBody(request: Request, url: string, method: string, body: string | Uint8Array): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  return new Request(url, { method, headers, body });
}
