import {
  type CreateInvoice,
  nanosFromRate,
  nanosPerSettlementUnit,
  nanoUnitsFromQuantity,
} from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import { BASE_CURRENCY } from "../../plans/index.js";
import { type Caller, type Db, type Id, invalid, transaction } from "../../platform/index.js";
import {
  type CatchUp,
  findLastSubscription,
  type LockedCustomer,
  lockCurrent,
} from "../../subscriptions/index.js";
import type { InvoiceMetadata, InvoiceRow } from "../schema.js";
import type { Collect } from "./collect.js";
import { draftInvoice } from "./draft-invoice.js";
import { adjustmentLine, type Line, quantityLine } from "./lines.js";
import { tellOfInvoice, withNumber } from "./number-invoices.js";
import { findInvoice } from "./store.js";
import { writeInvoice } from "./write-invoice.js";

type Input = z.output<typeof CreateInvoice>;

/**
 * An invoice of the operator's own: finalized at once, or a draft.
 * @throws FarthingError `customer_not_found`; `validation_error` at `correctsInvoiceId`, `currency`
 */
export function createInvoice(
  db: Db,
  caller: Caller,
  input: Input,
  { catchUp, collect }: { readonly catchUp: CatchUp; readonly collect: Collect },
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const { id } = await requireCustomer(tx, caller, input.customerId);
    const customer = await lockCurrent(tx, caller, id, catchUp);
    const corrected = await correctedBy(tx, caller, id, input);
    const currency = await currencyOf(tx, id, input.currency?.toUpperCase(), corrected);
    const written = {
      customer,
      subscriptionId: corrected?.subscriptionId ?? null,
      reason: corrected ? ("adjustment" as const) : ("one_off" as const),
      currency,
      period: null,
      description: input.description,
      metadata: input.metadata,
      correctsId: corrected?.id,
      netDays: input.netDays,
      lines: linesOf(input, currency),
      at: caller.now(),
    };
    if (!input.draft) return withNumber(tx, await writeInvoice(tx, written, collect));
    const draft = await draftInvoice(tx, written);
    await tellOfInvoice(tx, "invoice.created", draft);
    return draft;
  });
}

/**
 * What is asked for; else of the invoice that is corrected, or of the customer's subscription, the last one where it ended.
 * @throws FarthingError `validation_error` at `currency` where the invoice that is corrected is in another one
 */
async function currencyOf(
  tx: Db,
  customerId: Id<"cus">,
  wanted: string | undefined,
  corrected: InvoiceRow | undefined,
): Promise<string> {
  if (!corrected) return wanted ?? (await findLastSubscription(tx, customerId))?.currency ?? BASE_CURRENCY;
  if (wanted === undefined || wanted === corrected.currency) return corrected.currency;
  throw invalid("currency", `must be ${corrected.currency}, the currency of the corrected invoice`);
}

/** A draft is not corrected but deleted. */
async function correctedBy(
  tx: Db,
  { environmentId }: Caller,
  customerId: Id<"cus">,
  { correctsInvoiceId }: Input,
): Promise<InvoiceRow | undefined> {
  if (correctsInvoiceId === undefined) return undefined;
  const corrected = await findInvoice(tx, environmentId, correctsInvoiceId as Id<"inv">);
  if (corrected && corrected.customerId === customerId && corrected.status !== "draft") return corrected;
  throw invalid("correctsInvoiceId", "must be a finalized invoice of this customer");
}

function linesOf({ amount, description, lines }: Input, currency: string): Line[] {
  if (lines === undefined)
    return [adjustmentLine(description!, BigInt(amount!) * nanosPerSettlementUnit(currency))];
  return linesFrom(lines, currency);
}

/** Lines as an operator sends them, in nanos of the invoice's currency. */
export function linesFrom(lines: NonNullable<Input["lines"]>, currency: string): Line[] {
  const unit = nanosPerSettlementUnit(currency);
  return lines.map((line) =>
    line.amount === undefined
      ? quantityLine(
          line.description,
          nanoUnitsFromQuantity(line.quantity!),
          nanosFromRate(line.unitPrice!),
          currency,
        )
      : adjustmentLine(line.description, BigInt(line.amount) * unit),
  );
}

interface OneOff {
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
