/** Puts the rooms together: the only file that knows all of them. */
import {
  type App,
  type Clock,
  createHttp,
  type Database,
  type Endpoint,
  type Log,
  openApiDocument,
} from "./platform/index.js";
import { apiKeyEndpoints, createAuthenticator } from "./tenancy/index.js";
import { VERSION } from "./version.js";

export interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Checks every answer against its schema; for tests. */
  readonly checkAnswers?: boolean;
}

export interface Application {
  readonly app: App;
  readonly endpoints: readonly Endpoint[];
  /** Settles what was accepted and takes nothing more. */
  close(): Promise<void>;
}

export function createApplication({ database, clock, log, checkAnswers = false }: Dependencies): Application {
  const endpoints: Endpoint[] = [...apiKeyEndpoints(clock)];
  const app = createHttp({
    endpoints,
    database,
    log,
    realNow: clock.real,
    authenticate: createAuthenticator(database.db, clock, log),
    checkAnswers,
  });
  const document = openApiDocument(endpoints, VERSION);
  app.get("/api/openapi.json", (c) => c.json(document));
  return { app, endpoints, close: async () => {} };
}
