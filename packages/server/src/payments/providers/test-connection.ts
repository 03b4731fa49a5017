/** Asks the provider of an environment whether what is kept of it still lets this server in. */
import { type Caller, type Db, FarthingError } from "../../platform/index.js";
import { findConnection } from "./connection-store.js";
import type { ConnectionRules } from "./connections.js";

interface Tested {
  /** `other_account`: the key works, and is of an account that the cards here are not kept at. */
  readonly result: "works" | "unknown_key" | "other_account" | "not_reachable";
  /** As the provider names it now; null where the key may not read it, or it did not answer. */
  readonly account: string | null;
}

/** @throws FarthingError `invalid_state` where nothing is connected; SecretKeyError where the keys cannot be opened */
export async function testConnection(
  db: Db,
  { environmentId }: Caller,
  { sealer, apiUrl, timeoutMs }: ConnectionRules,
): Promise<Tested> {
  const row = await findConnection(db, environmentId);
  if (!row)
    throw new FarthingError(
      "invalid_state",
      "Stripe is not connected in this environment, so there is no key to test.",
    );
  const { readAccount } = await import("./stripe/account.js");
  const settings = { secretKey: sealer.open(row.secretKey), webhookSecret: "", apiUrl, timeoutMs };
  try {
    const account = await readAccount(settings);
    if (account === "unknown_key") return { result: "unknown_key", account: null };
    return { result: account === row.account ? "works" : "other_account", account };
  } catch (error) {
    if (error instanceof FarthingError && error.code === "unavailable")
      return { result: "not_reachable", account: null };
    throw error;
  }
}
