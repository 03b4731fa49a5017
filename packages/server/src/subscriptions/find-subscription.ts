import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import type { SubscriptionRow } from "./schema.js";
import { findSubscription } from "./store.js";

/** @throws FarthingError `subscription_not_found`, also for one of another environment */
export async function requireSubscription(db: Db, caller: Caller, id: Id<"sub">): Promise<SubscriptionRow> {
  const row = await findSubscription(db, caller.environmentId, id);
  if (row) return row;
  throw new FarthingError("subscription_not_found", `There is no subscription ${id}.`, { param: "id" });
}

/** @throws FarthingError `subscription_not_open` where it has ended */
export function assertOpen(row: SubscriptionRow): void {
  if (row.status !== "canceled" && row.status !== "expired") return;
  throw new FarthingError("subscription_not_open", `Subscription ${row.id} is already ${row.status}.`, {
    param: "id",
  });
}
