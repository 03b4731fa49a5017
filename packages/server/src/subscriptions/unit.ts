import { CREDITS } from "../ledger/index.js";
import type { PlanDefinition } from "../plans/index.js";

/** What the account is kept in on a plan: a currency or credits, null where nothing is deducted. */
export const unitOf = (
  { consumptionModel }: Pick<PlanDefinition, "consumptionModel">,
  currency: string,
): string | null => ({ balance: currency, credits: CREDITS, metered: null })[consumptionModel];
