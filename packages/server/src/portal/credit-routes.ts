/** Money that the customer has with the operator, and that the next invoices cost less. */
import { ListPortalCredits, PortalCreditList } from "@farthing/contract";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";

export const creditEndpoints = (lent: LentOperations) => [
  portalEndpoint({
    operationId: "listPortalCredits",
    method: "get",
    path: "/customer-credits",
    summary: "List money credits, newest first, with what is left of each and its expiry",
    query: ListPortalCredits,
    answer: PortalCreditList,
    handle: (call) =>
      lent.ask(PortalCreditList, "listCustomerCredits", call, {
        params: { id: call.customer.id },
        query: call.query,
      }),
  }),
];
