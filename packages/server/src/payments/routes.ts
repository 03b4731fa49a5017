import {
  AddPaymentMethod,
  ChargePayment,
  CheckoutLink,
  CreatePayment,
  DeletedPaymentMethod,
  idSchema,
  ListPaymentMethods,
  ListPayments,
  ListTransactions,
  Payment,
  PaymentList,
  PaymentMethod,
  PaymentMethodList,
  Refund,
  RefundTransaction,
  Transaction,
  TransactionList,
  text,
  UpdatePaymentMethod,
} from "@farthing/contract";
import { z } from "zod";
import { findCustomerIdsByEmail, requireCustomer } from "../customers/index.js";
import { type Caller, type Db, endpoint, type Id, listById } from "../platform/index.js";
import { shapeMethod, shapePayment, shapeRefund, shapeTransaction } from "./answers.js";
import { type LinkDependencies, openMethodUpdate, openRecoveryLink } from "./checkout/open-checkout.js";
import { openCheckouts } from "./checkout/store.js";
import { cancelPayment, chargePayment, createPayment } from "./create-payment.js";
import { latestDisputes } from "./disputes/store.js";
import { requirePayment, requireTransaction } from "./find-payment.js";
import { pageOfMethods } from "./method-store.js";
import { pageOfPayments } from "./payment-store.js";
import { refundTransaction } from "./refund-transaction.js";
import { retryTransaction } from "./retry-transaction.js";
import { addTestCard, removeMethod, setDefaultMethod } from "./save-card.js";
import type { CheckoutRow, PaymentRow, TransactionRow } from "./schema.js";
import { pageOfTransactions } from "./transaction-store.js";

export interface PaymentDependencies extends LinkDependencies {
  /** Of a checkout's token. */
  readonly urlOf: (token: string) => string;
}

const ofPayment = z.object({ id: idSchema("pay") });
const ofTransaction = z.object({ id: idSchema("txn") });
const ofSubscription = z.object({ id: idSchema("sub") });
const ofCustomer = z.object({ id: text(255) });
const ofMethod = z.object({ id: text(255), paymentMethodId: idSchema("pm") });

