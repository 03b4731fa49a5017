/**
 * How the shared catalog takes up a list of models that was made elsewhere. Pure: what is stored and what the list
 * says in, the rows to add out.
 *
 * Nothing that is stored is touched, and no row is dated before the moment of the change: whatever happened before
 * it keeps the price it had, also when it is reported later.
 */
import { newId } from "../platform/index.js";
import { inForce, type ModelPrice, newestFirst, type PriceTerms, sameTerms } from "./price.js";

/** Prices as the list has them, in any order. */
export interface ListedPrice {
  readonly effectiveFrom: Date;
  readonly terms: PriceTerms;
}

export type NewPrice = Pick<ModelPrice, "modelId" | "source">;

/**
 * The rows after which, from `now` on, the model costs at any time what the list says it costs then.
 *
 * @param stored the model's rows, newest first
 */
export function pricesToAdd(
  stored: readonly ModelPrice[],
  listed: readonly ListedPrice[],
  { modelId, source }: NewPrice,
  now: Date,
): ModelPrice[] {
  const list = [...listed].sort((a, b) => b.effectiveFrom.getTime() - a.effectiveFrom.getTime());
  let rows = [...stored];
  const added: ModelPrice[] = [];
  for (const at of turningPoints(rows, list, now)) {
    const wanted = inForce(list, at);
    const current = inForce(rows, at);
    if (!wanted || (current && sameTerms(current, wanted.terms))) continue;
    const row: ModelPrice = priceRow(wanted.terms, { modelId, source }, at, now);
    added.push(row);
    rows = [...rows, row].sort(newestFirst);
  }
  return added;
}

/** Between two of these neither the stored price nor the listed one changes. */
function turningPoints(stored: readonly ModelPrice[], listed: readonly ListedPrice[], now: Date): Date[] {
  const future = [...stored, ...listed].map((price) => price.effectiveFrom).filter((at) => at > now);
  return [now, ...future].sort((a, b) => a.getTime() - b.getTime());
}

export const priceRow = (
  {
    inputNanos,
    outputNanos,
    cacheReadNanos,
    cacheWriteNanos,
    cacheWrite1hNanos,
    reasoningNanos,
    tiers,
  }: PriceTerms,
  { modelId, source }: NewPrice,
  effectiveFrom: Date,
  createdAt: Date,
): ModelPrice => ({
  id: newId("mprice"),
  modelId,
  environmentId: null,
  inputNanos,
  outputNanos,
  cacheReadNanos,
  cacheWriteNanos,
  cacheWrite1hNanos,
  reasoningNanos,
  tiers,
  effectiveFrom,
  source,
  createdAt,
});
