/** From the bodies of a request to items for the writer, and from outcomes to answers. */
import { isPlainUsage, TrackUsage } from "@farthing/contract";
import { customerNotFound } from "../customers/index.js";
import { assertInRange, type EventBody, readUsage, shapeEvent } from "../metering/index.js";
import { addMs, type Caller, digestOf, FarthingError, type Id, validate } from "../platform/index.js";
import type { ChargeItem, EventWithContext, Outcome } from "./item.js";
import { keyOfRequest } from "./request-key.js";
import type { Tracking } from "./tracking.js";

const REQUEST_KEY_KEPT_MS = 24 * 60 * 60 * 1_000;

export interface TrackOptions {
  /** The `Idempotency-Key` header: events without a key of their own take one made of it. */
  readonly requestKey: string | undefined;
  /** Past usage, of any age. */
  readonly backfill?: { readonly charge: boolean } | undefined;
}

/** `own` is true where the event had no key and took the request's: its duplicate is the same request, come again. */
interface Prepared {
  readonly item: ChargeItem;
  readonly own: boolean;
}

/** A duplicate of an event that is in an archive. */
interface ArchivedDuplicate {
  readonly status: "archived";
  readonly eventId: Id<"evt">;
  readonly recordedAt: Date;
}

export type ItemResult =
  | { readonly status: "recorded" | "duplicate"; readonly event: ReturnType<typeof shapeEvent> }
  | ArchivedDuplicate
  | { readonly status: "refused"; readonly error: FarthingError };

/** @throws FarthingError what the single event is refused with */
export async function trackOne(
  tracking: Tracking,
  caller: Caller,
  body: EventBody,
  options: TrackOptions,
): Promise<ReturnType<typeof shapeEvent>> {
  const customerId = await tracking.customerIds.findOne(caller, body.customerId);
  if (!customerId) throw customerNotFound(body.customerId);
  const { requestKey: key } = options;
  const single = key === undefined ? undefined : keyOfRequest("trackUsage", key, 0);
  const prepared = prepare(tracking, caller, body, customerId, options, "", single, caller.now());
  const result = resultOf(await tracking.charger.chargeOne(prepared.item), prepared);
  if (result.status === "refused") throw result.error;
  if (result.status === "duplicate") throw asSent(duplicate(result.event), body);
  if (result.status === "archived") throw asSent(archivedDuplicate(result), body);
  return result.event;
}

/** One result per event, in the order sent. A bad one spoils none of the others. */
export async function trackMany(
  tracking: Tracking,
  caller: Caller,
  bodies: readonly unknown[],
  options: TrackOptions,
): Promise<ItemResult[]> {
  const results: ItemResult[] = new Array(bodies.length);
  const read = (i: number): EventBody =>
    isPlainUsage(bodies[i]) ? bodies[i] : validate(TrackUsage, bodies[i], placeOf(i));
  const valid = bodies.map((_, i) => attempt(results, i, read));
  const ids = await tracking.customerIds.find(
    caller,
    valid.flatMap((body) => body?.customerId ?? []),
  );
  const now = caller.now();
  const prepareOne = (i: number): Prepared => {
    const body = valid[i]!;
    const customerId = ids.get(body.customerId);
    if (!customerId) throw customerNotFound(body.customerId, `${placeOf(i)}.customerId`);
    const { requestKey: key } = options;
    const requestKey = key === undefined ? undefined : keyOfRequest("trackUsageBatch", key, i);
    return prepare(tracking, caller, body, customerId, options, placeOf(i), requestKey, now);
  };
  const prepared = valid.map((body, i) => body && attempt(results, i, prepareOne));
  const settled = await tracking.charger.charge(prepared.flatMap((one) => one?.item ?? []));
  // When nothing at all came through, the request is answered as one, so that the client sends all of it again.
  const [first] = settled;
  if (first?.status === "rejected" && settled.every((outcome) => outcome.status === "rejected"))
    throw first.reason;
  let position = 0;
  prepared.forEach((one, i) => {
    if (one) results[i] = atPlace(resultOfSettled(settled[position++]!, one), i);
  });
  return results;
}

const MAX_EVENTS = 100;
const PLACES = Array.from({ length: MAX_EVENTS }, (_, i) => `events[${i}]`);
/** Where an event stands in its request; mostly to be thrown away, as it is for errors. */
const placeOf = (i: number): string => PLACES[i] ?? `events[${i}]`;

const resultOfSettled = (outcome: PromiseSettledResult<Outcome>, prepared: Prepared): ItemResult =>
  outcome.status === "rejected" ? failedAlone(outcome.reason) : resultOf(outcome.value, prepared);

