/** The SQL of environments' connections to payment providers. */
import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import {
  type ConnectionRow,
  paymentMethods,
  payments,
  providerConnections,
  providerCustomers,
  refunds,
  transactions,
} from "../schema.js";

/** One that can be used. */
export interface Connection extends ConnectionRow {
  readonly secretKey: string;
  readonly webhookSecret: string;
}

/** The last one, which may be disconnected. */
export async function findLastConnection(
  db: Db,
  environmentId: Id<"env">,
): Promise<ConnectionRow | undefined> {
  const [row] = await db
    .select()
    .from(providerConnections)
    .where(eq(providerConnections.environmentId, environmentId));
  return row;
}

export async function findConnection(db: Db, environmentId: Id<"env">): Promise<Connection | undefined> {
  const row = await findLastConnection(db, environmentId);
  return row?.secretKey && row.webhookSecret ? (row as Connection) : undefined;
}

/** Those that have a provider. */
export async function connectedEnvironments(db: Db): Promise<Id<"env">[]> {
  const rows = await db
    .select({ id: providerConnections.environmentId })
    .from(providerConnections)
    .where(isNotNull(providerConnections.secretKey));
  return rows.map(({ id }) => id);
}

export async function saveConnection(tx: Db, row: ConnectionRow): Promise<void> {
  await tx
    .insert(providerConnections)
    .values(row)
    .onConflictDoUpdate({ target: providerConnections.environmentId, set: row });
}

export async function forgetKeys(tx: Db, environmentId: Id<"env">): Promise<void> {
  await tx
    .update(providerConnections)
    .set({ secretKey: null, webhookSecret: null })
    .where(eq(providerConnections.environmentId, environmentId));
}

/** How many charges and refunds wait to be sent, or for their result. */
export async function countPending(
  db: Db,
  environmentId: Id<"env">,
): Promise<{ readonly charges: number; readonly refunds: number }> {
  const pendingOf = ({ environmentId: of, status }: typeof transactions | typeof refunds) =>
    and(eq(of, environmentId), eq(status, "pending"));
  return {
    charges: await db.$count(transactions, pendingOf(transactions)),
    refunds: await db.$count(refunds, pendingOf(refunds)),
  };
}

/** What was to be tried again while it was not connected is due now. */
export async function resumeRetries(
  tx: Db,
  { environmentId, provider }: Pick<ConnectionRow, "environmentId" | "provider">,
  now: Date,
): Promise<void> {
  await tx
    .update(payments)
    .set({ retryAt: now })
    .where(
      and(
        eq(payments.environmentId, environmentId),
        eq(payments.provider, provider),
        lt(payments.retryAt, now),
      ),
    );
}

/** How many cards are kept at the provider. */
export async function countCards(
  db: Db,
  { environmentId, provider }: Pick<ConnectionRow, "environmentId" | "provider">,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.environmentId, environmentId),
        eq(paymentMethods.provider, provider),
        isNull(paymentMethods.removedAt),
      ),
    );
  return row!.count;
}

/** What customers are called at an account that is no longer the environment's. */
export async function forgetProviderCustomers(
  tx: Db,
  { environmentId, provider }: Pick<ConnectionRow, "environmentId" | "provider">,
): Promise<void> {
  await tx
    .delete(providerCustomers)
    .where(and(eq(providerCustomers.environmentId, environmentId), eq(providerCustomers.provider, provider)));
}
