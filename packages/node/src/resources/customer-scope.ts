/** `farthing.customer(id)`: the same operations, for one customer. */
import { FarthingError } from "../errors/index.js";
import type { RequestOptions } from "../http/transport.js";
import type { List } from "../pages.js";
import type { FeatureCode } from "../register.js";
import type {
  Balance,
  BalanceChange,
  BalanceTopup,
  CreditGrant,
  Customer,
  FeatureAccess,
  InvoiceListItem,
  LedgerEntry,
  PortalSession,
  RefusedUsage,
  SeatBalance,
  SeatChangePreview,
  SeatEvent,
  Subscription,
  UsageAdjustment,
  UsageBatch,
  UsageCheck,
  UsageEvent,
  UsageSummary,
  WebhookEvent,
  WebhookEventType,
} from "../schemas.js";
import type { ListRefusedUsageParams } from "../usage/refused-usage.js";
import type { TrackParams } from "../usage/track-params.js";
import type {
  CheckUsageParams,
  ListUsageParams,
  SetUsageParams,
  SummarizeUsageParams,
  UsageResource,
} from "../usage/usage.js";
import type { Customers, UpdateCustomerParams } from "./customers.js";
import type { Events, ListEventsParams } from "./events.js";
import type { FeatureAccessResource } from "./feature-access.js";
import type { Invoices, ListInvoicesParams } from "./invoices.js";
import type { Ledger, ListLedgerParams } from "./ledger.js";
import type { GetPortalUrlParams, Portal } from "./portal.js";
import type {
  AddSeatsParams,
  GetSeatBalanceParams,
  ListSeatEventsParams,
  PreviewSeatsParams,
  RemoveSeatsParams,
  Seats,
  SetSeatsParams,
} from "./seats.js";
import type {
  AdjustBalanceParams,
  CancelSubscriptionParams,
  CreateSubscriptionParams,
  PurchaseCreditsParams,
  Subscriptions,
  TopupBalanceParams,
} from "./subscriptions.js";

/** The parameters of the same operation, without the customer. */
type Scoped<Params> = Omit<Params, "customerId">;
type WithoutId<Params> = Omit<Params, "id">;
type PortalLinkParams = Omit<GetPortalUrlParams, "customerId" | "email">;

export interface ScopedResources {
  readonly customers: Customers;
  readonly usage: UsageResource;
  readonly subscriptions: Subscriptions;
  readonly featureAccess: FeatureAccessResource;
  readonly ledger: Ledger;
  readonly events: Events;
  readonly invoices: Invoices;
  readonly portal: Portal;
  readonly seats: Seats;
}

/** The customer's open subscription is needed, and there is none. */
export class NoSubscriptionError extends FarthingError {
  static override readonly kind: string = "NoSubscriptionError";
}

export class CustomerScope {
  readonly id: string;
  readonly usage: CustomerUsage;
  readonly subscription: CustomerSubscription;
  /** What the customer can still spend: rate scale (10000 = $1.00), or credits. */
  readonly balance: CustomerBalance;
  readonly featureAccess: CustomerFeatureAccess;
  readonly ledger: CustomerLedger;
  readonly events: CustomerEvents;
  readonly invoices: CustomerInvoices;
  readonly portal: CustomerPortal;
  readonly seats: CustomerSeats;
  readonly #customers: Customers;

  constructor(resources: ScopedResources, id: string) {
    this.id = id;
    this.usage = new CustomerUsage(resources.usage, id);
    this.subscription = new CustomerSubscription(resources.subscriptions, id);
    this.balance = new CustomerBalance(resources.subscriptions, this.subscription);
    this.featureAccess = new CustomerFeatureAccess(resources.featureAccess, id);
    this.ledger = new CustomerLedger(resources.ledger, id);
    this.events = new CustomerEvents(resources.events, id);
    this.invoices = new CustomerInvoices(resources.invoices, id);
    this.portal = new CustomerPortal(resources.portal, id);
    this.seats = new CustomerSeats(resources.seats, id);
    this.#customers = resources.customers;
  }

  get(options?: RequestOptions): Promise<Customer> {
    return this.#customers.get({ id: this.id }, options);
  }

  update(changes: WithoutId<UpdateCustomerParams>, options?: RequestOptions): Promise<Customer> {
    return this.#customers.update({ ...changes, id: this.id }, options);
  }
}

export class CustomerUsage {
  readonly #usage: UsageResource;
  readonly #customerId: string;

  constructor(usage: UsageResource, customerId: string) {
    this.#usage = usage;
    this.#customerId = customerId;
  }

