/** Credits of a customer in money. */
import {
  CustomerCredit,
  CustomerCreditList,
  CustomerCreditRevocation,
  customerReference,
  GiveCustomerCredit,
  idSchema,
  ListCustomerCredits,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import { type Caller, type Db, endpoint, type Id, listById } from "../../platform/index.js";
import type { CatchUp } from "../../subscriptions/index.js";
import type { CustomerCreditRow } from "../schema.js";
import { shapeCredits, shapeRevocation } from "./credit-answer.js";
import { giveCredit } from "./give-credit.js";
import { revokeCredit } from "./revoke-credit.js";
import { pageOfCredits } from "./store.js";

const tag = "Customers";
const params = z.object({ id: customerReference });

const shapeOne = async (db: Db, caller: Caller, row: CustomerCreditRow) =>
  (await shapeCredits(db, caller, [row]))[0]!;

export const customerCreditEndpoints = ({ catchUp }: { readonly catchUp: CatchUp }) => [
  endpoint({
    operationId: "giveCustomerCredit",
    method: "post",
    path: "/customers/{id}/credits",
    tag,
    summary: "Give a customer a money credit",
    description:
      "It is applied to the next invoices in its currency, before they are finalized. `amount` is settlement scale: 100 = $1.00.",
    params,
    body: GiveCustomerCredit,
    answer: CustomerCredit,
    status: 201,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, params: given, body }) =>
      shapeOne(db, caller, await giveCredit(db, caller, given.id, body, catchUp)),
  }),
  endpoint({
    operationId: "listCustomerCredits",
    method: "get",
    path: "/customers/{id}/credits",
    tag,
    summary: "List a customer's credits and their uses, newest first",
    params,
    query: ListCustomerCredits,
    answer: CustomerCreditList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, params: given, query }) => {
      const customer = await requireCustomer(db, caller, given.id, "id");
      const filter = { status: query.status, now: caller.now() };
      return listById(
        "ccr",
        query,
        (before) => pageOfCredits(db, customer.id, filter, query.limit, before),
        (rows) => shapeCredits(db, caller, rows),
      );
    },
  }),
  endpoint({
    operationId: "revokeCustomerCredit",
    method: "post",
    path: "/customers/{id}/credits/{creditId}/revoke",
    tag,
    summary: "Revoke the rest of a credit",
    description: "Invoices that it already paid stay paid.",
    params: params.extend({ creditId: idSchema("ccr") }),
    body: z.strictObject({}),
    answer: CustomerCreditRevocation,
    errors: ["customer_not_found", "customer_credit_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) => {
      const row = await revokeCredit(db, caller, given.id, given.creditId as Id<"ccr">, catchUp);
      return shapeRevocation(row, await shapeOne(db, caller, row));
    },
  }),
];
