import {
  AddPaymentMethod,
  DeletedPaymentMethod,
  idSchema,
  ListPaymentMethods,
  PaymentMethod,
  PaymentMethodList,
  text,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { endpoint, type Id, listById } from "../platform/index.js";
import type { CatchUp } from "../subscriptions/index.js";
import { shapeMethod } from "./answers.js";
import { pageOfMethods } from "./method-store.js";
import { addTestCard, removeMethod, setDefaultMethod } from "./save-card.js";

const ofCustomer = z.object({ id: text(255) });
const ofMethod = z.object({ id: text(255), paymentMethodId: idSchema("pm") });

export const paymentMethodEndpoints = (catchUp: CatchUp) => [
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
    summary: "Add a test card",
    description: "Only in a sandbox. This card is charged from then on.",
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
    summary: "Set the card that is charged",
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
];
