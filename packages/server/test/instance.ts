/** A whole server for a test: own database, sandbox key, real HTTP semantics without a socket. */
import type { Application } from "../src/app.js";
import { createApplication } from "../src/app.js";
import type { ExternalProvider, Providers } from "../src/payments/index.js";
import { type Clock, createClock, createLog } from "../src/platform/index.js";
import { DEFAULT_LIMITS } from "../src/settings.js";
import { findEnvironment, foundInstance } from "../src/tenancy/index.js";
import { createTestDatabase, type TestDatabase } from "./database.js";

export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape; the schema is checked by the server
  readonly body: any;
  readonly headers: Headers;
}

export type Body = TestAnswer["body"];

export interface TestInstance extends Application {
  readonly database: TestDatabase;
  readonly key: string;
  readonly clock: TestClock;
  /** Sends JSON with the sandbox key; `path` is below /api/v1. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  /** As `call`, for what is to be answered with 2xx, or with `status`. @returns the body @throws Error with another answer */
  must(method: string, path: string, body?: unknown, status?: number): Promise<Body>;
}

/** Real time until a test sets it. */
export interface TestClock extends Clock {
  set(time: string): void;
  reset(): void;
}

export function createTestClock(): TestClock {
  let fixed: Date | undefined;
  return {
    ...createClock(() => fixed ?? new Date()),
    set: (time) => {
      fixed = new Date(time);
    },
    reset: () => {
      fixed = undefined;
    },
  };
}

export const TEST_KEY = "ck_test_0123456789abcdefghijklmnopqrstuv";

/** Of every application of a test, as nodes of one database have to share it. */
export const TEST_SECRET_KEYS = ["0123456789abcdefghijklmnopqrstuv"];

/** One provider for every live environment, and none for sandboxes. */
function inLive(external: ExternalProvider): Providers {
  const externalOf: Providers["externalOf"] = async (db, id) =>
    (await findEnvironment(db, id)).kind === "live" ? external : undefined;
  return { externalOf, nameOf: async (db, id) => (await externalOf(db, id))?.name };
}

export interface TestPayments {
  /** What takes money in live; without one, the operator says what was paid. */
  readonly external?: ExternalProvider;
  /** Where Stripe is played, for environments that are connected to it. */
  readonly stripe?: { readonly apiUrl: string; readonly timeoutMs?: number };
}

export const startTestInstance = async (payments?: TestPayments): Promise<TestInstance> =>
  startTestInstanceOn(await createTestDatabase(), payments);

/** @param database with schema and catalog; closed with the instance */
export async function startTestInstanceOn(
  database: TestDatabase,
  { external, stripe }: TestPayments = {},
): Promise<TestInstance> {
  const clock = createTestClock();
  await foundInstance(database.db, clock, TEST_KEY);
  const application = createApplication({
    database,
    clock,
    // Without one nobody is there: no test asks the network.
    stripe: stripe ?? { apiUrl: "http://127.0.0.1:9" },
    ...(external && { providers: inLive(external) }),
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    mailer: { from: "billing@example.com", server: "mail.example.com:587", send: async () => undefined },
    allowPrivateWebhooks: true,
    catalogSyncUrl: "http://127.0.0.1:9/v1/models",
    checkAnswers: true,
    // No job goes on.
    clockPatienceMs: Number.POSITIVE_INFINITY,
    // A test asks with one key, as fast as it can.
    limits: { ...DEFAULT_LIMITS, requestsPerSecond: 0 },
  });
  return {
    ...application,
    database,
    clock,
    key: TEST_KEY,
    call: (method, path, body, headers) => send(application, TEST_KEY, method, path, body, headers),
    must: (method, path, body, status) => mustSend(application, TEST_KEY, method, path, body, status),
    close: async () => {
      await application.close();
      await database.close();
    },
  };
}

/** As {@link TestInstance.call}, with any key. */
export async function send(
  application: Application,
  key: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const response = await application.app.request(`/api/v1${path}`, {
    method,
    headers: {
      "x-api-key": key,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  // A document is given as its bytes.
  const answered = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
  return { status: response.status, body: answered, headers: response.headers };
}

/** As {@link TestInstance.must}, with any key. */
export async function mustSend(
  application: Application,
  key: string,
  method: string,
  path: string,
  body?: unknown,
  status?: number,
): Promise<Body> {
  const answer = await send(application, key, method, path, body);
  const isWanted = status === undefined ? answer.status < 300 : answer.status === status;
  if (!isWanted) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
