/** How webhooks fare, in figures. */
import { type Clock, Counter, type Db, type Metrics, readGauge, withinTime } from "../platform/index.js";
import { readBacklog } from "./delivery-store.js";

type AttemptOutcome = "delivered" | "retried" | "failed";

export interface DeliveryMetrics {
  count(outcome: AttemptOutcome): void;
}

/** Where the database does not answer, what it would be asked for is missing. */
export function createDeliveryMetrics(metrics: Metrics, db: Db, clock: Clock): DeliveryMetrics {
  const attempts = new Counter({
    name: "farthing_webhook_attempts_total",
    help: "Attempts to deliver a webhook, by result: delivered, to be retried, failed for good.",
    labelNames: ["outcome"],
    registers: [metrics],
  });
  const backlog = () => withinTime(readBacklog(db)).catch(() => undefined);
  readGauge(
    metrics,
    "farthing_webhook_waiting",
    "Webhook deliveries that have not succeeded yet, of all nodes.",
    async () => (await backlog())?.waiting,
  );
  readGauge(
    metrics,
    "farthing_webhook_oldest_waiting_seconds",
    "Age of the oldest webhook delivery that has not succeeded yet.",
    async () => {
      const found = await backlog();
      if (!found) return undefined;
      return found.oldestAt ? Math.max(0, (clock.real().getTime() - found.oldestAt.getTime()) / 1_000) : 0;
    },
  );
  return { count: (outcome) => attempts.inc({ outcome }) };
}
