/** The SQL of invoices, their lines and numbers. */
import { and, desc, eq, gte, inArray, lt, ne, notInArray, sql } from "drizzle-orm";
import {
  type Db,
  type Id,
  idArray,
  insertTogether,
  type Many,
  query,
  together,
  updateTogether,
  uuidFromId,
} from "../../platform/index.js";
import type { Period } from "../../subscriptions/index.js";
import {
  type InvoiceLineKind,
  type InvoiceLineRow,
  type InvoiceReason,
  type InvoiceRow,
  type InvoiceStatus,
  invoiceLines,
  invoices,
} from "../schema.js";

export async function insertInvoice(
  tx: Db,
  row: typeof invoices.$inferInsert,
  lines: readonly InvoiceLineRow[],
): Promise<InvoiceRow> {
  const inserted = await insertTogether(tx, invoices, row);
  await insertLines(tx, lines);
  return inserted;
}

/** Of a draft; those of an invoice that is finalized are refused by the database. */
export async function insertLines(tx: Db, lines: readonly InvoiceLineRow[]): Promise<void> {
  if (lines.length > 0) await together(tx, lines, insertAllLines);
}

const insertAllLines: Many<readonly InvoiceLineRow[], void> = async (tx, lines) => {
  await tx.insert(invoiceLines).values(lines.flat());
  return [];
};

const deleteLines = (tx: Db, { customerId, id }: Pick<InvoiceRow, "customerId" | "id">) =>
  tx.delete(invoiceLines).where(and(eq(invoiceLines.customerId, customerId), eq(invoiceLines.invoiceId, id)));

/** Of a draft. */
export async function replaceLines(
  tx: Db,
  draft: Pick<InvoiceRow, "customerId" | "id">,
  lines: readonly InvoiceLineRow[],
): Promise<void> {
  await deleteLines(tx, draft);
  await insertLines(tx, lines);
}

/** With its lines. */
export async function deleteDraft(
  tx: Db,
  { customerId, id }: Pick<InvoiceRow, "customerId" | "id">,
): Promise<void> {
  await deleteLines(tx, { customerId, id });
  await tx.delete(invoices).where(and(eq(invoices.customerId, customerId), eq(invoices.id, id)));
}

/**
 * Takes the next numbers of an environment. Their row stays locked until the transaction ends: so a number that is not used
 * is taken again, and whoever else finalizes waits.
 * @returns the first of them
 */
export async function takeNumbers(tx: Db, environmentId: Id<"env">, count: number): Promise<bigint> {
  const [row] = await query<{ last_number: bigint }>(
    tx,
    `INSERT INTO invoice_numbers AS n (environment_id, last_number) VALUES ($1, $2)
     ON CONFLICT (environment_id) DO UPDATE SET last_number = n.last_number + $2 RETURNING last_number`,
    [uuidFromId(environmentId), count],
    "take-invoice-numbers",
  );
  return row!.last_number - BigInt(count - 1);
}

/** With one statement, which is sent at once. */
export const setNumbers = (
  tx: Db,
  numbered: readonly Required<Pick<InvoiceRow, "customerId" | "id" | "number">>[],
): Promise<unknown> =>
  query(
    tx,
    `UPDATE invoices i SET number = given.number
     FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS given (customer_id, id, number)
     WHERE i.customer_id = given.customer_id AND i.id = given.id`,
    [
      idArray(numbered, ({ customerId }) => customerId),
      idArray(numbered, ({ id }) => id),
      numbered.map(({ number }) => number),
    ],
    "set-invoice-numbers",
  );

export const updateInvoice = (
  tx: Db,
  { customerId, id }: Pick<InvoiceRow, "customerId" | "id">,
  changes: Partial<typeof invoices.$inferInsert>,
): Promise<InvoiceRow> => updateTogether(tx, invoices, { customerId, id }, changes);

/** @param lock keeps it as it is until the transaction ends */
export async function findInvoice(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"inv">,
  lock = false,
): Promise<InvoiceRow | undefined> {
  const found = db
    .select()
    .from(invoices)
    .where(and(eq(invoices.environmentId, environmentId), eq(invoices.id, id)));
  const [row] = await (lock ? found.for("update") : found);
  return row;
}

const BOUGHT_BESIDE: InvoiceReason[] = ["credit_pack", "topup"];

/**
 * Whether anything of a subscription is still asked for; what was bought beside its plan is not of it, and what no provider
 * can take is not asked for.
 */
