import { type Caller, type Db, FarthingError } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan, requirePrice } from "./find.js";
import { listPrices, type PriceRow, updatePriceRow } from "./store.js";

/**
 * Subscriptions that are on the price keep it.
 * @throws FarthingError `plan_not_found`, `price_not_found`, `invalid_state` for the default while there are others
 */
export function deletePrice(db: Db, caller: Caller, idOrCode: string, priceId: string): Promise<PriceRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const price = await requirePrice(tx, plan, priceId);
    if (price.isDefault && (await listPrices(tx, [plan.id])).length > 1) {
      throw new FarthingError(
        "invalid_state",
        "This is the plan's default price and there are others. Make another one the default first.",
        { param: "priceId" },
      );
    }
    return updatePriceRow(tx, price.id, { deletedAt: caller.now() });
  });
}
