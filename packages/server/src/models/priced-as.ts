/** Which usage somebody means who names a model: that which its prices rated, under whatever name it was sent. */
import type { Db, Id } from "../platform/index.js";
import type { ModelPricing } from "./pricing.js";
import { fullName } from "./resolve.js";
import { priceIdsOfModel } from "./store.js";

export interface PricedAs {
  /** What usage is called by: that which nothing priced is called as it was sent. */
  readonly names: readonly string[];
  /** The prices that rated it, as the environment sees them. */
  readonly priceIds: readonly Id<"mprice">[];
}

/** @param name as code sends it, or `provider/modelId`; one that the catalog does not have stands for itself alone */
export async function pricedAs(
  db: Db,
  pricing: ModelPricing,
  environmentId: Id<"env">,
  name: string,
): Promise<PricedAs> {
  const model = (await pricing.currentBook(db, environmentId)).meant(name);
  if (!model) return { names: [name], priceIds: [] };
  return {
    names: [...new Set([name, fullName(model)])],
    priceIds: await priceIdsOfModel(db, environmentId, model),
  };
}
