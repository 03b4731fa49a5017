/** The SQL of moves of sandboxes' clocks. */
import { eq, isNull } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import { type ClockMove, clockMoves } from "../schema.js";

type NewMove = Pick<ClockMove, "environmentId" | "requestKey" | "fromAt" | "targetAt" | "begunAt">;

/** In place of the one before it. */
export async function insertMove(tx: Db, move: NewMove): Promise<ClockMove> {
  await tx.delete(clockMoves).where(eq(clockMoves.environmentId, move.environmentId));
  const [row] = await tx.insert(clockMoves).values(move).returning();
  return row!;
}

export async function findMove(db: Db, environmentId: Id<"env">): Promise<ClockMove | undefined> {
  const [row] = await db.select().from(clockMoves).where(eq(clockMoves.environmentId, environmentId));
  return row;
}

/** Locks it. @returns undefined where another holds it */
export async function lockMove(tx: Db, environmentId: Id<"env">): Promise<ClockMove | undefined> {
  const [row] = await tx
    .select()
    .from(clockMoves)
    .where(eq(clockMoves.environmentId, environmentId))
    .for("update", { skipLocked: true });
  return row;
}

export async function updateMove(
  tx: Db,
  { environmentId }: Pick<ClockMove, "environmentId">,
  changes: Partial<ClockMove>,
): Promise<void> {
  await tx.update(clockMoves).set(changes).where(eq(clockMoves.environmentId, environmentId));
}

/** Environments whose clock is being moved. */
export async function movingEnvironments(db: Db): Promise<Id<"env">[]> {
  const rows = await db
    .select({ environmentId: clockMoves.environmentId })
    .from(clockMoves)
    .where(isNull(clockMoves.endedAt));
  return rows.map(({ environmentId }) => environmentId);
}
