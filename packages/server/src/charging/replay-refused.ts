/** Charges refused usage again, once its cause is gone: with its own key and its own time. */
import { type ReplayResult, TrackUsage } from "@farthing/contract";
import type { z } from "zod";
import { lockAccounts } from "../ledger/index.js";
import {
  type ClosedRefusal,
  closeRefused,
  countOpenRefused,
  findRefused,
  noteAttempts,
  oldestOpenRefused,
  type RefusedAgain,
  type RefusedFilter,
  type RefusedUsageRow,
  readUsage,
  type UsageEventRow,
} from "../metering/index.js";
import {
  type Caller,
  type Db,
  digestOf,
  FarthingError,
  type Id,
  transaction,
  validate,
} from "../platform/index.js";
import { isKept } from "./batch.js";
import type { Charger } from "./charge.js";
import type { ChargeItem, Outcome } from "./item.js";
import { failedAlone, shapeOutcome } from "./track.js";

const AT_ONCE = 100;

export type ReplaySelection = { readonly ids: readonly Id<"rfu">[] } | { readonly filter: RefusedFilter };

type Answer = z.input<typeof ReplayResult>;

/** What came of one, and what is to be written on its row where the batch has not done it. */
interface Replayed {
  readonly result: Answer["results"][number];
  readonly closedBy?: Id<"evt">;
  readonly again?: Pick<RefusedAgain, "error">;
}

/** Whether some are to be sent again: such an answer must not be stored under a request's key. */
export const isUnfinishedReplay = ({ results }: Answer): boolean =>
  results.some(({ error }) => error?.code === "unavailable");

/**
 * @throws FarthingError `refused_usage_not_found` naming the ids that do not exist; what met all of them, where none came
 *   through
 */
export async function replayRefused(
  charger: Charger,
  db: Db,
  caller: Caller,
  selection: ReplaySelection,
): Promise<Answer> {
  const rows =
    "ids" in selection
      ? await findAll(db, caller, selection.ids)
      : await oldestOpenRefused(db, caller.environmentId, selection.filter, AT_ONCE);
  const prepared = rows.map((row) => prepare(row, caller));
  const settled = await charger.charge(prepared.flatMap((one) => ("mode" in one ? one : [])));
  const dismissed = await dismissedMeanwhile(db, caller, settled, rows);
  let position = 0;
  const replayed = prepared.map((one, i) => {
    if (!("mode" in one)) return one;
    const outcome = settled[position++]!;
    const forgiven = outcome.status === "rejected" && dismissed.get(rows[i]!.id);
    return forgiven ? wasDismissed(forgiven) : replayedAs(rows[i]!, outcome, caller);
  });
  await note(db, caller, rows, replayed);
  // As for a batch of events: where nothing at all came through, the client is to send the request again.
  const [first] = settled;
  if (
    first?.status === "rejected" &&
    dismissed.size === 0 &&
    settled.every(({ status }) => status === "rejected")
  )
    throw first.reason;
  const results = replayed.map(({ result }) => result);
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  return {
    object: "replay_result",
    livemode: caller.livemode,
    recorded: count("recorded"),
    duplicates: count("duplicate"),
    refused: count("refused"),
    remaining:
      "ids" in selection
        ? count("refused")
        : await countOpenRefused(db, caller.environmentId, selection.filter),
    results,
  };
}

async function findAll(db: Db, caller: Caller, ids: readonly Id<"rfu">[]): Promise<RefusedUsageRow[]> {
  const rows = await findRefused(db, caller.environmentId, ids);
  const missing = ids.filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0)
    throw new FarthingError("refused_usage_not_found", `There is no refused usage ${missing.join(", ")}.`, {
      param: "ids",
      details: { missing },
    });
  return rows;
}

/**
 * Those that were dismissed after they were read. Their charge was rolled back: the table takes none that is both, and a
 * reason to dismiss it stays with it.
 */
async function dismissedMeanwhile(
  db: Db,
  caller: Caller,
  settled: readonly PromiseSettledResult<Outcome>[],
  rows: readonly RefusedUsageRow[],
): Promise<ReadonlyMap<Id<"rfu">, RefusedUsageRow>> {
  if (settled.every(({ status }) => status === "fulfilled")) return new Map();
  const open = rows.filter(({ status }) => status !== "dismissed").map(({ id }) => id);
  const now = await findRefused(db, caller.environmentId, open);
  return new Map(now.filter(({ status }) => status === "dismissed").map((row) => [row.id, row]));
}

