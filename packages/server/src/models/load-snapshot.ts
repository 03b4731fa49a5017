/** At boot: brings the catalog that came with the package into the database. */
import { createHash } from "node:crypto";
import { type Db, newId, timeFrom, transaction } from "../platform/index.js";
import { type ListedPrice, priceRow, pricesToAdd } from "./catalog-change.js";
import { changesOf, type PriceChange, tellEveryone } from "./news.js";
import type { ModelPrice } from "./price.js";
import { byModel } from "./pricing.js";
import { fullName } from "./resolve.js";
import { readSnapshot, type Snapshot, type SnapshotModel, termsOf } from "./snapshot.js";
import {
  insertModels,
  insertPrices,
  listModels,
  listPrices,
  lockCatalog,
  type ModelRow,
  raiseCatalogVersion,
  readState,
  renameModels,
  updateState,
} from "./store.js";

/** Since when a price holds that the list does not date. */
export const ALWAYS = timeFrom("1970-01-01T00:00:00.000Z");

interface LoadedSnapshot {
  readonly modelsAdded: number;
  readonly pricesAdded: number;
}

/**
 * Safe on every boot and on many nodes at once: a snapshot that was loaded before is left alone.
 *
 * @returns undefined when there was nothing to do
 */
export async function loadSnapshot(
  db: Db,
  now: Date,
  snapshot?: Snapshot,
): Promise<LoadedSnapshot | undefined> {
  const list = snapshot ?? (await readSnapshot());
  const digest = createHash("sha256").update(JSON.stringify(list)).digest("hex");
  if ((await readState(db)).snapshotDigest === digest) return undefined;
  return transaction(db, async (tx) => {
    await lockCatalog(tx);
    // Another node may have loaded it while this one waited.
    if ((await readState(tx)).snapshotDigest === digest) return undefined;
    const loaded = await takeUp(tx, list, now);
    await updateState(tx, { snapshotDigest: digest });
    await raiseCatalogVersion(tx);
    return loaded;
  });
}

async function takeUp(tx: Db, list: Snapshot, now: Date): Promise<LoadedSnapshot> {
  const known = new Map((await listModels(tx, null)).map((model) => [fullName(model), model]));
  const stored = byModel(await listPrices(tx, null));
  const newModels: ModelRow[] = [];
  const renamed: ModelRow[] = [];
  const prices: ModelPrice[] = [];
  const changes: PriceChange[] = [];
  for (const listed of list.models) {
    const model = known.get(`${listed.provider}/${listed.id}`);
    if (!model) {
      const row = modelRow(listed, now);
      newModels.push(row);
      prices.push(...firstPrices(row, listed, now));
      continue;
    }
    if (isRenamed(model, listed)) renamed.push({ ...model, ...namesOf(listed) });
    const before = stored.get(model.id) ?? [];
    const later = laterPrices(model, before, listed, now);
    prices.push(...later);
    changes.push(...changesOf(model, before, later));
  }
  await insertModels(tx, newModels);
  await renameModels(tx, renamed);
  await insertPrices(tx, prices);
  await tellEveryone(tx, changes, now);
  return { modelsAdded: newModels.length, pricesAdded: prices.length };
}

const modelRow = (listed: SnapshotModel, now: Date): ModelRow => ({
  id: newId("model"),
  environmentId: null,
  provider: listed.provider,
  modelId: listed.id,
  ...namesOf(listed),
  source: "snapshot",
  createdAt: now,
});

const namesOf = (listed: SnapshotModel) => ({
  displayName: listed.name ?? listed.id,
  kind: listed.kind ?? "language",
  aliases: listed.aliases ?? [],
});

function isRenamed(model: ModelRow, listed: SnapshotModel): boolean {
  const { displayName, kind, aliases } = namesOf(listed);
  return (
    model.displayName !== displayName ||
    model.kind !== kind ||
    model.aliases.join("\n") !== aliases.join("\n")
  );
}

const listedPrices = (listed: SnapshotModel): ListedPrice[] =>
  listed.prices.map((price) => ({
    effectiveFrom: price.from === undefined ? ALWAYS : timeFrom(`${price.from}T00:00:00.000Z`),
    terms: termsOf(price),
  }));

/** Of a model that nothing was priced by yet: the list's own dates. */
const firstPrices = (model: ModelRow, listed: SnapshotModel, now: Date): ModelPrice[] =>
  listedPrices(listed).map(({ terms, effectiveFrom }) =>
    priceRow(terms, { modelId: model.id, source: "snapshot" }, effectiveFrom, now),
  );

/** Where a sync has set the newest price it knows more than a file that was made before it. */
function laterPrices(
  model: ModelRow,
  stored: readonly ModelPrice[],
  listed: SnapshotModel,
  now: Date,
): ModelPrice[] {
  if (stored.some((price) => price.source === "sync")) return [];
  return pricesToAdd(stored, listedPrices(listed), { modelId: model.id, source: "snapshot" }, now);
}
