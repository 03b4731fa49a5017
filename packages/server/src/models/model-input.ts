/** What an operator sends, as rows. Rate scale on the wire (10000 = $1.00), nanos inside. */
import { type CreateModelPrice, nanosFromRate } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Id, newId, timeFrom } from "../platform/index.js";
import type { ModelPrice, PriceTerms, TokenPrices } from "./price.js";

export type PriceInput = z.output<typeof CreateModelPrice>;

const optional = (rate: number | null | undefined): bigint | null =>
  rate === null || rate === undefined ? null : nanosFromRate(rate);

const tokenPrices = (
  input: Omit<PriceInput, "tiers" | "effectiveFrom"> | PriceInput["tiers"][number],
): TokenPrices => ({
  inputNanos: nanosFromRate(input.inputPrice),
  outputNanos: nanosFromRate(input.outputPrice),
  cacheReadNanos: optional(input.cacheReadPrice),
  cacheWriteNanos: optional(input.cacheWritePrice),
  cacheWrite1hNanos: optional(input.cacheWrite1hPrice),
  reasoningNanos: optional(input.reasoningPrice),
});

const termsFrom = (input: PriceInput): PriceTerms => ({
  ...tokenPrices(input),
  tiers: input.tiers.map((tier) => ({ aboveTokens: tier.aboveTokens, ...tokenPrices(tier) })),
});

/** @param since when it holds from where the operator does not say */
export const operatorPrice = (
  caller: Caller,
  modelId: Id<"model">,
  input: PriceInput,
  since: Date,
): ModelPrice => ({
  id: newId("mprice"),
  modelId,
  environmentId: caller.environmentId,
  ...termsFrom(input),
  effectiveFrom: input.effectiveFrom === undefined ? since : timeFrom(input.effectiveFrom),
  source: "operator",
  createdAt: caller.now(),
});
