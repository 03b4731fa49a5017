import {
  ChargePayment,
  CreatePayment,
  idSchema,
  ListPayments,
  Payment,
  PaymentList,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { type Caller, type Db, endpoint, type Id, listById } from "../platform/index.js";
import { shapePayment } from "./answers.js";
import type { LinkDependencies } from "./checkout/open-checkout.js";
import { openCheckouts } from "./checkout/store.js";
import { cancelPayment, chargePayment, createPayment } from "./create-payment.js";
import { latestDisputes } from "./disputes/store.js";
import { requirePayment } from "./find-payment.js";
import { pageOfPayments } from "./payment-store.js";
import type { PaymentRow } from "./schema.js";

export interface PaymentDependencies extends LinkDependencies {
  /** Of a checkout's token. */
  readonly urlOf: (token: string) => string;
}

const ofPayment = z.object({ id: idSchema("pay") });

export const paymentEndpoints = (dependencies: PaymentDependencies) => {
  const { urlOf } = dependencies;
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
  return [
    endpoint({
      operationId: "createPayment",
      method: "post",
      path: "/payments",
      tag: "Payments",
      summary: "Create a one-off payment and a page where it can be paid",
      description:
        "`checkoutUrl` is valid for seven days. `amount` is settlement scale: 100 = $1.00. The returned `amount` is what is left after the customer's credits; if they cover all of it, the payment is `succeeded` with an amount of 0, and there is no page.",
      body: CreatePayment,
      answer: Payment,
      status: 201,
      errors: ["customer_not_found", "invalid_state", "amount_too_small"],
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
        "`status` is the result: `succeeded`, `failed` (it is not retried), or `pending` until the provider has answered. `amount` is what is left after the customer's credits; if they cover all of it, the payment is `succeeded` with an amount of 0.",
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
      summary: "Cancel an unpaid payment",
      params: ofPayment,
      body: z.strictObject({}),
      answer: Payment,
      errors: ["payment_not_found", "invalid_state"],
      handle: async ({ db, caller, params }) =>
        shapeOne(db, caller, await cancelPayment(db, caller, params.id as Id<"pay">, dependencies)),
    }),
  ];
};
