/**
 * How a finalized invoice is collected. It is handed in by whoever puts the server together: what takes money stands
 * behind billing and not inside it.
 */
import type { Db, Id } from "../../platform/index.js";
import type { LockedCustomer } from "../../subscriptions/index.js";
import type { InvoiceRow } from "../schema.js";

/** `paid`: at once, with this commit. `open`: somebody will say later what became of it. */
export type Collected = { readonly status: "open" } | { readonly status: "paid"; readonly at: Date };

/** @param livemode false in a sandbox */
export type Collect = (tx: Db, invoice: InvoiceRow, livemode: boolean) => Promise<Collected> | Collected;

/** A payment that is to be tried again, or given up. */
export interface DueRetry {
  readonly customerId: Id<"cus">;
  readonly id: Id<"pay">;
  readonly dueAt: Date;
}

export interface Retried {
  readonly kind: "payment_retried" | "payment_abandoned";
  readonly subscriptionId: Id<"sub"> | null;
  readonly invoiceId: Id<"inv"> | null;
}

/** What time brings to invoices that could not be collected; handed in as {@link Collect} is. */
export interface PaymentRetries {
  /** The earliest of an environment, as last committed. */
  due(
    db: Db,
    environmentId: Id<"env">,
    until: Date,
    except: readonly Id<"pay">[],
    limit: number,
  ): Promise<DueRetry[]>;
  /** How many of an environment are due. */
  countDue(db: Db, environmentId: Id<"env">, until: Date): Promise<number>;
  /** The earliest of a customer. */
  nextOf(db: Db, customerId: Id<"cus">, until: Date): Promise<DueRetry | undefined>;
  /** Does one, at the time it was due, in the transaction that holds the account's lock. */
  perform(tx: Db, customer: LockedCustomer, due: DueRetry): Promise<Retried>;
}

/** What credit notes and an operator's word do to payments; handed in as {@link Collect} is. */
export interface PaymentCorrections {
  /** Nothing is to be tried for it any more, for it is settled or given up outside of Farthing. */
  stop(tx: Db, invoice: InvoiceRow, at: Date): Promise<void>;
  /** Less is to be taken for it from now on, or nothing. @param invoice as it is credited */
  lower(tx: Db, invoice: InvoiceRow, at: Date): Promise<void>;
  /** What a provider took for it and has not given back, in nanos; undefined where none took anything. */
  keptNanos(tx: Db, invoice: InvoiceRow): Promise<bigint | undefined>;
  /** Gives it back on the way it came, at most what was kept. */
  refund(
    tx: Db,
    invoice: InvoiceRow,
    refund: { readonly amountNanos: bigint; readonly reason: string; readonly at: Date },
  ): Promise<Id<"rfd">>;
}
