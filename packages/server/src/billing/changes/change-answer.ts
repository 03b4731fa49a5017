/** Changes of plan as the API shows them. */
import {
  type PlanChange,
  type PlanChangeBilling,
  type PlanChangePreview,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import { loadPlanConfig, type PlanConfig } from "../../plans/index.js";
import type { Caller, Db } from "../../platform/index.js";
import { type Checkouts, type SubscriptionRow, shapeSubscription } from "../../subscriptions/index.js";
import { shapeLine } from "../invoices/invoice-answer.js";
import type { InvoiceLineRow } from "../schema.js";
import type { Billed, Changed } from "./change-plan.js";
import type { Terms } from "./decide-change.js";
import { isInAdvance, owedSoFarNanos } from "./owed-so-far.js";

const planOf = ({ plan, price }: Terms, currency: string) => ({
  id: plan.id,
  code: plan.code,
  name: plan.name,
  billingInterval: price?.billingInterval ?? null,
  price: settlementFromNanos(price?.amountNanos ?? 0n, currency),
});

const ofChange = ({ decision, before, effectiveAt, days }: Changed) => ({
  subscriptionId: before.id,
  customerId: before.customerId,
  direction: decision.direction,
  timing: decision.timing,
  effectiveAt: effectiveAt.toISOString(),
  currentPlan: planOf(decision.from, before.currency),
  newPlan: planOf(decision.to, before.currency),
  currency: before.currency,
  remainingDays: days.remaining,
  totalDays: days.total,
});

export async function shapeChange(
  db: Db,
  caller: Caller,
  changed: Changed,
  checkouts: Checkouts,
): Promise<z.input<typeof PlanChange>> {
  const { row, billed, effectiveAt } = changed;
  const config = await loadPlanConfig(db, caller.environmentId);
  return {
    object: "plan_change",
    livemode: caller.livemode,
    ...ofChange(changed),
    billing: billed ? billing(billed, effectiveAt, row, config) : null,
    invoiceId: billed?.invoice?.id ?? null,
    checkoutUrl: changed.checkoutUrl ?? null,
    subscription: await shapeSubscription(db, caller, row, checkouts),
  };
}

export async function shapePreview(
  db: Db,
  caller: Caller,
  changed: Changed,
): Promise<z.input<typeof PlanChangePreview>> {
  const { row, billed, period, effectiveAt } = changed;
  if (!billed || !period) throw new Error(`the preview for ${row.id} did nothing`);
  return {
    object: "plan_change_preview",
    livemode: caller.livemode,
    ...ofChange(changed),
    billing: billing(billed, effectiveAt, row, await loadPlanConfig(db, caller.environmentId)),
    newPeriod: { start: period.start.toISOString(), end: period.end.toISOString() },
  };
}

function billing(
  { invoice, lines, creditsLeftNanos }: Billed,
  at: Date,
  { currency }: Pick<SubscriptionRow, "currency">,
  config: PlanConfig,
): z.input<typeof PlanChangeBilling> {
  const sum = (isMeant: (line: InvoiceLineRow) => boolean): number =>
    settlementFromNanos(
      lines.filter(isMeant).reduce((total, { amountNanos }) => total + amountNanos, 0n),
      currency,
    );
  // What gives time back is about a period; a customer credit is about nothing.
  const isUnused = ({ kind, periodEnd }: InvoiceLineRow) => kind === "credit" && periodEnd !== null;
  const isApplied = ({ kind, periodEnd }: InvoiceLineRow) => kind === "credit" && periodEnd === null;
  return {
    credit: Math.abs(sum(isUnused)),
    charge: sum((line) => isInAdvance(line, at)),
    overage: settlementFromNanos(owedSoFarNanos(lines, at), currency),
    creditsApplied: Math.abs(sum(isApplied)),
    total: settlementFromNanos(invoice?.totalNanos ?? 0n, currency),
    customerCredit: sum(({ kind }) => kind === "adjustment"),
    customerCreditLeft: settlementFromNanos(creditsLeftNanos, currency),
    lines: lines.map((line) => shapeLine(line, currency, config)),
  };
}
