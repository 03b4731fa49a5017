import { type Caller, type Db, FarthingError, isUniqueViolation, transaction } from "../platform/index.js";
import { raiseReferencesVersion } from "../tenancy/index.js";
import type { CustomerChanges } from "./customer.js";
import { findCustomer, requireCustomer } from "./find-customer.js";
import { type CustomerRow, lockCustomer, updateCustomerRow } from "./store.js";

/**
 * Changes the fields that are there and leaves the others.
 * @throws FarthingError `customer_not_found`, `external_id_taken`
 */
export function updateCustomer(
  db: Db,
  caller: Caller,
  reference: string,
  changes: CustomerChanges,
): Promise<CustomerRow> {
  return transaction(db, async (tx) => {
    const { id } = await requireCustomer(tx, caller, reference, "id");
    const { externalId: former } = await lockCustomer(tx, id);
    const { externalId } = changes;
    if (former !== null && externalId !== undefined && externalId !== former)
      await raiseReferencesVersion(tx, caller.environmentId);
    if (typeof externalId === "string") {
      const holder = await findCustomer(tx, caller.environmentId, externalId);
      if (holder && holder.id !== id) throw externalIdTaken(externalId);
    }
    try {
      return await updateCustomerRow(tx, caller.environmentId, id, { ...changes, updatedAt: caller.now() });
    } catch (error) {
      // Another request took it after the look above.
      if (isUniqueViolation(error)) throw externalIdTaken(String(externalId));
      throw error;
    }
  });
}

const externalIdTaken = (externalId: string): FarthingError =>
  new FarthingError(
    "external_id_taken",
    `Another customer of this environment already has the external id ${JSON.stringify(externalId)}. Change that one first.`,
    { param: "externalId" },
  );
