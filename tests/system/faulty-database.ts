/**
 * A database whose calls can be made to fail, one at a time, at the place where the driver meets the network.
 *
 * `lost before`: the connection breaks and the statement never reaches Postgres. `lost after`: Postgres has done it
 * and the answer is lost, which for a COMMIT is the hardest case there is. `serialization`: Postgres asks for the
 * transaction to be tried again.
 */
import type { Application } from "../../packages/server/src/app.js";
import { createApplication } from "../../packages/server/src/app.js";
import { CopyIn } from "../../packages/server/src/platform/db/copy.js";
import {
  createLog,
  type Database,
  openDatabase,
  createLog as silent,
} from "../../packages/server/src/platform/index.js";
import { TEST_SECRET_KEYS, type TestInstance } from "../../packages/server/test/instance.js";
import { shared } from "../../packages/server/test/one-per-file.js";

export type Fault = "lost before" | "lost after" | "serialization";
export const FAULTS: readonly Fault[] = ["lost before", "lost after", "serialization"];
/** More calls than any request makes. */
export const MOST_CALLS = 100;

/** Which statements can meet a fault: Postgres asks only for transactions to be tried again. */
export const mayMeet = (fault: Fault): ((statement: string) => boolean) =>
  fault === "serialization" ? inTransaction() : () => true;

/** Statements between BEGIN and COMMIT: only a transaction is tried again as a whole. */
function inTransaction(): (statement: string) => boolean {
  let open = false;
  return (statement) => {
    if (statement === "BEGIN") open = true;
    else if (statement === "COMMIT" || statement === "ROLLBACK") {
      const was = open;
      open = false;
      return was && statement === "COMMIT";
    }
    return open && statement !== "BEGIN";
  };
}

export interface FaultyApplication extends Application {
  readonly database: Database;
  /** The next call that `matches`, from the `n`-th (1 is the first), fails once. */
  arm(fault: Fault, n: number, matches?: (statement: string) => boolean): void;
  /** Whether it has failed; disarms. */
  fired(): boolean;
  /** Statements since arming, in order. */
  readonly statements: readonly string[];
}

interface Client {
  query: (...parameters: unknown[]) => unknown;
  connection: { stream: { destroy(): void } };
}
const ASKS_FOR_RETRY =
  "DO $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$";
type Callback = (error: Error | undefined, result?: unknown) => void;

/** A second server on the instance's database. @param stripe where Stripe is played, for it as for the instance */
export function startFaultyApplication(
  instance: TestInstance,
  stripe = { apiUrl: "http://127.0.0.1:9" },
): FaultyApplication {
  const database = openDatabase(instance.database.url, silent("silent"));
  const application = createApplication({
    database,
    clock: instance.clock,
    log: createLog("silent"),
    secretKeys: TEST_SECRET_KEYS,
    stripe,
    catalogSyncUrl: "http://127.0.0.1:9/v1/models",
    checkAnswers: true,
  });
  let armed: { fault: Fault; left: number; matches: (statement: string) => boolean } | undefined;
  let hasFired = false;
  let statements: string[] = [];

  const takeFault = (statement: string): Fault | undefined => {
    statements.push(statement);
    if (!armed?.matches(statement)) return undefined;
    armed.left -= 1;
    if (armed.left > 0) return undefined;
    const { fault } = armed;
    armed = undefined;
    hasFired = true;
    return fault;
  };

  database.pool.on("connect", (connected) => {
    const client = connected as unknown as Client;
    const original = client.query.bind(client);
    client.query = (...parameters: unknown[]) => {
      const [first] = parameters;
      const fault = takeFault(textOf(first));
      if (fault === undefined) return original(...parameters);
      const callback = first instanceof CopyIn ? callbackIn(first).callback : callbackAmong(parameters);
      const run = (): Promise<unknown> =>
        first instanceof CopyIn
          ? answerOf(first, () => original(first))
          : (original(
              ...parameters.filter((parameter) => typeof parameter !== "function"),
            ) as Promise<unknown>);
      const failed = fail(client, original, fault, run);
      if (!callback) return failed;
      failed.catch((error: Error) => callback(error));
      return undefined;
    };
  });

  return {
    ...application,
    database,
    arm: (fault, n, matches = () => true) => {
      armed = { fault, left: n, matches };
      hasFired = false;
      statements = [];
    },
    fired: () => {
      armed = undefined;
      return hasFired;
    },
    get statements() {
      return statements;
    },
    close: async () => {
      await application.close();
      await database.close();
    },
  };
}

/** As {@link startFaultyApplication}, for all tests of a file. */
export const sharedFaultyApplication = (
  beside: () => { instance: TestInstance; stripe?: { url: string } },
): FaultyApplication =>
  shared(async () => {
    const { instance, stripe } = beside();
    return startFaultyApplication(instance, stripe && { apiUrl: stripe.url });
  });

const textOf = (statement: unknown): string => {
  if (typeof statement === "string") return statement;
  return statement instanceof CopyIn ? statement.statement : String((statement as { text?: string }).text);
};

function callbackAmong(parameters: readonly unknown[]): Callback | undefined {
  const last = parameters.at(-1);
  return typeof last === "function" ? (last as Callback) : undefined;
}

/** The driver keeps it where its types do not show it. */
const callbackIn = (copy: CopyIn) => copy as unknown as { callback: Callback };

/** Sends it so that its answer comes here, and not to who waits for the copy. */
const answerOf = (copy: CopyIn, send: () => void): Promise<unknown> =>
  new Promise((resolve) => {
    callbackIn(copy).callback = resolve;
    send();
  });

async function fail(
  client: Client,
  original: Client["query"],
  fault: Fault,
  run: () => Promise<unknown>,
): Promise<never> {
  // Raised by Postgres itself, so that the transaction is as failed as it says: what is behind it on the wire, a
  // COMMIT included, finds it so.
  if (fault === "serialization") return original(ASKS_FOR_RETRY) as Promise<never>;
  if (fault === "lost after") await run();
  client.connection.stream.destroy();
  // What the driver says of a connection that went away under it.
  throw new Error("Connection terminated unexpectedly");
}
