import { type Caller, type Db, FarthingError, transaction } from "../platform/index.js";
import { raiseConfigVersion } from "../tenancy/index.js";
import { operatorPrice, type PriceInput } from "./model-input.js";
import { changesOf, tellOwner } from "./news.js";
import type { ModelPrice } from "./price.js";
import type { PriceBook } from "./pricing.js";
import { type AliasTarget, fullName } from "./resolve.js";
import { findModel, insertPrices, type ModelRow, pricesOfModels } from "./store.js";

/**
 * A price from any time on, for one environment: of its own model, or over the catalog's. Events that were already
 * rated keep the row that rated them, also where the new one reaches back before them.
 *
 * @throws FarthingError `validation_error`; `model_not_found`: a price is set on a model of the catalog itself, not on another name of it
 */
export async function addModelPrice(
  db: Db,
  caller: Caller,
  book: PriceBook,
  target: AliasTarget,
  input: PriceInput,
): Promise<ModelPrice> {
  const model = await requireModel(db, caller, book, target, "modelId");
  const price = operatorPrice(caller, model, input, caller.now());
  await transaction(db, async (tx) => {
    // First, as it locks the environment: what another request adds meanwhile is there to be read, or waits.
    await raiseConfigVersion(tx, caller.environmentId);
    const before = await pricesOfModels(tx, caller.environmentId, [model.id]);
    await insertPrices(tx, [price]);
    await tellOwner(tx, caller, changesOf(model, before, [price]));
  });
  return price;
}

/** @throws FarthingError `model_not_found` where the name is not exactly a model's; `param` is the field it came in */
export async function requireModel(
  db: Db,
  caller: Caller,
  book: PriceBook,
  target: AliasTarget,
  param: string,
): Promise<ModelRow> {
  const model = await findModel(db, caller.environmentId, target.provider, target.modelId);
  if (model) return model;
  const name = fullName(target);
  const meant = fullName(book.model(name));
  const message = `${name} is an alias of ${meant}. Use ${meant} instead: its price applies to all its names.`;
  throw new FarthingError("model_not_found", message, { param, details: { nearest: [meant] } });
}
