/** Usage that was refused and kept: work that was done, and is not yet paid for. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { FeatureCode } from "../register.js";
import type { Input, RefusedUsage, Replace, ReplayResult, Schemas } from "../schemas.js";

export type ListRefusedUsageParams = Input<Replace<Schemas["ListRefusedUsage"], { feature?: FeatureCode }>>;
export type ReplayManyParams = Input<Replace<Schemas["ReplayRefusedUsage"], { feature?: FeatureCode }>>;

export class RefusedUsageResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Newest first. `status: "open"` gives what is neither recorded nor dismissed yet. */
  list(params: ListRefusedUsageParams = {}, options?: RequestOptions): List<RefusedUsage> {
    return listOf(this.#transport, "/usage/refused", params, options);
  }

  /** @throws NotFoundError `refused_usage_not_found` */
  get({ id }: { id: string }, options?: RequestOptions): Promise<RefusedUsage> {
    return this.#transport.request({ method: "GET", path: path`/usage/refused/${id}` }, options);
  }

  /** Tracks one again, under the key it had. What is refused again says so in the result; it is not thrown. */
  replay({ id }: { id: string }, options?: RequestOptions): Promise<ReplayResult> {
    return this.#transport.request({ method: "POST", path: path`/usage/refused/${id}/replay` }, options);
  }

  /**
   * Forgives one: it is not charged, and does not count as unbilled any more.
   * @throws ConflictError `invalid_state` where it was recorded or dismissed before; NotFoundError `refused_usage_not_found`
   */
  dismiss({ id, reason }: { id: string; reason: string }, options?: RequestOptions): Promise<RefusedUsage> {
    return this.#transport.request(
      { method: "POST", path: path`/usage/refused/${id}/dismiss`, body: { reason } },
      options,
    );
  }

  /**
   * Tracks up to 100 again: those of `ids`, or the open ones that fit the filter and were tried longest ago. `remaining` of the result
   * says how many more fit.
   */
  replayMany(params: ReplayManyParams, options?: RequestOptions): Promise<ReplayResult> {
    return this.#transport.request({ method: "POST", path: "/usage/refused/replay", body: params }, options);
  }
}
