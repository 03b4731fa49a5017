import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, complete, type FullAnswer, type Tokens } from "./answer.js";
import { respond } from "./respond.js";
import { routeOf } from "./routes.js";

export type { Answer, Tokens } from "./answer.js";
export { DEFAULT_TEXT } from "./answer.js";

/** A request that the stand-in has had. */
export interface RecordedRequest {
  method: string;
  /** Without the query: `/v1/messages`. */
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON body. */
  body: Readonly<Record<string, unknown>>;
  /** The model that was asked for. */
  model: string;
  streaming: boolean;
  /** 1 for the first request. */
  ordinal: number;
  /** Resolves once the answer has been sent, or the connection closed before: whether it was sent in full. */
  done: Promise<"sent" | "cut">;
}

/** An answer, or what to answer to a given request. */
export type Script = Answer | ((request: RecordedRequest) => Answer);

export interface ProviderStandIn {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** For `createAnthropic({ baseURL })`. */
  readonly anthropicBaseURL: string;
  /** For `createOpenAI({ baseURL })`: responses, chat completions and embeddings. */
  readonly openaiBaseURL: string;
  /** For `createGoogleGenerativeAI({ baseURL })`. */
  readonly googleBaseURL: string;
  /** All requests so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** What the next requests get, one each, in order. After them come the default answers again. */
  script(...answers: Script[]): void;
  /** What every request gets that no script is left for. */
  always(answer: Script): void;
  /** Lets all answers go on that wait at their `pauseAfter`. */
  resume(): void;
  /** Resolves when so many answers wait at their `pauseAfter`. Default 1. */
  paused(count?: number): Promise<void>;
  /** Forgets scripts, requests and what `always` was told. */
  reset(): void;
  close(): Promise<void>;
}

/** What an answer says it used where neither script nor options say: the example of the documentation. */
export const DEFAULT_USAGE: Tokens = { inputTokens: 1000, outputTokens: 500 };

/**
 * Starts a server on the loopback that answers as Anthropic, OpenAI and Google do: with the same words and counts
 * every time, and without a script. Any key is accepted.
 *
 *     const standIn = await startProviderStandIn();
 *     const anthropic = createAnthropic({ baseURL: standIn.anthropicBaseURL, apiKey: "any" });
 *     standIn.script({ status: 500 }, { text: "Hello", usage: { inputTokens: 12, outputTokens: 3 } });
 */
export async function startProviderStandIn(
  options: {
    /** Default: any free one. */
    port?: number;
    /** What each answer uses unless its script says otherwise. Default: 1000 in, 500 out. */
    usage?: Tokens;
    /** Wait so long before each delta, in milliseconds. Default 0. */
    deltaDelayMs?: number;
  } = {},
): Promise<ProviderStandIn> {
  const requests: RecordedRequest[] = [];
  const scripts: Script[] = [];
  const waiting = new Set<() => void>();
  const watchers = new Set<() => void>();
  let fallback: Script = {};

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://stand-in").pathname;
    const body = (JSON.parse((await textOf(request)) || "{}") ?? {}) as Record<string, unknown>;
    const route = routeOf(path, body);
    if (request.method !== "POST" || route === undefined) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: `The stand-in has no ${request.method} ${path}` } }));
      return;
    }
    const recorded: RecordedRequest = {
      method: request.method,
      path,
      headers: request.headers,
      body,
      model: route.model,
      streaming: route.streaming,
      ordinal: requests.length + 1,
      done: new Promise((resolve) =>
        response.once("close", () => resolve(response.writableFinished ? "sent" : "cut")),
      ),
    };
    requests.push(recorded);
    const script = scripts.shift() ?? fallback;
    const answer: Answer = {
      deltaDelayMs: options.deltaDelayMs ?? 0,
      ...(typeof script === "function" ? script(recorded) : script),
    };
    const full: FullAnswer = complete(answer, recorded, options.usage ?? DEFAULT_USAGE);
    await respond(response, route, full, pause);
  }

  /** Until `resume()`, or until the client has gone. */
  function pause(response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        waiting.delete(goOn);
        resolve();
      };
      waiting.add(goOn);
      response.once("close", goOn);
      for (const watcher of watchers) watcher();
    });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    anthropicBaseURL: `${url}/v1`,
    openaiBaseURL: `${url}/v1`,
    googleBaseURL: `${url}/v1beta`,
    requests,
    script(...answers) {
      scripts.push(...answers);
    },
    always(answer) {
      fallback = answer;
    },
    resume() {
      for (const goOn of [...waiting]) goOn();
    },
    paused(count = 1) {
      return new Promise((resolve) => {
        const watcher = () => {
          if (waiting.size < count) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
        watcher();
      });
    },
    reset() {
      scripts.length = 0;
      requests.length = 0;
      fallback = {};
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
