/**
 * The fold: one item after another, in the order they came, over accounts as they are under their locks.
 * Pure in memory; what it changes is written afterwards in one go, or not at all.
 */
import { decimalFromScaled, quantityFromNanoUnits } from "@farthing/contract";
import { type Account, isLittle, nextSeq, remainingNanos, spend, unitAmount } from "../ledger/index.js";
import {
  type ArchivedKey,
  type Counter,
  differingFields,
  payloadDigest,
  payloadOfEvent,
  payloadOfRequest,
  type TotalSet,
  type UnitsUsed,
  type UsageEventRow,
} from "../metering/index.js";
import type { PlanDefinition } from "../plans/index.js";
import { FarthingError, newId } from "../platform/index.js";
import { mayOwe } from "../subscriptions/index.js";
import { type Admission, admit, assertPricingMode, meteredFeature } from "./admit.js";
import type { Batch } from "./batch.js";
import type { ChargeItem, EventWithContext, Outcome, WouldBeCost } from "./item.js";
import { newsOfCharge } from "./news.js";
import { type Priced, priceUsage } from "./price.js";

/** A refusal that knows what the usage would have cost. */
class Refusal extends Error {
  constructor(
    readonly error: FarthingError,
    readonly wouldBe: WouldBeCost,
  ) {
    super(error.message);
  }
}

export function decide(batch: Batch, item: ChargeItem): Outcome {
  try {
    const known = batch.findRecorded(item);
    if (known) return sameEvent(known, item);
    const archived = batch.findArchived(item);
    if (archived) return sameArchived(archived, item);
    return item.mode === "record_only" ? recordOnly(batch, item) : charge(batch, item);
  } catch (error) {
    if (error instanceof Refusal) return batch.refuse(item, error.error, error.wouldBe);
    if (error instanceof FarthingError) return batch.refuse(item, error, undefined);
    throw error;
  }
}

function charge(batch: Batch, item: ChargeItem): Outcome {
  const config = batch.configOf(item);
  const feature = meteredFeature(config, item.request.featureCode);
  const admission = admit(config, batch.subscriptionOf(item), feature, item.now, batch.pastOf(item));
  assertPricingMode(admission, item.request.usage);
  if (item.request.usage.kind === "total") return setTotal(batch, item, admission);
  const priced = priceUsage(config, admission, item.request, batch.priceOf(item));
  return priced.unit === null ? count(batch, item, admission) : deduct(batch, item, admission, priced);
}

/** Balance and credits: the cost is taken now, or the usage is refused. */
function deduct(batch: Batch, item: ChargeItem, admission: Admission, priced: Priced): Outcome {
  const account = batch.accountOf(item);
  assertAffordable(account, admission, priced, batch.runningPlanOf(item, admission));
  const param = item.request.usage.kind === "tokens" ? "inputTokens" : "value";
  const posting = spend(account, priced.nanos, param);
  const row = eventOf(item, admission, account, posting.seq);
  pin(row, priced.pinned);
  row.unit = priced.unit;
  row.costNanos = priced.nanos;
  row.purchasedNanos = -posting.purchasedNanos;
  row.balanceAfterNanos = posting.balanceAfterNanos;
  if (isLittle(posting.balanceAfterNanos, account.includedNanos)) batch.tell(newsOfCharge(account, row));
  return batch.record(item, priced.price, row, priced.cost);
}

function pin(row: UsageEventRow, pinned: Priced["pinned"]): void {
  row.modelPriceId = pinned.modelPriceId ?? null;
  row.marginBasisPoints = pinned.marginBasisPoints ?? null;
  row.rounding = pinned.rounding ?? null;
  row.exchangeRateNanos = pinned.exchangeRateNanos ?? null;
  row.unitPriceNanos = pinned.unitPriceNanos ?? null;
}

/** @param running the plan that the account is kept by, whenever the usage happened */
function assertAffordable(
  account: Account,
  { plan, subscription }: Admission,
  priced: Priced,
  running: PlanDefinition,
): void {
  const isCredits = plan.consumptionModel === "credits";
  const available = remainingNanos(account);
  if (priced.nanos === 0n || priced.nanos <= available || mayOwe(running, subscription)) return;
  const unit = priced.unit!;
  const details = { required: unitAmount(unit, priced.nanos), available: unitAmount(unit, available), unit };
  const figures = `${decimalFromScaled(priced.nanos, 9)} ${unit}, and ${decimalFromScaled(available, 9)} is left`;
  const error = isCredits
    ? new FarthingError("insufficient_credits", `This usage takes ${figures}.`, { details })
    : new FarthingError(
        "insufficient_balance",
        `This usage costs ${figures}. Top up the balance or change the plan.`,
        { details },
      );
  throw new Refusal(error, priced);
}

/** Metered: usage is counted in its period and billed at the end of it. */
function count(batch: Batch, item: ChargeItem, admission: Admission): Outcome {
  const usage = item.request.usage as UnitsUsed;
  const counter = batch.counterOf(item)!;
  assertWithinIncluded(counter, admission, usage.quantityNanoUnits);
  counter.usedNanoUnits += usage.quantityNanoUnits;
  return batch.record(item, undefined, countedEvent(batch, item, admission, counter));
}

