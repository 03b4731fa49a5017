/** Which provider takes the money of an environment. */
import type { Db, Id } from "../../platform/index.js";
import type { ExternalProvider } from "./provider.js";

export interface Providers {
  /** Of one that stands elsewhere; undefined where the environment has none. */
  nameOf(db: Db, environmentId: Id<"env">): Promise<ExternalProvider["name"] | undefined>;
  /** As {@link nameOf}, to be asked. @throws SecretKeyError where what it is signed in with cannot be opened */
  externalOf(db: Db, environmentId: Id<"env">): Promise<ExternalProvider | undefined>;
}

interface Environment {
  readonly environmentId: Id<"env">;
  readonly livemode: boolean;
}

/** Without one that stands elsewhere a sandbox has its own, and in live the operator says what was paid. */
export const providerOf = async (
  providers: Pick<Providers, "nameOf">,
  db: Db,
  { environmentId, livemode }: Environment,
): Promise<"sandbox" | "manual" | ExternalProvider["name"]> =>
  (await providers.nameOf(db, environmentId)) ?? (livemode ? "manual" : "sandbox");
