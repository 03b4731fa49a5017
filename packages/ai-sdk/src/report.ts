import type { Settings, TrackedCall, TrackedEvent } from "./options.js";

/** Sends an event. Never rejects: what goes wrong goes to `onTrackingError`. */
export async function send(settings: Settings, event: TrackedEvent): Promise<void> {
  let answer: unknown;
  try {
    answer = await settings.client.usage.track(event);
  } catch (error) {
    return fail(settings, error, event);
  }
  try {
    await settings.onTracked?.(event, answer);
  } catch (error) {
    console.warn("[farthing] onTracked threw; the usage was tracked.", error);
  }
}

/** Tells of usage that was not sent: to `onTrackingError`, or else with one warning. Never rejects. */
export async function fail(settings: Settings, reason: unknown, event: TrackedCall): Promise<void> {
  const error = reason instanceof Error ? reason : new Error("Tracking failed", { cause: reason });
  const whose = `usage of customer ${event.customerId}, feature ${event.feature}, key ${event.idempotencyKey}`;
  if (settings.onTrackingError === undefined) {
    console.warn(`[farthing] Could not track ${whose}.`, error);
    return;
  }
  try {
    await settings.onTrackingError(error, event);
  } catch (thrown) {
    console.warn(`[farthing] onTrackingError threw about ${whose}.`, thrown, error);
  }
}

/** Waits for a promise that never rejects, but no longer than `ms` milliseconds. */
export async function waitAtMost(promise: Promise<void>, ms: number): Promise<void> {
  if (ms === 0) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, tooLong]);
  clearTimeout(timer);
}
