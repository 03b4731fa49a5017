/** Gives a customer a credit in money: it makes the next invoices in its currency cheaper. */
import { type GiveCustomerCredit, nanosPerSettlementUnit } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import {
  type Caller,
  type Db,
  type Id,
  invalid,
  newId,
  timeFrom,
  transaction,
} from "../../platform/index.js";
import { type CatchUp, type LockedCustomer, lockCurrent } from "../../subscriptions/index.js";
import type { CustomerCreditRow } from "../schema.js";
import { insertCredit } from "./store.js";

interface CustomerCreditInput {
  readonly customer: LockedCustomer;
  /** Above 0, in whole settlement units of the currency. */
  readonly amountNanos: bigint;
  /** ISO 4217, in capitals. */
  readonly currency: string;
  /** Shown to the customer, on the invoices it is used for. */
  readonly reason: string;
  /** The invoice that it comes from. */
  readonly sourceInvoiceId?: Id<"inv"> | undefined;
  readonly expiresAt?: Date | undefined;
  /** Business time. */
  readonly at: Date;
}

/** For whoever owes a customer something, in the transaction of why. */
export function giveCustomerCredit(tx: Db, input: CustomerCreditInput): Promise<CustomerCreditRow> {
  const { amountNanos, currency, reason, at } = input;
  const { customerId, environmentId } = input.customer.account;
  if (amountNanos <= 0n || amountNanos % nanosPerSettlementUnit(currency) !== 0n)
    throw new Error(`a credit of ${amountNanos} nanos ${currency} is no amount that can be paid`);
  return insertCredit(tx, {
    customerId,
    id: newId("ccr"),
    environmentId,
    currency,
    amountNanos,
    remainingNanos: amountNanos,
    reason,
    sourceInvoiceId: input.sourceInvoiceId ?? null,
    expiresAt: input.expiresAt ?? null,
    createdAt: at,
    updatedAt: at,
  });
}

/** @throws FarthingError `customer_not_found`; `validation_error` for an expiry that has passed */
export function giveCredit(
  db: Db,
  caller: Caller,
  reference: string,
  input: z.output<typeof GiveCustomerCredit>,
  catchUp: CatchUp,
): Promise<CustomerCreditRow> {
  return transaction(db, async (tx) => {
    const { id } = await requireCustomer(tx, caller, reference, "id");
    // What is due already is not paid with it.
    const customer = await lockCurrent(tx, caller, id, catchUp);
    const at = caller.now();
    const currency = input.currency.toUpperCase();
    const expiresAt = input.expiresAt ? timeFrom(input.expiresAt) : undefined;
    if (expiresAt && expiresAt <= at)
      throw invalid("expiresAt", `must be after the current time, ${at.toISOString()}`);
    const amountNanos = BigInt(input.amount) * nanosPerSettlementUnit(currency);
    return giveCustomerCredit(tx, { customer, amountNanos, currency, reason: input.reason, expiresAt, at });
  });
}
