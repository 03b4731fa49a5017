/** The SQL of operators, their memberships and the links that let them in. */
import { and, asc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import { environments, organizations } from "../schema.js";
import type { OperatorRole } from "./role.js";
import {
  operatorAccounts,
  operatorLinks,
  operatorMemberships,
  operatorSessions,
  operators,
} from "./schema.js";

export type OperatorRow = typeof operators.$inferSelect;
export type OperatorLinkRow = typeof operatorLinks.$inferSelect;
export type NewOperatorLink = typeof operatorLinks.$inferInsert;

/** How Better Auth names the provider of an e-mail and a password. */
const BY_PASSWORD = "credential";

export async function findOrganization(db: Db): Promise<{ id: Id<"org">; name: string } | undefined> {
  const [row] = await db.select().from(organizations).orderBy(asc(organizations.id)).limit(1);
  return row;
}

/** The environment of a kind in the organization that the operator joined first, and the role there. */
export async function findMembershipEnvironment(db: Db, operatorId: string, kind: "sandbox" | "live") {
  const [row] = await db
    .select({ membership: operatorMemberships, environment: environments })
    .from(operatorMemberships)
    .innerJoin(environments, eq(environments.organizationId, operatorMemberships.organizationId))
    .where(and(eq(operatorMemberships.operatorId, operatorId), eq(environments.kind, kind)))
    .orderBy(asc(operatorMemberships.createdAt), asc(operatorMemberships.organizationId))
    .limit(1);
  return row;
}

export const organizationEnvironments = (db: Db, organizationId: Id<"org">) =>
  db.select().from(environments).where(eq(environments.organizationId, organizationId));

export async function findOrganizationById(db: Db, id: Id<"org">) {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
  return row!;
}

export async function findOrganizationOf(db: Db, environmentId: Id<"env">) {
  const [row] = await db
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .innerJoin(environments, eq(environments.organizationId, organizations.id))
    .where(eq(environments.id, environmentId));
  return row!;
}

export async function hasOwner(db: Db, organizationId: Id<"org">): Promise<boolean> {
  const [row] = await db
    .select({ operatorId: operatorMemberships.operatorId })
    .from(operatorMemberships)
    .where(and(eq(operatorMemberships.organizationId, organizationId), eq(operatorMemberships.role, "owner")))
    .limit(1);
  return row !== undefined;
}

/** How many owners there are; their rows stay locked, so that two cannot leave at once. */
export async function lockOwners(tx: Db, organizationId: Id<"org">): Promise<number> {
  const rows = await tx
    .select({ operatorId: operatorMemberships.operatorId })
    .from(operatorMemberships)
    .where(and(eq(operatorMemberships.organizationId, organizationId), eq(operatorMemberships.role, "owner")))
    .for("update");
  return rows.length;
}

export const listMembers = (db: Db, organizationId: Id<"org">) =>
  db
    .select({ operator: operators, membership: operatorMemberships })
    .from(operatorMemberships)
    .innerJoin(operators, eq(operators.id, operatorMemberships.operatorId))
    .where(eq(operatorMemberships.organizationId, organizationId))
    .orderBy(asc(operatorMemberships.createdAt));

export async function findMember(db: Db, organizationId: Id<"org">, operatorId: string) {
  const [row] = await db
    .select({ operator: operators, membership: operatorMemberships })
    .from(operatorMemberships)
    .innerJoin(operators, eq(operators.id, operatorMemberships.operatorId))
    .where(
      and(
        eq(operatorMemberships.organizationId, organizationId),
        eq(operatorMemberships.operatorId, operatorId),
      ),
    );
  return row;
}

export async function findOperatorByEmail(db: Db, email: string) {
  const [row] = await db
    .select({ operator: operators, password: operatorAccounts.password })
    .from(operators)
    .leftJoin(
      operatorAccounts,
      and(eq(operatorAccounts.userId, operators.id), eq(operatorAccounts.providerId, BY_PASSWORD)),
    )
    .where(eq(operators.email, email));
  return row;
}

export async function insertOperator(tx: Db, row: OperatorRow, passwordHash: string): Promise<void> {
  await tx.insert(operators).values(row);
  await tx.insert(operatorAccounts).values({
    id: `${row.id}_password`,
    userId: row.id,
    accountId: row.id,
    providerId: BY_PASSWORD,
    password: passwordHash,
    createdAt: row.createdAt,
    updatedAt: row.createdAt,
  });
}

/** Ends every session of the operator with it. */
export async function setPassword(tx: Db, operatorId: string, passwordHash: string, at: Date): Promise<void> {
  await tx
    .update(operatorAccounts)
    .set({ password: passwordHash, updatedAt: at })
    .where(and(eq(operatorAccounts.userId, operatorId), eq(operatorAccounts.providerId, BY_PASSWORD)));
  await endSessions(tx, operatorId);
}

export async function endSessions(db: Db, operatorId: string): Promise<void> {
  await db.delete(operatorSessions).where(eq(operatorSessions.userId, operatorId));
}

export async function saveMembership(
  tx: Db,
  row: { organizationId: Id<"org">; operatorId: string; role: OperatorRole; createdAt: Date },
): Promise<void> {
  await tx
    .insert(operatorMemberships)
    .values(row)
    .onConflictDoUpdate({
      target: [operatorMemberships.organizationId, operatorMemberships.operatorId],
      set: { role: row.role },
    });
}

export async function deleteMembership(tx: Db, organizationId: Id<"org">, operatorId: string): Promise<void> {
  await tx
    .delete(operatorMemberships)
    .where(
      and(
        eq(operatorMemberships.organizationId, organizationId),
        eq(operatorMemberships.operatorId, operatorId),
      ),
    );
}

export async function insertLink(db: Db, row: NewOperatorLink): Promise<void> {
  await db.insert(operatorLinks).values(row);
}

/** Open ones, newest last. */
export const listOpenLinks = (db: Db, organizationId: Id<"org">, now: Date) =>
  db
    .select()
    .from(operatorLinks)
    .where(
      and(
        eq(operatorLinks.organizationId, organizationId),
        eq(operatorLinks.kind, "invitation"),
        isNull(operatorLinks.usedAt),
        gt(operatorLinks.expiresAt, now),
      ),
    )
    .orderBy(asc(operatorLinks.id));

export async function findLink(db: Db, tokenHash: Buffer): Promise<OperatorLinkRow | undefined> {
  const [row] = await db.select().from(operatorLinks).where(eq(operatorLinks.tokenHash, tokenHash));
  return row;
}

/** As {@link findLink}, locked: of two that use it at once, one comes first. */
export async function lockLink(tx: Db, tokenHash: Buffer): Promise<OperatorLinkRow | undefined> {
  const [row] = await tx
    .select()
    .from(operatorLinks)
    .where(eq(operatorLinks.tokenHash, tokenHash))
    .for("update");
  return row;
}

export async function useLink(tx: Db, id: Id<"olink">, at: Date): Promise<void> {
  await tx.update(operatorLinks).set({ usedAt: at }).where(eq(operatorLinks.id, id));
}

export async function deleteLink(db: Db, organizationId: Id<"org">, id: Id<"olink">): Promise<boolean> {
  const rows = await db
    .delete(operatorLinks)
    .where(and(eq(operatorLinks.organizationId, organizationId), eq(operatorLinks.id, id)))
    .returning({ id: operatorLinks.id });
  return rows.length > 0;
}

/** Sessions, links and counts of attempts that mean nothing any more. */
export async function forgetExpired(db: Db, now: Date): Promise<void> {
  await db.delete(operatorSessions).where(lt(operatorSessions.expiresAt, now));
  await db.delete(operatorLinks).where(lt(operatorLinks.expiresAt, now));
}

const SETUP_LOCK = 0x6f776e72;
/** Two that set the instance up at once must not both become its owner. */
export const lockSetup = (tx: Db) => tx.execute(sql`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`);
