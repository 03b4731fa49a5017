/** One attempt at one delivery, and what follows from what came of it. */
import {
  addMs,
  type Clock,
  type Db,
  type Log,
  type NewsRow,
  type Sealer,
  SecretKeyError,
  transaction,
} from "../platform/index.js";
import { endLease, failWaiting, insertAttempt, type Outcome, returnLease } from "./delivery-store.js";
import { shapeWebhookEvent } from "./event-answer.js";
import type { DeliveryMetrics } from "./metrics.js";
import { stillSigning } from "./previous-secrets.js";
import { FAILING_ATTEMPTS, FAILING_MS, pauseMs } from "./retry-schedule.js";
import type { DeliveryRow, DisabledReason, WebhookRow } from "./schema.js";
import { type Sent, send, TIMEOUT_MS } from "./send.js";
import { signatureHeaders } from "./sign.js";
import { SWITCHED_OFF } from "./update-webhook.js";
import { clearFailures, countFailure, switchOff } from "./webhook-store.js";

export interface DeliveryRules {
  readonly clock: Clock;
  readonly log: Log;
  readonly sealer: Sealer;
  readonly metrics: DeliveryMetrics;
  readonly allowPrivate: boolean;
  readonly userAgent: string;
}

/** What is sent, and where to. */
interface Parcel {
  /** Leased by this node. */
  readonly delivery: DeliveryRow;
  readonly webhook: WebhookRow;
  /** Undefined where it was forgotten. */
  readonly news: NewsRow | undefined;
  /** A test: it is not tried again, and says nothing about how the webhook fares. */
  readonly isTest?: boolean;
}

/** Longer than an attempt can take: whoever still has it then is dead, or as good as that. */
export const LEASE_MS = 2 * TIMEOUT_MS;
const GONE = 410;
/** After a secret could not be read: another node, or a restart with the right key, may. */
const UNREADABLE_PAUSE_MS = 60_000;

/** @param signal ends an attempt half-way, and leaves the delivery as it was */
export async function attemptDelivery(
  db: Db,
  rules: DeliveryRules,
  parcel: Parcel,
  signal?: AbortSignal,
): Promise<void> {
  const { delivery, webhook, news } = parcel;
  if (!webhook.isActive && !parcel.isTest) return giveUp(db, rules, delivery, SWITCHED_OFF);
  if (!news) return giveUp(db, rules, delivery, "the event is no longer stored");
  const startedAt = rules.clock.real();
  const secrets = openSecrets(rules, webhook, startedAt);
  if (!secrets) {
    await returnLease(
      db,
      delivery,
      addMs(startedAt, UNREADABLE_PAUSE_MS),
      "this server cannot read the webhook's secret",
    );
    return;
  }
  const body = JSON.stringify(shapeWebhookEvent(news, webhook.livemode));
  const seconds = Math.floor(startedAt.getTime() / 1_000);
  const headers = {
    "content-type": "application/json",
    "user-agent": rules.userAgent,
    ...signatureHeaders(news.id, seconds, body, secrets),
  };
  const sent = await send({ url: webhook.url, headers, body }, { allowPrivate: rules.allowPrivate, signal });
  if (signal?.aborted && sent.error === "stopped") return returnLease(db, delivery, startedAt, null);
  await settle(db, rules, parcel, startedAt, sent);
}

async function giveUp(db: Db, { metrics }: DeliveryRules, delivery: DeliveryRow, why: string): Promise<void> {
  const { attemptCount, nextAttemptAt, lastStatusCode } = delivery;
  await endLease(db, delivery, {
    status: "failed",
    attemptCount,
    nextAttemptAt,
    lastStatusCode,
    lastError: why,
    deliveredAt: null,
  });
  metrics.count("failed");
}

/** The current one first. Undefined, with a line in the log, where this server has another key. */
function openSecrets({ sealer, log }: DeliveryRules, webhook: WebhookRow, at: Date): string[] | undefined {
  try {
    return [webhook, ...stillSigning(webhook, at)].map(({ secret }) => sealer.open(secret));
  } catch (error) {
    if (!(error instanceof SecretKeyError)) throw error;
    log.error({ webhook: webhook.id }, error.message);
    return undefined;
  }
}

/** The webhook's row is locked before the delivery's, as wherever both are. */
async function settle(
  db: Db,
  rules: DeliveryRules,
  { delivery, webhook, isTest = false }: Parcel,
  startedAt: Date,
  sent: Sent,
): Promise<void> {
  const now = rules.clock.real();
  const { status } = await transaction(db, async (tx) => {
    const fares = isTest ? FINE : await judgeWebhook(tx, webhook, startedAt, sent);
    const outcome = outcomeOf(delivery, sent, now, isTest || !fares.isActive);
    const ended = await endLease(tx, delivery, outcome);
    if (ended) await insertAttempt(tx, { deliveryId: delivery.id, startedAt, ...sent });
    if (fares.off && (await switchOff(tx, webhook.id, fares.off, startedAt)))
      await failWaiting(tx, webhook.id, SWITCHED_OFF, now);
    return outcome;
  });
  rules.metrics.count(status === "pending" ? "retried" : status);
}

function outcomeOf(delivery: DeliveryRow, sent: Sent, now: Date, isLast: boolean): Outcome {
  const attemptCount = delivery.attemptCount + 1;
  const { statusCode: lastStatusCode, error: lastError } = sent;
  const result = { attemptCount, lastStatusCode, lastError };
  if (lastError === null)
    return { ...result, status: "delivered", nextAttemptAt: delivery.nextAttemptAt, deliveredAt: now };
  const pause = isLast || lastStatusCode === GONE ? undefined : pauseMs(attemptCount, Math.random());
  return pause === undefined
    ? { ...result, status: "failed", nextAttemptAt: delivery.nextAttemptAt, deliveredAt: null }
    : { ...result, status: "pending", nextAttemptAt: addMs(now, pause), deliveredAt: null };
}

interface Fares {
  /** False where it was switched off while this was under way: it is not tried again. */
  readonly isActive: boolean;
  /** Why it is to be switched off, where it is. */
  readonly off?: DisabledReason | undefined;
}
const FINE: Fares = { isActive: true };

/** Notes how the webhook fares. */
async function judgeWebhook(tx: Db, webhook: WebhookRow, at: Date, sent: Sent): Promise<Fares> {
  if (sent.error === null) {
    await clearFailures(tx, webhook.id);
    return FINE;
  }
  const failing = await countFailure(tx, webhook.id, at);
  const isActive = failing?.isActive ?? false;
  if (sent.statusCode === GONE) return { isActive, off: "gone" };
  const since = failing?.failingSince;
  const isFailing = since && since <= addMs(at, -FAILING_MS) && failing.failures >= FAILING_ATTEMPTS;
  return { isActive, off: isFailing ? "failing" : undefined };
}
