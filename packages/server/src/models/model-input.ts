/** What an operator sends, as rows. Rate scale on the wire (10000 = $1.00), nanos inside. */
import { type CreateModelPrice, nanosFromRate } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, invalid, newId, timeFrom } from "../platform/index.js";
import type { ModelPrice, PriceTerms, TokenPrices } from "./price.js";
import type { ModelRow } from "./store.js";

export type PriceInput = z.output<typeof CreateModelPrice>;

const optional = (rate: number | null | undefined): bigint | null =>
  rate === null || rate === undefined ? null : nanosFromRate(rate);

type Kind = ModelRow["kind"];

const tokenPrices = (
  input: Omit<PriceInput, "tiers" | "effectiveFrom"> | PriceInput["tiers"][number],
  kind: Kind,
  within: string,
): TokenPrices => ({
  inputNanos: nanosFromRate(input.inputPrice),
  outputNanos: outputNanos(input.outputPrice, kind, `${within}outputPrice`),
  cacheReadNanos: optional(input.cacheReadPrice),
  cacheWriteNanos: optional(input.cacheWritePrice),
  cacheWrite1hNanos: optional(input.cacheWrite1hPrice),
  reasoningNanos: optional(input.reasoningPrice),
});

/** An embedding model answers with no tokens; of any other, what was left out would be given away in silence. */
function outputNanos(rate: number | undefined, kind: Kind, field: string): bigint {
  if (rate !== undefined) return nanosFromRate(rate);
  if (kind === "embedding") return 0n;
  throw invalid(field, `is required for ${kind} models; send 0 if output is free`);
}

const termsFrom = (input: PriceInput, kind: Kind, within: string): PriceTerms => ({
  ...tokenPrices(input, kind, within),
  tiers: input.tiers.map((tier, i) => ({
    aboveTokens: tier.aboveTokens,
    ...tokenPrices(tier, kind, `${within}tiers[${i}].`),
  })),
});

/**
 * @param since when it holds from where the operator does not say
 * @param within what the price is in, in the request's body
 * @throws FarthingError `validation_error` where the price of output is left out of what has output
 */
export const operatorPrice = (
  caller: Caller,
  model: Pick<ModelRow, "id" | "kind">,
  input: PriceInput,
  since: Date,
  within = "",
): ModelPrice => ({
  id: newId("mprice"),
  modelId: model.id,
  environmentId: caller.environmentId,
  ...termsFrom(input, model.kind, within),
  effectiveFrom: input.effectiveFrom === undefined ? since : timeFrom(input.effectiveFrom),
  source: "operator",
  createdAt: caller.now(),
});
