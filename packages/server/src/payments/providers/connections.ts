/** The providers that environments are connected to: what each signs in with is in the database, sealed. */
import type { Db, Id, Sealer } from "../../platform/index.js";
import type { Providers } from "./choice.js";
import { type Connection, findConnection } from "./connection-store.js";
import type { ExternalProvider } from "./provider.js";

export interface ConnectionRules {
  readonly sealer: Sealer;
  /** In place of the provider's own address. */
  readonly apiUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

export class ConnectedProviders implements Providers {
  /** By environment, with the keys as they were sealed: others make another one. */
  readonly #opened = new Map<Id<"env">, { readonly row: Connection; readonly provider: ExternalProvider }>();

  constructor(private readonly rules: ConnectionRules) {}

  async nameOf(db: Db, environmentId: Id<"env">) {
    return (await findConnection(db, environmentId))?.provider;
  }

  async externalOf(db: Db, environmentId: Id<"env">): Promise<ExternalProvider | undefined> {
    const row = await findConnection(db, environmentId);
    if (!row) return undefined;
    const known = this.#opened.get(environmentId);
    if (known?.row.secretKey === row.secretKey && known.row.webhookSecret === row.webhookSecret)
      return known.provider;
    const { sealer, apiUrl, timeoutMs } = this.rules;
    // Loaded with the first one: a server without it needs neither the time nor the memory.
    const { createStripeProvider } = await import("./stripe/stripe.js");
    const provider = createStripeProvider({
      secretKey: sealer.open(row.secretKey),
      webhookSecret: sealer.open(row.webhookSecret),
      apiUrl,
      timeoutMs,
    });
    this.#opened.set(environmentId, { row, provider });
    return provider;
  }
}
