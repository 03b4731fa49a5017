/** A move of a sandbox's clock: what is written of what was done on the way, and how it is shown. Pure. */
import type { TestClockRun } from "@farthing/contract";
import type { z } from "zod";
import type { ClockMove } from "../schema.js";
import type { Due, DueDone } from "./due-engine.js";
import { noneDone } from "./run-due.js";

type Answer = z.input<typeof TestClockRun>;

const LISTED = 100;
const LATEST = 10;

/** What a group of steps changes of the move's row; what stays as it is, is not there. */
export function afterSteps(move: ClockMove, steps: readonly DueDone[]): Partial<ClockMove> {
  const counts = { ...move.counts };
  for (const { kind } of steps) counts[kind] = (counts[kind] ?? 0) + 1;
  const missing = LISTED - move.firstDone.length;
  const latest = steps.slice(-LATEST).reverse().map(listed);
  return {
    steps: move.steps + steps.length,
    invoices: move.invoices + steps.filter(({ madeInvoice }) => madeInvoice).length,
    counts,
    lastDone: [...latest, ...move.lastDone].slice(0, LATEST),
    ...(missing > 0 ? { firstDone: [...move.firstDone, ...steps.slice(0, missing).map(listed)] } : {}),
  };
}

export function afterFailure(move: ClockMove, { id, dueAt }: Due): Partial<ClockMove> {
  const failures = move.failures + 1;
  if (move.failed.length >= LISTED) return { failures };
  const message = "This step failed and is tried again later. The server's log has the reason.";
  const subscriptionId = id.startsWith("sub_") ? id : null;
  return { failures, failed: [...move.failed, { subscriptionId, dueAt: dueAt.toISOString(), message }] };
}

const listed = ({ kind, at, customerId, subscriptionId, invoiceId }: DueDone): Answer["done"][number] => ({
  kind,
  dueAt: at.toISOString(),
  subscriptionId,
  customerId,
  invoiceId,
});

/** @param due of how many subscriptions and payments something is due by its target */
export const shapeMove = (move: ClockMove, frozenAt: Date, due: number): Answer => ({
  object: "test_clock_run",
  livemode: false,
  status: move.endedAt ? "ready" : "advancing",
  from: move.fromAt.toISOString(),
  frozenTime: frozenAt.toISOString(),
  targetTime: move.targetAt.toISOString(),
  progress: { done: move.steps, due },
  counts: { ...noneDone(), ...move.counts },
  invoices: move.invoices,
  done: move.firstDone,
  latest: move.lastDone,
  hasMore: move.steps > move.firstDone.length,
  failed: move.failed,
});
