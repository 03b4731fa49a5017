/** Rows of the catalog as the API shows them: rate scale per million tokens. */
import {
  type CatalogSync,
  type Model,
  type ModelAlias,
  type ModelPrice as ModelPriceAnswer,
  rateFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { Caller } from "../platform/index.js";
import type { ModelPrice, TokenPrices } from "./price.js";
import { fullName } from "./resolve.js";
import type { AliasRow, CatalogStateRow, ModelRow } from "./store.js";

const optional = (nanos: bigint | null): number | null => (nanos === null ? null : rateFromNanos(nanos));

const shapeTokenPrices = (prices: TokenPrices) => ({
  inputPrice: rateFromNanos(prices.inputNanos),
  outputPrice: rateFromNanos(prices.outputNanos),
  cacheReadPrice: optional(prices.cacheReadNanos),
  cacheWritePrice: optional(prices.cacheWriteNanos),
  cacheWrite1hPrice: optional(prices.cacheWrite1hNanos),
  reasoningPrice: optional(prices.reasoningNanos),
});

export const shapePrice = (
  row: ModelPrice,
  { livemode }: Pick<Caller, "livemode">,
): z.input<typeof ModelPriceAnswer> => ({
  object: "model_price",
  livemode,
  id: row.id,
  ...shapeTokenPrices(row),
  tiers: row.tiers.map((tier) => ({ aboveTokens: tier.aboveTokens, ...shapeTokenPrices(tier) })),
  effectiveFrom: row.effectiveFrom.toISOString(),
  source: row.source,
  override: row.environmentId !== null && !row.endsOverride,
  endsOverride: row.endsOverride || undefined,
  createdAt: row.createdAt.toISOString(),
});

export const shapeModel = (
  row: ModelRow,
  price: ModelPrice | undefined,
  caller: Caller,
): z.input<typeof Model> => ({
  object: "model",
  livemode: caller.livemode,
  id: row.id,
  provider: row.provider,
  modelId: row.modelId,
  displayName: row.displayName,
  kind: row.kind,
  source: row.source,
  price: price ? shapePrice(price, caller) : null,
});

export const shapeAlias = (row: AliasRow, { livemode }: Caller): z.input<typeof ModelAlias> => ({
  object: "model_alias",
  livemode,
  id: row.id,
  alias: row.alias,
  model: fullName(row),
  createdAt: row.createdAt.toISOString(),
});

export const shapeSync = (state: CatalogStateRow, { livemode }: Caller): z.input<typeof CatalogSync> => ({
  object: "catalog_sync",
  livemode,
  status: state.syncStatus,
  modelsAdded: state.syncModelsAdded,
  pricesAdded: state.syncPricesAdded,
  unchanged: state.syncUnchanged,
  skipped: state.syncSkipped,
  error: state.syncError,
  startedAt: state.syncStartedAt?.toISOString() ?? null,
  lastSucceededAt: state.syncSucceededAt?.toISOString() ?? null,
});
