/** `farthing.portal`: the pages on which your customers help themselves. */
import type { RequestOptions, Transport } from "../http/transport.js";
import type { Input, PortalSession, Schemas } from "../schemas.js";

export type GetPortalUrlParams = Input<Schemas["CreatePortalSession"]>;

export class Portal {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A link that lets one customer in, at `portalUrl`: once, within 15 minutes. Make it when the customer asks for it, and
   * send them there.
   *
   * @throws NotFoundError `customer_not_found`
   */
  getUrl(params: GetPortalUrlParams, options?: RequestOptions): Promise<PortalSession> {
    return this.#transport.request(
      { method: "POST", path: "/portal/sessions", body: params, idempotency: "none" },
      options,
    );
  }
}
