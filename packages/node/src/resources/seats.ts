/** `farthing.seats`: how many of a customer's people may use something. */
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { FeatureCode } from "../register.js";
import type { Input, Replace, Schemas, SeatBalance, SeatChangePreview, SeatEvent } from "../schemas.js";

type OfFeature = { featureCode: FeatureCode };

export type AddSeatsParams = Input<Replace<Schemas["AddSeats"], OfFeature>>;
export type RemoveSeatsParams = Input<Replace<Schemas["RemoveSeats"], OfFeature>>;
export type SetSeatsParams = Input<Replace<Schemas["SetSeats"], OfFeature>>;
export type PreviewSeatsParams = Input<Replace<Schemas["PreviewSeats"], OfFeature>>;
export type SetAllSeatsParams = Input<Schemas["SetAllSeats"]>;
export type GetSeatBalanceParams = Input<Replace<Schemas["GetSeatBalance"], OfFeature>>;
export type ListSeatBalancesParams = Input<Schemas["ListSeatBalances"]>;
export type ListSeatEventsParams = Input<
  Replace<Schemas["ListSeatEvents"], { featureCode?: FeatureCode | undefined }>
>;

export class Seats {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * They can be filled at once, and are charged for the rest of the period.
   *
   * @throws PaymentRequiredError `included_limit_reached`
   * @throws PermissionError `seat_limit_reached`, `feature_not_in_plan`, `no_active_subscription`
   */
  add(params: AddSeatsParams, options?: RequestOptions): Promise<SeatEvent> {
    return this.#transport.request({ method: "POST", path: "/seats", body: params }, options);
  }

  /** At the renewal; until then they are paid for. */
  remove(params: RemoveSeatsParams, options?: RequestOptions): Promise<SeatEvent> {
    return this.#transport.request({ method: "POST", path: "/seats/remove", body: params }, options);
  }

  /** Adds or removes what is missing. @throws as {@link add} */
  set(params: SetSeatsParams, options?: RequestOptions): Promise<SeatEvent> {
    return this.#transport.request({ method: "PUT", path: "/seats", body: params }, options);
  }

  /** What {@link set} would do and charge. Nothing is changed. @throws as {@link add} */
  preview(params: PreviewSeatsParams, options?: RequestOptions): Promise<SeatChangePreview> {
    return this.#transport.request({ method: "POST", path: "/seats/preview", body: params }, options);
  }

  /** Of several features together: all or none. @throws as {@link add} */
  async setAll(params: SetAllSeatsParams, options?: RequestOptions): Promise<SeatEvent[]> {
    const request = { method: "PUT", path: "/seats/bulk", body: params } as const;
    return (await this.#transport.request<Schemas["SeatEvents"]>(request, options)).data;
  }

  /** @throws PermissionError `no_active_subscription`, `feature_not_in_plan` */
  getBalance(params: GetSeatBalanceParams, options?: RequestOptions): Promise<SeatBalance> {
    return this.#transport.request({ method: "GET", path: "/seats/balance", query: params }, options);
  }

  /** Of all seats features of the plan. @throws PermissionError `no_active_subscription` */
  listBalances(params: ListSeatBalancesParams, options?: RequestOptions): List<SeatBalance> {
    return listOf(this.#transport, "/seats/balances", params, options);
  }

  /** Who changed seats, when, from what to what; newest first. */
  listEvents(params: ListSeatEventsParams, options?: RequestOptions): List<SeatEvent> {
    return listOf(this.#transport, "/seats/events", params, options);
  }
}
