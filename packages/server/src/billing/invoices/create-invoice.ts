import { type CreateInvoice, nanosPerSettlementUnit } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import { type Caller, type Db, transaction } from "../../platform/index.js";
import {
  type CatchUp,
  findOpenSubscription,
  type LockedCustomer,
  lockCurrent,
} from "../../subscriptions/index.js";
import type { InvoiceMetadata, InvoiceRow } from "../schema.js";
import type { Collect } from "./collect.js";
import { adjustmentLine } from "./lines.js";
import { writeInvoice } from "./write-invoice.js";

const CURRENCY_WITHOUT_SUBSCRIPTION = "USD";

/** A one-off invoice, finalized at once. @throws FarthingError `customer_not_found` */
export function createInvoice(
  db: Db,
  caller: Caller,
  input: z.output<typeof CreateInvoice>,
  { catchUp, collect }: { readonly catchUp: CatchUp; readonly collect: Collect },
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const { id } = await requireCustomer(tx, caller, input.customerId);
    const customer = await lockCurrent(tx, caller, id, catchUp);
    const open = await findOpenSubscription(tx, id);
    const currency = open?.currency ?? CURRENCY_WITHOUT_SUBSCRIPTION;
    return createOneOff(tx, customer, { ...input, currency, at: caller.now() }, collect);
  });
}

export interface OneOff {
  /** Settlement scale. */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly metadata?: InvoiceMetadata | undefined;
  /** Business time. */
  readonly at: Date;
}

/** With one line. @param customer whose account is locked in this transaction */
export const createOneOff = (
  tx: Db,
  customer: LockedCustomer,
  { amount, currency, description, metadata, at }: OneOff,
  collect: Collect,
): Promise<InvoiceRow> =>
  writeInvoice(
    tx,
    {
      customer,
      subscriptionId: null,
      reason: "one_off",
      currency,
      period: null,
      description,
      metadata,
      lines: [adjustmentLine(description, BigInt(amount) * nanosPerSettlementUnit(currency))],
      at,
    },
    collect,
  );
