import type { TokenPools } from "./pools/pools.js";

/**
 * What `tracked()` needs of a client: `new Farthing()` of `@farthing/node` has it. It is given a `TrackedEvent`;
 * asking for no more here lets a client fit that knows the codes of its features.
 */
export interface TrackingClient {
  readonly usage: { track(event: { feature: string; customerId: string }): Promise<unknown> };
}

/** A provider call whose tokens are not known (yet). */
export interface TrackedCall {
  feature: string;
  customerId: string;
  /** The caller's key with the call's ordinal (`chat_42:1`), or a UUID. */
  idempotencyKey: string;
  /** When the response ended, ISO 8601. Taken once, so that each attempt to send the event sends the same. */
  timestamp: string;
  /** The model that was asked for, with its vendor: `anthropic/claude-sonnet-4-20250514`. */
  model: string;
  /** The model that answered, as the provider names it, where it does. */
  responseModel?: string;
  properties?: Record<string, string>;
}

/** What is sent to `usage.track`: one per provider call. The token counts are disjoint; see `TokenPools`. */
export interface TrackedEvent extends TrackedCall, TokenPools {
  /** True where counts are estimated: a stream that was cut before the provider had told them. */
  estimated?: true;
}

export interface TrackedSettings {
  /** Code of a metered feature. */
  feature: string;
  /** Who is billed: Farthing's id or your own. */
  customerId: string;
  /**
   * Names what this wrapped model is used for, such as your request's id. Each provider call made with it is sent
   * as `<idempotencyKey>:1`, `:2` …, so a replay of the whole is not charged again. Without it, each call gets a
   * UUID of its own.
   */
  idempotencyKey?: string | undefined;
  /** Key-value data kept with each event. */
  properties?: Record<string, string> | undefined;
  /**
   * Told of each usage that could not be sent, or had no counts to send. The event has token counts unless the
   * error is a `UsageMissingError` or `UsageMalformedError`. Without it, each is one `console.warn`.
   */
  onTrackingError?: ((error: Error, event: TrackedCall | TrackedEvent) => unknown) | undefined;
  /** Told of each event that was sent, with what `usage.track` answered. */
  onTracked?: ((event: TrackedEvent, answer: unknown) => unknown) | undefined;
  /**
   * Your platform's way to keep a function alive (`waitUntil` of Vercel or Cloudflare, `after` of Next.js). Called
   * once as each provider call starts, with a promise that ends when its usage is reported and never rejects. The
   * response then does not wait for the report at all.
   */
  waitUntil?: ((done: Promise<unknown>) => unknown) | undefined;
  /**
   * A stream that is cut (aborted, cancelled, or lost) is sent with the counts that the provider had told by then,
   * and estimated where it had not (`estimate`, the default), or is not sent (`skip`).
   */
  onAbort?: "estimate" | "skip" | undefined;
  /** The longest that a response may wait for its report, in milliseconds. Default 2000; 0 is not to wait. */
  maxWaitMs?: number | undefined;
}

/** Options of `tracked()`: the settings, and a client under either name. */
export type TrackedOptions = TrackedSettings &
  (
    | { commet: TrackingClient; client?: TrackingClient | undefined }
    | { client: TrackingClient; commet?: TrackingClient | undefined }
  );

/** The options with their defaults in place. */
export interface Settings extends TrackedSettings {
  client: TrackingClient;
  onAbort: "estimate" | "skip";
  maxWaitMs: number;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * @throws TypeError where an option is missing or cannot work. This is before any model is called: a call that
 * nobody could be billed for had better not be made.
 */
export function settingsOf(options: TrackedOptions): Settings {
  const given = options as Partial<TrackedOptions> | null | undefined;
  const client = given?.client ?? given?.commet;
  if (typeof client?.usage?.track !== "function")
    throw new TypeError("tracked() needs a client: pass client: new Farthing({ apiKey }) in its options");
  for (const name of ["feature", "customerId"] as const)
    if (typeof given?.[name] !== "string" || given[name] === "")
      throw new TypeError(`tracked() needs ${name}, a text that is not empty, in its options`);
  const { maxWaitMs = 2000, onAbort = "estimate" } = options;
  if (!(maxWaitMs >= 0))
    throw new TypeError(`tracked() needs maxWaitMs to be 0 or more milliseconds, not ${maxWaitMs}`);
  if (onAbort !== "estimate" && onAbort !== "skip")
    throw new TypeError(`tracked() needs onAbort to be "estimate" or "skip", not "${onAbort}"`);
  return { ...options, client, onAbort, maxWaitMs: Math.min(maxWaitMs, LONGEST_TIMER_MS) };
}
