/** Reads the AI Gateway's public model list into the shared catalog: the command, the daily job and the button. */
import { type Db, type Log, newId, transaction } from "../platform/index.js";
import { priceRow } from "./catalog-change.js";
import { type Feed, type FeedModel, readFeed } from "./feed.js";
import { ALWAYS } from "./load-snapshot.js";
import { changesOf, type PriceChange, tellEveryone } from "./news.js";
import { inForce, type ModelPrice, type PriceTerms, sameTerms, type TokenPrices } from "./price.js";
import { byModel } from "./pricing.js";
import { findSame, NameIndex } from "./resolve.js";
import {
  insertModels,
  insertPrices,
  listModels,
  listPrices,
  lockCatalog,
  type ModelRow,
  raiseCatalogVersion,
  updateState,
} from "./store.js";

const MAX_BYTES = 10_000_000;
const TIMEOUT_MS = 30_000;
const MAX_ERROR_LENGTH = 500;

interface SyncOptions {
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Since when new prices hold. */
  readonly now: Date;
  readonly log: Log;
}

interface SyncedCatalog {
  readonly modelsAdded: number;
  readonly pricesAdded: number;
  readonly unchanged: number;
  readonly skipped: number;
}

export class CatalogSyncError extends Error {
  override readonly name = "CatalogSyncError";
}

/**
 * Adds models, and prices from `now` on where they differ; changes nothing that is there. Running it again adds
 * nothing.
 *
 * @throws CatalogSyncError when the list cannot be had; that is recorded and logged, and prices stay as they are
 */
export async function syncCatalog(db: Db, options: SyncOptions): Promise<SyncedCatalog> {
  const feed = await fetchFeed(options).catch(async (error: unknown) => {
    const failure =
      error instanceof CatalogSyncError
        ? error
        : new CatalogSyncError(`${options.url} could not be read: ${describe(error)}`, { cause: error });
    const syncError = failure.message.slice(0, MAX_ERROR_LENGTH);
    await updateState(db, { syncStatus: "failed", syncError, syncStartedAt: options.now });
    options.log.warn({ error: syncError }, "model catalog not synced; prices are unchanged");
    throw failure;
  });
  return transaction(db, (tx) => takeUp(tx, feed, options.now));
}

/** `fetch` says only "fetch failed"; why is in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

async function fetchFeed({ url, fetch = globalThis.fetch }: SyncOptions): Promise<Feed> {
  const response = await fetch(url, {
    headers: { accept: "application/json" },
    // Prices come from the address the operator set, and from nowhere that it points to.
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new CatalogSyncError(`${url} answered with status ${response.status}`);
  }
  const feed = readFeed(parse(await readBounded(response, url), url));
  if (!feed) throw new CatalogSyncError(`${url} did not answer with a model list ({"data": [...]})`);
  return feed;
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CatalogSyncError(`${url} did not answer with JSON`);
  }
}

async function readBounded(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new CatalogSyncError(`${url} answered with more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function takeUp(tx: Db, feed: Feed, now: Date): Promise<SyncedCatalog> {
  await lockCatalog(tx);
  const change = new CatalogChange(await listModels(tx, null), byModel(await listPrices(tx, null)), now);
  for (const model of feed.models) change.take(model);
  await insertModels(tx, change.models);
  await insertPrices(tx, change.prices);
  await tellEveryone(tx, change.changes, now);
  const { unchanged } = change;
  const skipped = feed.skipped + change.repeated;
  const synced = { modelsAdded: change.models.length, pricesAdded: change.prices.length, unchanged, skipped };
  await updateState(tx, {
    syncStatus: "succeeded",
    syncModelsAdded: synced.modelsAdded,
    syncPricesAdded: synced.pricesAdded,
    syncUnchanged: unchanged,
    syncSkipped: skipped,
    syncError: null,
    syncStartedAt: now,
    syncSucceededAt: now,
  });
  if (synced.pricesAdded > 0) await raiseCatalogVersion(tx);
  return synced;
}

/** What a feed adds to the catalog, row by row. */
class CatalogChange {
  readonly models: ModelRow[] = [];
  readonly prices: ModelPrice[] = [];
  /** Of the prices those that take the place of another. */
  readonly changes: PriceChange[] = [];
  unchanged = 0;
  repeated = 0;
  readonly #index: NameIndex<ModelRow>;
  readonly #seen = new Set<string>();

