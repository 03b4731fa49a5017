/**
 * What the hot path asks: which model does this name mean, and what did it cost at that time? Answered from memory.
 *
 * The whole catalog is some 1,300 models, and changes a few times a month. So charging reads two version numbers in
 * its transaction (the environment's and the catalog's), and only when one has moved is anything read again.
 */
import { LRUCache } from "lru-cache";
import { type Db, FarthingError, type Id } from "../platform/index.js";
import { NearestNames } from "./nearest.js";
import { type ModelPrice, priceOf } from "./price.js";
import {
  type AliasTarget,
  type Found,
  fullName,
  type How,
  NameIndex,
  type Resolution,
  resolve,
  splitName,
} from "./resolve.js";
import { findPrices, listAliases, listModels, listPrices, type ModelRow, readVersions } from "./store.js";

/** A price row with the name of what it prices: what an event pins and shows. */
export interface PinnedPrice extends ModelPrice {
  /** `provider/modelId` */
  readonly modelName: string;
}

interface CatalogVersions {
  readonly environmentId: Id<"env">;
  /** `environments.config_version`, raised by whatever the operator changes. */
  readonly configVersion: bigint;
  /** `catalog_state.version`, raised by whatever changes the shared catalog. */
  readonly catalogVersion: bigint;
}

interface PricedModel {
  readonly model: ModelRow;
  readonly how: How;
  readonly price: ModelPrice;
}

/** A shared catalog in memory, as of one version. */
interface Catalog {
  readonly version: bigint;
  readonly names: NameIndex<ModelRow>;
  readonly modelNames: readonly string[];
  readonly prices: ReadonlyMap<Id<"model">, readonly ModelPrice[]>;
}

/** Environments whose books are kept; a book is the operator's own rows and what was lately asked. */
const BOOKS_KEPT = 200;
/** A model name and what it resolved to; real traffic has some dozens. */
const RESOLUTIONS_KEPT = 5_000;
const PRICES_KEPT = 20_000;

/** The prices of one environment as of one version of all that decides them. */
export class PriceBook {
  readonly #catalog: Catalog;
  readonly #own: OwnRows;
  readonly #layers: readonly NameIndex<ModelRow>[];
  readonly #resolutions = new LRUCache<string, Resolution<ModelRow>>({ max: RESOLUTIONS_KEPT });
  readonly #errors = new LRUCache<string, FarthingError>({ max: RESOLUTIONS_KEPT });
  readonly #pinned = new WeakMap<ModelPrice, PinnedPrice>();
  #nearest: NearestNames | undefined;

  constructor(catalog: Catalog, own: OwnRows) {
    this.#catalog = catalog;
    this.#own = own;
    this.#layers = [new NameIndex(own.models), catalog.names];
  }

  /**
   * The price in force at `at` of what a call ran.
   *
   * @param responseModel what the provider says it ran: it wins where it resolves
   * @returns an error `model_not_found` where nothing prices it, for the caller to throw or to keep: an event in a
   *   batch is refused alone
   */
  price(requested: string, responseModel: string | undefined, at: Date): PinnedPrice | FarthingError {
    const priced = this.find(requested, responseModel, at);
    if (!priced) return this.notFound(requested, at);
    return this.#pin(priced);
  }

