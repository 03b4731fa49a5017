/**
 * The catalogs that charging decides by: features and plans of an environment, and model prices. They are kept in
 * memory under versions that are read in the charging transaction itself, so a change is seen by the next batch,
 * on every node.
 */
import type { TokensUsed } from "../metering/index.js";
import { type ModelPricing, type PinnedPrice, type PriceBook, readVersions } from "../models/index.js";
import { loadPlanConfig, type PlanConfig } from "../plans/index.js";
import type { Db, FarthingError, Id } from "../platform/index.js";

/** One environment's catalogs, as of the versions that a transaction has read. */
export class Catalog {
  constructor(
    readonly config: PlanConfig,
    private readonly book: PriceBook,
  ) {}

  /** The price in force at `at`, or the `model_not_found` to refuse with. */
  price(usage: TokensUsed, at: Date): PinnedPrice | FarthingError {
    return this.book.price(usage.model, usage.responseModel ?? undefined, at);
  }
}

export class Catalogs {
  readonly #configs = new Map<Id<"env">, { version: bigint; config: PlanConfig }>();
  readonly #pricing: ModelPricing;

  constructor(pricing: ModelPricing) {
    this.#pricing = pricing;
  }

  async of(db: Db, environmentIds: Iterable<Id<"env">>): Promise<Map<Id<"env">, Catalog>> {
    const catalogs = new Map<Id<"env">, Catalog>();
    for (const environmentId of new Set(environmentIds)) {
      const versions = await readVersions(db, environmentId);
      const config = await this.#configFor(db, environmentId, versions.configVersion);
      catalogs.set(
        environmentId,
        new Catalog(config, await this.#pricing.bookFor(db, { environmentId, ...versions })),
      );
    }
    return catalogs;
  }

  /** Price rows never change, so those in memory are right for ever. */
  pricesById = (db: Db, ids: Iterable<Id<"mprice">>): Promise<Map<Id<"mprice">, PinnedPrice>> =>
    this.#pricing.pricesById(db, ids);

  async #configFor(db: Db, environmentId: Id<"env">, version: bigint): Promise<PlanConfig> {
    const known = this.#configs.get(environmentId);
    if (known && known.version >= version) return known.config;
    const config = await loadPlanConfig(db, environmentId);
    this.#configs.set(environmentId, { version, config });
    return config;
  }
}
