import {
  CreateCustomer,
  CreateCustomerBatch,
  Customer,
  CustomerBatch,
  CustomerList,
  customerReference,
  ListCustomers,
  UpdateCustomer,
} from "@farthing/contract";
import { z } from "zod";
import { type Caller, endpoint, listById, StatusAnswer } from "../platform/index.js";
import { createCustomerBatch } from "./create-batch.js";
import { createCustomer } from "./create-customers.js";
import { requireCustomer } from "./find-customer.js";
import { type CustomerRow, pageOfCustomers } from "./store.js";
import { updateCustomer } from "./update-customer.js";

const tag = "Customers";
const params = z.object({ id: customerReference });

export const customerEndpoints = [
  endpoint({
    operationId: "createCustomer",
    method: "post",
    path: "/customers",
    tag,
    summary: "Create a customer",
    description:
      "Where a customer with the same own id is already there, the answer is that one, unchanged, with status 200. So it is safe to send at every sign-in.",
    body: CreateCustomer,
    answer: Customer,
    status: 201,
    handle: async ({ db, caller, body }) => {
      const { row, isNew } = await createCustomer(db, caller, body);
      return new StatusAnswer(isNew ? 201 : 200, shape(row, caller));
    },
  }),
  endpoint({
    operationId: "createCustomerBatch",
    method: "post",
    path: "/customers/batch",
    tag,
    summary: "Create up to 100 customers",
    description:
      "Each item succeeds or fails on its own: valid ones are saved as by the single operation, the others are reported with their index.",
    body: CreateCustomerBatch,
    answer: CustomerBatch,
    handle: async ({ db, caller, body }) => {
      const { saved, failed } = await createCustomerBatch(db, caller, body.customers);
      return {
        object: "customer_batch" as const,
        livemode: caller.livemode,
        successful: saved.map((row) => shape(row, caller)),
        failed: failed.map(({ index, error, data }) => {
          const { code, message, param } = error.toAnswer();
          return { index, error: { code, message, param }, data };
        }),
      };
    },
  }),
  endpoint({
    operationId: "listCustomers",
    method: "get",
    path: "/customers",
    tag,
    summary: "List customers",
    description: "Newest first.",
    query: ListCustomers,
    answer: CustomerList,
    handle: ({ db, caller, query }) =>
      listById(
        "cus",
        query,
        (before) => pageOfCustomers(db, caller.environmentId, query, query.limit, before),
        (rows) => rows.map((row) => shape(row, caller)),
      ),
  }),
  endpoint({
    operationId: "getCustomer",
    method: "get",
    path: "/customers/{id}",
    tag,
    summary: "Get a customer",
    description: "By Farthing's id or by your own.",
    params,
    answer: Customer,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, params }) =>
      shape(await requireCustomer(db, caller, params.id, "id"), caller),
  }),
  endpoint({
    operationId: "updateCustomer",
    method: "patch",
    path: "/customers/{id}",
    tag,
    summary: "Change a customer",
    description: "Fields that are left out keep their value; null clears a field.",
    params,
    body: UpdateCustomer,
    answer: Customer,
    errors: ["customer_not_found", "external_id_taken"],
    handle: async ({ db, caller, params, body }) =>
      shape(await updateCustomer(db, caller, params.id, body), caller),
  }),
];

const shape = (row: CustomerRow, caller: Caller): z.input<typeof Customer> => ({
  object: "customer",
  id: row.id,
  livemode: caller.livemode,
  externalId: row.externalId,
  email: row.email,
  fullName: row.fullName,
  taxDocument: row.taxDocument,
  timezone: row.timezone,
  metadata: row.metadata,
  address: row.address,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
