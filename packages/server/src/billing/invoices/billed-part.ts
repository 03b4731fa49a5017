/** Which part of an event a line bills. The parts of all events behind a line come to the line. Pure. */
import { type BilledPart, quantityFromNanoUnits } from "@farthing/contract";
import type { z } from "zod";
import type { UsageEventRow } from "../../metering/index.js";
import type { InvoiceLineRow } from "../schema.js";
import { exactAmount } from "./lines.js";

const beyond = (value: bigint, limit: bigint): bigint => (value > limit ? value - limit : 0n);

export const billedPart = (event: UsageEventRow, line: InvoiceLineRow): z.input<typeof BilledPart> =>
  line.featureId === null ? ofBalance(event) : ofCounter(event, line);

/** What it took below zero. */
function ofBalance({ costNanos, balanceAfterNanos }: UsageEventRow): z.input<typeof BilledPart> {
  const cost = costNanos ?? 0n;
  const after = balanceAfterNanos ?? 0n;
  const billed = beyond(-after, 0n) - beyond(-(after + cost), 0n);
  return {
    quantity: null,
    coveredQuantity: null,
    amountNanos: billed.toString(),
    coveredNanos: (cost - billed).toString(),
  };
}

/**
 * What it took beyond the included quantity of the line. Amounts are differences of the exact amounts of the line before
 * it and after it, so that what is cut off at a nano is cut off once in all of them together.
 */
function ofCounter(event: UsageEventRow, line: InvoiceLineRow): z.input<typeof BilledPart> {
  const included = line.includedNanoUnits ?? 0n;
  const price = line.unitPriceNanos ?? 0n;
  const quantity = event.quantityNanoUnits ?? 0n;
  const used = event.usedAfterNanoUnits ?? 0n;
  const after = beyond(used, included);
  const before = beyond(used - quantity, included);
  const billedBefore = beyond(line.usedNanoUnits ?? 0n, included) - (line.quantityNanoUnits ?? 0n);
  const amount = exactAmount(after - billedBefore, price) - exactAmount(before - billedBefore, price);
  return {
    quantity: quantityFromNanoUnits(after - before),
    coveredQuantity: quantityFromNanoUnits(quantity - (after - before)),
    amountNanos: amount.toString(),
    coveredNanos: null,
  };
}
