/** `farthing.settings`: how an environment collects, and what takes its money. */
import type { RequestOptions, Transport } from "../http/transport.js";
import type {
  ConnectedPaymentProvider,
  EnvironmentSettings,
  Input,
  PaymentProviderTest,
  Schemas,
} from "../schemas.js";

export type UpdateSettingsParams = Input<Schemas["UpdateEnvironmentSettings"]>;
export type ConnectPaymentProviderParams = Input<Schemas["ConnectPaymentProvider"]>;

const PROVIDER = "/settings/payment-provider";

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

  /** What takes the money here, and where Stripe is to send its events. */
  paymentProvider(options?: RequestOptions): Promise<ConnectedPaymentProvider> {
    return this.#transport.request({ method: "GET", path: PROVIDER }, options);
  }

  /** Connects Stripe, or replaces its keys. @throws ValidationError where Stripe does not know the key */
  connectPaymentProvider(
    params: ConnectPaymentProviderParams,
    options?: RequestOptions,
  ): Promise<ConnectedPaymentProvider> {
    return this.#transport.request({ method: "PUT", path: PROVIDER, body: params }, options);
  }

  /** Asks Stripe whether the key that is kept still works. @throws ConflictError where Stripe is not connected */
  testPaymentProvider(options?: RequestOptions): Promise<PaymentProviderTest> {
    return this.#transport.request({ method: "POST", path: `${PROVIDER}/test` }, options);
  }

  /** Forgets the keys. @throws ConflictError while payments are under way */
  disconnectPaymentProvider(options?: RequestOptions): Promise<ConnectedPaymentProvider> {
    return this.#transport.request({ method: "DELETE", path: PROVIDER }, options);
  }
}