  /** One object per price row: what the hot path asks for again and again is not copied again and again. */
  #pin({ price, model }: PricedModel): PinnedPrice {
    let pinned = this.#pinned.get(price);
    if (!pinned) {
      pinned = { ...price, modelName: fullName(model) };
      this.#pinned.set(price, pinned);
    }
    return pinned;
  }

  /** As {@link price}, with the model and how it was found. */
  find(requested: string, responseModel: string | undefined, at: Date): PricedModel | undefined {
    for (const { model, how } of this.#candidates(requested, responseModel)) {
      const price = this.priceAt(model.id, at);
      if (price) return { model, how, price };
    }
    return undefined;
  }

  /** The model a name means, priced or not; undefined where it means none, or could be several. */
  meant = (requested: string): ModelRow | undefined => this.#resolve(requested).model;

  /** As {@link meant}. @throws FarthingError `model_not_found` naming the nearest ids */
  model(requested: string): ModelRow {
    const model = this.meant(requested);
    if (!model) throw this.notFound(requested);
    return model;
  }

  priceAt(modelId: Id<"model">, at: Date): ModelPrice | undefined {
    return priceOf(this.#own.prices.get(modelId), this.#catalog.prices.get(modelId), at);
  }

  /** The 404 for a name, with `details.nearest`. `at` is given where the model may be known, but not priced then. */
  notFound(requested: string, at?: Date): FarthingError {
    const resolution = this.#resolve(requested);
    if (resolution.model && at) return unpriced(resolution.model, requested, at);
    const known = this.#errors.get(requested);
    if (known) return known;
    const candidates = resolution.model ? [] : resolution.candidates;
    const error = candidates.length > 0 ? ambiguous(requested, candidates) : this.#unknown(requested);
    this.#errors.set(requested, error);
    return error;
  }

  /** What may price the call, best first. */
  #candidates(requested: string, responseModel: string | undefined): Found<ModelRow>[] {
    const asked = this.#resolve(requested);
    const found = asked.model ? [asked] : [];
    if (responseModel === undefined || responseModel === requested) return found;
    const answered = this.#resolveResponse(requested, asked, responseModel);
    return answered?.model ? [answered, ...found] : found;
  }

  /**
   * A provider names its model without itself (`gpt-4o-2024-08-06`), so the name is first looked for where the call
   * went. Beyond that only where the operator did not say what the call is: what a self-hosted server calls its
   * model must not get another vendor's price.
   */
  #resolveResponse(
    requested: string,
    asked: Resolution<ModelRow>,
    responseModel: string,
  ): Resolution<ModelRow> | undefined {
    const sellers = new Set([splitName(requested)?.provider, asked.model?.provider]);
    for (const seller of sellers) {
      if (seller === undefined || !this.#sells(seller)) continue;
      const resolution = this.#resolve(`${seller}/${responseModel}`);
      if (resolution.model) return resolution;
    }
    const saidByOperator = asked.model && (asked.how === "alias" || asked.model.environmentId !== null);
    return saidByOperator ? undefined : this.#resolve(responseModel);
  }

  #sells(provider: string): boolean {
    return this.#layers.some((layer) => layer.hasProvider(provider));
  }

  #resolve(name: string): Resolution<ModelRow> {
    let resolution = this.#resolutions.get(name);
    if (!resolution) {
      resolution = resolve(this.#layers, this.#own.aliases, name);
      this.#resolutions.set(name, resolution);
    }
    return resolution;
  }

  #unknown(requested: string): FarthingError {
    this.#nearest ??= new NearestNames([
      ...this.#catalog.modelNames,
      ...this.#own.models.map(fullName),
      ...this.#own.aliases.keys(),
    ]);
    const nearest = this.#nearest.to(requested);
    const hint = nearest.length > 0 ? ` Did you mean ${nearest.join(", ")}?` : "";
    return modelNotFound(
      `The AI model ${quoted(requested)} is not in the catalog.${hint} ${REMEDY}`,
      nearest,
    );
  }
}

const REMEDY = "Add it with POST /models, or add an alias for an existing model with POST /model-aliases.";
const NAMED = 5;
const quoted = (name: string): string => JSON.stringify(name.slice(0, 200));

function ambiguous(requested: string, candidates: readonly ModelRow[]): FarthingError {
  const nearest = candidates.map(fullName).sort().slice(0, NAMED);
  const message = `The AI model name ${quoted(requested)} matches ${nearest.join(" and ")}. Send the name with its provider, or add an alias.`;
  return modelNotFound(message, nearest);
}

function unpriced(model: ModelRow, requested: string, at: Date): FarthingError {
  const name = fullName(model);
  const message = `The AI model ${quoted(requested)} resolves to ${name}, which has no price at ${at.toISOString()}. Add one with POST /models/${name}/prices and an earlier effectiveFrom.`;
  return modelNotFound(message, [name]);
}

const modelNotFound = (message: string, nearest: readonly string[]): FarthingError =>
  new FarthingError("model_not_found", message, { param: "model", details: { nearest } });

