/** Puts the rooms together: the only file that knows all of them. */

import { API_TAGS } from "./api-tags.js";
import {
  addDownloads,
  beginSeats,
  ClockMover,
  type Collect,
  creditNoteEndpoints,
  customerCreditEndpoints,
  DueEngine,
  documentEndpoints,
  invoiceEndpoints,
  pastPeriods,
  planChangeEndpoints,
  purchaseEndpoints,
  readSeatAccess,
  seatEndpoints,
  testClockEndpoints,
} from "./billing/index.js";
import { Catalogs, ChargeMetrics, Charger, CustomerIds, chargingEndpoints } from "./charging/index.js";
import { customerEndpoints } from "./customers/index.js";
import { DASHBOARD_FOLDER, NOT_DASHBOARD, PORTAL_PAGE } from "./dashboard-files.js";
import { admitCommetClients } from "./drop-in/index.js";
import { ledgerEndpoints } from "./ledger/index.js";
import { DEFAULT_USAGE_TIMES, meteringEndpoints, type UsageTimes } from "./metering/index.js";
import { createModelPricing, modelEndpoints, observeCatalogAge } from "./models/index.js";
import {
  addCheckoutPages,
  addProviderWebhook,
  ConnectedProviders,
  type ConnectionRules,
  collectInvoices,
  openPaymentPage,
  type Providers,
  paymentCorrections,
  paymentEndpoints,
  paymentRetries,
  providerEndpoints,
  providerOf,
  refundedOfInvoices,
  subscriptionCheckouts,
  takenByOfInvoice,
} from "./payments/index.js";
import { featureEndpoints, planEndpoints } from "./plans/index.js";
import {
  Admission,
  type App,
  addDocs,
  addHealth,
  addMetrics,
  addStaticFiles,
  admitWithinLimits,
  type Clock,
  createHttp,
  createMetrics,
  createSecrets,
  type Database,
  type Endpoint,
  type Log,
  type Mailer,
  type Metrics,
  observePool,
  openApiDocument,
  RateLimit,
  readGauge,
  type Secrets,
} from "./platform/index.js";
import {
  addPortalSessions,
  createCustomerAuthenticator,
  type OpenPage,
  portalEndpoints,
  portalSessionEndpoints,
} from "./portal/index.js";
import { addLiveUsage, LiveUsage, reportEndpoints } from "./reporting/index.js";
import { DEFAULT_LIMITS, DEFAULT_PUBLIC_URL, DEFAULT_SYNC_URL, type Limits } from "./settings.js";
import { countHoldersOf, subscriptionEndpoints } from "./subscriptions/index.js";
import {
  addOperatorAuth,
  apiKeyEndpoints,
  brandingEndpoints,
  createAuthenticator,
  createOperatorAuth,
  createOperatorAuthenticator,
  EnvironmentClocks,
  mailEndpoints,
  operatorEndpoints,
  settingsEndpoints,
} from "./tenancy/index.js";
import { VERSION } from "./version.js";
import {
  createDeliveryMetrics,
  Deliverer,
  webhookEndpoints,
  webhookEventEndpoints,
} from "./webhooks/index.js";

export interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Seal what must be readable again: the first seals, all open. See platform/secrets. */
  readonly secretKeys: readonly string[];
  /** In clear, for the dashboard to show to those who may make keys. */
  readonly sandboxKey?: string | undefined;
  /** Where the model catalog is synced from; default: the AI Gateway's public list. */
  readonly catalogSyncUrl?: string;
  /** For `/metrics` from elsewhere; without one it answers direct requests from this machine alone. */
  readonly metricsToken?: string | undefined;
  readonly limits?: Limits;
  /** How far the time of usage may be from now; default: 5 minutes ahead, 35 days back. */
  readonly usageTimes?: UsageTimes;
  /** Whether webhooks may go to private addresses; default: they may not. */
  readonly allowPrivateWebhooks?: boolean;
  /** Where this server is reached, for links in answers and mails; default: where each request came to. */
  readonly publicUrl?: string | undefined;
  /** Undefined: there is no mail server, and invoices cannot be sent. */
  readonly mailer?: Mailer | undefined;
  /** Where Stripe is, and how long an answer of it is waited for; default: its own address, and its usual time. */
  readonly stripe?: Pick<ConnectionRules, "apiUrl" | "timeoutMs">;
  /** In place of those that environments are connected to; for tests. */
  readonly providers?: Providers | undefined;
  /** How a finalized invoice is collected; default: by the environment's provider. */
  readonly collect?: Collect;
  /** How long a request that moves a sandbox's clock works on it; what is not done by then is a job's. */
  readonly clockPatienceMs?: number;
  /** Where this server listens, for links that are given to customers while no `publicUrl` is set. */
  readonly listensAt?: () => string;
  /** Checks every answer against its schema; for tests. */
  readonly checkAnswers?: boolean;
}