/** What can be charged, or why it cannot be: one that cannot keeps none of the others from it. */
function prepare(row: RefusedUsageRow, caller: Caller): ChargeItem | Replayed {
  if (row.status === "dismissed") return wasDismissed(row);
  try {
    return replayItem(row, caller);
  } catch (error) {
    if (error instanceof FarthingError) return refusedAgain(row, error);
    throw error;
  }
}

function wasDismissed(row: RefusedUsageRow): Replayed {
  const message = `Refused usage ${row.id} was dismissed: it is not charged any more.`;
  return { result: refused(row, new FarthingError("invalid_state", message, { param: "id" })) };
}

function replayItem(row: RefusedUsageRow, caller: Caller): ChargeItem {
  const body = validate(TrackUsage, row.event);
  const request = { ...readUsage(body, row.occurredAt), occurredAt: row.occurredAt };
  return {
    environmentId: caller.environmentId,
    livemode: caller.livemode,
    customerId: row.customerId,
    // Sent without a key, it takes one made of the refusal: replaying it twice charges once.
    request: { ...request, keyDigest: row.keyDigest ?? digestOf(`refused ${row.id}`) },
    mode: "charge",
    sent: row.event,
    now: caller.now(),
    refusedId: row.id,
  };
}

function replayedAs(row: RefusedUsageRow, settled: PromiseSettledResult<Outcome>, caller: Caller): Replayed {
  if (settled.status === "rejected")
    return { result: refused(row, failedAlone(settled.reason).error), again: { error: null } };
  const outcome = settled.value;
  if (outcome.status === "unchanged") throw new Error("a replay does not set a total");
  if (outcome.status === "refused")
    return isKept(outcome.error) ? { result: refused(row, outcome.error) } : refusedAgain(row, outcome.error);
  if (outcome.status === "archived") {
    const { eventId } = outcome;
    return { result: { id: row.id, status: "duplicate", eventId }, closedBy: eventId };
  }
  const event = outcome.row;
  if (!wasCharged(event)) return refusedAgain(row, onlyRecorded(event));
  const result = { id: row.id, status: outcome.status, event: shapeOutcome(outcome, caller.livemode) };
  return outcome.status === "duplicate" ? { result, closedBy: event.id } : { result };
}

const refused = ({ id }: RefusedUsageRow, error: FarthingError): Replayed["result"] => ({
  id,
  status: "refused",
  error: error.toAnswer(),
});

const refusedAgain = (row: RefusedUsageRow, error: FarthingError): Replayed => ({
  result: refused(row, error),
  again: { error },
});

const wasCharged = ({ unit, usedAfterNanoUnits }: UsageEventRow): boolean =>
  unit !== null || usedAfterNanoUnits !== null;

/** Its key is taken by an event that charged nothing: the usage is still unpaid. */
const onlyRecorded = ({ id }: UsageEventRow): FarthingError =>
  new FarthingError(
    "duplicate",
    `Event ${id} has the same idempotency key, and was recorded without a charge. Dismiss this, or send it with a new key.`,
    { param: "idempotencyKey", details: { eventId: id } },
  );

/** Under the accounts' locks, as charging does: an event that is charged at the same time closes its refusal. */
async function note(
  db: Db,
  caller: Caller,
  rows: readonly RefusedUsageRow[],
  replayed: readonly Replayed[],
): Promise<void> {
  const now = caller.now();
  const closed: ClosedRefusal[] = [];
  const again: RefusedAgain[] = [];
  rows.forEach(({ customerId, id, status }, i) => {
    const { closedBy, again: error } = replayed[i]!;
    if (status !== "open") return;
    if (closedBy) closed.push({ customerId, id, eventId: closedBy, at: now });
    if (error) again.push({ customerId, id, ...error });
  });
  if (closed.length === 0 && again.length === 0) return;
  const { environmentId } = caller;
  const owners = [...closed, ...again].map(({ customerId }) => ({ customerId, environmentId, now }));
  await transaction(db, async (tx) => {
    await lockAccounts(tx, owners);
    const open = await openOnes(tx, caller, closed);
    if (open.length > 0) await closeRefused(tx, open);
    if (again.length > 0) await noteAttempts(tx, again, now);
  });
}

/** As they are under the lock: one that was dismissed in the meantime stays so. */
async function openOnes(
  tx: Db,
  { environmentId }: Caller,
  closed: readonly ClosedRefusal[],
): Promise<ClosedRefusal[]> {
  if (closed.length === 0) return [];
  const rows = await findRefused(
    tx,
    environmentId,
    closed.map(({ id }) => id),
  );
  const open = new Set(rows.filter(({ status }) => status === "open").map(({ id }) => id));
  return closed.filter(({ id }) => open.has(id));
}
