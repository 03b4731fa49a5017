/**
 * A server on this machine that answers as Stripe's API documents: keys, idempotency, errors; and fails as a test says.
 *
 * Idempotency, after "Idempotent requests": the first answer under a key is kept, a fault of 500 included, and given
 * again for 24 hours; a key with other parameters is refused, and so is one whose first request is still being worked on.
 * Nothing is kept of requests that were refused before they were worked on (429, wrong key).
 */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError, StripeAccount } from "./account.js";
import { readForm } from "./form.js";

export const TEST_STRIPE_KEY = "sk_test_standin0123456789x7Qz";
export const LIVE_STRIPE_KEY = "sk_live_standin0123456789x7Qz";
export const TEST_WEBHOOK_SECRET = "whsec_standin0123456789";
const KEY_KEPT_SECONDS = 24 * 3_600;

/** Where a request stands: what a test does there, it does before the server hears anything more. */
export type Moment = "arrived" | "done";

export type StripeFault =
  /** The connection breaks, and nothing was done. */
  | "lost before"
  /** It is done, and the connection breaks before the answer. */
  | "lost after"
  /** It is done, and nothing is ever answered. */
  | "silent after"
  /** Nothing is done. */
  | 429
  | 503
  /** It is done, and the answer is 500, from then on. */
  | "500 after";

interface Kept {
  readonly request: string;
  readonly atSeconds: number;
  answer: { status: number; body: string } | undefined;
}

export interface StripeStandIn {
  readonly url: string;
  readonly account: StripeAccount;
  /** Requests that arrived, as `POST /v1/refunds`. */
  readonly requests: string[];
  /** The next requests whose `POST /v1/…` begins so fail, one fault each. */
  fail(request: string, ...faults: StripeFault[]): void;
  /** Called at each moment of each request that changes something. */
  watch(watcher: ((request: string, moment: Moment) => void | Promise<void>) | undefined): void;
  /** Stripe's own time goes on. */
  advance(seconds: number): void;
  /** An event as it is sent: body and signature. */
  signed(event: object, secret?: string, ageSeconds?: number): { body: string; signature: string };
  close(): Promise<void>;
}

/** @param keys that it knows */
export async function startStripeStandIn(
  keys: readonly string[] = [TEST_STRIPE_KEY, LIVE_STRIPE_KEY],
): Promise<StripeStandIn> {
  let skewSeconds = 0;
  const nowSeconds = (): number => Math.floor(Date.now() / 1_000) + skewSeconds;
  const account = new StripeAccount(nowSeconds);
  const kept = new Map<string, Kept>();
  const faults: { request: string; fault: StripeFault }[] = [];
  const requests: string[] = [];
  let watcher: Parameters<StripeStandIn["watch"]>[0];

  const takeFault = (request: string): StripeFault | undefined => {
    const at = faults.findIndex((one) => request.startsWith(one.request));
    return at < 0 ? undefined : faults.splice(at, 1)[0]!.fault;
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const url = new URL(incoming.url!, "http://stripe");
    const request = `${incoming.method} ${url.pathname}`;
    requests.push(request);
    if (!keys.some((key) => incoming.headers.authorization === `Bearer ${key}`))
      return answer(outgoing, 401, failure("invalid_request_error", "Invalid API Key provided"));
    const changes = incoming.method === "POST";
    if (changes) await watcher?.(request, "arrived");
    const fault = takeFault(request);
    if (fault === "lost before") return void outgoing.destroy();
    if (fault === 429)
      return answer(outgoing, 429, failure("invalid_request_error", "Too many requests", "rate_limit"));
    if (fault === 503) return answer(outgoing, 503, failure("api_error", "Try again"));
    const perform = (): { status: number; body: string } => {
      const done = work(account, incoming.method!, url, body);
      return fault === "500 after" ? { status: 500, body: failure("api_error", "An error occurred") } : done;
    };
    const key = changes ? (incoming.headers["idempotency-key"] as string | undefined) : undefined;
    const said = key === undefined ? perform() : underKey(key, `${request} ${body}`, perform);
    if (changes) await watcher?.(request, "done");
    if (fault === "lost after") return void outgoing.destroy();
    if (fault === "silent after") return;
    answer(outgoing, said.status, said.body);
  }

  function underKey(key: string, request: string, perform: () => { status: number; body: string }) {
    const known = kept.get(key);
    if (!known || known.atSeconds + KEY_KEPT_SECONDS < nowSeconds()) {
      const entry: Kept = { request, atSeconds: nowSeconds(), answer: undefined };
      kept.set(key, entry);
      entry.answer = perform();
      return entry.answer;
    }
    if (known.request !== request)
      return {
        status: 400,
        body: failure(
          "idempotency_error",
          "Keys for idempotent requests can only be used with the same parameters.",
        ),
      };
    return (
      known.answer ?? {
        status: 409,
        body: failure("idempotency_error", "In progress", "idempotency_key_in_use"),
      }
    );
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) =>
      answer(outgoing, 500, failure("api_error", String(error))),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account,
    requests,
    fail: (request, ...all) => {
      faults.push(...all.map((fault) => ({ request, fault })));
    },
    watch: (one) => {
      watcher = one;
    },
    advance: (seconds) => {
      skewSeconds += seconds;
    },
    signed: (event, secret = TEST_WEBHOOK_SECRET, ageSeconds = 0) => {
      const body = JSON.stringify(event, null, 2);
      const at = Math.floor(Date.now() / 1_000) - ageSeconds;
      const mac = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
      return { body, signature: `t=${at},v1=${mac}` };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const failure = (type: string, message: string, code?: string): string =>
  JSON.stringify({ error: { type, message, ...(code ? { code } : {}) } });

function answer(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, { "content-type": "application/json", "request-id": "req_stand_in" }).end(body);
}

function work(account: StripeAccount, method: string, url: URL, body: string) {
  try {
    return { status: 200, body: JSON.stringify(route(account, method, url, body)) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: JSON.stringify({ error: error.error }) };
  }
}

function route(
  account: StripeAccount,
  method: string,
  { pathname, searchParams }: URL,
  body: string,
): unknown {
  const [, , ...path] = pathname.split("/");
  const form = readForm(body);
  const id = path[0] === "checkout" ? path[2] : path[1];
  const isPost = method === "POST";
  switch (`${method} ${path.map((part) => (part === id ? ":id" : part)).join("/")}`) {
    case "GET account":
      return { id: account.id, object: "account" };
    case "POST customers":
      return account.createCustomer(form);
    case "POST payment_intents":
      return account.createIntent(form);
    case "GET payment_intents":
      return account.listIntents(searchParams);
    case "GET payment_intents/:id":
      return account.intent(id!);
    case "POST payment_intents/:id/cancel":
      return account.cancelIntent(id!, form);
    case "POST refunds":
      return account.createRefund(form);
    case "GET refunds":
      return account.listRefunds(searchParams);
    case "GET refunds/:id":
      return account.refund(id!);
    case "POST checkout/sessions":
      return account.createSession(form);
    case "GET checkout/sessions/:id":
      return account.session(id!, searchParams);
    case "POST checkout/sessions/:id/expire":
      return account.expireSession(id!);
    default:
      throw new ApiError(isPost ? 400 : 404, {
        type: "invalid_request_error",
        message: `Unrecognized request URL (${method}: ${pathname}).`,
      });
  }
}
