/** Charges refused usage again, once its cause is gone: with its own key and its own time. */
import { type ReplayResult, TrackUsage } from "@farthing/contract";
import type { z } from "zod";
import {
  countOpenRefused,
  findRefused,
  oldestOpenRefused,
  type RefusedFilter,
  type RefusedUsageRow,
  readUsage,
} from "../metering/index.js";
import { type Caller, type Db, digestOf, FarthingError, type Id, validate } from "../platform/index.js";
import type { Charger } from "./charge.js";
import type { ChargeItem } from "./item.js";
import { failedAlone, shapeOutcome } from "./track.js";

const AT_ONCE = 100;

export type ReplaySelection = { readonly ids: readonly Id<"rfu">[] } | { readonly filter: RefusedFilter };

/** @throws FarthingError `refused_usage_not_found` naming the ids that do not exist */
export async function replayRefused(
  charger: Charger,
  db: Db,
  caller: Caller,
  selection: ReplaySelection,
): Promise<z.input<typeof ReplayResult>> {
  const rows =
    "ids" in selection
      ? await findAll(db, caller, selection.ids)
      : await oldestOpenRefused(db, caller.environmentId, selection.filter, AT_ONCE);
  const settled = await charger.charge(rows.map((row) => replayItem(row, caller)));
  const results = rows.map((row, i) => {
    const outcome = settled[i]!;
    if (outcome.status === "rejected") return resultOf(row, failedAlone(outcome.reason), caller);
    return resultOf(row, outcome.value, caller);
  });
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

function resultOf(
  row: RefusedUsageRow,
  outcome: Awaited<ReturnType<Charger["chargeOne"]>> | ReturnType<typeof failedAlone>,
  caller: Caller,
): z.input<typeof ReplayResult>["results"][number] {
  if (outcome.status === "refused") return { id: row.id, status: "refused", error: outcome.error.toAnswer() };
  if (outcome.status === "archived") return { id: row.id, status: "duplicate", eventId: outcome.eventId };
  if (outcome.status === "unchanged") throw new Error("a replay does not set a total");
  return { id: row.id, status: outcome.status, event: shapeOutcome(outcome, caller.livemode) };
}