  /** See {@link UsageResource.track}. */
  track(params: Scoped<TrackParams>, options?: RequestOptions): Promise<UsageEvent> {
    return this.#usage.track({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link UsageResource.trackBatch}. */
  trackBatch(
    params: { readonly events: readonly Scoped<TrackParams>[] },
    options?: RequestOptions,
  ): Promise<UsageBatch> {
    const events = params.events.map((event) => ({ ...event, customerId: this.#customerId }));
    return this.#usage.trackBatch({ events }, options);
  }

  /** See {@link UsageResource.enqueue}. */
  enqueue(params: Scoped<TrackParams>): boolean {
    return this.#usage.enqueue({ ...params, customerId: this.#customerId });
  }

  /** See {@link UsageResource.check}. */
  check(params: Scoped<CheckUsageParams>, options?: RequestOptions): Promise<UsageCheck> {
    return this.#usage.check({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link UsageResource.set}. */
  set(params: Scoped<SetUsageParams>, options?: RequestOptions): Promise<UsageAdjustment> {
    return this.#usage.set({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link UsageResource.list}. */
  list(params: Scoped<ListUsageParams> = {}, options?: RequestOptions): List<UsageEvent> {
    return this.#usage.list({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link UsageResource.summary}. */
  summary(params: Scoped<SummarizeUsageParams> = {}, options?: RequestOptions): Promise<UsageSummary> {
    return this.#usage.summary({ ...params, customerId: this.#customerId }, options);
  }

  /** Usage of this customer that was refused, newest first. */
  listRefused(params: Scoped<ListRefusedUsageParams> = {}, options?: RequestOptions): List<RefusedUsage> {
    return this.#usage.refused.list({ ...params, customerId: this.#customerId }, options);
  }
}

export class CustomerSubscription {
  readonly #subscriptions: Subscriptions;
  readonly #customerId: string;

  constructor(subscriptions: Subscriptions, customerId: string) {
    this.#subscriptions = subscriptions;
    this.#customerId = customerId;
  }

  /** The open one, or null. */
  get(options?: RequestOptions): Promise<Subscription | null> {
    return this.#subscriptions.getActive({ customerId: this.#customerId }, options);
  }

  /** @throws ConflictError `already_has_active_subscription` */
  create(params: Scoped<CreateSubscriptionParams>, options?: RequestOptions): Promise<Subscription> {
    return this.#subscriptions.create({ ...params, customerId: this.#customerId }, options);
  }

  /** @throws NoSubscriptionError */
  async cancel(
    params: WithoutId<CancelSubscriptionParams> = {},
    options?: RequestOptions,
  ): Promise<Subscription> {
    return this.#subscriptions.cancel({ ...params, id: await this.requireId(options) }, options);
  }

  /** Id of the open one. @throws NoSubscriptionError */
  async requireId({ signal, timeout, maxRetries }: RequestOptions = {}): Promise<string> {
    const open = await this.get({ signal, timeout, maxRetries });
    if (open) return open.id;
    throw new NoSubscriptionError(`Customer ${this.#customerId} has no open subscription.`);
  }
}

/** Each call first reads which subscription is open; with its id at hand, `farthing.subscriptions` saves that. */
export class CustomerBalance {
  readonly #subscriptions: Subscriptions;
  readonly #subscription: CustomerSubscription;

  constructor(subscriptions: Subscriptions, subscription: CustomerSubscription) {
    this.#subscriptions = subscriptions;
    this.#subscription = subscription;
  }

  /** @throws NoSubscriptionError */
  async get(options?: RequestOptions): Promise<Balance> {
    return this.#subscriptions.getBalance({ id: await this.#subscription.requireId(options) }, options);
  }

  /** `amount` is rate scale: 100000 = $10.00. @throws NoSubscriptionError */
  async topup(params: WithoutId<TopupBalanceParams>, options?: RequestOptions): Promise<BalanceTopup> {
    const id = await this.#subscription.requireId(options);
    return this.#subscriptions.topupBalance({ ...params, id }, options);
  }

  /** See {@link Subscriptions.purchaseCredits}. @throws NoSubscriptionError */
  async purchaseCredits(
    params: WithoutId<PurchaseCreditsParams>,
    options?: RequestOptions,
  ): Promise<CreditGrant> {
    const id = await this.#subscription.requireId(options);
    return this.#subscriptions.purchaseCredits({ ...params, id }, options);
  }

  /** `amount` is signed: rate scale, or credits with `type: "credits"`. @throws NoSubscriptionError */
  async adjust(params: WithoutId<AdjustBalanceParams>, options?: RequestOptions): Promise<BalanceChange> {
    const id = await this.#subscription.requireId(options);
    return this.#subscriptions.adjustBalance({ ...params, id }, options);
  }
}

export class CustomerFeatureAccess {
  readonly #featureAccess: FeatureAccessResource;
  readonly #customerId: string;

  constructor(featureAccess: FeatureAccessResource, customerId: string) {
    this.#featureAccess = featureAccess;
    this.#customerId = customerId;
  }

  get({ code }: { code: FeatureCode }, options?: RequestOptions): Promise<FeatureAccess> {
    return this.#featureAccess.get({ code, customerId: this.#customerId }, options);
  }

  list(options?: RequestOptions): List<FeatureAccess> {
    return this.#featureAccess.list({ customerId: this.#customerId }, options);
  }

  /** Whether one more unit may be used now. */
  canUse({ code }: { code: FeatureCode }, options?: RequestOptions): Promise<boolean> {
    return this.#featureAccess.canUse({ code, customerId: this.#customerId }, options);
  }
}

export class CustomerLedger {
  readonly #ledger: Ledger;
  readonly #customerId: string;

  constructor(ledger: Ledger, customerId: string) {
    this.#ledger = ledger;
    this.#customerId = customerId;
  }

  /** Newest first. */
  list(params: Scoped<ListLedgerParams> = {}, options?: RequestOptions): List<LedgerEntry> {
    return this.#ledger.list({ ...params, customerId: this.#customerId }, options);
  }
}

export class CustomerEvents {
  readonly #events: Events;
  readonly #customerId: string;

  constructor(events: Events, customerId: string) {
    this.#events = events;
    this.#customerId = customerId;
  }

  /** What happened to this customer, newest first. See {@link Events.list}. */
  list<Type extends WebhookEventType = WebhookEventType>(
    params: Scoped<ListEventsParams<Type>> = {},
    options?: RequestOptions,
  ): List<Extract<WebhookEvent, { type: Type }>> {
    return this.#events.list<Type>({ ...params, customerId: this.#customerId }, options);
  }
}

export class CustomerInvoices {
  readonly #invoices: Invoices;
  readonly #customerId: string;

  constructor(invoices: Invoices, customerId: string) {
    this.#invoices = invoices;
    this.#customerId = customerId;
  }

  /** See {@link Invoices.list}. */
  list(params: Scoped<ListInvoicesParams> = {}, options?: RequestOptions): List<InvoiceListItem> {
    return this.#invoices.list({ ...params, customerId: this.#customerId }, options);
  }
}

export class CustomerPortal {
  readonly #portal: Portal;
  readonly #customerId: string;

  constructor(portal: Portal, customerId: string) {
    this.#portal = portal;
    this.#customerId = customerId;
  }

  /** See {@link Portal.getUrl}. */
  getUrl(params: PortalLinkParams = {}, options?: RequestOptions): Promise<PortalSession> {
    return this.#portal.getUrl({ ...params, customerId: this.#customerId }, options);
  }
}

export class CustomerSeats {
  readonly #seats: Seats;
  readonly #customerId: string;

  constructor(seats: Seats, customerId: string) {
    this.#seats = seats;
    this.#customerId = customerId;
  }

  /** See {@link Seats.add}. */
  add(params: Scoped<AddSeatsParams>, options?: RequestOptions): Promise<SeatEvent> {
    return this.#seats.add({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link Seats.remove}. */
  remove(params: Scoped<RemoveSeatsParams>, options?: RequestOptions): Promise<SeatEvent> {
    return this.#seats.remove({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link Seats.set}. */
  set(params: Scoped<SetSeatsParams>, options?: RequestOptions): Promise<SeatEvent> {
    return this.#seats.set({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link Seats.preview}. */
  preview(params: Scoped<PreviewSeatsParams>, options?: RequestOptions): Promise<SeatChangePreview> {
    return this.#seats.preview({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link Seats.getBalance}. */
  getBalance(params: Scoped<GetSeatBalanceParams>, options?: RequestOptions): Promise<SeatBalance> {
    return this.#seats.getBalance({ ...params, customerId: this.#customerId }, options);
  }

  /** See {@link Seats.listBalances}. */
  listBalances(options?: RequestOptions): List<SeatBalance> {
    return this.#seats.listBalances({ customerId: this.#customerId }, options);
  }

  /** See {@link Seats.listEvents}. */
  listEvents(params: Scoped<ListSeatEventsParams> = {}, options?: RequestOptions): List<SeatEvent> {
    return this.#seats.listEvents({ ...params, customerId: this.#customerId }, options);
  }
}
