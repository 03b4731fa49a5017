/** The SQL of operators, their memberships and the links that let them in. */
import type { OperatorRole } from "@farthing/contract";
import { and, asc, count, eq, gt, inArray, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import { environments, organizations } from "../schema.js";
import {
  operatorAccounts,
  operatorLinks,
  operatorMemberships,
  operatorSessions,
  operators,
} from "./schema.js";

type OperatorRow = typeof operators.$inferSelect;
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

export async function countOwners(db: Db, organizationId: Id<"org">): Promise<number> {
  const [row] = await db
    .select({ owners: count() })
    .from(operatorMemberships)
    .where(
      and(eq(operatorMemberships.organizationId, organizationId), eq(operatorMemberships.role, "owner")),
    );
  return row!.owners;
}

export const listMembers = (db: Db, organizationId: Id<"org">) =>
  db
    .select({ operator: operators, membership: operatorMemberships })
    .from(operatorMemberships)
    .innerJoin(operators, eq(operators.id, operatorMemberships.operatorId))
    .where(eq(operatorMemberships.organizationId, organizationId))
    .orderBy(asc(operatorMemberships.createdAt));

export const findMember = (db: Db, organizationId: Id<"org">, operatorId: string) =>
  memberWhere(db, organizationId, eq(operators.id, operatorId));

/** @param email as it is kept; see `normalEmail` */
export const findMemberByEmail = (db: Db, organizationId: Id<"org">, email: string) =>
  memberWhere(db, organizationId, eq(operators.email, email));

async function memberWhere(db: Db, organizationId: Id<"org">, which: SQL) {
  const [row] = await db
    .select({ operator: operators, membership: operatorMemberships })
    .from(operatorMemberships)
    .innerJoin(operators, eq(operators.id, operatorMemberships.operatorId))
    .where(and(eq(operatorMemberships.organizationId, organizationId), which));
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

/** Ends every session of the operator with it, and voids the links to another password. */
export async function setPassword(tx: Db, operatorId: string, passwordHash: string, at: Date): Promise<void> {
  await tx
    .update(operatorAccounts)
    .set({ password: passwordHash, updatedAt: at })
    .where(and(eq(operatorAccounts.userId, operatorId), eq(operatorAccounts.providerId, BY_PASSWORD)));
  await endSessions(tx, operatorId);
  await deleteResetLinks(tx, operatorId);
}

/** Those that are open, in every organization: an operator has one password for all of them. */
export async function deleteResetLinks(db: Db, operatorId: string): Promise<void> {
  const email = db.select({ email: operators.email }).from(operators).where(eq(operators.id, operatorId));
  await db
    .delete(operatorLinks)
    .where(
      and(eq(operatorLinks.kind, "reset"), inArray(operatorLinks.email, email), isNull(operatorLinks.usedAt)),
    );
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

/** Those of somebody that are open, newest last: invitations, and links to another password. */
export const listOpenLinks = (db: Db, organizationId: Id<"org">, now: Date) =>
  db
    .select()
    .from(operatorLinks)
    .where(
      and(
        eq(operatorLinks.organizationId, organizationId),
        ne(operatorLinks.kind, "setup"),
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

/** Uses a link, and with it all others that whoever has the e-mail could use. */
export async function useUpLinks(
  tx: Db,
  { id, organizationId }: Pick<OperatorLinkRow, "id" | "organizationId">,
  email: string,
  at: Date,
): Promise<void> {
  await tx
    .update(operatorLinks)
    .set({ usedAt: at })
    .where(
      and(
        eq(operatorLinks.organizationId, organizationId),
        isNull(operatorLinks.usedAt),
        or(eq(operatorLinks.id, id), eq(operatorLinks.email, email)),
      ),
    );
}

export async function deleteOpenLinks(tx: Db, organizationId: Id<"org">, email: string): Promise<void> {
  await tx
    .delete(operatorLinks)
    .where(
      and(
        eq(operatorLinks.organizationId, organizationId),
        eq(operatorLinks.email, email),
        isNull(operatorLinks.usedAt),
      ),
    );
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

const ACCESS_LOCK = 0x6f776e72;
/**
 * Who comes in, who goes and who becomes what is decided one after the other: two that set the instance up must not both
 * become its owner, nor two owners leave at once, nor a link be used by whoever is just being removed.
 */
export const lockAccess = (tx: Db) => tx.execute(sql`SELECT pg_advisory_xact_lock(${ACCESS_LOCK})`);
