/** The SQL of organizations, environments and API keys. */
import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { hashKey } from "./key.js";
import { apiKeys, environments, organizations } from "./schema.js";

export type ApiKeyRow = typeof apiKeys.$inferSelect;
export type EnvironmentRow = typeof environments.$inferSelect;

/** Any constant that all nodes share: two that boot at once must not both found the instance. */
const BOOT_LOCK = 0x626f6f74;
export const lockBoot = (tx: Db) => tx.execute(sql`SELECT pg_advisory_xact_lock(${BOOT_LOCK})`);

export const listEnvironments = (db: Db): Promise<EnvironmentRow[]> => db.select().from(environments);

export async function findEnvironment(db: Db, id: Id<"env">): Promise<EnvironmentRow> {
  const [row] = await db.select().from(environments).where(eq(environments.id, id));
  return row!;
}

export async function updateEnvironment(
  db: Db,
  id: Id<"env">,
  {
    collection,
    paymentRetryDays,
  }: {
    readonly collection?: EnvironmentRow["collection"] | undefined;
    readonly paymentRetryDays?: number[] | undefined;
  },
): Promise<EnvironmentRow> {
  const [row] = await db
    .update(environments)
    .set({ ...(collection ? { collection } : {}), ...(paymentRetryDays ? { paymentRetryDays } : {}) })
    .where(eq(environments.id, id))
    .returning();
  return row!;
}

/** Locks the environment's row, so that what is decided about the whole of it is decided once. */
export async function lockEnvironment(tx: Db, id: Id<"env">): Promise<EnvironmentRow> {
  const [row] = await tx.select().from(environments).where(eq(environments.id, id)).for("update");
  return row!;
}

/** Has a clock stand still at a time, from now on; never before the one at which it stands. */
export async function freezeClock(db: Db, id: Id<"env">, at: Date): Promise<void> {
  const time = sql`${at.toISOString()}::timestamptz`;
  await db
    .update(environments)
    .set({ frozenAt: sql`greatest(${environments.frozenAt}, ${time})` })
    .where(and(eq(environments.id, id), eq(environments.kind, "sandbox")));
}

export async function insertOrganization(db: Db, row: typeof organizations.$inferInsert): Promise<void> {
  await db.insert(organizations).values(row);
}

export async function insertEnvironment(
  db: Db,
  row: typeof environments.$inferInsert,
): Promise<EnvironmentRow> {
  const [inserted] = await db.insert(environments).values(row).returning();
  return inserted!;
}

export async function insertKey(db: Db, row: typeof apiKeys.$inferInsert): Promise<ApiKeyRow> {
  const [inserted] = await db.insert(apiKeys).values(row).returning();
  return inserted!;
}

export async function findKeyByHash(db: Db, keyHash: Buffer) {
  const [row] = await db
    .select({ key: apiKeys, environment: environments })
    .from(apiKeys)
    .innerJoin(environments, eq(environments.id, apiKeys.environmentId))
    .where(eq(apiKeys.keyHash, keyHash));
  return row;
}

/** Whether the key opens the environment. */
export async function isUsableKeyOf(
  db: Db,
  environmentId: Id<"env">,
  key: string,
  now: Date,
): Promise<boolean> {
  const found = await findKeyByHash(db, hashKey(key));
  if (!found || found.environment.id !== environmentId || found.key.revokedAt !== null) return false;
  return found.key.expiresAt === null || found.key.expiresAt > now;
}

export async function findUsableKey(
  db: Db,
  environmentId: Id<"env">,
  now: Date,
): Promise<ApiKeyRow | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.environmentId, environmentId),
        eq(apiKeys.scope, "full"),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    )
    .orderBy(apiKeys.id)
    .limit(1);
  return row;
}

export function pageOfKeys(
  db: Db,
  environmentId: Id<"env">,
  limit: number,
  before?: Id<"key">,
): Promise<ApiKeyRow[]> {
  return db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.environmentId, environmentId), before ? lt(apiKeys.id, before) : undefined))
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1);
}

export async function revokeKey(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"key">,
  at: Date,
): Promise<ApiKeyRow | undefined> {
  const [row] = await db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(apiKeys.environmentId, environmentId), eq(apiKeys.id, id)))
    .returning();
  return row;
}

export async function recordKeyUse(db: Db, id: Id<"key">, at: Date): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, id));
}

/** Charging reads the version in its transaction and re-reads features, plans and models when it has moved. */
export async function raiseConfigVersion(db: Db, environmentId: Id<"env">): Promise<void> {
  await db
    .update(environments)
    .set({ configVersion: sql`${environments.configVersion} + 1` })
    .where(eq(environments.id, environmentId));
}

/** Nodes forget which customer an external id names when it has moved. */
export async function raiseReferencesVersion(db: Db, environmentId: Id<"env">): Promise<void> {
  await db
    .update(environments)
    .set({ referencesVersion: sql`${environments.referencesVersion} + 1` })
    .where(eq(environments.id, environmentId));
}
