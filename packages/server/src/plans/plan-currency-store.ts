/** The SQL of what plans cost in currencies beside the one of their prices. */
import { type Db, type Id, query, uuidFromId } from "../platform/index.js";

interface OfPlan {
  readonly id: Id<"plan">;
  readonly environmentId: Id<"env">;
}

export interface PriceOverride {
  readonly priceId: Id<"price">;
  readonly currency: string;
  readonly amountNanos: bigint;
  readonly includedBalanceNanos: bigint | null;
}

interface UnitPriceOverride {
  readonly featureId: Id<"feat">;
  readonly currency: string;
  readonly unitPriceNanos: bigint;
}

/** @param exchangeRate decimal text: units of the currency for one of the plan's */
export async function saveCurrency(
  tx: Db,
  { id, environmentId }: OfPlan,
  currency: string,
  exchangeRate: string,
): Promise<void> {
  await query(
    tx,
    `INSERT INTO plan_currencies (plan_id, currency, environment_id, exchange_rate) VALUES ($1, $2, $3, $4)
     ON CONFLICT (plan_id, currency) DO UPDATE SET exchange_rate = excluded.exchange_rate`,
    [uuidFromId(id), currency, uuidFromId(environmentId), exchangeRate],
  );
}

export async function deleteCurrency(tx: Db, planId: Id<"plan">, currency: string): Promise<void> {
  const of = [uuidFromId(planId), currency];
  await query(tx, "DELETE FROM plan_currencies WHERE plan_id = $1 AND currency = $2", of);
  await deleteOverridesIn(tx, planId, currency);
}

export async function deleteOverridesIn(tx: Db, planId: Id<"plan">, currency: string): Promise<void> {
  const of = [uuidFromId(planId), currency];
  await query(tx, "DELETE FROM plan_price_currencies WHERE plan_id = $1 AND currency = $2", of);
  await query(tx, "DELETE FROM plan_feature_currencies WHERE plan_id = $1 AND currency = $2", of);
}

export async function deleteOverridesOfPrice(tx: Db, priceId: Id<"price">): Promise<void> {
  await query(tx, "DELETE FROM plan_price_currencies WHERE price_id = $1", [uuidFromId(priceId)]);
}

export async function insertPriceOverrides(
  tx: Db,
  { id, environmentId }: OfPlan,
  overrides: readonly PriceOverride[],
): Promise<void> {
  for (const { priceId, currency, amountNanos, includedBalanceNanos } of overrides) {
    await query(
      tx,
      `INSERT INTO plan_price_currencies (price_id, currency, plan_id, environment_id, amount_nanos, included_balance_nanos)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        uuidFromId(priceId),
        currency,
        uuidFromId(id),
        uuidFromId(environmentId),
        amountNanos,
        includedBalanceNanos,
      ],
    );
  }
}

export async function insertUnitPriceOverrides(
  tx: Db,
  { id, environmentId }: OfPlan,
  overrides: readonly UnitPriceOverride[],
): Promise<void> {
  for (const { featureId, currency, unitPriceNanos } of overrides) {
    await query(
      tx,
      `INSERT INTO plan_feature_currencies (plan_id, feature_id, currency, environment_id, unit_price_nanos)
       VALUES ($1, $2, $3, $4, $5)`,
      [uuidFromId(id), uuidFromId(featureId), currency, uuidFromId(environmentId), unitPriceNanos],
    );
  }
}
