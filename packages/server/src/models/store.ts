/** The SQL of the model catalog. */
import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { type Db, type Id, oncePer, query, together, uuidFromId } from "../platform/index.js";
import type { ModelPrice } from "./price.js";
import { catalogState, modelAliases, modelPrices, models, tiersToJson } from "./schema.js";

export type ModelRow = typeof models.$inferSelect;
export type AliasRow = typeof modelAliases.$inferSelect;
export type CatalogStateRow = typeof catalogState.$inferSelect;

/** Any constant that all nodes share: one change to the shared catalog at a time. */
const CATALOG_LOCK = 0x63617461;
export const lockCatalog = (tx: Db) => tx.execute(sql`SELECT pg_advisory_xact_lock(${CATALOG_LOCK})`);

export async function readState(db: Db): Promise<CatalogStateRow> {
  const [state] = await db.select().from(catalogState);
  return state!;
}

/** When the shared catalog was last synced, or else loaded; undefined where it is empty. */
export async function readCatalogTime(db: Db): Promise<Date | undefined> {
  const [row] = await query<{ at: Date | null }>(
    db,
    `SELECT coalesce((SELECT sync_succeeded_at FROM catalog_state),
                     (SELECT max(created_at) FROM models WHERE environment_id IS NULL)) AS at`,
  );
  return row?.at ?? undefined;
}

export async function updateState(db: Db, change: Partial<CatalogStateRow>): Promise<void> {
  await db.update(catalogState).set(change);
}

/** Nodes re-read the shared catalog when its version has moved. */
export async function raiseCatalogVersion(db: Db): Promise<void> {
  await db.update(catalogState).set({ version: sql`${catalogState.version} + 1` });
}

/** Both versions that decide whether a price book is still right. By hand: charging asks it for every batch. */
export const readVersions = (db: Db, environmentId: Id<"env">): Promise<Versions> =>
  together(db, environmentId, readEach);

interface Versions {
  readonly configVersion: bigint;
  readonly catalogVersion: bigint;
}

async function readOne(db: Db, environmentId: Id<"env">): Promise<Versions> {
  const [versions] = await query<{ config_version: bigint; version: bigint }>(
    db,
    "SELECT e.config_version, c.version FROM environments e, catalog_state c WHERE e.id = $1",
    [uuidFromId(environmentId)],
    "read-versions",
  );
  return { configVersion: versions!.config_version, catalogVersion: versions!.version };
}

const readEach = oncePer((environmentId: Id<"env">) => environmentId, readOne);

/** The shared catalog for null, else what the environment's operator added. Ids are in the order they were made. */
export const listModels = (db: Db, environmentId: Id<"env"> | null): Promise<ModelRow[]> =>
  db.select().from(models).where(belongsTo(models.environmentId, environmentId)).orderBy(models.id);

/** As {@link listModels}; newest first. */
export const listPrices = (db: Db, environmentId: Id<"env"> | null): Promise<ModelPrice[]> =>
  db
    .select()
    .from(modelPrices)
    .where(belongsTo(modelPrices.environmentId, environmentId))
    .orderBy(desc(modelPrices.effectiveFrom), desc(modelPrices.id));

export const listAliases = (db: Db, environmentId: Id<"env">): Promise<AliasRow[]> =>
  db.select().from(modelAliases).where(eq(modelAliases.environmentId, environmentId));

function belongsTo(
  column: typeof models.environmentId | typeof modelPrices.environmentId,
  environmentId: Id<"env"> | null,
): SQL | undefined {
  return environmentId === null ? isNull(column) : eq(column, environmentId);
}

