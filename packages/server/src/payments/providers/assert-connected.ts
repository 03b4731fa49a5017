import { type Db, FarthingError } from "../../platform/index.js";
import type { PaymentRow } from "../schema.js";
import { isConnected } from "./connection-store.js";

/** @throws FarthingError `invalid_state` where the provider that took the money, or is to take it, cannot be asked */
export async function assertConnected(
  db: Db,
  of: Pick<PaymentRow, "environmentId" | "provider">,
): Promise<void> {
  if (await isConnected(db, of)) return;
  throw new FarthingError(
    "invalid_state",
    `The payment is at ${of.provider}, which is not connected any more. Connect it again, or settle it by other means.`,
  );
}
