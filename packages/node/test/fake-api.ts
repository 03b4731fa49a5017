/** Stand-ins for a server: a `fetch` that follows a script, and a real HTTP server for what only a socket does. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Farthing, type FarthingOptions } from "../src/index.js";

export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

/** An answer, or a fault to throw as `fetch` does. */
export type Reply = Response | Error | Promise<Response>;
export type Script = (request: SeenRequest, count: number) => Reply;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

export const apiError = (
  status: number,
  code: string,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response =>
  json(
    { error: { code, message: `about ${code}`, docUrl: `/docs/errors#${code}`, ...fields } },
    status,
    headers,
  );

export const networkFault = (): Error => new TypeError("fetch failed");

export interface FakeApi {
  readonly farthing: Farthing;
  readonly requests: SeenRequest[];
}

/** A client whose requests the script answers; the script is asked with how many came before. */
export function fakeApi(script: Script, options: FarthingOptions = {}): FakeApi {
  const requests: SeenRequest[] = [];
  const farthing = new Farthing({
    apiKey: "ck_test_0123456789",
    baseURL: "http://farthing.test",
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url);
      const request: SeenRequest = {
        method: init.method ?? "",
        path: pathname + search,
        headers: new Headers(init.headers),
        body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
      };
      requests.push(request);
      const reply = await script(request, requests.length - 1);
      if (reply instanceof Error) throw reply;
      return reply;
    },
    ...options,
  });
  return { farthing, requests };
}

export interface FakeServer {
  readonly baseURL: string;
  readonly count: () => number;
  close(): Promise<void>;
}

/** A server on an ephemeral port; `handle` is asked with how many requests came before. */
export async function fakeServer(
  handle: (response: ServerResponse, count: number, request: IncomingMessage) => void,
): Promise<FakeServer> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => handle(response, count++, request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
