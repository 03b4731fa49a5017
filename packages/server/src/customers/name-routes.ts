/** Whose the rows of a list are: what many customers are called, asked for at once. For the dashboard. */
import { CustomerNames, ReadCustomerNames } from "@farthing/contract";
import { endpoint } from "../platform/index.js";
import { pageOfCustomers } from "./store.js";

export const customerNameEndpoints = [
  endpoint({
    operationId: "readCustomerNames",
    method: "get",
    path: "/customer-names",
    audience: "operator",
    tag: "Customers",
    summary: "Get the names of some customers",
    query: ReadCustomerNames,
    answer: CustomerNames,
    handle: async ({ db, caller, query }) => {
      const rows = await pageOfCustomers(db, caller.environmentId, query, query.ids.length);
      return {
        object: "customer_names" as const,
        livemode: caller.livemode,
        data: rows.map(({ id, externalId, email, fullName }) => ({ id, externalId, email, fullName })),
      };
    },
  }),
];
