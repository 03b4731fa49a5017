/** `farthing.branding`: who you are, as documents and pages for customers show it. */
import type { RequestOptions, Transport } from "../http/transport.js";
import type { Branding, Input, Schemas } from "../schemas.js";

export type UpdateBrandingParams = Input<Schemas["UpdateBranding"]>;

export class BrandingResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(options?: RequestOptions): Promise<Branding> {
    return this.#transport.request({ method: "GET", path: "/branding" }, options);
  }

  /** What is left out stays, null takes away. For documents from now on. @throws ValidationError */
  update(params: UpdateBrandingParams, options?: RequestOptions): Promise<Branding> {
    return this.#transport.request({ method: "PATCH", path: "/branding", body: params }, options);
  }

  /** The picture's bytes. @throws NotFoundError where there is none */
  logo(options?: RequestOptions): Promise<Uint8Array> {
    return this.#transport.request({ method: "GET", path: "/branding/logo", answer: "bytes" }, options);
  }
}
