/** Finds what a caller names, in the caller's environment. What was deleted is not found, where nothing else is said. */
import { type Caller, type Db, FarthingError, isId } from "../platform/index.js";
import { findPlanGroupRow, type PlanGroupRow } from "./plan-group-store.js";
import {
  type FeatureRow,
  findFeatureRow,
  findFeatureRowEver,
  findPlanRow,
  findPlanRowEver,
  listPrices,
  type PlanRow,
  type PriceRow,
} from "./store.js";

/** `feat_…` or the code; no code has the form of an id. */
const featureBy = (idOrCode: string) => (isId("feat", idOrCode) ? { id: idOrCode } : { code: idOrCode });

/** @throws FarthingError `feature_not_found` at `param` */
export async function requireFeature(
  db: Db,
  caller: Caller,
  idOrCode: string,
  param: string,
): Promise<FeatureRow> {
  const row = await findFeatureRow(db, caller.environmentId, featureBy(idOrCode));
  if (!row) throw featureNotFound(idOrCode, param);
  return row;
}

/** As {@link requireFeature}, with the deleted ones: of those there is usage. @throws FarthingError `feature_not_found` */
export async function requireFeatureEver(db: Db, caller: Caller, idOrCode: string): Promise<FeatureRow> {
  const row = await findFeatureRowEver(db, caller.environmentId, featureBy(idOrCode));
  if (!row) throw featureNotFound(idOrCode);
  return row;
}

export const featureNotFound = (idOrCode: string, param = "feature"): FarthingError =>
  new FarthingError(
    "feature_not_found",
    `There is no feature ${JSON.stringify(idOrCode)} in this environment. GET /features lists them.`,
    { param },
  );

/** @throws FarthingError `plan_group_not_found` at `param` */
export async function requirePlanGroup(
  db: Db,
  caller: Caller,
  id: string,
  param = "id",
): Promise<PlanGroupRow> {
  const row = isId("pgr", id) ? await findPlanGroupRow(db, caller.environmentId, id) : undefined;
  if (row) return row;
  throw new FarthingError(
    "plan_group_not_found",
    `There is no plan group ${JSON.stringify(id)} in this environment. GET /plan-groups lists them.`,
    { param },
  );
}

/** `plan_…` or the code; no code has the form of an id. */
const planBy = (idOrCode: string) => (isId("plan", idOrCode) ? { id: idOrCode } : { code: idOrCode });

/**
 * @param idOrCode `plan_…` or the code
 * @throws FarthingError `plan_not_found` at `param`
 */
export const requirePlan = (db: Db, caller: Caller, idOrCode: string, param = "planId"): Promise<PlanRow> =>
  required(db, caller, idOrCode, param, false);

/**
 * As {@link requirePlan}, for a subscription that is to begin on it: until the transaction ends nobody deletes the plan,
 * and one whose deletion is being written is waited for. So none begins on a plan whose deletion was answered.
 */
export const holdPlan = (tx: Db, caller: Caller, idOrCode: string, param: string): Promise<PlanRow> =>
  required(tx, caller, idOrCode, param, true);

async function required(
  db: Db,
  caller: Caller,
  idOrCode: string,
  param: string,
  isHeld: boolean,
): Promise<PlanRow> {
  const row = await findPlanRow(db, caller.environmentId, planBy(idOrCode), isHeld);
  if (!row) throw planNotFound(idOrCode, param);
  return row;
}

/** As {@link requirePlan}, with the deleted ones: of those there are subscriptions. @throws FarthingError `plan_not_found` */
export async function requirePlanEver(
  db: Db,
  caller: Caller,
  idOrCode: string,
  param = "planId",
): Promise<PlanRow> {
  const row = await findPlanRowEver(db, caller.environmentId, planBy(idOrCode));
  if (!row) throw planNotFound(idOrCode, param);
  return row;
}

const planNotFound = (idOrCode: string, param: string): FarthingError =>
  new FarthingError(
    "plan_not_found",
    `There is no plan ${JSON.stringify(idOrCode)} in this environment. GET /plans?includePrivate=true lists them.`,
    { param },
  );

/** @throws FarthingError `price_not_found` at `param`, also when it is another plan's */
export async function requirePrice(
  db: Db,
  plan: PlanRow,
  priceId: string,
  param = "priceId",
): Promise<PriceRow> {
  const prices = await listPrices(db, [plan.id]);
  const row = prices.find(({ id }) => id === priceId);
  if (row) return row;
  throw new FarthingError("price_not_found", `Plan ${plan.code} has no price ${JSON.stringify(priceId)}.`, {
    param,
  });
}