export interface Application {
  readonly app: App;
  /** The API's. */
  readonly endpoints: readonly Endpoint[];
  /** The dashboard's own, below `/api/operator`. */
  readonly operatorEndpoints: readonly Endpoint[];
  /** What a customer may do, below `/api/portal`. */
  readonly portalEndpoints: readonly Endpoint[];
  readonly metrics: Metrics;
  readonly secrets: Secrets;
  /** What takes the money of environments. */
  readonly providers: Providers;
  /** Does what time brings to subscriptions; jobs have it done on real time. */
  readonly dueEngine: DueEngine;
  /** Moves sandboxes' clocks; a job goes on with what requests have begun. */
  readonly clockMover: ClockMover;
  /** Hands events on to webhooks, once it is started. */
  readonly deliverer: Deliverer;
  /** Tells balancers to send nothing more. */
  drain(): void;
  /** Settles what was accepted and takes nothing more. */
  close(): Promise<void>;
}

/** Well below the time after which clients and proxies give a request up. */
const CLOCK_PATIENCE_MS = 5_000;
/** Usage that is told of at the last moment is counted a little later. */
const LATE_MARGIN_MS = 86_400_000;

export function createApplication({
  database,
  clock,
  log,
  secretKeys,
  sandboxKey,
  catalogSyncUrl = DEFAULT_SYNC_URL,
  metricsToken,
  limits = DEFAULT_LIMITS,
  usageTimes = DEFAULT_USAGE_TIMES,
  allowPrivateWebhooks = false,
  publicUrl,
  mailer,
  stripe,
  providers: givenProviders,
  collect: givenCollect,
  clockPatienceMs = CLOCK_PATIENCE_MS,
  listensAt = () => DEFAULT_PUBLIC_URL,
  checkAnswers = false,
}: Dependencies): Application {
  const secrets = createSecrets(secretKeys);
  const connections = { sealer: secrets.for("payment-provider"), ...stripe };
  const providers = givenProviders ?? new ConnectedProviders(connections);
  const collect = givenCollect ?? collectInvoices(providers);
  const pricing = createModelPricing();
  const catalogs = new Catalogs(pricing);
  const metrics = createMetrics();
  const dueEngine = new DueEngine(
    collect,
    paymentRetries,
    paymentCorrections.keptNanos,
    usageTimes.maxBackMs + LATE_MARGIN_MS,
  );
  const { catchUp } = dueEngine;
  const clocks = new EnvironmentClocks(clock);
  const clockMover = new ClockMover({ db: database.db, engine: dueEngine, clock, clocks, log });
  const charger = new Charger(
    database,
    catalogs,
    log,
    new ChargeMetrics(metrics),
    catchUp,
    pastPeriods,
    limits.maxQueue,
  );
  // Before all that asks the database when it is read, and would be seen waiting for a connection.
  observe(metrics, { database, clock, charger });
  const admission = new Admission(limits, charger.queue, metrics);
  const urlOf = (token: string): string => `${publicUrl ?? listensAt()}/checkout/${token}`;
  const checkouts = subscriptionCheckouts(providers, urlOf);
  const metering = { pricesById: catalogs.pricesById };
  const delivery = {
    clock,
    log,
    sealer: secrets.for("webhook-secret"),
    metrics: createDeliveryMetrics(metrics, database.db, clock),
    allowPrivate: allowPrivateWebhooks,
    userAgent: `Farthing/${VERSION}`,
  };
  const endpoints: Endpoint[] = [
    ...apiKeyEndpoints(clock),
    ...brandingEndpoints(clock),
    ...settingsEndpoints((db, caller) => providerOf(providers, db, caller)),
    ...providerEndpoints({ ...connections, providers, publicUrl }),
    ...customerEndpoints,
    ...featureEndpoints({ countHolders: countHoldersOf }),
    ...planEndpoints,
    ...modelEndpoints({ pricing, clock, catalogSyncUrl }),
    ...ledgerEndpoints,
    ...subscriptionEndpoints({ catchUp, beginSeats, checkouts }),
    ...meteringEndpoints(metering),
    ...chargingEndpoints({ charger, customerIds: new CustomerIds(database.db), readSeatAccess, usageTimes }),
    ...webhookEventEndpoints,
    ...webhookEndpoints(delivery),
    ...invoiceEndpoints({
      ...metering,
      collect,
      catchUp,
      corrections: paymentCorrections,
      refundedOf: refundedOfInvoices,
    }),
    ...creditNoteEndpoints({ ...metering, catchUp, corrections: paymentCorrections }),
    ...documentEndpoints({ clock, sendMail: mailer?.send, takenByOf: takenByOfInvoice }),
    ...planChangeEndpoints({ engine: dueEngine, checkouts }),
    ...customerCreditEndpoints({ catchUp }),
    ...purchaseEndpoints({ collect, catchUp }),
    ...seatEndpoints({ collect, catchUp }),
    ...paymentEndpoints({ providers, catchUp, urlOf }),
    ...testClockEndpoints({
      engine: dueEngine,
      mover: clockMover,
      clock,
      clocks,
      patienceMs: clockPatienceMs,
    }),
    ...portalSessionEndpoints(clock),
  ];
  const openPage: OpenPage = async ({ db, caller, origin }, invoiceId, returnTo) => {
    const successUrl = (publicUrl ?? origin) + returnTo;
    const page = await openPaymentPage(db, caller, invoiceId, successUrl, { providers, catchUp });
    return page ? urlOf(page.token) : null;
  };
  const ofCustomers = portalEndpoints({ ...metering, api: endpoints, openPage });
  const ofOperators: Endpoint[] = [
    ...operatorEndpoints({ clock, version: VERSION }),
    ...mailEndpoints(mailer),
    ...reportEndpoints({ ...metering, clock, sandboxKey }),
  ];
  const auth = createOperatorAuth(database.db, secretKeys[0]!, log);
  const authenticate = createAuthenticator(
    database.db,
    clock,
    log,
    clocks,
    createOperatorAuthenticator(database.db, auth, clocks),
  );
  const app = createHttp({
    endpoints: [...endpoints, ...ofOperators, ...ofCustomers],
    database,
    log,
    metrics,
    admission,
    rateLimit: limits.requestsPerSecond === 0 ? undefined : new RateLimit(limits.requestsPerSecond),
    realNow: clock.real,
    publicUrl,
    authenticate,
    authenticateCustomer: createCustomerAuthenticator(database.db, clock, clocks),
    checkAnswers,
  });
  addOperatorAuth(app, auth);
  addPortalSessions(app, { db: database.db, clock, publicUrl });
  const liveRoutes = addLiveUsage(app, new LiveUsage(database, clock, log), authenticate);
  addDocs(
    app,
    openApiDocument(endpoints, VERSION, API_TAGS),
    openApiDocument(ofOperators, VERSION, API_TAGS),
  );
  addDownloads(app, { db: database.db, clock, takenByOf: takenByOfInvoice });
  const readiness = addHealth(app, database);
  addMetrics(app, metrics, { token: metricsToken });
  addCheckoutPages(app, { db: database.db, clock, log, catchUp, providers, urlOf });
  addProviderWebhook(app, { db: database.db, clock, log, catchUp, providers });
  addStaticFiles(app, { folder: DASHBOARD_FOLDER, reserved: NOT_DASHBOARD, others: [PORTAL_PAGE] });
  admitCommetClients(app);
  // Last, and so in front of all that reads a body.
  admitWithinLimits(app, admission, log);
  return {
    app,
    endpoints,
    metrics,
    secrets,
    providers,
    dueEngine,
    clockMover,
    deliverer: new Deliverer(delivery),
    operatorEndpoints: ofOperators,
    portalEndpoints: ofCustomers,
    drain: () => {
      readiness.drain();
      clockMover.drain();
      liveRoutes.close();
    },
    close: () => charger.close(),
  };
}

/** What is read when the metrics are asked for. */
function observe(
  metrics: Metrics,
  { database, clock, charger }: { database: Database; clock: Clock; charger: Charger },
): void {
  const { queue } = charger;
  readGauge(
    metrics,
    "farthing_charge_queue_events",
    "Usage events that wait to be written.",
    () => queue.depth,
  );
  readGauge(
    metrics,
    "farthing_charge_queue_limit_events",
    "Usage events that may wait; beyond it requests are answered 503.",
    () => queue.limit,
  );
  observePool(metrics, database);
  observeCatalogAge(metrics, database.db, clock);
}
