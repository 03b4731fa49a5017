/**
 * Buying credits or balance: an invoice, its collection, and what was bought where that is paid at once, all in one
 * transaction. Where the payment comes later, `markPaid` gives it then.
 */
import {
  minorUnitDigits,
  nanosFromRate,
  nanosPerSettlementUnit,
  rateFromNanos,
  type TopupBalance,
} from "@farthing/contract";
import type { z } from "zod";
import { CREDITS } from "../../ledger/index.js";
import { loadPinnedVersions, loadPlanConfig, type PlanDefinition, planInForce } from "../../plans/index.js";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  newId,
  transaction,
} from "../../platform/index.js";
import {
  type CatchUp,
  grantsAccess,
  type LockedCustomer,
  lockSubscription,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { Collect } from "../invoices/collect.js";
import { type Line, purchaseLine } from "../invoices/lines.js";
import { writeInvoice } from "../invoices/write-invoice.js";
import type { InvoiceRow } from "../schema.js";
import { requireCreditPack } from "./credit-packs.js";
import { findPurchaseOf, insertPurchase, type PurchaseRow } from "./store.js";

export interface PurchaseDependencies {
  readonly catchUp: CatchUp;
  readonly collect: Collect;
}

export interface Bought {
  readonly purchase: PurchaseRow;
  readonly invoice: InvoiceRow;
  readonly subscription: SubscriptionRow;
  readonly plan: PlanDefinition;
  readonly customer: LockedCustomer;
  readonly at: Date;
}

/** $100,000,000 of a currency with two decimals: what is above is a slip, of the scale for instance. */
const MOST_SETTLEMENT_UNITS = 10_000_000_000n;

/**
 * @throws FarthingError `subscription_not_found`; `invalid_state` when the plan has no money balance, or the
 *   subscription gives no access; `validation_error` for an amount that cannot be paid or held
 */
export function topUpBalance(
  dependencies: PurchaseDependencies,
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  { amount, description = "Top-up" }: z.output<typeof TopupBalance>,
): Promise<Bought> {
  return buy(dependencies, db, caller, id, async (_tx, subscription, plan) => {
    requireModel(plan, "balance", "it cannot be topped up");
    const amountNanos = payableNanos(amount, subscription.currency);
    return {
      kind: "balance_topup",
      creditPackId: null,
      unit: subscription.currency,
      amountNanos,
      priceNanos: amountNanos,
      survivesReset: plan.topupsSurviveReset,
      description,
    };
  });
}

/**
 * @throws FarthingError `subscription_not_found`, `credit_pack_not_found`; `invalid_state` when the plan has no
 *   credits, the subscription gives no access, or the pack is not sold or is sold in another currency
 */
export function buyCredits(
  dependencies: PurchaseDependencies,
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  creditPackId: Id<"pack">,
): Promise<Bought> {
  return buy(dependencies, db, caller, id, async (tx, subscription, plan) => {
    const pack = await requireCreditPack(tx, caller, creditPackId, "creditPackId");
    requireModel(plan, "credits", "credits cannot be bought for it");
    if (!pack.isActive)
      throw new FarthingError("invalid_state", `Credit pack ${pack.id} (${pack.name}) is not for sale.`, {
        param: "creditPackId",
      });
    if (pack.currency !== subscription.currency)
      throw new FarthingError(
        "invalid_state",
        `Credit pack ${pack.id} is sold in ${pack.currency}, but the subscription is in ${subscription.currency}.`,
        { param: "creditPackId" },
      );
    return {
      kind: "credit_pack",
      creditPackId: pack.id,
      unit: CREDITS,
      amountNanos: pack.creditsNanos,
      priceNanos: pack.priceNanos,
      survivesReset: true,
      description: pack.name,
    };
  });
}

type Order = Pick<
  PurchaseRow,
  "kind" | "creditPackId" | "unit" | "amountNanos" | "survivesReset" | "description"
> & { readonly priceNanos: bigint };

function buy(
  { catchUp, collect }: PurchaseDependencies,
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  orderOf: (tx: Db, subscription: SubscriptionRow, plan: PlanDefinition) => Promise<Order>,
): Promise<Bought> {
  return transaction(db, async (tx) => {
    const at = caller.now();
    const { customer, row: subscription } = await lockSubscription(tx, caller, id, catchUp);
    const { customerId } = subscription;
    if (!grantsAccess(subscription, at)) {
      throw new FarthingError(
        "invalid_state",
        `Subscription ${id} is ${subscription.status}; purchases are not possible.`,
        { param: "id" },
      );
    }
    const config = await loadPlanConfig(tx, caller.environmentId);
    await loadPinnedVersions(tx, config, [subscription]);
    const plan = planInForce(config, subscription);
    const { priceNanos, ...order } = await orderOf(tx, subscription, plan);
    const invoiceId = newId("inv");
    // Before the invoice: where that is paid at once, the purchase has to be there.
    await insertPurchase(tx, {
      ...order,
      id: newId("pur"),
      customerId,
      environmentId: caller.environmentId,
      subscriptionId: id,
      invoiceId,
      createdAt: at,
    });
    const line: Line = purchaseLine(order.kind, order.description, priceNanos);
    const invoice = await writeInvoice(
      tx,
      {
        id: invoiceId,
        customer,
        subscriptionId: id,
        reason: order.kind === "credit_pack" ? "credit_pack" : "topup",
        currency: subscription.currency,
        period: null,
        lines: [line],
        at,
      },
      collect,
    );
    const purchase = (await findPurchaseOf(tx, customerId, invoiceId))!;
    return { purchase, invoice, subscription, plan, customer, at };
  });
}

function requireModel(plan: PlanDefinition, model: "balance" | "credits", consequence: string): void {
  if (plan.consumptionModel === model) return;
  throw new FarthingError(
    "invalid_state",
    `Plan ${plan.code} is a ${plan.consumptionModel} plan, not one with ${model === "balance" ? "a balance" : "credits"}: ${consequence}.`,
    { param: "id" },
  );
}

/** An invoice can ask only for whole units of the currency, so nothing finer is sold. */
function payableNanos(amount: number, currency: string): bigint {
  const amountNanos = nanosFromRate(amount);
  const unitNanos = nanosPerSettlementUnit(currency);
  const smallest = rateFromNanos(unitNanos);
  if (amountNanos % unitNanos !== 0n)
    throw invalid(
      "amount",
      `${amount} in rate scale cannot be paid in ${currency}: it must be a multiple of ${smallest}, which is ` +
        `the currency's smallest unit (${minorUnitDigits(currency)} decimals)`,
    );
  if (amountNanos > MOST_SETTLEMENT_UNITS * unitNanos)
    throw invalid("amount", `must be at most ${rateFromNanos(MOST_SETTLEMENT_UNITS * unitNanos)} at once`);
  return amountNanos;
}
