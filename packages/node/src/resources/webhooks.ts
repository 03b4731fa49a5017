/** `farthing.webhooks`: where events are sent to, what became of each, and whether one that came is genuine. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type {
  CreatedWebhook,
  Input,
  Replace,
  Schemas,
  Time,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookEvent,
} from "../schemas.js";
import { type VerifyWebhookParams, verifyWebhook } from "../verify-webhook.js";

interface OfWebhook {
  /** The webhook. */
  readonly id: string;
}
interface OfDelivery extends OfWebhook {
  /** The delivery, as `whd_…`. */
  readonly deliveryId: string;
}

export type CreateWebhookParams = Input<Schemas["CreateWebhook"]>;
export type UpdateWebhookParams = Input<Schemas["UpdateWebhook"]> & OfWebhook;
export type ListWebhooksParams = Input<Schemas["ListWebhooks"]>;
export type RotateWebhookSecretParams = Input<Schemas["RotateWebhookSecret"]> & OfWebhook;
export type ListWebhookDeliveriesParams = Input<Schemas["ListWebhookDeliveries"]> & OfWebhook;
/** `from` and `to` bound the events' `createdAt`. */
export type ReplayWebhookParams = Input<Replace<Schemas["ReplayWebhook"], { from?: Time; to?: Time }>> &
  OfWebhook;

/** The server keeps no answer of these to give again: a second attempt would do it a second time. */
const ONCE = { idempotency: "none", maxRetries: 0 } as const;

export class Webhooks {
  readonly #transport: Transport;
  /** What was sent, and what came of it. */
  readonly deliveries: WebhookDeliveries;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.deliveries = new WebhookDeliveries(transport);
  }

  /**
   * What happens from now on is sent to `url`. The `secret` to verify it with is in this answer alone. It is not retried
   * unless `maxRetries` is set: an answer that was lost would leave a webhook behind whose secret nobody knows.
   *
   * @throws ValidationError
   */
  create(params: CreateWebhookParams, options?: RequestOptions): Promise<CreatedWebhook> {
    return this.#transport.request({ method: "POST", path: "/webhooks", body: params, ...ONCE }, options);
  }

  /** Newest first. */
  list(params: ListWebhooksParams = {}, options?: RequestOptions): List<Webhook> {
    return listOf(this.#transport, "/webhooks", params, options);
  }

  /** @throws NotFoundError `webhook_not_found` */
  get({ id }: OfWebhook, options?: RequestOptions): Promise<Webhook> {
    return this.#transport.request({ method: "GET", path: path`/webhooks/${id}` }, options);
  }

  /** Changes the fields that are given; `isActive: true` takes one up again. @throws NotFoundError `webhook_not_found` */
  update({ id, ...changes }: UpdateWebhookParams, options?: RequestOptions): Promise<Webhook> {
    return this.#transport.request({ method: "PATCH", path: path`/webhooks/${id}`, body: changes }, options);
  }

  /** @throws NotFoundError `webhook_not_found` */
  delete({ id }: OfWebhook, options?: RequestOptions): Promise<Schemas["DeletedWebhook"]> {
    return this.#transport.request({ method: "DELETE", path: path`/webhooks/${id}` }, options);
  }

  /** Sends a `webhook.test`, once, and tells what came of it. @throws NotFoundError `webhook_not_found` */
  test({ id }: OfWebhook, options?: RequestOptions): Promise<WebhookDeliveryDetail> {
    return this.#transport.request({ method: "POST", path: path`/webhooks/${id}/test`, ...ONCE }, options);
  }

  /**
   * A new secret; the old one signs as well for `overlapHours` (24). Not retried, as {@link create}.
   *
   * @throws NotFoundError `webhook_not_found`
   * @throws ConflictError `invalid_state`: ten older ones still sign
   */
  rotateSecret(
    { id, ...body }: RotateWebhookSecretParams,
    options?: RequestOptions,
  ): Promise<CreatedWebhook> {
    return this.#transport.request(
      { method: "POST", path: path`/webhooks/${id}/rotate-secret`, body, ...ONCE },
      options,
    );
  }

  /** Delivers the events of a time (again), whether they were delivered or not. @throws ConflictError `invalid_state` */
  replay({ id, ...body }: ReplayWebhookParams, options?: RequestOptions): Promise<Schemas["WebhookReplay"]> {
    return this.#transport.request({ method: "POST", path: path`/webhooks/${id}/replay`, body }, options);
  }

  /**
   * The webhook's content, once its signature has been found to be genuine and no more than five minutes old.
   * Deliveries may repeat: keep `webhook-id`, and do each once.
   *
   * @throws WebhookVerificationError when it is not to be trusted
   * @throws FarthingError when a secret is not one
   */
  verify<T = WebhookEvent>(params: VerifyWebhookParams): Promise<T> {
    return verifyWebhook<T>(params);
  }
}

export class WebhookDeliveries {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Newest first; those of the last 30 days. @throws NotFoundError `webhook_not_found` */
  list({ id, ...params }: ListWebhookDeliveriesParams, options?: RequestOptions): List<WebhookDelivery> {
    return listOf(this.#transport, path`/webhooks/${id}/deliveries`, params, options);
  }

  /** With its event and its attempts. @throws NotFoundError `webhook_delivery_not_found` */
  get({ id, deliveryId }: OfDelivery, options?: RequestOptions): Promise<WebhookDeliveryDetail> {
    return this.#transport.request(
      { method: "GET", path: path`/webhooks/${id}/deliveries/${deliveryId}` },
      options,
    );
  }

  /** From the first attempt on, under the same `webhook-id`. @throws ConflictError `invalid_state` */
  replay({ id, deliveryId }: OfDelivery, options?: RequestOptions): Promise<WebhookDelivery> {
    return this.#transport.request(
      { method: "POST", path: path`/webhooks/${id}/deliveries/${deliveryId}/replay` },
      options,
    );
  }
}
