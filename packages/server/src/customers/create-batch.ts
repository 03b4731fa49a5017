import { CreateCustomer } from "@farthing/contract";
import { type Caller, type Db, FarthingError, validate } from "../platform/index.js";
import { createCustomers } from "./create-customers.js";
import type { NewCustomer } from "./customer.js";
import type { CustomerRow } from "./store.js";

interface CustomerBatchResult {
  readonly saved: readonly CustomerRow[];
  readonly failed: readonly {
    readonly index: number;
    readonly error: FarthingError;
    readonly data: unknown;
  }[];
}

/** Saves the good items and reports the others; `index` and `param` say where an item stands in the batch. */
export async function createCustomerBatch(
  db: Db,
  caller: Caller,
  items: readonly unknown[],
): Promise<CustomerBatchResult> {
  const parsed = items.map((item, index) => parse(item, index));
  const good = parsed.flatMap((item, index) => (item instanceof FarthingError ? [] : { item, index }));
  const created = await createCustomers(
    db,
    caller,
    good.map(({ item }) => item),
  );
  const errors = new Map<number, FarthingError>();
  parsed.forEach((item, index) => {
    if (item instanceof FarthingError) errors.set(index, item);
  });
  const saved: CustomerRow[] = [];
  created.forEach((outcome, n) => {
    const { index } = good[n]!;
    if (outcome instanceof FarthingError) errors.set(index, at(outcome, index));
    else saved.push(outcome.row);
  });
  const failed = [...errors].sort(([a], [b]) => a - b);
  return { saved, failed: failed.map(([index, error]) => ({ index, error, data: items[index] })) };
}

const place = (index: number): string => `customers[${index}]`;

function parse(item: unknown, index: number): NewCustomer | FarthingError {
  try {
    return validate(CreateCustomer, item, place(index));
  } catch (error) {
    if (error instanceof FarthingError) return error;
    throw error;
  }
}

/** The error of one customer, told as that of an item of the batch. */
function at(error: FarthingError, index: number): FarthingError {
  const param = error.context.param;
  return new FarthingError(error.code, `${place(index)}.${error.message}`, {
    param: param === undefined ? place(index) : `${place(index)}.${param}`,
  });
}
