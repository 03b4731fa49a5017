import {
  AdjustBalance,
  Balance,
  BalanceChange,
  CancelSubscription,
  CreateSubscription,
  GetActiveSubscription,
  idSchema,
  ListSubscriptions,
  orNull,
  Subscription,
  SubscriptionList,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { readAccounts, shapePosted } from "../ledger/index.js";
import {
  loadPinnedVersions,
  loadPlanConfig,
  type PlanConfig,
  planInForce,
  requirePlanEver,
} from "../plans/index.js";
import {
  type Caller,
  type Db,
  endpoint,
  FarthingError,
  type Id,
  listById,
  transaction,
} from "../platform/index.js";
import { grantsAccess, statusAt } from "./access.js";
import { adjustBalance, type BalanceChanged } from "./adjust-balance.js";
import { shapeBalance, shapeSubscription, shapeSubscriptions } from "./answers.js";
import { cancelSubscription, uncancelSubscription } from "./cancel-subscription.js";
import { type CatchUp, lockCurrent } from "./catch-up.js";
import type { SubscriptionDependencies } from "./checkouts.js";
import { createSubscription } from "./create-subscription.js";
import { requireSubscription } from "./find-subscription.js";
import { missingIncludedNanos } from "./included.js";
import { planSubscriberEndpoints } from "./plan-subscriber-routes.js";
import type { SubscriptionRow } from "./schema.js";
import { findOpen, pageOfSubscriptions } from "./store.js";

const tag = "Subscriptions";
const params = z.object({ id: idSchema("sub") });
const idOf = (given: { id: string }): Id<"sub"> => given.id as Id<"sub">;

export const subscriptionEndpoints = ({ catchUp, beginSeats, checkouts }: SubscriptionDependencies) => [
  ...planSubscriberEndpoints,
  endpoint({
    operationId: "createSubscription",
    method: "post",
    path: "/subscriptions",
    tag,
    summary: "Subscribe a customer to a plan",
    description:
      "Free plans are active at once. Paid ones are charged and active at once, or wait for payment at `checkoutUrl`, depending on `activate` or else on the environment's setting `collection`. If it was paid elsewhere, call `POST /subscriptions/{id}/activate`.",
    body: CreateSubscription,
    answer: Subscription,
    status: 201,
    errors: [
      "customer_not_found",
      "plan_not_found",
      "price_not_found",
      "already_has_active_subscription",
      "invalid_state",
      "feature_not_found",
      "feature_not_in_plan",
      "feature_disabled",
      "included_limit_reached",
      "seat_limit_reached",
    ],
    handle: async ({ db, caller, body }) =>
      shapeSubscription(
        db,
        caller,
        await createSubscription(db, caller, body, { catchUp, beginSeats, checkouts }),
        checkouts,
      ),
  }),
  endpoint({
    operationId: "listSubscriptions",
    method: "get",
    path: "/subscriptions",
    tag,
    summary: "List subscriptions, newest first",
    query: ListSubscriptions,
    answer: SubscriptionList,
    errors: ["customer_not_found", "plan_not_found"],
    handle: async ({ db, caller, query }) => {
      const { customerId, planId, status, search } = query;
      const customer = customerId ? await requireCustomer(db, caller, customerId) : undefined;
      const plan = planId ? await requirePlanEver(db, caller, planId) : undefined;
      const filter = { customerId: customer?.id, planId: plan?.id, status, search };
      return listById(
        "sub",
        query,
        (before) => pageOfSubscriptions(db, caller.environmentId, filter, query.limit, before),
        (rows) => shapeSubscriptions(db, caller, rows, checkouts),
      );
    },
  }),
  endpoint({
    operationId: "getActiveSubscription",
    method: "get",
    path: "/subscriptions/active",
    tag,
    summary: "Get a customer's open subscription, or null",
    query: GetActiveSubscription,
    answer: orNull(Subscription),
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const customer = await requireCustomer(db, caller, query.customerId);
      const open = await findOpen(db, customer.id);
      return open && statusAt(open, caller.now()) !== "canceled"
        ? shapeSubscription(db, caller, open, checkouts)
        : null;
    },
  }),
  endpoint({
    operationId: "getSubscription",
    method: "get",
    path: "/subscriptions/{id}",
    tag,
    summary: "Get a subscription",
    params,
    answer: Subscription,
    errors: ["subscription_not_found"],
    handle: async ({ db, caller, params: given }) =>
      shapeSubscription(db, caller, await requireSubscription(db, caller, idOf(given)), checkouts),
  }),
  endpoint({
    operationId: "cancelSubscription",
    method: "post",
    path: "/subscriptions/{id}/cancel",
    tag,
    summary: "Cancel a subscription",
    description: "Takes effect at the end of the period; with `immediate: true`, now.",
    params,
    body: CancelSubscription,
    answer: Subscription,
    errors: ["subscription_not_found", "subscription_not_open"],
    handle: async ({ db, caller, params: given, body }) =>
      shapeSubscription(
        db,
        caller,
        await cancelSubscription(db, caller, idOf(given), body, catchUp),
        checkouts,
      ),
  }),
  endpoint({
    operationId: "uncancelSubscription",
    method: "post",
    path: "/subscriptions/{id}/uncancel",
    tag,
    summary: "Undo a cancellation",
    params,
    body: z.strictObject({}),
    answer: Subscription,
    errors: ["subscription_not_found", "subscription_not_open", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      shapeSubscription(db, caller, await uncancelSubscription(db, caller, idOf(given), catchUp), checkouts),
  }),
  endpoint({
    operationId: "getBalance",
    method: "get",
    path: "/subscriptions/{id}/balance",
    tag,
    summary: "Get the remaining balance",
    description: "Always current: a balance read after a tracked event includes it.",
    params,
    answer: Balance,
    errors: ["subscription_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      readBalance(db, caller, await requireSubscription(db, caller, idOf(given)), catchUp),
  }),
  endpoint({
    operationId: "adjustBalance",
    method: "post",
    path: "/subscriptions/{id}/balance/adjust",
    tag,
    summary: "Adjust a balance or credits by a signed amount",
    description:
      "Gives or takes balance without an invoice. For what a customer pays for, use a top-up or a credit pack.",
    params,
    body: AdjustBalance,
    answer: BalanceChange,
    errors: ["subscription_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given, body }) =>
      shapeChange(await adjustBalance(db, caller, idOf(given), body, catchUp), caller),
  }),
];

async function readBalance(db: Db, caller: Caller, row: SubscriptionRow, catchUp: CatchUp) {
  const config = await loadPlanConfig(db, caller.environmentId);
  await loadPinnedVersions(db, config, [row]);
  const plan = planInForce(config, row);
  const account = await readCurrent(db, caller, row, config, catchUp);
  if (plan.consumptionModel === "metered" || !account || account.subscriptionId !== row.id) {
    throw new FarthingError(
      "invalid_state",
      `Subscription ${row.id} (${row.status}, ${plan.consumptionModel}) has no balance.`,
      { param: "id" },
    );
  }
  return shapeBalance(row, plan, account, account.updatedAt, caller);
}

/** The account as it is, once it has what the plan includes more since it was changed. */
async function readCurrent(
  db: Db,
  caller: Caller,
  row: SubscriptionRow,
  config: PlanConfig,
  catchUp: CatchUp,
) {
  const [account] = await readAccounts(db, [row.customerId]);
  if (!account || !grantsAccess(row, caller.now()) || missingIncludedNanos(config, row, account) === 0n)
    return account;
  await transaction(db, (tx) => lockCurrent(tx, caller, row.customerId, catchUp));
  return (await readAccounts(db, [row.customerId]))[0];
}

const shapeChange = (
  { subscription, plan, account, entry, at }: BalanceChanged,
  caller: Caller,
): z.input<typeof BalanceChange> => ({
  object: "balance_change",
  livemode: caller.livemode,
  balance: shapeBalance(subscription, plan, account, at, caller),
  entry: shapePosted(account, entry, at, caller.livemode),
});