/** Beyond what is included, usage needs somebody who pays for it: overage, which free plans and trials do not have. */
function assertWithinIncluded(counter: Counter, admission: Admission, quantityNanoUnits: bigint): void {
  const { terms, plan, isTrial } = admission;
  const hasOverage = terms.overageEnabled && !plan.isFree && !isTrial;
  const after = counter.usedNanoUnits + quantityNanoUnits;
  if (terms.unlimited || hasOverage || quantityNanoUnits === 0n || after <= terms.includedQuantity) return;
  const details = {
    required: quantityFromNanoUnits(quantityNanoUnits),
    used: quantityFromNanoUnits(counter.usedNanoUnits),
    included: quantityFromNanoUnits(terms.includedQuantity),
  };
  const why = plan.isFree
    ? "a free plan has no overage"
    : isTrial
      ? "a trial has no overage"
      : "overage is not enabled in the plan";
  throw new FarthingError(
    "included_limit_reached",
    `${details.used} of ${details.included} included ${admission.feature.code} are used, and ${why}.`,
    { details },
  );
}

/** Sets the period's total of a metered feature, by an event of the difference that keeps the trail. */
function setTotal(batch: Batch, item: ChargeItem, admission: Admission): Outcome {
  const usage = item.request.usage as TotalSet;
  const counter = batch.counterOf(item);
  if (!counter) {
    throw new FarthingError(
      "validation_error",
      `feature: plan ${admission.plan.code} deducts usage as it happens; only a metered plan has a total to set. Adjust the balance instead.`,
      { param: "feature" },
    );
  }
  const difference = usage.targetNanoUnits - counter.usedNanoUnits;
  // With a key, the event is the claim of it: a retry after more usage must not set the total again.
  if (difference === 0n && item.request.keyDigest === null)
    return { status: "unchanged", usedNanoUnits: counter.usedNanoUnits };
  counter.usedNanoUnits = usage.targetNanoUnits;
  return batch.record(item, undefined, {
    ...countedEvent(batch, item, admission, counter),
    quantityNanoUnits: difference,
    adjustmentReason: usage.reason ?? "Usage set",
  });
}

function countedEvent(batch: Batch, item: ChargeItem, admission: Admission, counter: Counter): UsageEventRow {
  return {
    ...eventOf(item, admission, batch.accountOf(item), nextSeq(batch.accountOf(item))),
    usedAfterNanoUnits: counter.usedNanoUnits,
    includedNanoUnits: admission.terms.unlimited ? null : admission.terms.includedQuantity,
  };
}

function recordOnly(batch: Batch, item: ChargeItem): Outcome {
  const feature = meteredFeature(batch.configOf(item), item.request.featureCode);
  const account = batch.accountOf(item);
  return batch.record(
    item,
    undefined,
    eventOf(item, { feature, subscription: undefined }, account, nextSeq(account)),
  );
}

/** The same key again: with the same payload the original event, with another a mismatch. */
function sameEvent(known: EventWithContext, item: ChargeItem): Outcome {
  const was = payloadOfEvent(known.row, known.featureCode);
  const differing = differingFields(was, payloadOfRequest(item.request));
  if (differing.length === 0) return { ...known, status: "duplicate" };
  throw new FarthingError(
    "idempotency_key_mismatch",
    `The idempotency key was used for event ${known.row.id} with another ${differing.join(", ")}. Use a new key for new usage.`,
    { param: "idempotencyKey", details: { eventId: known.row.id, differing } },
  );
}

/** As {@link sameEvent}, for an event that is in an archive: whether the payload is another is known, not in what. */
function sameArchived(known: ArchivedKey, item: ChargeItem): Outcome {
  const { eventId, payloadDigest: was, createdAt } = known;
  if (was === payloadDigest(payloadOfRequest(item.request)))
    return { status: "archived", eventId, recordedAt: createdAt };
  throw new FarthingError(
    "idempotency_key_mismatch",
    `The idempotency key was used for event ${eventId}, which is archived, with another payload. Use a new key for new usage.`,
    { param: "idempotencyKey", details: { eventId, archived: true } },
  );
}

type Subject = Pick<Admission, "feature"> & { readonly subscription: Admission["subscription"] | undefined };

/** The event's own part of its row; what it did to the account comes on top. */
function eventOf(
  item: ChargeItem,
  { feature, subscription }: Subject,
  account: Account,
  seq: bigint,
): UsageEventRow {
  const { request } = item;
  const tokens = request.usage.kind === "tokens" ? request.usage : undefined;
  return {
    customerId: account.customerId,
    seq,
    id: newId("evt"),
    environmentId: item.environmentId,
    featureId: feature.id,
    subscriptionId: subscription?.id ?? null,
    occurredAt: request.occurredAt,
    createdAt: item.now,
    keyDigest: request.keyDigest,
    idempotencyKey: request.idempotencyKey,
    quantityNanoUnits: request.usage.kind === "units" ? request.usage.quantityNanoUnits : null,
    model: tokens?.model ?? null,
    responseModel: tokens?.responseModel ?? null,
    modelPriceId: null,
    inputTokens: tokens?.tokens.input ?? null,
    outputTokens: tokens?.tokens.output ?? null,
    cacheReadTokens: tokens?.tokens.cacheRead ?? null,
    cacheWriteTokens: tokens?.tokens.cacheWrite ?? null,
    cacheWrite1hTokens: tokens?.tokens.cacheWrite1h ?? null,
    reasoningTokens: tokens?.tokens.reasoning ?? null,
    estimated: tokens ? tokens.estimated : null,
    marginBasisPoints: null,
    rounding: null,
    exchangeRateNanos: null,
    unitPriceNanos: null,
    unit: null,
    costNanos: null,
    purchasedNanos: null,
    balanceAfterNanos: null,
    usedAfterNanoUnits: null,
    includedNanoUnits: null,
    adjustmentReason: null,
    properties: request.properties.length > 0 ? [...request.properties] : null,
  };
}