export async function hasOpenInvoice(
  db: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"sub"> },
): Promise<boolean> {
  const open = await db
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        eq(invoices.customerId, customerId),
        eq(invoices.subscriptionId, id),
        eq(invoices.status, "open"),
        eq(invoices.isSetAside, false),
        notInArray(invoices.reason, BOUGHT_BESIDE),
      ),
    )
    .limit(1);
  return open.length > 0;
}

/**
 * What is asked for a subscription: the oldest open invoice of it. Where there is none, what was given up; then what was
 * bought beside its plan, and last what no provider can take.
 */
export async function unpaidInvoiceOf(
  db: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"sub"> },
): Promise<InvoiceRow | undefined> {
  const [row] = await db
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.customerId, customerId),
        eq(invoices.subscriptionId, id),
        inArray(invoices.status, ["open", "uncollectible"]),
      ),
    )
    .orderBy(
      invoices.isSetAside,
      inArray(invoices.reason, BOUGHT_BESIDE),
      ne(invoices.status, "open"),
      invoices.id,
    )
    .limit(1);
  return row;
}

export function listLines(
  db: Db,
  { customerId, id }: Pick<InvoiceRow, "customerId" | "id">,
): Promise<InvoiceLineRow[]> {
  return db
    .select()
    .from(invoiceLines)
    .where(and(eq(invoiceLines.customerId, customerId), eq(invoiceLines.invoiceId, id)))
    .orderBy(invoiceLines.position);
}

const PAID_OR_TO_BE: InvoiceStatus[] = ["open", "paid"];
const IN_ADVANCE: InvoiceLineKind[] = ["plan_base", "feature_seats"];

/**
 * What was billed in advance for the running period of a subscription, on the invoice of its beginning and on those
 * after it. Nothing of what was voided or given up.
 */
export async function linesInAdvance(
  tx: Db,
  subscriptionId: Id<"sub">,
  { start, end }: Period,
): Promise<{ invoice: InvoiceRow; line: InvoiceLineRow }[]> {
  const rows = await tx
    .select({ invoice: invoices, line: invoiceLines })
    .from(invoices)
    .innerJoin(
      invoiceLines,
      and(eq(invoiceLines.customerId, invoices.customerId), eq(invoiceLines.invoiceId, invoices.id)),
    )
    .where(
      and(
        eq(invoices.subscriptionId, subscriptionId),
        inArray(invoices.status, PAID_OR_TO_BE),
        inArray(invoiceLines.kind, IN_ADVANCE),
        eq(invoiceLines.periodEnd, end),
        gte(invoiceLines.periodStart, start),
      ),
    )
    .orderBy(invoices.id, invoiceLines.position);
  // Of two beginnings at the same instant, which a sandbox's clock that stands still can have, the later one runs.
  const begun = rows.findLast(({ line }) => line.kind === "plan_base");
  return rows.filter(({ invoice }) => !begun || invoice.id >= begun.invoice.id);
}

interface InvoiceFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly subscriptionId?: Id<"sub"> | undefined;
  readonly statuses?: readonly InvoiceStatus[] | undefined;
  readonly number?: bigint | undefined;
  readonly issuedFrom?: Date | undefined;
  readonly issuedTo?: Date | undefined;
  /** Open, and to be paid before `now`. */
  readonly overdue?: { readonly is: boolean; readonly now: Date } | undefined;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfInvoices(
  db: Db,
  environmentId: Id<"env">,
  { customerId, subscriptionId, statuses, number, issuedFrom, issuedTo, overdue }: InvoiceFilter,
  limit: number,
  before: Id<"inv"> | undefined,
): Promise<InvoiceRow[]> {
  return db
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.environmentId, environmentId),
        customerId ? eq(invoices.customerId, customerId) : undefined,
        subscriptionId ? eq(invoices.subscriptionId, subscriptionId) : undefined,
        statuses ? inArray(invoices.status, [...statuses]) : undefined,
        number === undefined ? undefined : eq(invoices.number, number),
        issuedFrom ? gte(invoices.issuedAt, issuedFrom) : undefined,
        issuedTo ? lt(invoices.issuedAt, issuedTo) : undefined,
        overdue?.is === true ? isOverdue(overdue.now) : undefined,
        overdue?.is === false ? sql`${isOverdue(overdue.now)} IS NOT TRUE` : undefined,
        before ? lt(invoices.id, before) : undefined,
      ),
    )
    .orderBy(desc(invoices.id))
    .limit(limit + 1);
}

const isOverdue = (now: Date) => sql`(${eq(invoices.status, "open")} AND ${lt(invoices.dueAt, now)})`;