  constructor(
    known: readonly ModelRow[],
    private readonly stored: ReadonlyMap<string, readonly ModelPrice[]>,
    private readonly now: Date,
  ) {
    this.#index = new NameIndex(known);
  }

  take(listed: FeedModel): void {
    const { byId, byAlias } = findSame(this.#index, listed.provider, listed.modelId);
    const key = byId?.id ?? `${listed.provider}/${listed.modelId}`;
    if (this.#seen.has(key)) this.repeated++;
    else if (byId) this.#reprice(byId, listed);
    else if (byAlias) this.#compareWith(byAlias, listed);
    else this.#add(listed, [], ALWAYS);
    this.#seen.add(key);
  }

  #reprice(model: ModelRow, listed: FeedModel): void {
    const before = this.stored.get(model.id) ?? [];
    const current = inForce(before, this.now);
    const terms = completed(listed.terms, current);
    if (current && sameTerms(current, terms)) this.unchanged++;
    else this.#set(model, before, priceRow(terms, { modelId: model.id, source: "sync" }, this.now, this.now));
  }

  #set(model: ModelRow, before: readonly ModelPrice[], price: ModelPrice): void {
    this.prices.push(price);
    this.changes.push(...changesOf(model, before, [price]));
  }

  /**
   * The list has as a model what the catalog takes for another name of one. At the same price nothing follows from
   * that; at another it is a model of its own from now on, with the past it had under the shared name.
   */
  #compareWith(model: ModelRow, listed: FeedModel): void {
    const past = this.stored.get(model.id) ?? [];
    const current = inForce(past, this.now);
    if (current && sameTerms(current, completed(listed.terms, current))) this.unchanged++;
    else
      this.#add(
        listed,
        past.filter((price) => price.effectiveFrom < this.now),
        this.now,
      );
  }

  #add(listed: FeedModel, past: readonly ModelPrice[], effectiveFrom: Date): void {
    const { provider, modelId, displayName, kind } = listed;
    const id = newId("model");
    const row = { id, environmentId: null, provider, modelId, displayName, kind, aliases: [] };
    const model: ModelRow = { ...row, source: "sync", createdAt: this.now };
    this.models.push(model);
    const of = { modelId: id, source: "sync" } as const;
    const copied = past.map((price) => priceRow(price, of, price.effectiveFrom, this.now));
    this.prices.push(...copied);
    this.#set(model, copied, priceRow(listed.terms, of, effectiveFrom, this.now));
  }
}

/** Lists disagree by one token on whether a tier starts at its boundary or above it; that is no change of price. */
const SAME_BOUNDARY = 1;

/** The feed's terms, with what it says nothing about taken from the terms in force. */
function completed(listed: PriceTerms, current: PriceTerms | undefined): PriceTerms {
  if (!current) return listed;
  const tiers = listed.tiers.map((tier) => {
    const same = current.tiers.find((of) => Math.abs(of.aboveTokens - tier.aboveTokens) <= SAME_BOUNDARY);
    return same ? { aboveTokens: same.aboveTokens, ...completedPrices(tier, same) } : tier;
  });
  return { ...completedPrices(listed, current), tiers };
}

function completedPrices(listed: TokenPrices, current: TokenPrices): TokenPrices {
  const cacheWriteNanos = listed.cacheWriteNanos ?? current.cacheWriteNanos;
  return {
    inputNanos: listed.inputNanos,
    outputNanos: listed.outputNanos,
    cacheReadNanos: listed.cacheReadNanos ?? current.cacheReadNanos,
    cacheWriteNanos,
    // The feed has neither of these; they stand in relation to a price that it has, and go when that changes.
    cacheWrite1hNanos: cacheWriteNanos === current.cacheWriteNanos ? current.cacheWrite1hNanos : null,
    reasoningNanos: listed.outputNanos === current.outputNanos ? current.reasoningNanos : null,
  };
}
