import { type Db, FarthingError } from "../../platform/index.js";
import type { PaymentRow } from "../schema.js";
import type { Providers } from "./choice.js";

/** @throws FarthingError `invalid_state` where the provider that took the money, or is to take it, cannot be asked */
export async function assertConnected(
  providers: Pick<Providers, "nameOf">,
  db: Db,
  { environmentId, provider }: Pick<PaymentRow, "environmentId" | "provider">,
): Promise<void> {
  // A sandbox's own stands nowhere else.
  if (provider === "sandbox" || (await providers.nameOf(db, environmentId)) === provider) return;
  throw new FarthingError(
    "invalid_state",
    `The payment was made through ${provider}, which is no longer connected. Connect it again, or settle it outside of Farthing.`,
  );
}
