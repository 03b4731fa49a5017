export { observeCatalogAge } from "./catalog-age.js";
export { type LoadedSnapshot, loadSnapshot } from "./load-snapshot.js";
export type { ModelPrice, PriceSource, PriceTerms, PriceTier, TokenPrices } from "./price.js";
export {
  type CatalogVersions,
  createModelPricing,
  type ModelPricing,
  type PinnedPrice,
  PriceBook,
  type PricedModel,
} from "./pricing.js";
export { type ModelDependencies, modelEndpoints } from "./routes.js";
export { readState as readCatalogState, readVersions } from "./store.js";
export { CatalogSyncError, type SyncedCatalog, type SyncOptions, syncCatalog } from "./sync-catalog.js";
