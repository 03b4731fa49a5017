/** A usage event as callers write it, and as it is sent. */
import type { MeteredFeatureCode } from "../register.js";
import type { Input, Replace, Schemas, Time } from "../schemas.js";

/** A plain object, or the API's list of `{property, value}`. */
export type Properties =
  | Readonly<Record<string, string | number | boolean | undefined>>
  | readonly { readonly property: string; readonly value: string }[];

type EventBody = Schemas["TrackUsage"];

/**
 * One usage event. `value` (default 1) is for features priced per unit; `model` with token counts for those priced by
 * AI model, where `inputTokens` are those billed at the input price: cached ones are counted apart.
 */
export type TrackParams = Input<
  Replace<
    Omit<EventBody, "featureCode" | "eventId">,
    {
      /** Code of a metered feature. */
      feature: MeteredFeatureCode;
      /** When it happened. Default: now, by the server's clock. */
      timestamp?: Time;
      /** For grouping and debugging: up to 50. */
      properties?: Properties;
    }
  >
>;

/** As {@link TrackParams}, with the key that it was or will be sent under. */
export type KeyedEvent = EventBody & { idempotencyKey: string };

export function keyedEvent(params: TrackParams, newKey: () => string): KeyedEvent {
  const { timestamp, properties, ...rest } = params;
  return {
    ...defined(rest),
    customerId: params.customerId,
    idempotencyKey: params.idempotencyKey ?? newKey(),
    ...(timestamp === undefined ? {} : { timestamp: isoTime(timestamp) }),
    ...(properties === undefined ? {} : { properties: propertyList(properties) }),
  };
}

export const isoTime = (time: Time): string => (typeof time === "string" ? time : time.toISOString());

function propertyList(properties: Properties): { property: string; value: string }[] {
  if (Array.isArray(properties)) return [...properties];
  return Object.entries(properties).flatMap(([property, value]) =>
    value === undefined ? [] : [{ property, value: String(value) }],
  );
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
