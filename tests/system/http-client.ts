/** An HTTP client for load: it keeps its connections, tries nothing twice, and tells how a request went unanswered. */
import { Agent, type IncomingHttpHeaders, request } from "node:http";

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  readonly body: any;
  readonly headers: IncomingHttpHeaders;
}

/** The connection ended, or was never made, before the whole answer was there. */
export class NoReply extends Error {
  override readonly name = "NoReply";
  constructor(
    /** As Node names it: `ECONNREFUSED`, `ECONNRESET`; `SILENCE` where nothing came for {@link SILENCE_MS}. */
    readonly code: string,
    /** False where the connection had carried an answer before: the server had taken it. */
    readonly wasNewConnection: boolean,
  ) {
    super(`${code} on a ${wasNewConnection ? "new" : "kept"} connection`);
  }
}

/** Above what the server itself gives a request. */
const SILENCE_MS = 75_000;

export interface HttpClient {
  /** `path` is below /api/v1. @throws NoReply */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  close(): void;
}

/** @param connections at most this many at a time; more requests wait for one */
export function openClient(url: string, key: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  const call: HttpClient["call"] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const sent = request(`${url}/api/v1${path}`, {
        method,
        agent,
        headers: {
          "x-api-key": key,
          ...(text ? { "content-type": "application/json", "content-length": text.length } : {}),
          ...headers,
        },
      });
      const fail = (error: NodeJS.ErrnoException): void =>
        reject(new NoReply(error.code ?? error.message, !sent.reusedSocket));
      sent.setTimeout(SILENCE_MS, () => sent.destroy(Object.assign(new Error(), { code: "SILENCE" })));
      sent.on("error", fail);
      sent.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
            headers: response.headers,
          }),
        );
      });
      sent.end(text);
    });
  return { call, close: () => agent.destroy() };
}

/** Everything a list has, page by page. */
export async function readAll(client: HttpClient, path: string): Promise<Reply["body"][]> {
  const all: Reply["body"][] = [];
  for (let cursor = ""; ; ) {
    const { status, body } = await client.call("GET", `${path}&limit=100${cursor && `&cursor=${cursor}`}`);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    all.push(...body.data);
    if (!body.hasMore) return all;
    cursor = encodeURIComponent(body.nextCursor);
  }
}
