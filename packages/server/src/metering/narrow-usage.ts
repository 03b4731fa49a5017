/** Whose usage is meant, and of which feature: references of a request, found. Also of features that were deleted. */
import { requireCustomer } from "../customers/index.js";
import { requireFeatureEver } from "../plans/index.js";
import type { Caller, Db, Id } from "../platform/index.js";

/** @throws FarthingError `customer_not_found`, `feature_not_found` */
export async function narrowUsage(
  db: Db,
  caller: Caller,
  asked: { readonly customerId?: string | undefined; readonly feature?: string | undefined },
): Promise<{ customerId: Id<"cus"> | undefined; featureId: Id<"feat"> | undefined }> {
  const [customer, feature] = await Promise.all([
    asked.customerId ? requireCustomer(db, caller, asked.customerId) : undefined,
    asked.feature ? requireFeatureEver(db, caller, asked.feature) : undefined,
  ]);
  return { customerId: customer?.id, featureId: feature?.id };
}
