import { type Caller, type Db, FarthingError, newId, transaction } from "../platform/index.js";
import { raiseConfigVersion } from "../tenancy/index.js";
import { requireModel } from "./add-model-price.js";
import { changesOf, tellOwner } from "./news.js";
import { inForce, type ModelPrice, ofCatalog, priceAt } from "./price.js";
import type { PriceBook } from "./pricing.js";
import { type AliasTarget, fullName } from "./resolve.js";
import { insertPrices, pricesOfModels } from "./store.js";

/**
 * From now on the catalog's price holds again in place of the environment's own. That is a row as every price is: events
 * before it keep what rated them, and late ones from before it are rated by the override.
 *
 * @returns the catalog's price that holds from now on
 * @throws FarthingError `model_not_found`; `invalid_state` where no override is in force, or the catalog has no price
 */
export async function endPriceOverride(
  db: Db,
  caller: Caller,
  book: PriceBook,
  target: AliasTarget,
): Promise<ModelPrice> {
  const model = await requireModel(db, caller, book, target, "modelId");
  return transaction(db, async (tx) => {
    // First, as it locks the environment: what another request adds meanwhile is there to be read, or waits.
    await raiseConfigVersion(tx, caller.environmentId);
    const now = caller.now();
    const before = await pricesOfModels(tx, caller.environmentId, [model.id]);
    const current = priceAt(before, now);
    const catalogs = inForce(ofCatalog(before), now);
    if (!current || current.environmentId === null)
      throw noOverride(model, "has no price set by you that is in force");
    if (!catalogs) throw noOverride(model, "has no catalog price to go back to");
    const end: ModelPrice = {
      ...catalogs,
      id: newId("mprice"),
      environmentId: caller.environmentId,
      effectiveFrom: now,
      source: "operator",
      createdAt: now,
      endsOverride: true,
    };
    await insertPrices(tx, [end]);
    await tellOwner(tx, caller, changesOf(model, before, [end]));
    return catalogs;
  });
}

const noOverride = (model: AliasTarget, why: string): FarthingError =>
  new FarthingError("invalid_state", `${fullName(model)} ${why}.`, { param: "modelId" });
