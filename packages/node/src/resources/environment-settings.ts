/** `farthing.settings`: how an environment collects. */
import type { RequestOptions, Transport } from "../http/transport.js";
import type { EnvironmentSettings, Input, Schemas } from "../schemas.js";

export type UpdateSettingsParams = Input<Schemas["UpdateEnvironmentSettings"]>;

export class Settings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(options?: RequestOptions): Promise<EnvironmentSettings> {
    return this.#transport.request({ method: "GET", path: "/settings" }, options);
  }

  /** Changes those that are given. @throws ValidationError naming the field */
  update(params: UpdateSettingsParams, options?: RequestOptions): Promise<EnvironmentSettings> {
    return this.#transport.request({ method: "PATCH", path: "/settings", body: params }, options);
  }
}
