/** Credit packs and top-ups: paid with the card on file, or at a page where that cannot be charged. */
import {
  BalanceTopup,
  CreditGrant,
  CreditPackList,
  idSchema,
  PortalCreditPackList,
  PortalPackPurchase,
  PortalPurchase,
  PortalTopup,
  Purchase,
} from "@farthing/contract";
import { z } from "zod";
import { FarthingError, type Id } from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { currentSubscription, type PortalCall, requireSubscription } from "./own.js";
import { type OpenPage, pageIfPayable } from "./pages.js";
import { assertCanBuy } from "./refusals.js";

export const purchaseEndpoints = (lent: LentOperations, openPage: OpenPage) => {
  const purchase = async (call: PortalCall, id: string) => {
    const found = await lent.ask(Purchase, "getPurchase", call, { params: { id } });
    if (found.customerId === call.customer.id) return found;
    throw new FarthingError("purchase_not_found", `There is no purchase ${id}.`, { param: "id" });
  };
  const buyer = async (call: PortalCall): Promise<string> => {
    const subscription = await requireSubscription(lent, call);
    assertCanBuy(subscription);
    return subscription.id;
  };
  const bought = async (
    call: PortalCall,
    { purchaseId, invoiceId }: z.output<typeof CreditGrant> | z.output<typeof BalanceTopup>,
  ) => {
    const made = await purchase(call, purchaseId);
    const returnTo = `/portal/buy?purchase=${purchaseId}`;
    const checkoutUrl =
      made.status === "pending"
        ? await pageIfPayable(openPage)(call, invoiceId as Id<"inv">, returnTo)
        : null;
    return { ...made, checkoutUrl };
  };
  return [
    portalEndpoint({
      operationId: "listPortalCreditPacks",
      method: "get",
      path: "/credit-packs",
      summary: "List the credit packs that can be bought",
      answer: PortalCreditPackList,
      handle: async (call) => {
        const subscription = await currentSubscription(lent, call);
        const nothing = { object: "list", data: [], hasMore: false, nextCursor: null };
        if (subscription?.consumptionModel !== "credits") return nothing;
        const packs = await lent.ask(CreditPackList, "listCreditPacks", call, {
          query: { isActive: "true", limit: 100 },
        });
        const data = packs.data.filter(({ currency }) => currency === subscription.currency);
        return { ...nothing, data: data.sort((a, b) => a.price - b.price) };
      },
    }),
    portalEndpoint({
      operationId: "topUpInPortal",
      method: "post",
      path: "/topups",
      summary: "Buy balance",
      body: PortalTopup,
      answer: PortalPurchase,
      status: 201,
      errors: ["no_active_subscription", "invalid_state"],
      handle: async (call) => {
        const id = await buyer(call);
        return bought(
          call,
          await lent.ask(BalanceTopup, "topupBalance", call, { params: { id }, body: call.body }),
        );
      },
    }),
    portalEndpoint({
      operationId: "buyPackInPortal",
      method: "post",
      path: "/credit-packs/purchases",
      summary: "Buy a credit pack",
      body: PortalPackPurchase,
      answer: PortalPurchase,
      status: 201,
      errors: ["no_active_subscription", "credit_pack_not_found", "invalid_state"],
      handle: async (call) => {
        const id = await buyer(call);
        return bought(
          call,
          await lent.ask(CreditGrant, "buyCredits", call, { params: { id }, body: call.body }),
        );
      },
    }),
    portalEndpoint({
      operationId: "getPortalPurchase",
      method: "get",
      path: "/purchases/{id}",
      summary: "Get the state of a purchase",
      params: z.object({ id: idSchema("pur") }),
      answer: PortalPurchase,
      errors: ["purchase_not_found"],
      handle: async (call) => ({ ...(await purchase(call, call.params.id)), checkoutUrl: null }),
    }),
  ];
};