export const paymentEndpoints = (dependencies: PaymentDependencies) => {
  const { catchUp, urlOf } = dependencies;
  const shapePayments = async (db: Db, caller: Caller, rows: readonly PaymentRow[]) => {
    const waiting = rows.flatMap(({ status, invoiceId }) =>
      invoiceId !== null && (status === "pending" || status === "failed") ? [invoiceId] : [],
    );
    const open = waiting.length > 0 ? await openCheckouts(db, { invoiceIds: waiting }, caller.now()) : [];
    const disputes = await latestDisputes(db, rows);
    return rows.map((row) => {
      const page = open.find(({ invoiceId }) => invoiceId !== null && invoiceId === row.invoiceId);
      const checkoutUrl = page ? urlOf(page.token) : null;
      return shapePayment(row, { checkoutUrl, dispute: disputes.get(row.id) }, caller.livemode);
    });
  };
  const shapeOne = async (db: Db, caller: Caller, row: PaymentRow) =>
    (await shapePayments(db, caller, [row]))[0]!;
  const shapeAttempt = async (db: Db, caller: Caller, row: TransactionRow) => {
    const { invoiceId } = await requirePayment(db, caller, row.paymentId);
    return shapeTransaction({ ...row, invoiceId }, caller.livemode);
  };
  const shapeLink = (row: CheckoutRow, { livemode }: Caller) => ({
    object: "checkout" as const,
    livemode,
    id: row.id,
    subscriptionId: row.subscriptionId,
    invoiceId: row.invoiceId,
    checkoutUrl: urlOf(row.token),
    expiresAt: row.expiresAt.toISOString(),
  });
  return [
    endpoint({
      operationId: "createPayment",
      method: "post",
      path: "/payments",
      tag: "Payments",
      summary: "Create a one-off payment, and a page to pay it at",
      description:
        "`checkoutUrl` is valid for seven days. `amount` is settlement scale: 100 = $1.00. The answer's is what is left after the customer's credits: where they cover it, `succeeded` with an amount of 0, and there is no page.",
      body: CreatePayment,
      answer: Payment,
      status: 201,
      errors: ["customer_not_found", "invalid_state"],
      handle: async ({ db, caller, body }) =>
        shapeOne(db, caller, await createPayment(db, caller, body, dependencies)),
    }),
    endpoint({
      operationId: "chargePayment",
      method: "post",
      path: "/payments/charge",
      tag: "Payments",
      summary: "Charge the card on file",
      description:
        "`status` says what became of it: `succeeded`, `failed` (nothing is tried again), or `pending` until the provider has answered. `amount` is what is left after the customer's credits: where they cover it, `succeeded` with an amount of 0.",
      body: ChargePayment,
      answer: Payment,
      status: 201,
      errors: ["customer_not_found", "invalid_state"],
      handle: async ({ db, caller, body }) =>
        shapeOne(db, caller, await chargePayment(db, caller, body, dependencies)),
    }),
    endpoint({
      operationId: "listPayments",
      method: "get",
      path: "/payments",
      tag: "Payments",
      summary: "List payments, newest first",
      query: ListPayments,
      answer: PaymentList,
      errors: ["customer_not_found"],
      handle: async ({ db, caller, query }) => {
        const customer = query.customerId ? await requireCustomer(db, caller, query.customerId) : undefined;
        const invoiceId = query.invoiceId as Id<"inv"> | undefined;
        const filter = { customerId: customer?.id, invoiceId, status: query.status };
        return listById(
          "pay",
          query,
          (before) => pageOfPayments(db, caller.environmentId, filter, query.limit, before),
          (rows) => shapePayments(db, caller, rows),
        );
      },
    }),
    endpoint({
      operationId: "getPayment",
      method: "get",
      path: "/payments/{id}",
      tag: "Payments",
      summary: "Get a payment",
      params: ofPayment,
      answer: Payment,
      errors: ["payment_not_found"],
      handle: async ({ db, caller, params }) =>
        shapeOne(db, caller, await requirePayment(db, caller, params.id as Id<"pay">)),
    }),
    endpoint({
      operationId: "cancelPayment",
      method: "post",
      path: "/payments/{id}/cancel",
      tag: "Payments",
      summary: "Cancel a payment that was not made",
      params: ofPayment,
      body: z.strictObject({}),
      answer: Payment,
      errors: ["payment_not_found", "invalid_state"],
      handle: async ({ db, caller, params }) =>
        shapeOne(db, caller, await cancelPayment(db, caller, params.id as Id<"pay">, dependencies)),
    }),
    endpoint({
      operationId: "listTransactions",
      method: "get",
      path: "/transactions",
      tag: "Transactions",
      summary: "List attempts at payments, newest first",
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
      summary: "Get an attempt at a payment",
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
      summary: "Give back what was taken, or a part of it",
      description: "The invoice does not change; its answer says how much of it was refunded.",
      params: ofTransaction,
      body: RefundTransaction,
      answer: Refund,
      status: 201,
      errors: ["transaction_not_found", "invalid_state"],
      handle: async ({ db, caller, params, body }) =>
        shapeRefund(
          await refundTransaction(db, caller, params.id as Id<"txn">, body, catchUp),
          caller.livemode,
        ),
    }),
    endpoint({
      operationId: "retryTransaction",
      method: "post",
      path: "/transactions/{id}/retry",
      tag: "Transactions",
      summary: "Try a failed payment again",
      description: "Answers with the new transaction. The schedule of retries goes on beside it.",
      params: ofTransaction,
      body: z.strictObject({}),
      answer: Transaction,
      status: 201,
      errors: ["transaction_not_found", "invalid_state"],
      handle: async ({ db, caller, params }) =>
        shapeAttempt(db, caller, await retryTransaction(db, caller, params.id as Id<"txn">, catchUp)),
    }),
    endpoint({
      operationId: "listPaymentMethods",
      method: "get",
      path: "/customers/{id}/payment-methods",
      tag: "Payment methods",
      summary: "List a customer's cards, newest first",
      params: ofCustomer,
      query: ListPaymentMethods,
      answer: PaymentMethodList,
      errors: ["customer_not_found"],
      handle: async ({ db, caller, params, query }) => {
        const customer = await requireCustomer(db, caller, params.id, "id");
        return listById(
          "pm",
          query,
          (before) => pageOfMethods(db, customer.id, query.limit, before),
          (rows) => rows.map((row) => shapeMethod(row, caller.livemode)),
        );
      },
    }),
    endpoint({
      operationId: "addPaymentMethod",
      method: "post",
      path: "/customers/{id}/payment-methods",
      tag: "Payment methods",
      summary: "Put a test card on file",
      description: "In a sandbox. It is what is charged from then on.",
      params: ofCustomer,
      body: AddPaymentMethod,
      answer: PaymentMethod,
      status: 201,
      errors: ["customer_not_found", "sandbox_only"],
      handle: async ({ db, caller, params, body }) =>
        shapeMethod(await addTestCard(db, caller, params.id, body.testCard, catchUp), caller.livemode),
    }),
    endpoint({
      operationId: "setDefaultPaymentMethod",
      method: "put",
      path: "/customers/{id}/payment-methods/{paymentMethodId}/default",
      tag: "Payment methods",
      summary: "Say which card is charged",
      params: ofMethod,
      body: z.strictObject({}),
      answer: PaymentMethod,
      errors: ["customer_not_found", "payment_method_not_found"],
      handle: async ({ db, caller, params }) => {
        const method = params.paymentMethodId as Id<"pm">;
        return shapeMethod(await setDefaultMethod(db, caller, params.id, method, catchUp), caller.livemode);
      },
    }),
    endpoint({
      operationId: "removePaymentMethod",
      method: "delete",
      path: "/customers/{id}/payment-methods/{paymentMethodId}",
      tag: "Payment methods",
      summary: "Remove a card",
      params: ofMethod,
      answer: DeletedPaymentMethod,
      errors: ["customer_not_found", "payment_method_not_found"],
      handle: async ({ db, caller, params }) => {
        const { id } = await removeMethod(db, caller, params.id, params.paymentMethodId as Id<"pm">, catchUp);
        return { object: "payment_method" as const, id, deleted: true as const, livemode: caller.livemode };
      },
    }),
    endpoint({
      operationId: "createRecoveryLink",
      method: "post",
      path: "/subscriptions/{id}/recovery-links",
      tag: "Subscriptions",
      summary: "Create a page at which a customer pays what is owed",
      description:
        "For the first payment of a subscription, or its oldest unpaid invoice. Valid for seven days.",
      params: ofSubscription,
      body: z.strictObject({}),
      answer: CheckoutLink,
      status: 201,
      errors: ["subscription_not_found", "invalid_state"],
      handle: async ({ db, caller, params }) =>
        shapeLink(await openRecoveryLink(db, caller, params.id as Id<"sub">, dependencies), caller),
    }),
    endpoint({
      operationId: "updateSubscriptionPaymentMethod",
      method: "post",
      path: "/subscriptions/{id}/payment-method/update",
      tag: "Subscriptions",
      summary: "Create a page at which a customer saves another card",
      description:
        "What had failed is tried again with it at once, but for invoices that were given up. Valid for seven days.",
      params: ofSubscription,
      body: UpdatePaymentMethod,
      answer: CheckoutLink,
      status: 201,
      errors: ["subscription_not_found", "subscription_not_open", "invalid_state"],
      handle: async ({ db, caller, params, body }) => {
        const id = params.id as Id<"sub">;
        return shapeLink(await openMethodUpdate(db, caller, id, body.successUrl, dependencies), caller);
      },
    }),
  ];
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
