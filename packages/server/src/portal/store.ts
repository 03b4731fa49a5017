/** The SQL of portal sessions. */
import { eq, lt } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { type PortalSessionRow, portalSessions } from "./schema.js";

export async function insertPortalSession(
  db: Db,
  row: typeof portalSessions.$inferInsert,
): Promise<PortalSessionRow> {
  const [inserted] = await db.insert(portalSessions).values(row).returning();
  return inserted!;
}

/** Locked: of two that open a link at once, one comes first. */
export async function lockByLink(tx: Db, linkHash: Buffer): Promise<PortalSessionRow | undefined> {
  const [row] = await tx
    .select()
    .from(portalSessions)
    .where(eq(portalSessions.linkHash, linkHash))
    .for("update");
  return row;
}

export async function findBySession(db: Db, sessionHash: Buffer): Promise<PortalSessionRow | undefined> {
  const [row] = await db.select().from(portalSessions).where(eq(portalSessions.sessionHash, sessionHash));
  return row;
}

export async function updatePortalSession(
  db: Db,
  id: Id<"psn">,
  changes: Partial<Pick<PortalSessionRow, "sessionHash" | "sessionExpiresAt" | "endedAt">>,
): Promise<PortalSessionRow> {
  const [row] = await db.update(portalSessions).set(changes).where(eq(portalSessions.id, id)).returning();
  return row!;
}

export async function endSession(db: Db, sessionHash: Buffer, at: Date): Promise<void> {
  await db.update(portalSessions).set({ endedAt: at }).where(eq(portalSessions.sessionHash, sessionHash));
}

export async function deleteSessionsBefore(db: Db, before: Date): Promise<void> {
  await db.delete(portalSessions).where(lt(portalSessions.createdAt, before));
}
