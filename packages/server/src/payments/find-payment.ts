import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import { findMethod } from "./method-store.js";
import { findPayment } from "./payment-store.js";
import type { PaymentMethodRow, PaymentRow, TransactionRow } from "./schema.js";
import { findTransaction } from "./transaction-store.js";

/** @throws FarthingError `payment_not_found`, also for one of another environment */
export async function requirePayment(db: Db, caller: Caller, id: Id<"pay">): Promise<PaymentRow> {
  const row = await findPayment(db, caller.environmentId, id);
  if (row) return row;
  throw new FarthingError("payment_not_found", `There is no payment ${id}.`, { param: "id" });
}

/** @throws FarthingError `transaction_not_found`, also for one of another environment */
export async function requireTransaction(db: Db, caller: Caller, id: Id<"txn">): Promise<TransactionRow> {
  const row = await findTransaction(db, caller.environmentId, id);
  if (row) return row;
  throw new FarthingError("transaction_not_found", `There is no transaction ${id}.`, { param: "id" });
}

/** @throws FarthingError `payment_method_not_found` */
export async function requireMethod(db: Db, customerId: Id<"cus">, id: Id<"pm">): Promise<PaymentMethodRow> {
  const row = await findMethod(db, customerId, id);
  if (row) return row;
  throw new FarthingError("payment_method_not_found", `The customer has no payment method ${id}.`, {
    param: "paymentMethodId",
  });
}
