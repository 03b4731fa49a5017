/**
 * Uses a customer's credits for an invoice that is being written, and gives them back when it is voided. Both happen
 * in the transaction of the invoice, under the lock of the customer's account: so exactly once.
 */
import type { Account } from "../../ledger/index.js";
import { type Db, type Id, least } from "../../platform/index.js";
import { creditLine, type Line } from "../invoices/lines.js";
import type { CustomerCreditRow, InvoiceRow } from "../schema.js";
import {
  findCredit,
  insertUses,
  keepUses,
  returnUses,
  updateCredit,
  usableCredits,
  usesOfInvoice,
} from "./store.js";

interface ToPay {
  readonly account: Pick<Account, "customerId" | "environmentId">;
  readonly invoiceId: Id<"inv">;
  readonly currency: string;
  readonly dueNanos: bigint;
  readonly at: Date;
}

/** @returns a line for each credit, at most what is due together */
export async function useCredits(
  tx: Db,
  { account, invoiceId, currency, dueNanos, at }: ToPay,
): Promise<Line[]> {
  if (dueNanos <= 0n) return [];
  const { customerId, environmentId } = account;
  const used = split(await usableCredits(tx, customerId, currency, at), dueNanos);
  for (const { credit, amountNanos } of used) {
    await updateCredit(tx, credit, { remainingNanos: credit.remainingNanos - amountNanos, updatedAt: at });
  }
  await insertUses(
    tx,
    used.map(({ credit, amountNanos }) => ({
      customerId,
      invoiceId,
      creditId: credit.id,
      environmentId,
      amountNanos,
      usedAt: at,
      returnedAt: null,
    })),
  );
  return used.map(({ credit, amountNanos }) => creditLine(credit.reason, amountNanos));
}

/** How much of each credit, in their order. */
function split(credits: readonly CustomerCreditRow[], dueNanos: bigint) {
  const used: { credit: CustomerCreditRow; amountNanos: bigint }[] = [];
  let leftNanos = dueNanos;
  for (const credit of credits) {
    if (leftNanos === 0n) break;
    const amountNanos = least(credit.remainingNanos, leftNanos);
    used.push({ credit, amountNanos });
    leftNanos -= amountNanos;
  }
  return used;
}

/** What was used for an invoice that is voided can be used again; of a credit that was revoked it is revoked as well. */
export async function returnCredits(tx: Db, invoice: InvoiceRow, at: Date): Promise<void> {
  for (const { customerId, creditId, amountNanos } of await returnUses(tx, invoice, at)) {
    const credit = (await findCredit(tx, customerId, creditId))!;
    const changes = credit.revokedAt
      ? { revokedNanos: credit.revokedNanos + amountNanos }
      : { remainingNanos: credit.remainingNanos + amountNanos };
    await updateCredit(tx, credit, { ...changes, updatedAt: at });
  }
}

/**
 * Uses again what was given back of an invoice: of the same credits, all of it or none.
 * @returns whether the invoice has all that was used for it; false where it was spent or revoked in the meantime
 */
export async function useReturned(tx: Db, invoice: InvoiceRow, at: Date): Promise<boolean> {
  const uses = (await usesOfInvoice(tx, invoice)).filter(({ returnedAt }) => returnedAt !== null);
  const taken: { credit: CustomerCreditRow; remainingNanos: bigint }[] = [];
  for (const { customerId, creditId, amountNanos } of uses) {
    const credit = (await findCredit(tx, customerId, creditId))!;
    if (credit.revokedAt !== null || credit.remainingNanos < amountNanos) return false;
    taken.push({ credit, remainingNanos: credit.remainingNanos - amountNanos });
  }
  for (const { credit, remainingNanos } of taken)
    await updateCredit(tx, credit, { remainingNanos, updatedAt: at });
  if (taken.length > 0) await keepUses(tx, invoice);
  return true;
}
