/** Customer credits as the API shows them. */
import { type CustomerCredit, type CustomerCreditRevocation, settlementFromNanos } from "@farthing/contract";
import type { z } from "zod";
import type { Caller, Db } from "../../platform/index.js";
import type { CustomerCreditRow, CustomerCreditUseRow } from "../schema.js";
import { type CustomerCreditStatus, usesOfCredits } from "./store.js";

type Answer = z.input<typeof CustomerCredit>;

function statusAt(
  { revokedAt, remainingNanos, expiresAt }: CustomerCreditRow,
  now: Date,
): CustomerCreditStatus {
  if (revokedAt) return "revoked";
  if (remainingNanos === 0n) return "used";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}

/** All of one customer. */
export async function shapeCredits(
  db: Db,
  caller: Caller,
  rows: readonly CustomerCreditRow[],
): Promise<Answer[]> {
  const [first] = rows;
  if (!first) return [];
  const uses = await usesOfCredits(
    db,
    first.customerId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    shape(
      row,
      uses.filter(({ creditId }) => creditId === row.id),
      caller,
    ),
  );
}

function shape(row: CustomerCreditRow, uses: readonly CustomerCreditUseRow[], caller: Caller): Answer {
  const status = statusAt(row, caller.now());
  const amountOf = (nanos: bigint): number => settlementFromNanos(nanos, row.currency);
  return {
    object: "customer_credit",
    livemode: caller.livemode,
    id: row.id,
    customerId: row.customerId,
    amount: amountOf(row.amountNanos),
    remaining: status === "active" ? amountOf(row.remainingNanos) : 0,
    currency: row.currency,
    reason: row.reason,
    status,
    sourceInvoiceId: row.sourceInvoiceId,
    uses: uses.map((use) => ({
      invoiceId: use.invoiceId,
      amount: amountOf(use.amountNanos),
      usedAt: use.usedAt.toISOString(),
      returnedAt: use.returnedAt?.toISOString() ?? null,
    })),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const shapeRevocation = (
  row: CustomerCreditRow,
  credit: Answer,
): z.input<typeof CustomerCreditRevocation> => ({
  object: "customer_credit_revocation",
  livemode: credit.livemode,
  revokedAmount: settlementFromNanos(row.revokedNanos, row.currency),
  revokedAt: row.revokedAt!.toISOString(),
  credit,
});
