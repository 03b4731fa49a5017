/** What a customer may use of the plan, feature by feature. */
import { type FeatureAccess, quantityFromNanoUnits, rateFromNanos } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { type Account, remainingNanos, unitAmount } from "../ledger/index.js";
import {
  type FeatureConfig,
  type PlanConfig,
  type PlanDefinition,
  type PlanFeatureTerms,
  planInForce,
} from "../plans/index.js";
import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import { grantsAccess, mayOwe, type OpenSubscription } from "../subscriptions/index.js";
import type { Batch } from "./batch.js";
import type { Charger } from "./charge.js";
import { checkItem } from "./check-usage.js";
import type { Outcome } from "./item.js";

type Access = z.input<typeof FeatureAccess>;

/**
 * Seats are counted by billing, which comes after this room: reading them is handed in.
 * @param config with the version that the subscription pins
 */
export type ReadSeatAccess = (
  db: Db,
  config: PlanConfig,
  subscription: OpenSubscription,
  featureId: Id<"feat">,
) => Promise<
  Pick<
    Access,
    | "allowed"
    | "reason"
    | "willBeCharged"
    | "used"
    | "included"
    | "remaining"
    | "unlimited"
    | "overageEnabled"
    | "overageQuantity"
    | "overageUnitPrice"
  >
>;

export interface AccessDependencies {
  readonly charger: Charger;
  readonly readSeatAccess: ReadSeatAccess;
}

const ONE = { kind: "units", quantityNanoUnits: 1_000_000_000n } as const;

/** @throws FarthingError `customer_not_found`, `feature_not_found` */
export async function readFeatureAccess(
  dependencies: AccessDependencies,
  db: Db,
  caller: Caller,
  reference: string,
  code: string,
): Promise<Access> {
  const customer = await requireCustomer(db, caller, reference);
  const { batch, feature } = await look(dependencies.charger, caller, customer.id, code);
  if (!feature)
    throw new FarthingError("feature_not_found", `There is no feature with code ${code}.`, { param: "code" });
  return accessTo(dependencies, db, caller, customer.id, feature, batch);
}

/** All features of the plan the customer is on; none without a plan. @throws FarthingError `customer_not_found` */
export async function listFeatureAccess(
  dependencies: AccessDependencies,
  db: Db,
  caller: Caller,
  reference: string,
): Promise<Access[]> {
  const customer = await requireCustomer(db, caller, reference);
  const { batch, item } = await look(dependencies.charger, caller, customer.id, "");
  const subscription = batch.subscriptionOf(item);
  const config = batch.configOf(item);
  const plan = subscription && planInForce(config, subscription);
  const features = [...(plan?.features.keys() ?? [])]
    .map((id) => config.features.get(id)!)
    .filter((feature) => !feature.isDeleted);
  features.sort((a, b) => (a.code < b.code ? -1 : 1));
  return Promise.all(
    features.map((feature) => accessTo(dependencies, db, caller, customer.id, feature, batch)),
  );
}

async function look(charger: Charger, caller: Caller, customerId: Id<"cus">, code: string) {
  const item = checkItem(caller, customerId, code, ONE);
  const { batch } = await charger.preview(item);
  return { batch, item, feature: batch.configOf(item).featuresByCode.get(code) };
}

async function accessTo(
  { charger, readSeatAccess }: AccessDependencies,
  db: Db,
  caller: Caller,
  customerId: Id<"cus">,
  feature: FeatureConfig,
  known: Batch,
): Promise<Access> {
  const item = checkItem(caller, customerId, feature.code, ONE);
  const subscription = known.subscriptionOf(item);
  const plan = subscription && planInForce(known.configOf(item), subscription);
  const terms = plan?.features.get(feature.id);
  const base = {
    object: "feature_access" as const,
    livemode: caller.livemode,
    code: feature.code,
    name: feature.name,
    type: feature.type,
  };
  if (!plan || !terms || !grantsAccess(subscription!, item.now)) {
    const reason = plan && terms === undefined ? "feature_not_in_plan" : "no_active_subscription";
    return { ...base, allowed: false, enabled: false, reason };
  }
  if (!terms.enabled) return { ...base, allowed: false, enabled: false, reason: "feature_disabled" };
  if (feature.type === "seats") {
    const config = known.configOf(item);
    const seats = await readSeatAccess(db, config, subscription!, feature.id);
    return { ...base, enabled: true, ...seats };
  }
  if (feature.type !== "metered") return { ...base, allowed: true, enabled: true };
  if (terms.pricingMode === "ai_model")
    return { ...base, enabled: true, ...modelAccess(plan, known, customerId, caller, feature) };
  const { outcome, batch } = await charger.preview(item);
  return { ...base, enabled: true, ...oneMore(outcome), ...quantities(batch, item, plan, terms, outcome) };
}

/** What a call costs is known only after it: allowed as long as anything is left, or the balance may go below zero. */
function modelAccess(
  plan: PlanDefinition,
  batch: Batch,
  customerId: Id<"cus">,
  caller: Caller,
  feature: FeatureConfig,
) {
  const item = checkItem(caller, customerId, feature.code, ONE);
  const account = batch.accountOf(item);
  const allowed = mayOwe(plan, batch.subscriptionOf(item)!) || remainingNanos(account) > 0n;
  return {
    allowed,
    willBeCharged: allowed,
    ...left(account, 0n),
    ...(allowed ? {} : { reason: "insufficient_balance" }),
  };
}

/** @param takenNanos what a preview has taken of the account */
function left(account: Account, takenNanos: bigint): Pick<Access, "remaining" | "unit"> {
  const unit = account.unit ?? "";
  return { remaining: unitAmount(unit, remainingNanos(account) + takenNanos), unit };
}

function oneMore(outcome: Outcome) {
  if (outcome.status === "refused") return { allowed: false, reason: outcome.error.code };
  return { allowed: true };
}

function quantities(
  batch: Batch,
  item: ReturnType<typeof checkItem>,
  plan: PlanDefinition,
  terms: PlanFeatureTerms,
  outcome: Outcome,
) {
  const recorded = outcome.status === "recorded" ? outcome.row : undefined;
  if (plan.consumptionModel !== "metered") {
    const costNanos = recorded?.costNanos ?? 0n;
    return { willBeCharged: costNanos > 0n, ...left(batch.accountOf(item), costNanos) };
  }
  // The preview has counted the one unit that was asked about.
  const used = (batch.counterOf(item)?.usedNanoUnits ?? 0n) - (recorded?.quantityNanoUnits ?? 0n);
  const over = used > terms.includedQuantity ? used - terms.includedQuantity : 0n;
  const unused = terms.includedQuantity > used ? terms.includedQuantity - used : 0n;
  return {
    willBeCharged:
      recorded !== undefined &&
      !terms.unlimited &&
      unused < ONE.quantityNanoUnits &&
      (terms.unitPriceNanos ?? 0n) > 0n,
    used: quantityFromNanoUnits(used),
    included: quantityFromNanoUnits(terms.includedQuantity),
    remaining: terms.unlimited ? null : quantityFromNanoUnits(unused),
    unit: "units",
    unlimited: terms.unlimited,
    overageEnabled: terms.overageEnabled,
    overageQuantity: terms.unlimited ? 0 : quantityFromNanoUnits(over),
    overageUnitPrice: terms.unitPriceNanos === null ? null : rateFromNanos(terms.unitPriceNanos),
  };
}
