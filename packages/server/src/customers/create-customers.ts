import { type Caller, type Db, FarthingError, invalid, isId, newId, transaction } from "../platform/index.js";
import { meant, type NewCustomer, ownIdOf } from "./customer.js";
import { type CustomerRow, insertCustomers, listByReferences, type NewCustomerRow } from "./store.js";

interface Creation {
  readonly row: CustomerRow;
  /** False where a customer with that own id was already there; it is left as it is. */
  readonly isNew: boolean;
}

/** @throws FarthingError `validation_error` when `id` is a `cus_…` id of no customer */
export async function createCustomer(db: Db, caller: Caller, input: NewCustomer): Promise<Creation> {
  const [outcome] = await createCustomers(db, caller, [input]);
  if (outcome instanceof FarthingError) throw outcome;
  return outcome!;
}

/** One outcome per input, in their order: each stands alone, and a refused one does not hold up the others. */
export function createCustomers(
  db: Db,
  caller: Caller,
  inputs: readonly NewCustomer[],
): Promise<(Creation | FarthingError)[]> {
  return transaction(db, (tx) => createEach(tx, caller, inputs));
}

async function createEach(
  tx: Db,
  caller: Caller,
  inputs: readonly NewCustomer[],
): Promise<(Creation | FarthingError)[]> {
  const there = await listByReferences(
    tx,
    caller.environmentId,
    inputs.flatMap((input) => ownIdOf(input) ?? []),
  );
  const outcomes = inputs.map((input) => outcomeIfKnown(input, there));
  const drafts = inputs.map((input, i) => (outcomes[i] ? undefined : draftOf(input, caller)));
  const inserted = await insertCustomers(tx, inLockOrder(drafts.filter((draft) => draft !== undefined)));
  const rowById = new Map(inserted.map((row) => [row.id, row]));
  const open: number[] = [];
  drafts.forEach((draft, i) => {
    const row = draft && rowById.get(draft.id);
    if (row) outcomes[i] = { row, isNew: true };
    else if (draft) open.push(i);
  });
  // Taken by another request between the look and the insert, or twice in this batch: the next look finds it.
  const again = open.map((i) => inputs[i]!);
  const later = again.length === 0 ? [] : await createEach(tx, caller, again);
  open.forEach((i, n) => {
    outcomes[i] = later[n];
  });
  return outcomes as (Creation | FarthingError)[];
}

function outcomeIfKnown(
  input: NewCustomer,
  there: readonly CustomerRow[],
): Creation | FarthingError | undefined {
  const ownId = ownIdOf(input);
  if (ownId === undefined) return undefined;
  const row = meant(there, ownId);
  if (row) return { row, isNew: false };
  if (input.id === undefined || !isId("cus", input.id)) return undefined;
  return invalid(
    "id",
    `${input.id} has the form of a Farthing id, but no customer has it. For a new customer, send your own id or none.`,
  );
}

function draftOf(input: NewCustomer, caller: Caller): NewCustomerRow {
  const { id: _, externalId: __, ...fields } = input;
  const now = caller.now();
  return {
    ...fields,
    id: newId("cus"),
    environmentId: caller.environmentId,
    externalId: ownIdOf(input) ?? null,
    createdAt: now,
    updatedAt: now,
  };
}

/** Two batches with the same ids would otherwise each hold what the other waits for. */
function inLockOrder(drafts: readonly NewCustomerRow[]): NewCustomerRow[] {
  const order = (draft: NewCustomerRow): string => draft.externalId ?? "";
  return [...drafts].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
