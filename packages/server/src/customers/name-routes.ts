/** Whose the rows of a list are: what many customers are called, asked for at once. For the dashboard. */
import { CustomerNames, ReadCustomerNames } from "@farthing/contract";
import { endpoint, type Id } from "../platform/index.js";
import { listByIds } from "./store.js";

export const customerNameEndpoints = [
  endpoint({
    operationId: "readCustomerNames",
    method: "get",
    path: "/customer-names",
    audience: "operator",
    tag: "Customers",
    summary: "What some customers are called",
    query: ReadCustomerNames,
    answer: CustomerNames,
    handle: async ({ db, caller, query }) => ({
      object: "customer_names" as const,
      livemode: caller.livemode,
      data: (await listByIds(db, caller.environmentId, query.ids.split(",") as Id<"cus">[])).map(
        ({ id, externalId, email, fullName }) => ({ id, externalId, email, fullName }),
      ),
    }),
  }),
];
