import type { TestCard } from "@farthing/contract";
import { requireCustomer } from "../customers/index.js";
import { type Caller, type Db, FarthingError, type Id, newId, transaction } from "../platform/index.js";
import { type CatchUp, lockCurrent } from "../subscriptions/index.js";
import { requireMethod } from "./find-payment.js";
import { clearDefault, findMethodByReference, insertMethod, updateMethod } from "./method-store.js";
import type { NewCard } from "./providers/provider.js";
import { sandboxCard } from "./providers/sandbox.js";
import type { PaymentMethodRow } from "./schema.js";

interface Owner {
  readonly customerId: Id<"cus">;
  readonly environmentId: Id<"env">;
}

/** Keeps a card, as the one that is charged from now on; in the transaction that holds the account's lock. */
export async function saveCard(
  tx: Db,
  { customerId, environmentId }: Owner,
  card: NewCard,
  now: Date,
): Promise<PaymentMethodRow> {
  await clearDefault(tx, customerId);
  const known =
    card.provider === "sandbox" ? undefined : await findMethodByReference(tx, customerId, card.reference);
  if (known) return updateMethod(tx, known, { isDefault: true });
  return insertMethod(tx, {
    ...card,
    customerId,
    id: newId("pm"),
    environmentId,
    isDefault: true,
    createdAt: now,
  });
}

/** Puts a test card on file. @throws FarthingError `sandbox_only`, `customer_not_found` */
export function addTestCard(
  db: Db,
  caller: Caller,
  reference: string,
  testCard: TestCard,
  catchUp: CatchUp,
): Promise<PaymentMethodRow> {
  return transaction(db, async (tx) => {
    const { id } = await requireCustomer(tx, caller, reference, "id");
    if (caller.livemode)
      throw new FarthingError(
        "sandbox_only",
        "In live, cardholders save a card themselves on a page of the payment provider.",
      );
    await lockCurrent(tx, caller, id, catchUp);
    const owner = { customerId: id, environmentId: caller.environmentId };
    return saveCard(tx, owner, sandboxCard(testCard, caller.now()), caller.now());
  });
}

/** A card, and the lock of its customer's account. @throws FarthingError `customer_not_found`, `payment_method_not_found` */
async function lockMethod(
  tx: Db,
  caller: Caller,
  reference: string,
  id: Id<"pm">,
  catchUp: CatchUp,
): Promise<PaymentMethodRow> {
  const customer = await requireCustomer(tx, caller, reference, "id");
  await lockCurrent(tx, caller, customer.id, catchUp);
  return requireMethod(tx, customer.id, id);
}

/** @throws FarthingError `customer_not_found`, `payment_method_not_found` */
export function setDefaultMethod(
  db: Db,
  caller: Caller,
  reference: string,
  id: Id<"pm">,
  catchUp: CatchUp,
): Promise<PaymentMethodRow> {
  return transaction(db, async (tx) => {
    const method = await lockMethod(tx, caller, reference, id, catchUp);
    await clearDefault(tx, method.customerId);
    return updateMethod(tx, method, { isDefault: true });
  });
}

/** What is under way with it goes on. @throws FarthingError `customer_not_found`, `payment_method_not_found` */
export function removeMethod(
  db: Db,
  caller: Caller,
  reference: string,
  id: Id<"pm">,
  catchUp: CatchUp,
): Promise<PaymentMethodRow> {
  return transaction(db, async (tx) => {
    const method = await lockMethod(tx, caller, reference, id, catchUp);
    return updateMethod(tx, method, { isDefault: false, removedAt: caller.now() });
  });
}