/** What an operator entered for one environment. */
interface OwnRows {
  readonly models: readonly ModelRow[];
  readonly aliases: ReadonlyMap<string, AliasTarget>;
  readonly prices: ReadonlyMap<Id<"model">, readonly ModelPrice[]>;
}

export interface ModelPricing {
  /**
   * The book as of versions that were read in the caller's transaction, or newer. Costs nothing while they have not
   * moved; else reads what has, through `db`: a transaction that has itself written to the catalog must not ask, or
   * what it may yet roll back would be remembered.
   */
  bookFor(db: Db, versions: CatalogVersions): Promise<PriceBook>;
  /** For what is not in a hurry: reads the versions, then as {@link bookFor}. */
  currentBook(db: Db, environmentId: Id<"env">): Promise<PriceBook>;
  /** Rows by id, to show or re-rate what they priced. Ids that are not there are left out. */
  pricesById(db: Db, ids: Iterable<Id<"mprice">>): Promise<Map<Id<"mprice">, PinnedPrice>>;
}

interface KeptBook {
  readonly configVersion: bigint;
  readonly catalog: Catalog;
  readonly book: PriceBook;
}

/** One per process: its memory is only ever a copy of committed rows. */
export function createModelPricing(): ModelPricing {
  let catalog: Catalog | undefined;
  const books = new LRUCache<string, KeptBook>({ max: BOOKS_KEPT });
  // A price row never changes, so a copy of one is right for ever.
  const prices = new LRUCache<Id<"mprice">, PinnedPrice>({ max: PRICES_KEPT });

  const catalogFor = async (db: Db, version: bigint): Promise<Catalog> => {
    if (!catalog || catalog.version < version) catalog = await readCatalog(db, version);
    return catalog;
  };

  const bookFor = async (db: Db, versions: CatalogVersions): Promise<PriceBook> => {
    const { environmentId, configVersion, catalogVersion } = versions;
    const kept = books.get(environmentId);
    if (kept && kept.configVersion >= configVersion && kept.catalog.version >= catalogVersion)
      return kept.book;
    const shared = await catalogFor(db, catalogVersion);
    const book = new PriceBook(shared, await readOwn(db, environmentId));
    books.set(environmentId, { configVersion, catalog: shared, book });
    return book;
  };

  return {
    bookFor,
    currentBook: async (db, environmentId) =>
      bookFor(db, { environmentId, ...(await readVersions(db, environmentId)) }),
    pricesById: async (db, ids) => {
      const wanted = new Set(ids);
      const missing = [...wanted].filter((id) => !prices.has(id));
      const read = missing.length > 0 ? await findPrices(db, missing) : [];
      const found = new Map<Id<"mprice">, PinnedPrice>();
      for (const row of read) found.set(row.price.id, { ...row.price, modelName: fullName(row) });
      for (const [id, price] of found) prices.set(id, price);
      for (const id of wanted) if (!found.has(id) && prices.has(id)) found.set(id, prices.get(id)!);
      return found;
    },
  };
}

/** Read after the version, so that what is in memory is never older than its number says. */
async function readCatalog(db: Db, version: bigint): Promise<Catalog> {
  const models = await listModels(db, null);
  const prices = byModel(await listPrices(db, null));
  return { version, names: new NameIndex(models), modelNames: models.map(fullName), prices };
}

async function readOwn(db: Db, environmentId: Id<"env">): Promise<OwnRows> {
  const models = await listModels(db, environmentId);
  const aliases = await listAliases(db, environmentId);
  const prices = await listPrices(db, environmentId);
  return { models, aliases: new Map(aliases.map((row) => [row.alias, row])), prices: byModel(prices) };
}

/** Keeps the order of the rows: newest first. */
export function byModel(prices: readonly ModelPrice[]): Map<Id<"model">, ModelPrice[]> {
  const groups = new Map<Id<"model">, ModelPrice[]>();
  for (const price of prices) {
    const group = groups.get(price.modelId);
    if (group) group.push(price);
    else groups.set(price.modelId, [price]);
  }
  return groups;
}
