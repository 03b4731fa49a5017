/** `farthing.subscriptions`: a customer on a plan, and the balance that comes with it. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { PlanCode } from "../register.js";
import type {
  Balance,
  BalanceChange,
  BalanceTopup,
  CheckoutLink,
  CreditGrant,
  Input,
  PlanChange,
  PlanChangePreview,
  Replace,
  Schemas,
  Subscription,
} from "../schemas.js";

interface OfSubscription {
  /** The subscription. */
  readonly id: string;
}

/** Exactly one of `planId` and `planCode`. */
export type CreateSubscriptionParams = Input<Replace<Schemas["CreateSubscription"], { planCode?: PlanCode }>>;
export type ListSubscriptionsParams = Input<Schemas["ListSubscriptions"]>;
export type CancelSubscriptionParams = Input<Schemas["CancelSubscription"]> & OfSubscription;
export type ChangePlanParams = Input<Replace<Schemas["ChangePlan"], { newPlanId?: PlanCode }>> &
  OfSubscription;
export type PreviewChangeParams = Input<Replace<Schemas["PreviewChange"], { planId?: PlanCode }>> &
  OfSubscription;
export type ReactivateSubscriptionParams = Input<Schemas["ReactivateSubscription"]> & OfSubscription;
export type TopupBalanceParams = Input<Schemas["TopupBalance"]> & OfSubscription;
export type CreateRecoveryLinkParams = Input<Schemas["CreateRecoveryLink"]> & OfSubscription;
export type UpdatePaymentMethodParams = Input<Schemas["UpdatePaymentMethod"]> & OfSubscription;
export type PurchaseCreditsParams = Input<Schemas["BuyCredits"]> & OfSubscription;
export type AdjustBalanceParams = Input<Schemas["AdjustBalance"]> & OfSubscription;

export class Subscriptions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Puts a customer on a plan.
   *
   * @throws NotFoundError `customer_not_found`, `plan_not_found`, `price_not_found`
   * @throws ConflictError `already_has_active_subscription`
   */
  create(params: CreateSubscriptionParams, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request({ method: "POST", path: "/subscriptions", body: params }, options);
  }

  /** @throws NotFoundError `subscription_not_found` */
  get({ id }: OfSubscription, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request({ method: "GET", path: path`/subscriptions/${id}` }, options);
  }

  /** The customer's open subscription, or null. @throws NotFoundError `customer_not_found` */
  getActive(params: { customerId: string }, options?: RequestOptions): Promise<Subscription | null> {
    return this.#transport.request({ method: "GET", path: "/subscriptions/active", query: params }, options);
  }

  /** Newest first. */
  list(params: ListSubscriptionsParams = {}, options?: RequestOptions): List<Subscription> {
    return listOf(this.#transport, "/subscriptions", params, options);
  }

  /** At the end of the period; with `immediate` now. @throws ConflictError `subscription_not_open` */
  cancel({ id, ...how }: CancelSubscriptionParams, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/cancel`, body: how },
      options,
    );
  }

  /** Takes a cancellation back. @throws ConflictError `invalid_state` */
  uncancel({ id }: OfSubscription, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request({ method: "POST", path: path`/subscriptions/${id}/uncancel` }, options);
  }

  /** Up, or to a longer interval: now. Down: when the period ends. @throws ConflictError `invalid_state` */
  changePlan({ id, ...to }: ChangePlanParams, options?: RequestOptions): Promise<PlanChange> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/change-plan`, body: to },
      options,
    );
  }

  /** What `changePlan` would do and cost; nothing is changed. @throws as `changePlan` */
  previewChange({ id, ...to }: PreviewChangeParams, options?: RequestOptions): Promise<PlanChangePreview> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/preview-change`, body: to },
      options,
    );
  }

  /** Takes back a change that waits for the end of the period. @throws ConflictError `invalid_state` */
  cancelScheduledChange({ id }: OfSubscription, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request(
      { method: "DELETE", path: path`/subscriptions/${id}/scheduled-change` },
      options,
    );
  }

  /** Ends the running period now; nothing is billed or can be used until it is resumed. @throws ConflictError `invalid_state` */
  pause({ id }: OfSubscription, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request({ method: "POST", path: path`/subscriptions/${id}/pause` }, options);
  }

  /** With a new period and a new allowance from now on. @throws ConflictError `invalid_state` */
  resume({ id }: OfSubscription, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request({ method: "POST", path: path`/subscriptions/${id}/resume` }, options);
  }

  /** Lets a canceled one begin again. @throws ConflictError `already_has_active_subscription`, `invalid_state` */
  reactivate({ id, ...how }: ReactivateSubscriptionParams, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/reactivate`, body: how },
      options,
    );
  }

  /** Makes one active that was paid by other means. @throws ConflictError `invalid_state` */
  activate({ id }: OfSubscription, options?: RequestOptions): Promise<Subscription> {
    return this.#transport.request({ method: "POST", path: path`/subscriptions/${id}/activate` }, options);
  }

  /** A page at which the customer pays what is owed. @throws ConflictError `invalid_state` where nothing is */
  createRecoveryLink(
    { id, ...body }: CreateRecoveryLinkParams,
    options?: RequestOptions,
  ): Promise<CheckoutLink> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/recovery-links`, body },
      options,
    );
  }

  /** A page at which the customer saves another card. @throws ConflictError `subscription_not_open` */
  updatePaymentMethod(
    { id, ...body }: UpdatePaymentMethodParams,
    options?: RequestOptions,
  ): Promise<CheckoutLink> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/payment-method/update`, body },
      options,
    );
  }

  /** What can still be spent at this moment: rate scale (10000 = $1.00), or credits. */
  getBalance({ id }: OfSubscription, options?: RequestOptions): Promise<Balance> {
    return this.#transport.request({ method: "GET", path: path`/subscriptions/${id}/balance` }, options);
  }

  /**
   * Buys balance. `amount` is rate scale: 100000 = $10.00. Where `status` is `pending`, it is added when the invoice is
   * paid.
   */
  topupBalance({ id, ...topup }: TopupBalanceParams, options?: RequestOptions): Promise<BalanceTopup> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/balance/topup`, body: topup },
      options,
    );
  }

  /**
   * Buys a credit pack. Where `status` is `pending`, the credits are added when the invoice is paid.
   *
   * @throws NotFoundError `credit_pack_not_found`
   */
  purchaseCredits({ id, ...pack }: PurchaseCreditsParams, options?: RequestOptions): Promise<CreditGrant> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/credits`, body: pack },
      options,
    );
  }

  /** Changes the balance by a signed `amount`: rate scale, or credits with `type: "credits"`. */
  adjustBalance(
    { id, ...adjustment }: AdjustBalanceParams,
    options?: RequestOptions,
  ): Promise<BalanceChange> {
    return this.#transport.request(
      { method: "POST", path: path`/subscriptions/${id}/balance/adjust`, body: adjustment },
      options,
    );
  }
}
