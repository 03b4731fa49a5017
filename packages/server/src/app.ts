/** Puts the rooms together: the only file that knows all of them. */
import { Catalogs, Charger, CustomerIds, chargingEndpoints } from "./charging/index.js";
import { customerEndpoints } from "./customers/index.js";
import { admitCommetClients } from "./drop-in/index.js";
import { ledgerEndpoints } from "./ledger/index.js";
import { meteringEndpoints } from "./metering/index.js";
import { createModelPricing, modelEndpoints } from "./models/index.js";
import { featureEndpoints, planEndpoints } from "./plans/index.js";
import {
  type App,
  addDocs,
  addHealth,
  type Clock,
  createHttp,
  type Database,
  type Endpoint,
  type Log,
  openApiDocument,
} from "./platform/index.js";
import { DEFAULT_SYNC_URL } from "./settings.js";
import { subscriptionEndpoints } from "./subscriptions/index.js";
import { apiKeyEndpoints, createAuthenticator } from "./tenancy/index.js";
import { VERSION } from "./version.js";

export interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the model catalog is synced from; default: the AI Gateway's public list. */
  readonly catalogSyncUrl?: string;
  /** Checks every answer against its schema; for tests. */
  readonly checkAnswers?: boolean;
}

export interface Application {
  readonly app: App;
  readonly endpoints: readonly Endpoint[];
  /** Tells balancers to send nothing more. */
  drain(): void;
  /** Settles what was accepted and takes nothing more. */
  close(): Promise<void>;
}

export function createApplication({
  database,
  clock,
  log,
  catalogSyncUrl = DEFAULT_SYNC_URL,
  checkAnswers = false,
}: Dependencies): Application {
  const pricing = createModelPricing();
  const catalogs = new Catalogs(pricing);
  const charger = new Charger(database, catalogs, log);
  const endpoints: Endpoint[] = [
    ...apiKeyEndpoints(clock),
    ...customerEndpoints,
    ...featureEndpoints,
    ...planEndpoints,
    ...modelEndpoints({ pricing, clock, catalogSyncUrl }),
    ...ledgerEndpoints,
    ...subscriptionEndpoints,
    ...meteringEndpoints({ pricesById: catalogs.pricesById }),
    ...chargingEndpoints({ charger, customerIds: new CustomerIds(database.db) }),
  ];
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
  addDocs(app);
  const readiness = addHealth(app, database);
  admitCommetClients(app);
  return { app, endpoints, drain: readiness.drain, close: () => charger.close() };
}
