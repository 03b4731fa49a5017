import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requireFeature } from "./find.js";
import { codesOfPlansWith, type FeatureRow, updateFeatureRow } from "./store.js";

/**
 * Subscriptions come after this room: counting those that run and have a feature by what their plan was when their period
 * began, or has been since, is handed in.
 */
export type CountHolders = (tx: Db, environmentId: Id<"env">, featureId: Id<"feat">) => Promise<number>;

/**
 * The row stays, as events name it; its code is free again.
 * @throws FarthingError `feature_not_found`, `feature_in_use`
 */
export function deleteFeature(
  db: Db,
  caller: Caller,
  idOrCode: string,
  countHolders: CountHolders,
): Promise<FeatureRow> {
  return changeConfig(db, caller, async (tx) => {
    const feature = await requireFeature(tx, caller, idOrCode, "code");
    const planCodes = await codesOfPlansWith(tx, feature.id);
    if (planCodes.length > 0) throw inUse(feature, planCodes);
    const holders = await countHolders(tx, caller.environmentId, feature.id);
    if (holders > 0) throw stillHeld(feature, holders);
    return updateFeatureRow(tx, feature.id, { deletedAt: caller.now() });
  });
}

const NAMED_PLANS = 10;

function inUse(feature: FeatureRow, planCodes: readonly string[]): FarthingError {
  const named = planCodes.slice(0, NAMED_PLANS).join(", ");
  const more = planCodes.length > NAMED_PLANS ? ` and ${planCodes.length - NAMED_PLANS} more` : "";
  return new FarthingError(
    "feature_in_use",
    `Feature ${feature.code} is part of ${named}${more}. Remove it from there first.`,
    { param: "code" },
  );
}

const stillHeld = (feature: FeatureRow, holders: number): FarthingError =>
  new FarthingError(
    "feature_in_use",
    `${holders} open subscriptions keep feature ${feature.code} until their renewal. Delete it after that.`,
    { param: "code" },
  );
