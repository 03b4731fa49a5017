/** Amounts that a plan's rate makes of its dollars must fit an account too: a change of either is refused by name. */
import { MAX_NANOS } from "@farthing/contract";
import { type Db, type Id, invalid } from "../platform/index.js";
import type { PlanTerms } from "./plan-config.js";
import { inCurrency } from "./plan-in-currency.js";
import { currentTermsOf } from "./regional-pricing.js";

/** The field that makes an amount more than can be held in the currency; undefined where all fit. */
function tooLargeIn(terms: PlanTerms, currency: string): string | undefined {
  const { prices, features } = inCurrency(terms, currency);
  const isTooLarge = (nanos: bigint | null): boolean => nanos !== null && nanos > MAX_NANOS;
  for (const { amountNanos, includedBalanceNanos } of prices.values()) {
    if (isTooLarge(amountNanos)) return "price";
    if (isTooLarge(includedBalanceNanos)) return "includedBalance";
  }
  const isFeature = [...features.values()].some(({ unitPriceNanos }) => isTooLarge(unitPriceNanos));
  return isFeature ? "overage.unitPrice" : undefined;
}

/** After a rate was set. @throws FarthingError `validation_error` at `exchangeRate` */
export async function assertRateHoldable(tx: Db, planId: Id<"plan">, currency: string): Promise<void> {
  if (tooLargeIn(await currentTermsOf(tx, planId), currency))
    throw invalid(
      "exchangeRate",
      `makes an amount of the plan larger than an account in ${currency} can hold`,
    );
}

/**
 * After an amount was set, in the transaction that keeps the plan's version: all that it is converted to fits. The rest
 * of the plan did before, so that what does not is what was sent.
 * @throws FarthingError `validation_error` at the field
 */
export async function assertConvertedHoldable(tx: Db, planId: Id<"plan">): Promise<void> {
  const terms = await currentTermsOf(tx, planId);
  for (const currency of terms.currencies.keys()) {
    const field = tooLargeIn(terms, currency);
    if (field)
      throw invalid(field, `is more than an account in ${currency} can hold, at the plan's exchange rate`);
  }
}
