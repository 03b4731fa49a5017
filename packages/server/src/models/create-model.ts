import type { CreateModel } from "@farthing/contract";
import type { z } from "zod";
import {
  type Caller,
  type Db,
  FarthingError,
  isUniqueViolation,
  newId,
  transaction,
} from "../platform/index.js";
import { raiseConfigVersion } from "../tenancy/index.js";
import { ALWAYS } from "./load-snapshot.js";
import { operatorPrice } from "./model-input.js";
import type { ModelPrice } from "./price.js";
import { canonicalProvider } from "./provider.js";
import { fullName } from "./resolve.js";
import { findModel, insertModels, insertPrices, type ModelRow } from "./store.js";

/**
 * A model of the operator's own (self-hosted, fine-tuned), for one environment. Its price holds always unless it is
 * dated: nothing was priced by it before, and usage that was refused for want of it can be replayed.
 *
 * @throws FarthingError `model_already_exists`, `validation_error`
 */
export async function createModel(
  db: Db,
  caller: Caller,
  input: z.output<typeof CreateModel>,
): Promise<{ model: ModelRow; price: ModelPrice }> {
  const model: ModelRow = {
    id: newId("model"),
    environmentId: caller.environmentId,
    provider: canonicalProvider(input.provider),
    modelId: input.modelId,
    displayName: input.displayName ?? input.modelId,
    kind: input.kind,
    aliases: [],
    source: "operator",
    createdAt: caller.now(),
  };
  const price = operatorPrice(caller, model, input.price, ALWAYS, "price.");
  await transaction(db, async (tx) => {
    if (await findModel(tx, caller.environmentId, model.provider, model.modelId)) throw alreadyExists(model);
    await insertModels(tx, [model]);
    await insertPrices(tx, [price]);
    await raiseConfigVersion(tx, caller.environmentId);
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? alreadyExists(model) : error;
  });
  return { model, price };
}

const alreadyExists = (model: ModelRow): FarthingError =>
  new FarthingError(
    "model_already_exists",
    `The catalog already has ${fullName(model)}. Override its price with POST /models/${fullName(model)}/prices.`,
    { param: "modelId" },
  );
