/** Where a subscription is looked at: on its customer's page, which is about the open one; one that has ended is in a list there. */
import type { Subscription } from "./columns";

export const pageOf = ({ id, customerId, status }: Subscription) => ({
  to: "/customers/$id",
  params: { id: customerId },
  search: status === "canceled" || status === "expired" ? { tab: "subscriptions", subscription: id } : {},
});
