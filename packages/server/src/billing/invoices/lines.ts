/** The lines of an invoice, from what was used and the terms it was used at. Pure. */
import { NANO_UNITS_PER_UNIT, settledNanos } from "@farthing/contract";
import type { Id } from "../../platform/index.js";
import type { Period } from "../../subscriptions/index.js";
import type { FeatureTerms, PeriodTerms } from "../periods/terms.js";
import type { InvoiceLineKind } from "../schema.js";

export interface Line {
  readonly kind: InvoiceLineKind;
  readonly description: string;
  readonly featureId: Id<"feat"> | null;
  readonly period: Period | null;
  readonly usedNanoUnits: bigint | null;
  readonly includedNanoUnits: bigint | null;
  readonly quantityNanoUnits: bigint | null;
  readonly unitPriceNanos: bigint | null;
  readonly exactNanos: bigint;
  /** Rounded half up to what can be paid, once, here. */
  readonly amountNanos: bigint;
  /** The events behind it: after the one line of the account, up to the other. */
  readonly events: { readonly afterSeq: bigint; readonly upToSeq: bigint } | null;
  /** The line whose time it gives back. */
  readonly returnsLineId?: Id<"iline">;
}

const NO_USAGE = {
  featureId: null,
  usedNanoUnits: null,
  includedNanoUnits: null,
  quantityNanoUnits: null,
  unitPriceNanos: null,
  events: null,
} as const;

/** The plan's price for a period, in advance. */
export const baseLine = (terms: PeriodTerms, period: Period, currency: string): Line => ({
  ...NO_USAGE,
  kind: "plan_base",
  description: terms.planName,
  period,
  exactNanos: terms.priceNanos,
  amountNanos: settledNanos(terms.priceNanos, currency),
});

/** One amount that the operator names. */
export const adjustmentLine = (description: string, amountNanos: bigint): Line => ({
  ...NO_USAGE,
  kind: "adjustment",
  description,
  period: null,
  exactNanos: amountNanos,
  amountNanos,
});

/** A credit of the customer that is used. @param amountNanos above 0, can be paid */
export const creditLine = (description: string, amountNanos: bigint): Line => ({
  ...NO_USAGE,
  kind: "credit",
  description,
  period: null,
  exactNanos: -amountNanos,
  amountNanos: -amountNanos,
});

/** Gives back time that was billed in advance by another line. @param period that is not used */
export const unusedTimeLine = (
  returnsLineId: Id<"iline">,
  description: string,
  period: Period,
  exactNanos: bigint,
  currency: string,
): Line => ({
  ...NO_USAGE,
  kind: "credit",
  description,
  period,
  exactNanos: -exactNanos,
  amountNanos: -settledNanos(exactNanos, currency),
  returnsLineId,
});

/** A quantity of what the operator names, at a price. */
export function quantityLine(
  description: string,
  quantityNanoUnits: bigint,
  unitPriceNanos: bigint,
  currency: string,
): Line {
  const exactNanos = exactAmount(quantityNanoUnits, unitPriceNanos);
  return {
    ...NO_USAGE,
    kind: "adjustment",
    description,
    period: null,
    quantityNanoUnits,
    unitPriceNanos,
    exactNanos,
    amountNanos: settledNanos(exactNanos, currency),
  };
}

/** What a customer buys beside the plan, at a price that can be paid as it is. */
export const purchaseLine = (
  kind: "credit_pack" | "balance_topup",
  description: string,
  priceNanos: bigint,
): Line => ({
  ...NO_USAGE,
  kind,
  description,
  period: null,
  exactNanos: priceNanos,
  amountNanos: priceNanos,
});

/** The part of a balance below zero. Its margin is inside already: it was charged with each event. */
export const balanceOverageLine = (
  owedNanos: bigint,
  period: Period,
  currency: string,
  events: { afterSeq: bigint; upToSeq: bigint },
): Line => ({
  ...NO_USAGE,
  kind: "balance_overage",
  description: "Usage beyond the balance",
  period,
  exactNanos: owedNanos,
  amountNanos: settledNanos(owedNanos, currency),
  events,
});

/** A counter whose allowance period is over, and what of it has been billed before. */
export interface Billable {
  readonly featureId: Id<"feat">;
  readonly featureName: string;
  readonly period: Period;
  readonly usedNanoUnits: bigint;
  readonly billedNanoUnits: bigint;
  readonly billedSeq: bigint;
  /** Whether the period was closed before: what is new in it came late, or was too little to be invoiced then. */
  readonly isLate: boolean;
}

/** Usage beyond what is included that has not been billed; undefined where there is none. */
export function usageLine(
  counter: Billable,
  { includedNanoUnits, overageNanos }: FeatureTerms,
  currency: string,
  lastSeq: bigint,
): Line | undefined {
  if (overageNanos === null) return undefined;
  const beyond = (quantity: bigint): bigint =>
    quantity > includedNanoUnits ? quantity - includedNanoUnits : 0n;
  const quantityNanoUnits = beyond(counter.usedNanoUnits) - beyond(counter.billedNanoUnits);
  const exactNanos = exactAmount(quantityNanoUnits, overageNanos);
  // Less than a nano is a line all the same: it waits with its usage for the next invoice.
  if (quantityNanoUnits <= 0n || overageNanos <= 0n) return undefined;
  return {
    kind: counter.isLate ? "late_usage" : "feature_overage",
    description: counter.isLate
      ? `${counter.featureName}, from an earlier period`
      : `${counter.featureName}, beyond what is included`,
    featureId: counter.featureId,
    period: counter.period,
    usedNanoUnits: counter.usedNanoUnits,
    includedNanoUnits,
    quantityNanoUnits,
    unitPriceNanos: overageNanos,
    exactNanos,
    amountNanos: settledNanos(exactNanos, currency),
    events: { afterSeq: counter.billedSeq, upToSeq: lastSeq },
  };
}

/**
 * Quantity × unit price in nanos. What is finer than a nano is cut off, so that the one rounding, half up to what can be
 * paid, is of the exact amount: up to a nano first, what is less than a half would become one.
 */
export function exactAmount(quantityNanoUnits: bigint, unitPriceNanos: bigint): bigint {
  const product = quantityNanoUnits * unitPriceNanos;
  return product <= 0n ? 0n : product / NANO_UNITS_PER_UNIT;
}

export const sumOf = (lines: readonly Line[]): bigint =>
  lines.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
