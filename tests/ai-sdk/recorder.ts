import type { TrackedCall, TrackedEvent, TrackingClient } from "@farthing/ai-sdk";

/** A client that keeps what it is sent, and the options that let `tracked()` report to it. */
export interface Recorder {
  client: TrackingClient;
  events: TrackedEvent[];
  errors: { error: Error; event: TrackedCall | TrackedEvent }[];
  onTrackingError(error: Error, event: TrackedCall | TrackedEvent): void;
  /** Resolves when so many events were sent. */
  sent(count: number): Promise<TrackedEvent[]>;
  /** Event counts alone, without the fields that identify. */
  pools(
    index?: number,
  ): Omit<
    TrackedEvent,
    "feature" | "customerId" | "idempotencyKey" | "timestamp" | "model" | "responseModel" | "properties"
  >;
}

/** @param track What the client answers; by default it does at once. */
export function recorder(track: () => Promise<unknown> = async () => ({ object: "usage_event" })): Recorder {
  const events: TrackedEvent[] = [];
  const errors: Recorder["errors"] = [];
  const watchers = new Set<() => void>();
  return {
    events,
    errors,
    client: {
      usage: {
        track(event: TrackedEvent) {
          events.push(event);
          for (const watcher of watchers) watcher();
          return track();
        },
      },
    },
    onTrackingError(error, event) {
      errors.push({ error, event });
    },
    sent(count) {
      return new Promise((resolve) => {
        const watcher = () => {
          if (events.length >= count) resolve(events);
        };
        watchers.add(watcher);
        watcher();
      });
    },
    pools(index = 0) {
      const event = events[index];
      if (event === undefined) throw new Error(`Only ${events.length} events were sent`);
      const { feature, customerId, idempotencyKey, timestamp, model, responseModel, properties, ...rest } =
        event;
      return rest;
    },
  };
}

/** The options that most tests use. */
export function reportingTo(to: Recorder) {
  return {
    client: to.client,
    onTrackingError: to.onTrackingError,
    feature: "chat",
    customerId: "user_1",
  };
}
