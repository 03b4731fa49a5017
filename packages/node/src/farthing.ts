/** The client. */
import { Transport } from "./http/transport.js";
import { ApiKeys } from "./resources/api-keys.js";
import { BrandingResource } from "./resources/branding.js";
import { CreditNotes } from "./resources/credit-notes.js";
import { CreditPacks } from "./resources/credit-packs.js";
import { CustomerScope } from "./resources/customer-scope.js";
import { Customers } from "./resources/customers.js";
import { Settings } from "./resources/environment-settings.js";
import { Events } from "./resources/events.js";
import { ExchangeRates } from "./resources/exchange-rates.js";
import { FeatureAccessResource } from "./resources/feature-access.js";
import { Features } from "./resources/features.js";
import { Invoices } from "./resources/invoices.js";
import { Ledger } from "./resources/ledger.js";
import { Models } from "./resources/models.js";
import { PaymentMethods } from "./resources/payment-methods.js";
import { Payments } from "./resources/payments.js";
import { PlanGroups } from "./resources/plan-groups.js";
import { Plans } from "./resources/plans.js";
import { Portal } from "./resources/portal.js";
import { Purchases } from "./resources/purchases.js";
import { Seats } from "./resources/seats.js";
import { Subscriptions } from "./resources/subscriptions.js";
import { TestClockResource } from "./resources/test-clock.js";
import { Transactions } from "./resources/transactions.js";
import { Webhooks } from "./resources/webhooks.js";
import { type FarthingOptions, readSettings } from "./settings.js";
import { type FlushOptions, type FlushResult, UsageQueue } from "./usage/queue.js";
import { UsageResource } from "./usage/usage.js";

/**
 * A client of one Farthing server. Make one and share it: it holds no connection, but it does hold the queue of
 * `usage.enqueue`.
 *
 * Calls that fail because of the network, of a limit (429) or of the server (5xx) are made again with growing pauses,
 * under the same key, so that a write happens once. Every error is a `FarthingError`.
 */
export class Farthing {
  /** What customers consumed. */
  readonly usage: UsageResource;
  /** Who is billed. */
  readonly customers: Customers;
  /** What is sold. */
  readonly features: Features;
  /** Priced packages of features. */
  readonly plans: Plans;
  /** What AI usage costs in a currency that models are not priced in. */
  readonly exchangeRates: ExchangeRates;
  /** Plans that customers may change between. */
  readonly planGroups: PlanGroups;
  /** Customers on plans, and their balances. */
  readonly subscriptions: Subscriptions;
  /** What a customer may use now. */
  readonly featureAccess: FeatureAccessResource;
  /** Every change of a balance. */
  readonly ledger: Ledger;
  /** What customers owe, line by line. */
  readonly invoices: Invoices;
  /** What was taken back of invoices. */
  readonly creditNotes: CreditNotes;
  /** The money that is taken for invoices. */
  readonly payments: Payments;
  /** Each attempt at a payment, and what was given back. */
  readonly transactions: Transactions;
  /** The cards that customers have on file. */
  readonly paymentMethods: PaymentMethods;
  /** How the environment collects. */
  readonly settings: Settings;
  /** Packs of credits to sell. */
  readonly creditPacks: CreditPacks;
  /** What customers bought beside their plan. */
  readonly purchases: Purchases;
  /** The pages on which your customers help themselves. */
  readonly portal: Portal;
  /** How many people may use something. */
  readonly seats: Seats;
  /** A sandbox's clock. */
  readonly testClock: TestClockResource;
  /** The catalog of AI models. */
  readonly models: Models;
  /** What happened, as webhooks tell of it. */
  readonly events: Events;
  /** Who you are, on documents and pages for customers. */
  readonly branding: BrandingResource;
  /** What servers present themselves with. */
  readonly apiKeys: ApiKeys;
  /** Where events are sent to, and whether one that came is genuine. */
  readonly webhooks: Webhooks;
  readonly #queue: UsageQueue;

  /** @throws FarthingError where there is no API key, or an option is not usable */
  constructor(options: FarthingOptions = {}) {
    const transport = new Transport(readSettings(options));
    this.#queue = new UsageQueue(transport, options.queue);
    this.usage = new UsageResource(transport, this.#queue);
    this.customers = new Customers(transport);
    this.features = new Features(transport);
    this.plans = new Plans(transport);
    this.exchangeRates = new ExchangeRates(transport);
    this.planGroups = new PlanGroups(transport);
    this.subscriptions = new Subscriptions(transport);
    this.featureAccess = new FeatureAccessResource(transport);
    this.ledger = new Ledger(transport);
    this.invoices = new Invoices(transport);
    this.creditNotes = new CreditNotes(transport);
    this.payments = new Payments(transport);
    this.transactions = new Transactions(transport);
    this.paymentMethods = new PaymentMethods(transport);
    this.settings = new Settings(transport);
    this.creditPacks = new CreditPacks(transport);
    this.purchases = new Purchases(transport);
    this.portal = new Portal(transport);
    this.seats = new Seats(transport);
    this.testClock = new TestClockResource(transport);
    this.models = new Models(transport);
    this.events = new Events(transport);
    this.branding = new BrandingResource(transport);
    this.apiKeys = new ApiKeys(transport);
    this.webhooks = new Webhooks(transport);
  }

  /** The same operations for one customer. @param id Farthing's `cus_…` id or your own */
  customer(id: string): CustomerScope {
    return new CustomerScope(this, id);
  }

  /** As `usage.flush`: sends what was enqueued and waits for the answers. */
  flush(options?: FlushOptions): Promise<FlushResult> {
    return this.#queue.flush(options);
  }

  /** As `usage.shutdown`: to be awaited before the process ends. */
  shutdown(options?: FlushOptions): Promise<void> {
    return this.#queue.shutdown(options);
  }
}
