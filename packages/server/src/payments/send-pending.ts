/**
 * Asks external providers for what was written as pending. Between the asking and the writing of the result there is
 * no transaction, so this may be killed anywhere, run on several nodes, and be answered late: the provider does each
 * thing once under its id, and the result is written once, under the lock of the customer's account.
 */

import { amountDueNanos, findInvoice } from "../billing/index.js";
import { addMs, type Clock, type Db, type Id, isOutage, type Log } from "../platform/index.js";
import type { CatchUp } from "../subscriptions/index.js";
import { STOPPED } from "./corrections.js";
import { findMethod, findProviderCustomer } from "./method-store.js";
import { findPayment } from "./payment-store.js";
import type { Providers } from "./providers/choice.js";
import { connectedEnvironments } from "./providers/connection-store.js";
import type { Charged, ExternalProvider } from "./providers/provider.js";
import { claimRefund, refundsToSend, updateRefund } from "./refund-store.js";
import type { RefundRow, TransactionRow } from "./schema.js";
import { locked, settleLater } from "./settle-later.js";
import { settleRefund } from "./settle-refund.js";
import {
  claimTransaction,
  findTransaction,
  transactionsToSend,
  updateTransaction,
} from "./transaction-store.js";

interface SendDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly providers: Pick<Providers, "externalOf">;
  readonly catchUp: CatchUp;
}

/** Providers take some 25 a second of one account, and half a second each: this stays below that. */
const AT_ONCE = 8;
const PAGE = 100;
/** Longer than the provider usually takes, its own retries included; should it be longer, both ask under one key. */
const CLAIM_MS = 150_000;
/** After a failure that says nothing about the outcome. */
const PAUSE_MS = 10_000;
/** While the provider itself is waiting; it tells by a webhook as well. */
const POLL_MS = 15 * 60_000;

/** Sends all that waits. @returns how many it has asked for, and got a result of */
export async function sendPending(dependencies: SendDependencies, signal?: AbortSignal): Promise<number> {
  let done = 0;
  for (const environmentId of await connectedEnvironments(dependencies.db)) {
    const external = await opened(dependencies, environmentId);
    if (!external) continue;
    const sending = { ...dependencies, environmentId, external, signal };
    done += await sendAll(sending, transactionsToSend, claimTransaction, updateTransaction, charge);
    done += await sendAll(sending, refundsToSend, claimRefund, updateRefund, refund);
  }
  return done;
}

interface Sending extends SendDependencies {
  readonly environmentId: Id<"env">;
  readonly external: ExternalProvider;
  readonly signal: AbortSignal | undefined;
}

/** One environment that cannot be served keeps nothing from the others. */
async function opened(
  { db, log, providers }: SendDependencies,
  environmentId: Id<"env">,
): Promise<ExternalProvider | undefined> {
  try {
    return await providers.externalOf(db, environmentId);
  } catch (error) {
    if (isOutage(error)) throw error;
    log.error({ environmentId, error: String(error) }, "the payment provider cannot be reached");
    return undefined;
  }
}

async function sendAll<Row extends { readonly id: string; readonly sends: number }>(
  sending: Sending,
  toSend: (db: Db, environmentId: Id<"env">, realNow: Date, limit: number) => Promise<Row[]>,
  claim: (db: Db, row: Row, realNow: Date, until: Date) => Promise<Row | undefined>,
  update: (db: Db, row: Row, changes: { claimedUntil: Date }) => Promise<unknown>,
  ask: (sending: Sending, row: Row) => Promise<void>,
): Promise<number> {
  const { db, clock, environmentId, signal } = sending;
  for (let done = 0; ; ) {
    const queue = await toSend(db, environmentId, clock.real(), PAGE);
    let results = 0;
    const work = async (): Promise<void> => {
      for (let waiting = queue.shift(); waiting && !signal?.aborted; waiting = queue.shift()) {
        const now = clock.real();
        const row = await claim(db, waiting, now, addMs(now, CLAIM_MS));
        if (row && (await guarded(sending, row, update, () => ask(sending, row)))) results += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    done += results;
    // What gave no result is claimed for a while: a later run finds it.
    if (results === 0 || signal?.aborted) return done;
  }
}

/** Where the outcome is not known, it is asked for again after a pause. */
async function guarded<Row extends { readonly id: string; readonly sends: number }>(
  { db, clock, log }: Sending,
  row: Row,
  update: (db: Db, row: Row, changes: { claimedUntil: Date }) => Promise<unknown>,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const { id, sends } = row;
    log.warn(
      { id, sends, error: String(error) },
      "the payment provider gave no result; it will be asked again",
    );
    await update(db, row, { claimedUntil: addMs(clock.real(), PAUSE_MS) });
    return false;
  }
}

const CANCELED: Charged = { status: "failed", reference: null, ...STOPPED };
const CARD_GONE: Charged = {
  status: "failed",
  reference: null,
  code: "payment_method_missing",
  message: "The card was removed before it was charged.",
};

async function charge(sending: Sending, row: TransactionRow): Promise<void> {
  const { db, clock, external } = sending;
  const customer = await findProviderCustomer(db, row.customerId, row.provider);
  // Whoever asked before may have been killed before it wrote the answer down: that one counts.
  const found =
    row.sends > 1 && customer
      ? await external.findCharge({
          transactionId: row.id,
          customer,
          known: row.providerReference,
          askedAt: row.sentAt ?? row.createdAt,
        })
      : undefined;
  const charged = found ?? (await chargeNow(sending, row, customer));
  await settleLater(sending, row, charged);
  if (charged.status === "pending")
    await updateTransaction(db, row, { claimedUntil: addMs(clock.real(), POLL_MS) });
}

/** Nothing was taken for it so far, and so it can still be left. */
async function chargeNow(
  { db, external }: Sending,
  row: TransactionRow,
  customer: string | undefined,
): Promise<Charged> {
  const payment = await findPayment(db, row.environmentId, row.paymentId);
  const invoice = payment?.invoiceId && (await findInvoice(db, row.environmentId, payment.invoiceId));
  if (invoice && amountDueNanos(invoice) === 0n) return CANCELED;
  const method = row.paymentMethodId ? await findMethod(db, row.customerId, row.paymentMethodId) : undefined;
  if (!customer || !method) return CARD_GONE;
  return external.charge({
    transactionId: row.id,
    amountNanos: row.amountNanos,
    currency: row.currency,
    customer,
    method: method.reference,
    description: payment?.description ?? "",
  });
}

async function refund(sending: Sending, row: RefundRow): Promise<void> {
  const { db, clock, external } = sending;
  const of = await findTransaction(db, row.environmentId, row.transactionId);
  const refunded = await external.refund({
    refundId: row.id,
    charge: of?.providerReference ?? "",
    amountNanos: row.amountNanos,
    currency: row.currency,
    known: row.providerReference,
    isRepeated: row.sends > 1,
  });
  await locked(sending, row, (tx, _customer, at) => settleRefund(tx, row, refunded, at));
  if (refunded.status === "pending")
    await updateRefund(db, row, { claimedUntil: addMs(clock.real(), POLL_MS) });
}
