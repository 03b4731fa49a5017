/**
 * Whether a subscription that awaits its payment could begin. Asked before anybody is asked to pay, and again before it
 * begins: in between, what its customer has on the account may have changed.
 */
import { type Account, assertCanSwitch, canSwitchTo } from "../ledger/index.js";
import { loadPlanConfig, planInForce } from "../plans/index.js";
import type { Db } from "../platform/index.js";
import { asItBegins } from "./renewal.js";
import type { SubscriptionRow } from "./schema.js";
import { unitOf } from "./unit.js";

async function unitAtStart(tx: Db, row: SubscriptionRow): Promise<string | null> {
  const config = await loadPlanConfig(tx, row.environmentId);
  return unitOf(planInForce(config, await asItBegins(tx, config, row)), row.currency);
}

/** @param account locked in this transaction */
export const canBegin = async (tx: Db, account: Account, row: SubscriptionRow): Promise<boolean> =>
  canSwitchTo(account, await unitAtStart(tx, row));

/** @throws FarthingError `invalid_state` where what was bought is left in another unit than the plan's */
export const assertCanBegin = async (tx: Db, account: Account, row: SubscriptionRow): Promise<void> =>
  assertCanSwitch(account, await unitAtStart(tx, row));
