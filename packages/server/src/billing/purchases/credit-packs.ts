/** The packs of credits that an operator sells. What was bought keeps the terms it was bought at. */
import {
  type CreateCreditPack,
  type CreditPack,
  MAX_NANOS,
  nanosPerSettlementUnit,
  nanoUnitsFromQuantity,
  quantityFromNanoUnits,
  settlementFromNanos,
  type UpdateCreditPack,
} from "@farthing/contract";
import type { z } from "zod";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  newId,
  transaction,
} from "../../platform/index.js";
import { type CreditPackRow, findPack, insertPack, updatePack } from "./store.js";

/** @throws FarthingError `validation_error` for a price that is more than an account can hold */
export function createCreditPack(
  db: Db,
  caller: Caller,
  input: z.output<typeof CreateCreditPack>,
): Promise<CreditPackRow> {
  const now = caller.now();
  return insertPack(db, {
    id: newId("pack"),
    environmentId: caller.environmentId,
    name: input.name,
    description: input.description ?? null,
    creditsNanos: nanoUnitsFromQuantity(input.credits),
    priceNanos: priceNanosOf(input.price, input.currency),
    currency: input.currency,
    isActive: input.isActive,
    createdAt: now,
    updatedAt: now,
  });
}

/** @throws FarthingError `credit_pack_not_found`, `validation_error` */
export function updateCreditPack(
  db: Db,
  caller: Caller,
  id: Id<"pack">,
  { credits, price, ...rest }: z.output<typeof UpdateCreditPack>,
): Promise<CreditPackRow> {
  return transaction(db, async (tx) => {
    const pack = await requireCreditPack(tx, caller, id);
    const changed = await updatePack(tx, caller.environmentId, id, {
      ...rest,
      ...(credits === undefined ? {} : { creditsNanos: nanoUnitsFromQuantity(credits) }),
      ...(price === undefined ? {} : { priceNanos: priceNanosOf(price, pack.currency) }),
      updatedAt: caller.now(),
    });
    return changed ?? Promise.reject(notFound(id, "id"));
  });
}

/** What was bought of it stays; open invoices for it can still be paid. @throws FarthingError `credit_pack_not_found` */
export async function deleteCreditPack(db: Db, caller: Caller, id: Id<"pack">): Promise<CreditPackRow> {
  const deleted = await updatePack(db, caller.environmentId, id, { deletedAt: caller.now() });
  if (!deleted) throw notFound(id, "id");
  return deleted;
}

/** @throws FarthingError `credit_pack_not_found`, also for one of another environment */
export async function requireCreditPack(
  db: Db,
  caller: Caller,
  id: Id<"pack">,
  param = "id",
): Promise<CreditPackRow> {
  const pack = await findPack(db, caller.environmentId, id);
  if (!pack) throw notFound(id, param);
  return pack;
}

const notFound = (id: string, param: string): FarthingError =>
  new FarthingError("credit_pack_not_found", `There is no credit pack ${id}. GET /credit-packs lists them.`, {
    param,
  });

function priceNanosOf(price: number, currency: string): bigint {
  const priceNanos = BigInt(price) * nanosPerSettlementUnit(currency);
  if (priceNanos > MAX_NANOS) throw invalid("price", "is more than an account can hold");
  return priceNanos;
}

export const shapeCreditPack = (row: CreditPackRow, livemode: boolean): z.input<typeof CreditPack> => ({
  object: "credit_pack",
  livemode,
  id: row.id,
  name: row.name,
  description: row.description,
  credits: quantityFromNanoUnits(row.creditsNanos),
  price: settlementFromNanos(row.priceNanos, row.currency),
  currency: row.currency,
  isActive: row.isActive,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
