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
import { customerEndpoints, customerNameEndpoints } from "./customers/index.js";
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
  checkoutLinkEndpoints,
  collectInvoices,
  openPaymentPage,
  type Providers,
  paymentCorrections,
  paymentEndpoints,
  paymentMethodEndpoints,
  paymentRetries,
  providerEndpoints,
  providerOf,
  refundedOfInvoices,
  subscriptionCheckouts,
  takenByOfInvoice,
  transactionEndpoints,
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
  createPeerOf,
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
  /** Proxies that say whom they ask for; see platform/http/peer. Default: none. */
  readonly trustedProxies?: readonly string[];
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

/** Usage that is told of at the last moment is counted a little later. */
const LATE_MARGIN_MS = 86_400_000;

const DEFAULTS = {
  catalogSyncUrl: DEFAULT_SYNC_URL,
  limits: DEFAULT_LIMITS,
  usageTimes: DEFAULT_USAGE_TIMES,
  allowPrivateWebhooks: false,
  trustedProxies: [],
  // Well below the time after which clients and proxies give a request up.
  clockPatienceMs: 5_000,
  listensAt: () => DEFAULT_PUBLIC_URL,
  checkAnswers: false,
} satisfies Partial<Dependencies>;

type Settled = Dependencies & Required<Pick<Dependencies, keyof typeof DEFAULTS>>;

export function createApplication(dependencies: Dependencies): Application {
  const settled = { ...DEFAULTS, ...dependencies };
  const parts = createParts(settled);
  const operations = describeOperations(settled, parts);
  const { app, drain } = openHttp(settled, parts, operations);
  const { metrics, secrets, providers, dueEngine, clockMover, delivery, charger } = parts;
  return {
    app,
    endpoints: operations.api,
    operatorEndpoints: operations.ofOperators,
    portalEndpoints: operations.ofCustomers,
    metrics,
    secrets,
    providers,
    dueEngine,
    clockMover,
    deliverer: new Deliverer(delivery),
    drain: () => {
      drain();
      clockMover.drain();
    },
    close: () => charger.close(),
  };
}

type Parts = ReturnType<typeof createParts>;

