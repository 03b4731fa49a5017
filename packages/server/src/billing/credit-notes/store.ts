/** The SQL of credit notes, their lines and numbers. */
import { and, desc, eq, isNotNull, lt, ne, not, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Db, type Id, query, uuidFromId } from "../../platform/index.js";
import {
  type CreditNoteLineRow,
  type CreditNoteRow,
  type CreditNoteSettlement,
  creditNoteLines,
  creditNotes,
  invoiceLines,
  invoices,
} from "../schema.js";

export async function insertCreditNote(
  tx: Db,
  row: CreditNoteRow,
  lines: readonly CreditNoteLineRow[],
): Promise<void> {
  await tx.insert(creditNotes).values(row);
  await tx.insert(creditNoteLines).values([...lines]);
}

/** The next number. Its row stays locked until the transaction ends, so a number that is not used is taken again. */
export async function takeCreditNoteNumber(tx: Db, environmentId: Id<"env">): Promise<bigint> {
  const [row] = await query<{ last_number: bigint }>(
    tx,
    `INSERT INTO credit_note_numbers AS n (environment_id, last_number) VALUES ($1, 1)
     ON CONFLICT (environment_id) DO UPDATE SET last_number = n.last_number + 1 RETURNING last_number`,
    [uuidFromId(environmentId)],
  );
  return row!.last_number;
}

export async function findCreditNote(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"cn">,
): Promise<CreditNoteRow | undefined> {
  const [row] = await db
    .select()
    .from(creditNotes)
    .where(and(eq(creditNotes.environmentId, environmentId), eq(creditNotes.id, id)));
  return row;
}

export function listCreditNoteLines(
  db: Db,
  { customerId, id }: Pick<CreditNoteRow, "customerId" | "id">,
): Promise<CreditNoteLineRow[]> {
  return db
    .select()
    .from(creditNoteLines)
    .where(and(eq(creditNoteLines.customerId, customerId), eq(creditNoteLines.creditNoteId, id)))
    .orderBy(creditNoteLines.position);
}

/** Nothing went back with a note whose refund failed at the bank. */
const isSettled = or(ne(creditNotes.settlement, "refund"), isNotNull(creditNotes.refundId));

/** The refund of a note failed. */
export async function forgetRefund(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"rfd"> },
): Promise<void> {
  await tx
    .update(creditNotes)
    .set({ refundId: null })
    .where(and(eq(creditNotes.customerId, customerId), eq(creditNotes.refundId, id)));
}

/** A refund that is made in the place of one that failed: of the oldest note that it fits to the nano. */
export async function replaceRefund(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"inv"> },
  refund: { readonly id: Id<"rfd">; readonly amountNanos: bigint },
): Promise<void> {
  const [waiting] = await tx
    .select({ id: creditNotes.id })
    .from(creditNotes)
    .where(
      and(
        eq(creditNotes.customerId, customerId),
        eq(creditNotes.invoiceId, id),
        eq(creditNotes.totalNanos, refund.amountNanos),
        not(isSettled!),
      ),
    )
    .orderBy(creditNotes.id)
    .limit(1);
  if (!waiting) return;
  await tx
    .update(creditNotes)
    .set({ refundId: refund.id })
    .where(and(eq(creditNotes.customerId, customerId), eq(creditNotes.id, waiting.id)));
}

/** What of each kind went back with an invoice's credit notes, in nanos. */
export async function creditedBySettlement(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"inv"> },
): Promise<Map<CreditNoteSettlement, bigint>> {
  const rows = await tx
    .select({ settlement: creditNotes.settlement, nanos: sql<string>`sum(${creditNotes.totalNanos})` })
    .from(creditNotes)
    .where(and(eq(creditNotes.customerId, customerId), eq(creditNotes.invoiceId, id), isSettled))
    .groupBy(creditNotes.settlement);
  return new Map(rows.map(({ settlement, nanos }) => [settlement, BigInt(nanos)]));
}

/** What changes of plan gave back of an invoice's lines, in nanos. Not with an invoice that is void. */
export async function returnedByLine(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"inv"> },
): Promise<Map<Id<"iline">, bigint>> {
  const billed = alias(invoiceLines, "billed");
  const rows = await tx
    .select({ line: billed.id, nanos: sql<string>`-sum(${invoiceLines.amountNanos})` })
    .from(billed)
    .innerJoin(
      invoiceLines,
      and(eq(invoiceLines.customerId, billed.customerId), eq(invoiceLines.returnsLineId, billed.id)),
    )
    .innerJoin(
      invoices,
      and(eq(invoices.customerId, invoiceLines.customerId), eq(invoices.id, invoiceLines.invoiceId)),
    )
    .where(and(eq(billed.customerId, customerId), eq(billed.invoiceId, id), ne(invoices.status, "void")))
    .groupBy(billed.id);
  return new Map(rows.map(({ line, nanos }) => [line, BigInt(nanos)]));
}

interface LineCredits {
  /** By all notes. */
  readonly notedNanos: bigint;
  /** By those with which something went back. */
  readonly settledNanos: bigint;
}

/** What was credited of each line of an invoice before. */
export async function creditedByLine(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"inv"> },
): Promise<Map<Id<"iline">, LineCredits>> {
  const rows = await tx
    .select({
      line: creditNoteLines.invoiceLineId,
      noted: sql<string>`sum(${creditNoteLines.amountNanos})`,
      settled: sql<string>`coalesce(sum(${creditNoteLines.amountNanos}) FILTER (WHERE ${isSettled}), 0)`,
    })
    .from(creditNoteLines)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.customerId, creditNoteLines.customerId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
      ),
    )
    .where(and(eq(creditNotes.customerId, customerId), eq(creditNotes.invoiceId, id)))
    .groupBy(creditNoteLines.invoiceLineId);
  return new Map(
    rows.flatMap(({ line, noted, settled }) =>
      line === null ? [] : [[line, { notedNanos: BigInt(noted), settledNanos: BigInt(settled) }]],
    ),
  );
}

interface CreditNoteFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly invoiceId?: Id<"inv"> | undefined;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfCreditNotes(
  db: Db,
  environmentId: Id<"env">,
  { customerId, invoiceId }: CreditNoteFilter,
  limit: number,
  before: Id<"cn"> | undefined,
): Promise<CreditNoteRow[]> {
  return db
    .select()
    .from(creditNotes)
    .where(
      and(
        eq(creditNotes.environmentId, environmentId),
        customerId ? eq(creditNotes.customerId, customerId) : undefined,
        invoiceId ? eq(creditNotes.invoiceId, invoiceId) : undefined,
        before ? lt(creditNotes.id, before) : undefined,
      ),
    )
    .orderBy(desc(creditNotes.id))
    .limit(limit + 1);
}
