import {
  idSchema,
  ListTransactions,
  Refund,
  RefundTransaction,
  Transaction,
  TransactionList,
} from "@farthing/contract";
import { z } from "zod";
import { findCustomerIdsByEmail, requireCustomer } from "../customers/index.js";
import { type Caller, type Db, endpoint, type Id, listById } from "../platform/index.js";
import { shapeRefund, shapeTransaction } from "./answers.js";
import type { LinkDependencies } from "./checkout/open-checkout.js";
import { requirePayment, requireTransaction } from "./find-payment.js";
import { refundTransaction } from "./refund-transaction.js";
import { retryTransaction } from "./retry-transaction.js";
import type { TransactionRow } from "./schema.js";
import { pageOfTransactions } from "./transaction-store.js";

const ofTransaction = z.object({ id: idSchema("txn") });

export const transactionEndpoints = (dependencies: LinkDependencies) => [
  endpoint({
    operationId: "listTransactions",
    method: "get",
    path: "/transactions",
    tag: "Transactions",
    summary: "List payment attempts, newest first",
    query: ListTransactions,
    answer: TransactionList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const filter = {
        customerIds: await customersOf(db, caller, query),
        paymentId: query.paymentId as Id<"pay"> | undefined,
        status: query.status,
      };
      return listById(
        "txn",
        query,
        (before) => pageOfTransactions(db, caller.environmentId, filter, query.limit, before),
        (rows) => rows.map((row) => shapeTransaction(row, caller.livemode)),
      );
    },
  }),
  endpoint({
    operationId: "getTransaction",
    method: "get",
    path: "/transactions/{id}",
    tag: "Transactions",
    summary: "Get a payment attempt",
    params: ofTransaction,
    answer: Transaction,
    errors: ["transaction_not_found"],
    handle: async ({ db, caller, params }) =>
      shapeAttempt(db, caller, await requireTransaction(db, caller, params.id as Id<"txn">)),
  }),
  endpoint({
    operationId: "refundTransaction",
    method: "post",
    path: "/transactions/{id}/refund",
    tag: "Transactions",
    summary: "Refund a transaction, fully or in part",
    description: "The invoice does not change; its `amountRefunded` shows how much was refunded.",
    params: ofTransaction,
    body: RefundTransaction,
    answer: Refund,
    status: 201,
    errors: ["transaction_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) =>
      shapeRefund(
        await refundTransaction(db, caller, params.id as Id<"txn">, body, dependencies),
        caller.livemode,
      ),
  }),
  endpoint({
    operationId: "retryTransaction",
    method: "post",
    path: "/transactions/{id}/retry",
    tag: "Transactions",
    summary: "Retry a failed payment",
    description: "Returns the new transaction. Scheduled retries continue independently.",
    params: ofTransaction,
    body: z.strictObject({}),
    answer: Transaction,
    status: 201,
    errors: ["transaction_not_found", "invalid_state"],
    handle: async ({ db, caller, params }) =>
      shapeAttempt(db, caller, await retryTransaction(db, caller, params.id as Id<"txn">, dependencies)),
  }),
];

const shapeAttempt = async (db: Db, caller: Caller, row: TransactionRow) => {
  const { invoiceId } = await requirePayment(db, caller, row.paymentId);
  return shapeTransaction({ ...row, invoiceId }, caller.livemode);
};

/** @returns undefined for everybody's */
async function customersOf(
  db: Db,
  caller: Caller,
  { customerId, customerEmail }: z.output<typeof ListTransactions>,
): Promise<readonly Id<"cus">[] | undefined> {
  const named = customerId ? [(await requireCustomer(db, caller, customerId)).id] : undefined;
  if (customerEmail === undefined) return named;
  const found = await findCustomerIdsByEmail(db, caller.environmentId, customerEmail);
  return named ? found.filter((id) => named.includes(id)) : found;
}