const atPlace = (result: ItemResult, i: number): ItemResult =>
  result.status === "refused" ? { ...result, error: atItem(result.error, placeOf(i)) } : result;

/** What met one event alone is answered with it, in the words that tell clients to send it again. */
export function failedAlone(reason: unknown): { status: "refused"; error: FarthingError } {
  const message = "This event could not be recorded now. Send it again with the same idempotency key.";
  return { status: "refused", error: new FarthingError("unavailable", message, { cause: reason }) };
}

/** Whether a batch holds what a client is to send again: such an answer must not be stored under a request's key. */
export const isUnfinished = (results: readonly ItemResult[]): boolean =>
  results.some((result) => result.status === "refused" && result.error.code === "unavailable");

/** Names the field by its path in the request. */
function atItem(error: FarthingError, prefix: string): FarthingError {
  const { param } = error.context;
  if (param === undefined || param.startsWith(prefix)) return error;
  return new FarthingError(error.code, error.message, { ...error.context, param: `${prefix}.${param}` });
}

/** @returns undefined where the event is refused, as `results` then say */
function attempt<T>(results: ItemResult[], i: number, work: (i: number) => T): T | undefined {
  try {
    return work(i);
  } catch (error) {
    if (!(error instanceof FarthingError)) throw error;
    results[i] = { status: "refused", error };
    return undefined;
  }
}

function prepare(
  { usageTimes }: Tracking,
  caller: Caller,
  body: EventBody,
  customerId: ChargeItem["customerId"],
  options: TrackOptions,
  prefix: string,
  requestKey: string | undefined,
  now: Date,
): Prepared {
  const read = readUsage(body, now);
  assertInRange(read.occurredAt, now, prefix, usageTimes, { anyPast: options.backfill !== undefined });
  const own = read.keyDigest === null && requestKey !== undefined;
  const request = own ? { ...read, keyDigest: digestOf(requestKey) } : read;
  const mode = options.backfill?.charge === false ? "record_only" : "charge";
  return {
    own,
    item: {
      environmentId: caller.environmentId,
      livemode: caller.livemode,
      customerId,
      request,
      mode,
      sent: body,
      now,
    },
  };
}

function resultOf(outcome: Outcome, { item, own }: Prepared): ItemResult {
  if (outcome.status === "archived") return outcome;
  if (outcome.status === "refused")
    return { ...outcome, error: asSent(outcome.error, item.sent as EventBody) };
  if (outcome.status === "unchanged") throw new Error("an event does not set a total");
  const event = shapeOutcome(outcome, item.livemode);
  // The request that came again within the time its key is kept is answered as the first time; later it is a duplicate.
  const repeated = own && outcome.row.createdAt > addMs(item.now, -REQUEST_KEY_KEPT_MS);
  return { status: outcome.status === "duplicate" && repeated ? "recorded" : outcome.status, event };
}

/** Names a field as the caller did, where it has two names. */
export function asSent(error: FarthingError, body: Partial<EventBody>): FarthingError {
  const { param } = error.context;
  const sent =
    param === "feature" && body.feature === undefined
      ? "featureCode"
      : param === "idempotencyKey" && body.eventId !== undefined && body.idempotencyKey === undefined
        ? "eventId"
        : param;
  if (sent === param) return error;
  const message = error.message.startsWith(`${param}: `)
    ? `${sent}${error.message.slice(param!.length)}`
    : error.message;
  return new FarthingError(error.code, message, { ...error.context, param: sent });
}

export const shapeOutcome = (event: EventWithContext, livemode: boolean) =>
  shapeEvent(event.row, { featureCode: event.featureCode, price: event.price, cost: event.cost, livemode });

export const duplicate = (event: ReturnType<typeof shapeEvent>): FarthingError =>
  new FarthingError(
    "duplicate",
    `An event with this idempotency key was recorded at ${event.createdAt} as ${event.id}. Nothing was charged.`,
    {
      param: "idempotencyKey",
      details: { event },
    },
  );

export const archivedDuplicate = ({
  eventId,
  recordedAt,
}: Omit<ArchivedDuplicate, "status">): FarthingError =>
  new FarthingError(
    "duplicate",
    `An event with this idempotency key was recorded at ${recordedAt.toISOString()} as ${eventId}, and is archived. Nothing was charged.`,
    {
      param: "idempotencyKey",
      details: { eventId, recordedAt: recordedAt.toISOString(), archived: true },
    },
  );
