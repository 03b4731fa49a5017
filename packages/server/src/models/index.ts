export { observeCatalogAge } from "./catalog-age.js";
export { loadSnapshot } from "./load-snapshot.js";
export type { ModelPrice, PriceSource, PriceTerms, PriceTier, TokenPrices } from "./price.js";
export { type PricedAs, pricedAs } from "./priced-as.js";
export {
  createModelPricing,
  type ModelPricing,
  type PinnedPrice,
  PriceBook,
} from "./pricing.js";
export { modelEndpoints } from "./routes.js";
export { readState as readCatalogState, readVersions } from "./store.js";
export { CatalogSyncError, syncCatalog } from "./sync-catalog.js";
