import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import { meant } from "./customer.js";
import { type CustomerRow, findCustomerById, listByReferences } from "./store.js";

/** @param reference Farthing's `cus_…` id or the caller's own */
export async function findCustomer(
  db: Db,
  environmentId: Id<"env">,
  reference: string,
): Promise<CustomerRow | undefined> {
  return meant(await listByReferences(db, environmentId, [reference]), reference);
}

/** @throws FarthingError `customer_not_found` at `param` */
export async function requireCustomer(
  db: Db,
  caller: Caller,
  reference: string,
  param = "customerId",
): Promise<CustomerRow> {
  const row = await findCustomer(db, caller.environmentId, reference);
  if (!row) throw customerNotFound(reference, param);
  return row;
}

/** One that another row names, and that is therefore there. */
export async function requireCustomerById(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"cus">,
): Promise<CustomerRow> {
  const row = await findCustomerById(db, environmentId, id);
  if (!row) throw new Error(`customer ${id} is not there`);
  return row;
}

export const customerNotFound = (reference: string, param = "customerId"): FarthingError =>
  new FarthingError(
    "customer_not_found",
    `There is no customer ${JSON.stringify(reference)} in this environment, either by Farthing's id or by your own.`,
    { param },
  );
