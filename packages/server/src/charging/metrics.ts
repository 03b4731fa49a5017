/** What charging counts of itself. Once per batch and label, not per event: it stands on the hot path. */
import type { ErrorCode } from "@farthing/contract";
import { Counter, FarthingError, type GroupSettled, Histogram, type Metrics } from "../platform/index.js";
import type { ChargeItem, Outcome } from "./item.js";

export class ChargeMetrics {
  readonly #recorded: Counter<"kind">;
  readonly #duplicates: Counter;
  readonly #refused: Counter<"code">;
  readonly #failed: Counter<"code">;
  readonly #batchEvents: Histogram;
  readonly #commitSeconds: Histogram;

  constructor(metrics: Metrics) {
    const registers = [metrics];
    this.#recorded = new Counter({
      name: "farthing_events_recorded_total",
      help: "Usage events recorded: tokens of a model, units, or a total that was set.",
      labelNames: ["kind"],
      registers,
    });
    this.#duplicates = new Counter({
      name: "farthing_events_duplicate_total",
      help: "Usage events that were recorded before under the same key, and charged nothing.",
      registers,
    });
    this.#refused = new Counter({
      name: "farthing_usage_refused_total",
      help: "Usage events that could not be charged, by error code.",
      labelNames: ["code"],
      registers,
    });
    this.#failed = new Counter({
      name: "farthing_events_failed_total",
      help: "Usage events that were not written for a reason that is not theirs, by error code; to be sent again.",
      labelNames: ["code"],
      registers,
    });
    this.#batchEvents = new Histogram({
      name: "farthing_charge_batch_events",
      help: "Usage events in one transaction.",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
      registers,
    });
    this.#commitSeconds = new Histogram({
      name: "farthing_charge_commit_seconds",
      help: "Seconds from taking a batch to its commit.",
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
  }

  groupSettled({ items, outcomes, seconds }: GroupSettled<ChargeItem, Outcome>): void {
    this.#batchEvents.observe(items.length);
    this.#commitSeconds.observe(seconds);
    let duplicates = 0;
    const recorded = new Map<ChargeItem["request"]["usage"]["kind"], number>();
    const refused = new Map<ErrorCode, number>();
    const failed = new Map<ErrorCode, number>();
    outcomes.forEach((outcome, i) => {
      if (outcome.status === "rejected") countOne(failed, codeOf(outcome.reason));
      else if (outcome.value.status === "recorded") countOne(recorded, items[i]!.request.usage.kind);
      else if (outcome.value.status === "duplicate" || outcome.value.status === "archived") duplicates += 1;
      else if (outcome.value.status === "refused") countOne(refused, outcome.value.error.code);
    });
    for (const [kind, count] of recorded) this.#recorded.inc({ kind }, count);
    if (duplicates > 0) this.#duplicates.inc(duplicates);
    for (const [code, count] of refused) this.#refused.inc({ code }, count);
    for (const [code, count] of failed) this.#failed.inc({ code }, count);
  }
}

const countOne = <K>(counts: Map<K, number>, key: K): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);

const codeOf = (reason: unknown): ErrorCode =>
  reason instanceof FarthingError ? reason.code : "internal_error";
