import type { CreateExchangeRate } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, invalid, newId, timeFrom } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { type ExchangeRateRow, insertExchangeRate } from "./exchange-rate-store.js";
import { BASE_CURRENCY } from "./plan-in-currency.js";

/**
 * Usage from its time on is exchanged by it; what has been charged stays as it is.
 * @throws FarthingError `validation_error` for US dollars
 */
export function addExchangeRate(
  db: Db,
  caller: Caller,
  { currency, rateNanos, effectiveFrom }: z.output<typeof CreateExchangeRate> & { rateNanos: bigint },
): Promise<ExchangeRateRow> {
  if (currency.toUpperCase() === BASE_CURRENCY)
    throw invalid(
      "currency",
      `must not be ${BASE_CURRENCY}: models are priced in it. Name the currency that it is converted to`,
    );
  return changeConfig(db, caller, (tx) => {
    const now = caller.now();
    return insertExchangeRate(tx, {
      id: newId("fxr"),
      environmentId: caller.environmentId,
      currency: currency.toUpperCase(),
      rateNanos,
      effectiveFrom: effectiveFrom ? timeFrom(effectiveFrom) : now,
      createdAt: now,
    });
  });
}
