import type { CreateModelAlias } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, FarthingError, invalid, newId, transaction } from "../platform/index.js";
import { raiseConfigVersion } from "../tenancy/index.js";
import { requireModel } from "./add-model-price.js";
import type { PriceBook } from "./pricing.js";
import { splitName } from "./resolve.js";
import { type AliasRow, findModel, insertAlias } from "./store.js";

/** A name of the operator's for a model, in one environment. @throws FarthingError `model_not_found`, `code_taken` */
export async function createModelAlias(
  db: Db,
  caller: Caller,
  book: PriceBook,
  input: z.output<typeof CreateModelAlias>,
): Promise<AliasRow> {
  const target = splitName(input.model);
  if (!target)
    throw invalid(
      "model",
      "must be the provider and id of a model in the catalog, such as openai/gpt-4o-mini",
    );
  const { provider, modelId } = await requireModel(db, caller, book, target, "model");
  await refuseModelName(db, caller, input.alias);
  return transaction(db, async (tx) => {
    const row = { alias: input.alias, provider, modelId, createdAt: caller.now() };
    const inserted = await insertAlias(tx, {
      id: newId("malias"),
      environmentId: caller.environmentId,
      ...row,
    });
    if (!inserted) {
      throw new FarthingError("code_taken", `The alias ${JSON.stringify(input.alias)} already exists.`, {
        param: "alias",
      });
    }
    await raiseConfigVersion(tx, caller.environmentId);
    return inserted;
  });
}

/** A model's own name wins over an alias, which would then never be used. */
async function refuseModelName(db: Db, caller: Caller, alias: string): Promise<void> {
  const named = splitName(alias);
  if (named && (await findModel(db, caller.environmentId, named.provider, named.modelId))) {
    throw invalid("alias", "is the name of a model; override its price instead");
  }
}
