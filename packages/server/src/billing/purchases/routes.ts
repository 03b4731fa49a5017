/** Credit packs, and what is bought. */
import {
  BalanceTopup,
  BuyCredits,
  CreateCreditPack,
  CreditGrant,
  CreditPack,
  CreditPackList,
  DeletedCreditPack,
  idSchema,
  ListCreditPacks,
  ListPurchases,
  Purchase,
  PurchaseList,
  quantityFromNanoUnits,
  rateFromNanos,
  TopupBalance,
  UpdateCreditPack,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import { endpoint, FarthingError, type Id, listById } from "../../platform/index.js";
import { buyCredits, type PurchaseDependencies, topUpBalance } from "./buy.js";
import {
  createCreditPack,
  deleteCreditPack,
  requireCreditPack,
  shapeCreditPack,
  updateCreditPack,
} from "./credit-packs.js";
import { shapeBought, shapePurchase } from "./purchase-answer.js";
import { findPurchase, pageOfPacks, pageOfPurchases } from "./store.js";

const tag = "Credit packs and top-ups";
const packParams = z.object({ id: idSchema("pack") });
const packId = (given: { id: string }): Id<"pack"> => given.id as Id<"pack">;
const subscriptionParams = z.object({ id: idSchema("sub") });
const subscriptionId = (given: { id: string }): Id<"sub"> => given.id as Id<"sub">;

const PAYMENT =
  "Where the invoice is paid at once, as in a sandbox, the answer has the change. Otherwise `status` is `pending`, and " +
  "it is added when the invoice is paid, once.";

export const purchaseEndpoints = (dependencies: PurchaseDependencies) => [
  endpoint({
    operationId: "createCreditPack",
    method: "post",
    path: "/credit-packs",
    tag,
    summary: "Create a pack of credits to sell",
    body: CreateCreditPack,
    answer: CreditPack,
    status: 201,
    handle: async ({ db, caller, body }) =>
      shapeCreditPack(await createCreditPack(db, caller, body), caller.livemode),
  }),
  endpoint({
    operationId: "listCreditPacks",
    method: "get",
    path: "/credit-packs",
    tag,
    summary: "List credit packs, newest first",
    query: ListCreditPacks,
    answer: CreditPackList,
    handle: ({ db, caller, query }) =>
      listById(
        "pack",
        query,
        (before) => pageOfPacks(db, caller.environmentId, query.isActive, query.limit, before),
        (rows) => rows.map((row) => shapeCreditPack(row, caller.livemode)),
      ),
  }),
  endpoint({
    operationId: "getCreditPack",
    method: "get",
    path: "/credit-packs/{id}",
    tag,
    summary: "Get a credit pack",
    params: packParams,
    answer: CreditPack,
    errors: ["credit_pack_not_found"],
    handle: async ({ db, caller, params }) =>
      shapeCreditPack(await requireCreditPack(db, caller, packId(params)), caller.livemode),
  }),
  endpoint({
    operationId: "updateCreditPack",
    method: "patch",
    path: "/credit-packs/{id}",
    tag,
    summary: "Change a credit pack",
    description: "Applies to future purchases; existing purchases keep their terms.",
    params: packParams,
    body: UpdateCreditPack,
    answer: CreditPack,
    errors: ["credit_pack_not_found"],
    handle: async ({ db, caller, params, body }) =>
      shapeCreditPack(await updateCreditPack(db, caller, packId(params), body), caller.livemode),
  }),
  endpoint({
    operationId: "deleteCreditPack",
    method: "delete",
    path: "/credit-packs/{id}",
    tag,
    summary: "Stop selling a credit pack for good",
    params: packParams,
    answer: DeletedCreditPack,
    errors: ["credit_pack_not_found"],
    handle: async ({ db, caller, params }) => {
      const { id } = await deleteCreditPack(db, caller, packId(params));
      return { object: "credit_pack" as const, id, deleted: true as const, livemode: caller.livemode };
    },
  }),
  endpoint({
    operationId: "buyCredits",
    method: "post",
    path: "/subscriptions/{id}/credits",
    tag,
    summary: "Buy a credit pack",
    description: `Purchased credits never expire and are spent after those of the plan. ${PAYMENT}`,
    params: subscriptionParams,
    body: BuyCredits,
    answer: CreditGrant,
    errors: ["subscription_not_found", "credit_pack_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) => {
      const bought = await buyCredits(
        dependencies,
        db,
        caller,
        subscriptionId(params),
        body.creditPackId as Id<"pack">,
      );
      return {
        object: "credit_grant" as const,
        creditPackId: body.creditPackId,
        credits: quantityFromNanoUnits(bought.purchase.amountNanos),
        ...shapeBought(bought, caller),
      };
    },
  }),
  endpoint({
    operationId: "topupBalance",
    method: "post",
    path: "/subscriptions/{id}/balance/topup",
    tag,
    summary: "Buy balance",
    description: `For subscriptions of balance plans. ${PAYMENT} To give balance for free, adjust the balance.`,
    params: subscriptionParams,
    body: TopupBalance,
    answer: BalanceTopup,
    errors: ["subscription_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) => {
      const bought = await topUpBalance(dependencies, db, caller, subscriptionId(params), body);
      return {
        object: "balance_topup" as const,
        amount: rateFromNanos(bought.purchase.amountNanos),
        ...shapeBought(bought, caller),
      };
    },
  }),
  endpoint({
    operationId: "listPurchases",
    method: "get",
    path: "/purchases",
    tag,
    summary: "List purchases, newest first",
    query: ListPurchases,
    answer: PurchaseList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const customer = query.customerId ? await requireCustomer(db, caller, query.customerId) : undefined;
      return listById(
        "pur",
        query,
        (before) => pageOfPurchases(db, caller.environmentId, customer?.id, query.limit, before),
        (rows) => rows.map((row) => shapePurchase(row, caller.livemode)),
      );
    },
  }),
  endpoint({
    operationId: "getPurchase",
    method: "get",
    path: "/purchases/{id}",
    tag,
    summary: "Get a purchase",
    params: z.object({ id: idSchema("pur") }),
    answer: Purchase,
    errors: ["purchase_not_found"],
    handle: async ({ db, caller, params }) => {
      const row = await findPurchase(db, caller.environmentId, params.id as Id<"pur">);
      if (row) return shapePurchase(row, caller.livemode);
      throw new FarthingError("purchase_not_found", `There is no purchase ${params.id}.`, { param: "id" });
    },
  }),
];
