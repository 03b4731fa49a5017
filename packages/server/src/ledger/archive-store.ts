/** The SQL by which ledger entries leave the database, and of the row that stands for them afterwards. */
import { and, eq, gte, lte, sql } from "drizzle-orm";
import { type Db, type Id, uuidFromId } from "../platform/index.js";
import { archivedLines, ledgerEntries } from "./schema.js";

export type LedgerEntryRecord = typeof ledgerEntries.$inferSelect;
type ArchivedLines = typeof archivedLines.$inferSelect;

interface Stretch {
  readonly customerId: Id<"cus">;
  readonly fromSeq: bigint;
  readonly throughSeq: bigint;
}

const within = ({ customerId, fromSeq, throughSeq }: Stretch) =>
  and(
    eq(ledgerEntries.customerId, customerId),
    gte(ledgerEntries.seq, fromSeq),
    lte(ledgerEntries.seq, throughSeq),
  );

export const entriesWithin = (db: Db, stretch: Stretch): Promise<LedgerEntryRecord[]> =>
  db.select().from(ledgerEntries).where(within(stretch));

/** @returns what was deleted */
export const deleteEntriesWithin = (tx: Db, stretch: Stretch): Promise<LedgerEntryRecord[]> =>
  tx.delete(ledgerEntries).where(within(stretch)).returning();

/** Up to which line accounts are archived; those of which nothing is are missing. */
export function findArchivedLines(db: Db, customerIds: readonly Id<"cus">[]): Promise<ArchivedLines[]> {
  const among = sql`${archivedLines.customerId} = ANY(${sql.param(`{${customerIds.map(uuidFromId).join(",")}}`)}::uuid[])`;
  return db.select().from(archivedLines).where(among);
}

export async function saveArchivedLines(tx: Db, row: ArchivedLines): Promise<void> {
  const { customerId: _, ...changed } = row;
  await tx
    .insert(archivedLines)
    .values(row)
    .onConflictDoUpdate({ target: archivedLines.customerId, set: changed });
}
