/** What tracking would do now, without doing it. */
import type { CheckUsage, UsageCheck } from "@farthing/contract";
import { quantityFromNanoUnits } from "@farthing/contract";
import type { z } from "zod";
import { customerNotFound } from "../customers/index.js";
import { remainingNanos, unitAmount } from "../ledger/index.js";
import { readConsumption, shapeConsumption, type UsageEventRow } from "../metering/index.js";
import { type PlanDefinition, type PlanFeatureTerms, planInForce } from "../plans/index.js";
import type { Caller, Id } from "../platform/index.js";
import type { Batch } from "./batch.js";
import type { ChargeItem, Outcome } from "./item.js";
import { asSent } from "./track.js";
import type { Tracking } from "./tracking.js";

type Answer = z.input<typeof UsageCheck>;

/** @throws FarthingError `customer_not_found`, `feature_not_found`, and what makes the question itself wrong (422) */
export async function checkUsage(
  { charger, customerIds }: Tracking,
  caller: Caller,
  body: z.output<typeof CheckUsage>,
): Promise<Answer> {
  const customerId = await customerIds.findOne(caller, body.customerId);
  if (!customerId) throw customerNotFound(body.customerId);
  const item = checkItem(
    caller,
    customerId,
    (body.feature ?? body.featureCode)!,
    readConsumption({ ...body, value: body.quantity }),
  );
  const { outcome, batch } = await charger.preview(item);
  if (
    outcome.status === "refused" &&
    (outcome.error.status === 422 || outcome.error.code === "feature_not_found")
  )
    throw asSent(outcome.error, body);
  return shapeCheck(item, outcome, batch, caller);
}

export function checkItem(
  caller: Caller,
  customerId: Id<"cus">,
  featureCode: string,
  usage: ChargeItem["request"]["usage"],
): ChargeItem {
  const now = caller.now();
  return {
    environmentId: caller.environmentId,
    livemode: caller.livemode,
    customerId,
    request: { featureCode, idempotencyKey: null, keyDigest: null, occurredAt: now, properties: [], usage },
    mode: "charge",
    sent: null,
    now,
  };
}

function shapeCheck(item: ChargeItem, outcome: Outcome, batch: Batch, caller: Caller): Answer {
  const subscription = batch.subscriptionOf(item);
  const config = batch.configOf(item);
  const plan = subscription && planInForce(config, subscription);
  const terms = plan?.features.get(config.featuresByCode.get(item.request.featureCode)!.id);
  return {
    object: "usage_check",
    livemode: caller.livemode,
    allowed: outcome.status === "recorded",
    feature: item.request.featureCode,
    customerId: item.customerId,
    consumptionModel: plan?.consumptionModel ?? null,
    ...whyNot(outcome),
    ...costOf(outcome, terms),
    ...before(outcome, plan, terms, batch, item),
    ...(plan?.consumptionModel === "balance" ? { blockOnExhaustion: plan.blockOnExhaustion } : {}),
  };
}

const whyNot = (outcome: Outcome) =>
  outcome.status === "refused" ? { reason: outcome.error.code, message: outcome.error.message } : {};

function costOf(
  outcome: Outcome,
  terms: PlanFeatureTerms | undefined,
): Pick<Answer, "willBeCharged" | "cost" | "deducts"> {
  if (outcome.status === "refused")
    return { willBeCharged: false, ...amounts(outcome.wouldBe?.cost, outcome.wouldBe) };
  if (outcome.status !== "recorded") return { willBeCharged: false };
  const { unit, costNanos } = outcome.row;
  if (unit === null) return { willBeCharged: isOverage(outcome.row, terms) };
  return { willBeCharged: costNanos! > 0n, ...amounts(outcome.cost, { unit, nanos: costNanos! }) };
}

const amounts = (cost: object | undefined, taken: { unit: string | null; nanos: bigint } | undefined) => ({
  ...(cost ? { cost: cost as NonNullable<Answer["cost"]> } : {}),
  ...(taken?.unit ? { deducts: unitAmount(taken.unit, taken.nanos) } : {}),
});

/** Part of this usage lies beyond what is included, and overage has a price. */
const isOverage = (row: UsageEventRow, terms: PlanFeatureTerms | undefined): boolean =>
  row.includedNanoUnits !== null &&
  row.usedAfterNanoUnits! > row.includedNanoUnits &&
  row.quantityNanoUnits! > 0n &&
  (terms?.unitPriceNanos ?? 0n) > 0n;

/** What was left before this usage. */
function before(
  outcome: Outcome,
  plan: PlanDefinition | undefined,
  terms: PlanFeatureTerms | undefined,
  batch: Batch,
  item: ChargeItem,
): Pick<Answer, "remaining" | "unit" | "used" | "included" | "unlimited"> {
  if (!plan || !terms) return { remaining: null, unit: null };
  if (plan.consumptionModel !== "metered") {
    const account = batch.accountOf(item);
    const taken = outcome.status === "recorded" ? outcome.row.costNanos! : 0n;
    return { remaining: unitAmount(account.unit ?? "", remainingNanos(account) + taken), unit: account.unit };
  }
  const counted = outcome.status === "recorded" ? shapeConsumption(outcome.row) : undefined;
  const used =
    (batch.counterOf(item)?.usedNanoUnits ?? 0n) -
    (outcome.status === "recorded" ? outcome.row.quantityNanoUnits! : 0n);
  const left = terms.includedQuantity > used ? terms.includedQuantity - used : 0n;
  return {
    remaining: terms.unlimited ? null : quantityFromNanoUnits(left),
    unit: counted?.unit ?? "units",
    used: quantityFromNanoUnits(used),
    included: quantityFromNanoUnits(terms.includedQuantity),
    unlimited: terms.unlimited,
  };
}
