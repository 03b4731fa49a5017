import type { Db } from "../platform/index.js";
import { forgetDeliveries } from "./delivery-store.js";
import { removeDeleted } from "./webhook-store.js";

/** Forgets deliveries that were made before a (real) time, and with the last of them a webhook that was deleted. */
export async function forgetOldDeliveries(db: Db, before: Date): Promise<void> {
  await forgetDeliveries(db, before);
  await removeDeleted(db);
}