/** What does the work, and what operations are given of it. */
function createParts(settled: Settled) {
  const { database, clock, log, limits, usageTimes, publicUrl, listensAt } = settled;
  const secrets = createSecrets(settled.secretKeys);
  const connections = { sealer: secrets.for("payment-provider"), ...settled.stripe };
  const providers = settled.providers ?? new ConnectedProviders(connections);
  const collect = settled.collect ?? collectInvoices(providers);
  const pricing = createModelPricing();
  const catalogs = new Catalogs(pricing);
  const metrics = createMetrics();
  /** Of a page to pay at. */
  const urlOf = (token: string): string => `${publicUrl ?? listensAt()}/checkout/${token}`;
  const checkouts = subscriptionCheckouts(providers, urlOf);
  const corrections = paymentCorrections(providers);
  const dueEngine = new DueEngine(
    collect,
    paymentRetries,
    corrections.keptNanos,
    checkouts,
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
  return {
    secrets,
    connections,
    providers,
    collect,
    pricing,
    metrics,
    corrections,
    dueEngine,
    catchUp,
    clocks,
    clockMover,
    charger,
    admission,
    urlOf,
    checkouts,
    metering: { pricesById: catalogs.pricesById },
    delivery: {
      clock,
      log,
      sealer: secrets.for("webhook-secret"),
      metrics: createDeliveryMetrics(metrics, database.db, clock),
      allowPrivate: settled.allowPrivateWebhooks,
      userAgent: `Farthing/${VERSION}`,
    },
  };
}

interface Operations {
  readonly api: readonly Endpoint[];
  readonly ofOperators: readonly Endpoint[];
  readonly ofCustomers: readonly Endpoint[];
}

function describeOperations(settled: Settled, parts: Parts): Operations {
  const { clock, mailer, sandboxKey } = settled;
  const api = [
    ...apiOfTenancy(settled, parts),
    ...apiOfSelling(settled, parts),
    ...apiOfUsage(settled, parts),
    ...webhookEventEndpoints,
    ...webhookEndpoints(parts.delivery),
    ...apiOfBilling(settled, parts),
    ...apiOfPaying(parts),
    ...apiOfTestClock(settled, parts),
    ...portalSessionEndpoints(clock),
  ];
  return {
    api,
    ofOperators: [
      ...operatorEndpoints({ clock, version: VERSION }),
      ...mailEndpoints(mailer),
      ...customerNameEndpoints,
      ...reportEndpoints({ ...parts.metering, clock, pricing: parts.pricing, sandboxKey }),
    ],
    ofCustomers: portalEndpoints({
      ...parts.metering,
      api,
      openPage: pageOpener(settled, parts),
      pricing: parts.pricing,
    }),
  };
}

const apiOfTenancy = ({ clock, publicUrl }: Settled, { providers, connections }: Parts): Endpoint[] => [
  ...apiKeyEndpoints(clock),
  ...brandingEndpoints(clock),
  ...settingsEndpoints((db, caller) => providerOf(providers, db, caller)),
  ...providerEndpoints({ ...connections, providers, publicUrl }),
  ...customerEndpoints,
];

const apiOfSelling = (
  { clock, catalogSyncUrl }: Settled,
  { pricing, catchUp, checkouts }: Parts,
): Endpoint[] => [
  ...featureEndpoints({ countHolders: countHoldersOf }),
  ...planEndpoints,
  ...modelEndpoints({ pricing, clock, catalogSyncUrl }),
  ...ledgerEndpoints,
  ...subscriptionEndpoints({ catchUp, beginSeats, checkouts }),
];

const apiOfUsage = ({ database, usageTimes }: Settled, { metering, charger }: Parts): Endpoint[] => [
  ...meteringEndpoints(metering),
  ...chargingEndpoints({ charger, customerIds: new CustomerIds(database.db), readSeatAccess, usageTimes }),
];

const apiOfBilling = (
  { clock, mailer }: Settled,
  { metering, collect, catchUp, corrections, dueEngine, checkouts }: Parts,
): Endpoint[] => [
  ...invoiceEndpoints({
    ...metering,
    collect,
    catchUp,
    corrections,
    refundedOf: refundedOfInvoices,
  }),
  ...creditNoteEndpoints({ ...metering, catchUp, corrections }),
  ...documentEndpoints({ clock, sendMail: mailer?.send, takenByOf: takenByOfInvoice }),
  ...planChangeEndpoints({ engine: dueEngine, checkouts }),
  ...customerCreditEndpoints({ catchUp }),
];

const apiOfPaying = ({ providers, collect, catchUp, urlOf }: Parts): Endpoint[] => [
  ...purchaseEndpoints({ collect, catchUp }),
  ...seatEndpoints({ collect, catchUp }),
  ...paymentEndpoints({ providers, catchUp, urlOf }),
  ...transactionEndpoints({ providers, catchUp }),
  ...paymentMethodEndpoints(catchUp),
  ...checkoutLinkEndpoints({ providers, catchUp, urlOf }),
];

const apiOfTestClock = (
  { clock, clockPatienceMs }: Settled,
  { dueEngine, clockMover, clocks }: Parts,
): Endpoint[] =>
  testClockEndpoints({
    engine: dueEngine,
    mover: clockMover,
    clock,
    clocks,
    patienceMs: clockPatienceMs,
  });

/** Where a customer in the portal pays an invoice. */
const pageOpener =
  ({ publicUrl }: Settled, { providers, catchUp, urlOf }: Parts): OpenPage =>
  async ({ db, caller, origin }, invoiceId, returnTo) => {
    const successUrl = (publicUrl ?? origin) + returnTo;
    const page = await openPaymentPage(db, caller, invoiceId, successUrl, { providers, catchUp });
    return page ? urlOf(page.token) : null;
  };

function openHttp(settled: Settled, parts: Parts, operations: Operations) {
  const { database, clock, log, secretKeys, limits, publicUrl, trustedProxies, checkAnswers } = settled;
  const { clocks, metrics, admission } = parts;
  const auth = createOperatorAuth(database.db, { secretKey: secretKeys[0]!, publicUrl }, log);
  const authenticateOperator = createOperatorAuthenticator(database.db, auth, clocks);
  const authenticate = createAuthenticator(database.db, clock, log, clocks, authenticateOperator);
  const peerOf = createPeerOf(trustedProxies);
  const { api, ofOperators, ofCustomers } = operations;
  const app = createHttp({
    endpoints: [...api, ...ofOperators, ...ofCustomers],
    database,
    log,
    metrics,
    admission,
    rateLimit: limits.requestsPerSecond === 0 ? undefined : new RateLimit(limits.requestsPerSecond),
    peerOf,
    realNow: clock.real,
    publicUrl,
    authenticate,
    authenticateCustomer: createCustomerAuthenticator(database.db, clock, clocks),
    checkAnswers,
  });
  addOperatorAuth(app, auth, peerOf);
  addPortalSessions(app, { db: database.db, clock, publicUrl });
  const liveRoutes = addLiveUsage(app, new LiveUsage(database, clock, log), authenticate);
  addDocs(app, openApiDocument(api, VERSION, API_TAGS), openApiDocument(ofOperators, VERSION, API_TAGS));
  const readiness = addHealth(app, database);
  addPages(app, settled, parts);
  admitCommetClients(app);
  // Last, and so in front of all that reads a body.
  admitWithinLimits(app, admission, log);
  return {
    app,
    drain: () => {
      readiness.drain();
      liveRoutes.close();
    },
  };
}

/** What is no operation: documents, metrics, pages to pay at, what providers tell, and the dashboard. */
function addPages(app: App, { database, clock, log, metricsToken }: Settled, parts: Parts): void {
  const { db } = database;
  const { catchUp, providers, urlOf } = parts;
  addDownloads(app, { db, clock, takenByOf: takenByOfInvoice });
  addMetrics(app, parts.metrics, { token: metricsToken });
  addCheckoutPages(app, { db, clock, log, catchUp, providers, urlOf });
  addProviderWebhook(app, { db, clock, log, catchUp, providers });
  addStaticFiles(app, { folder: DASHBOARD_FOLDER, reserved: NOT_DASHBOARD, others: [PORTAL_PAGE] });
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
    "Usage events waiting to be written.",
    () => queue.depth,
  );
  readGauge(
    metrics,
    "farthing_charge_queue_limit_events",
    "Limit of usage events waiting to be written; beyond it requests are answered 503.",
    () => queue.limit,
  );
  observePool(metrics, database);
  observeCatalogAge(metrics, database.db, clock);
}
