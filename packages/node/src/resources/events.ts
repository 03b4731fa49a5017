/** `farthing.events`: what happened, as webhooks tell of it. Usage events are `farthing.usage`. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, Replace, Schemas, Time, WebhookEvent, WebhookEventType } from "../schemas.js";

/** `from` and `to` bound `createdAt`. */
export type ListEventsParams<Type extends WebhookEventType = WebhookEventType> = Input<
  Replace<Schemas["ListEvents"], { type?: Type; from?: Time; to?: Time }>
>;

export class Events {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Newest first; those of the last 30 days. Asked for one `type`, the events are of its type. */
  list<Type extends WebhookEventType = WebhookEventType>(
    params: ListEventsParams<Type> = {},
    options?: RequestOptions,
  ): List<Extract<WebhookEvent, { type: Type }>> {
    return listOf(this.#transport, "/events", params, options);
  }

  /** @throws NotFoundError `webhook_event_not_found` */
  get({ id }: { id: string }, options?: RequestOptions): Promise<WebhookEvent> {
    return this.#transport.request({ method: "GET", path: path`/events/${id}` }, options);
  }
}
