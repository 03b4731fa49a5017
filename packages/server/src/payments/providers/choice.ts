/** Which provider takes the money of an environment. */
import type { ExternalProvider } from "./provider.js";

export interface Providers {
  /** Undefined: in live, the operator says what was paid. */
  readonly external: ExternalProvider | undefined;
}

export const providerOf = ({ external }: Providers, livemode: boolean) =>
  livemode ? (external?.name ?? ("manual" as const)) : ("sandbox" as const);
