/** `farthing.apiKeys`: what servers present themselves with. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { ApiKey, CreatedApiKey, Input, Schemas } from "../schemas.js";

export type CreateApiKeyParams = Input<Schemas["CreateApiKey"]>;
export type ListApiKeysParams = Input<Schemas["ListApiKeys"]>;

export class ApiKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The `key` is in this answer only. It is not retried unless `maxRetries` is set: an answer that was lost would
   * leave a key behind that nobody knows.
   */
  create(params: CreateApiKeyParams, options?: RequestOptions): Promise<CreatedApiKey> {
    return this.#transport.request(
      { method: "POST", path: "/api-keys", body: params, idempotency: "none", maxRetries: 0 },
      options,
    );
  }

  list(params: ListApiKeysParams = {}, options?: RequestOptions): List<ApiKey> {
    return listOf(this.#transport, "/api-keys", params, options);
  }

  /** Revokes it, within a second. @throws NotFoundError `api_key_not_found` */
  delete({ id }: { id: string }, options?: RequestOptions): Promise<Schemas["DeletedApiKey"]> {
    return this.#transport.request({ method: "DELETE", path: path`/api-keys/${id}` }, options);
  }
}