/** Prices of some models as an environment sees them, newest first. */
export function pricesOfModels(
  db: Db,
  environmentId: Id<"env">,
  modelIds: readonly Id<"model">[],
): Promise<ModelPrice[]> {
  if (modelIds.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(modelPrices)
    .where(
      and(
        inArray(modelPrices.modelId, [...modelIds]),
        or(isNull(modelPrices.environmentId), eq(modelPrices.environmentId, environmentId)),
      ),
    )
    .orderBy(desc(modelPrices.effectiveFrom), desc(modelPrices.id));
}

/** Of all models of that name that an environment has seen: its own hides the catalog's, whose prices rated before. */
export async function priceIdsOfModel(
  db: Db,
  environmentId: Id<"env">,
  { provider, modelId }: Pick<ModelRow, "provider" | "modelId">,
): Promise<Id<"mprice">[]> {
  const seen = (column: typeof models.environmentId | typeof modelPrices.environmentId) =>
    or(isNull(column), eq(column, environmentId));
  const rows = await db
    .select({ id: modelPrices.id })
    .from(modelPrices)
    .innerJoin(models, eq(models.id, modelPrices.modelId))
    .where(
      and(
        eq(models.provider, provider),
        eq(models.modelId, modelId),
        seen(models.environmentId),
        seen(modelPrices.environmentId),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Price rows by id, whatever environment they belong to, with the model each is of. */
export function findPrices(
  db: Db,
  ids: readonly Id<"mprice">[],
): Promise<{ price: ModelPrice; provider: string; modelId: string }[]> {
  return db
    .select({ price: modelPrices, provider: models.provider, modelId: models.modelId })
    .from(modelPrices)
    .innerJoin(models, eq(models.id, modelPrices.modelId))
    .where(sql`${modelPrices.id} = ANY(${sql.param(ids.map(uuidFromId))}::uuid[])`);
}

/** The models an environment sees: its own, and those of the catalog that it has none of the same name for. */
const visibleTo = (environmentId: Id<"env">): SQL => {
  const own = sql`SELECT 1 FROM models own WHERE own.environment_id = ${uuidFromId(environmentId)}
    AND own.provider = ${models.provider} AND own.model_id = ${models.modelId}`;
  return sql`(${models.environmentId} = ${uuidFromId(environmentId)} OR (${models.environmentId} IS NULL AND NOT EXISTS (${own})))`;
};

export async function findModel(
  db: Db,
  environmentId: Id<"env">,
  provider: string,
  modelId: string,
): Promise<ModelRow | undefined> {
  const [row] = await db
    .select()
    .from(models)
    .where(and(eq(models.provider, provider), eq(models.modelId, modelId), visibleTo(environmentId)));
  return row;
}

interface ModelPageQuery {
  readonly limit: number;
  readonly search?: string | undefined;
  readonly provider?: string | undefined;
  /** The last model of the page before. */
  readonly after?: { readonly provider: string; readonly modelId: string } | undefined;
}

/** By provider and id; one row more than `limit`, where there are more. */
export function pageOfModels(
  db: Db,
  environmentId: Id<"env">,
  { limit, search, provider, after }: ModelPageQuery,
): Promise<ModelRow[]> {
  return db
    .select()
    .from(models)
    .where(
      and(
        visibleTo(environmentId),
        provider === undefined ? undefined : eq(models.provider, provider),
        search === undefined ? undefined : mentions(search),
        after && sql`(${models.provider}, ${models.modelId}) > (${after.provider}, ${after.modelId})`,
      ),
    )
    .orderBy(asc(models.provider), asc(models.modelId))
    .limit(limit + 1);
}

function mentions(search: string): SQL | undefined {
  const pattern = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const name = sql`${models.provider} || '/' || ${models.modelId}`;
  const aliases = sql`SELECT 1 FROM jsonb_array_elements_text(${models.aliases}) alias WHERE alias ILIKE ${pattern}`;
  return or(ilike(name, pattern), ilike(models.displayName, pattern), sql`EXISTS (${aliases})`);
}

/** One statement for any number of rows: the whole snapshot goes in within a second. */
export async function insertModels(db: Db, rows: readonly ModelRow[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(of: (row: ModelRow) => T): T[] => rows.map(of);
  await query(
    db,
    `INSERT INTO models (id, environment_id, provider, model_id, display_name, kind, aliases, source, created_at)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
                          $9::timestamptz[])`,
    [
      column((row) => uuidFromId(row.id)),
      column((row) => row.environmentId && uuidFromId(row.environmentId)),
      column((row) => row.provider),
      column((row) => row.modelId),
      column((row) => row.displayName),
      column((row) => row.kind),
      column((row) => JSON.stringify(row.aliases)),
      column((row) => row.source),
      column((row) => row.createdAt),
    ],
  );
}

/** As {@link insertModels}. */
export async function insertPrices(db: Db, rows: readonly ModelPrice[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(of: (row: ModelPrice) => T): T[] => rows.map(of);
  await query(
    db,
    `INSERT INTO model_prices (id, model_id, environment_id, input_nanos, output_nanos, cache_read_nanos,
       cache_write_nanos, cache_write_1h_nanos, reasoning_nanos, tiers, effective_from, source, created_at,
       ends_override)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
       $8::bigint[], $9::bigint[], $10::jsonb[], $11::timestamptz[], $12::text[], $13::timestamptz[], $14::boolean[])`,
    [
      column((row) => uuidFromId(row.id)),
      column((row) => uuidFromId(row.modelId)),
      column((row) => row.environmentId && uuidFromId(row.environmentId)),
      column((row) => row.inputNanos),
      column((row) => row.outputNanos),
      column((row) => row.cacheReadNanos),
      column((row) => row.cacheWriteNanos),
      column((row) => row.cacheWrite1hNanos),
      column((row) => row.reasoningNanos),
      column((row) => tiersToJson(row.tiers)),
      column((row) => row.effectiveFrom),
      column((row) => row.source),
      column((row) => row.createdAt),
      column((row) => row.endsOverride ?? false),
    ],
  );
}

/** Names may change with a version of the list; a price never does. */
export async function renameModels(
  db: Db,
  rows: readonly Pick<ModelRow, "id" | "displayName" | "kind" | "aliases">[],
): Promise<void> {
  if (rows.length === 0) return;
  await query(
    db,
    `UPDATE models SET display_name = new.display_name, kind = new.kind, aliases = new.aliases
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) AS new (id, display_name, kind, aliases)
     WHERE models.id = new.id`,
    [
      rows.map((row) => uuidFromId(row.id)),
      rows.map((row) => row.displayName),
      rows.map((row) => row.kind),
      rows.map((row) => JSON.stringify(row.aliases)),
    ],
  );
}

export async function insertAlias(db: Db, row: AliasRow): Promise<AliasRow | undefined> {
  const [inserted] = await db.insert(modelAliases).values(row).onConflictDoNothing().returning();
  return inserted;
}

export async function deleteAlias(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"malias">,
): Promise<AliasRow | undefined> {
  const [deleted] = await db
    .delete(modelAliases)
    .where(and(eq(modelAliases.environmentId, environmentId), eq(modelAliases.id, id)))
    .returning();
  return deleted;
}

export function pageOfAliases(
  db: Db,
  environmentId: Id<"env">,
  limit: number,
  before?: Id<"malias">,
): Promise<AliasRow[]> {
  return db
    .select()
    .from(modelAliases)
    .where(
      and(
        eq(modelAliases.environmentId, environmentId),
        before ? sql`${modelAliases.id} < ${uuidFromId(before)}` : undefined,
      ),
    )
    .orderBy(desc(modelAliases.id))
    .limit(limit + 1);
}
