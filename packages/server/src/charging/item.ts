/** What goes into the batch writer, and what comes out. */
import type { EventCost, UsageEventRow, UsageRequest } from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import type { FarthingError, Id } from "../platform/index.js";

export interface ChargeItem {
  readonly environmentId: Id<"env">;
  readonly livemode: boolean;
  readonly customerId: Id<"cus">;
  readonly request: UsageRequest;
  /** `record_only` keeps past usage without charging it. */
  readonly mode: "charge" | "record_only";
  /** The event as it was sent, for the refused-usage log. */
  readonly sent: unknown;
  /** Business time of the environment when the request came. */
  readonly now: Date;
  /** The refusal that is being replayed. */
  readonly refusedId?: Id<"rfu">;
}

/** An event and what is needed to show it. */
export interface EventWithContext {
  readonly row: UsageEventRow;
  readonly featureCode: string;
  readonly price: PinnedPrice | undefined;
  /** As the API shows it, where it was worked out with the charge; else it is rated again from what was pinned. */
  readonly cost: EventCost | undefined;
}

/** What usage would have cost, where it could be rated before it was refused. */
export interface WouldBeCost {
  readonly nanos: bigint;
  /** A currency or `credits`; null where nothing would have been deducted. */
  readonly unit: string | null;
  /** As the API shows a cost. */
  readonly cost: EventCost | undefined;
}

export type Outcome =
  | ({ readonly status: "recorded" } & EventWithContext)
  | ({ readonly status: "duplicate" } & EventWithContext)
  /** A duplicate of an event that is in an archive: little more than its id is known. */
  | { readonly status: "archived"; readonly eventId: Id<"evt">; readonly recordedAt: Date }
  /** A total that was set to what it already is. */
  | { readonly status: "unchanged"; readonly usedNanoUnits: bigint }
  | { readonly status: "refused"; readonly error: FarthingError; readonly wouldBe: WouldBeCost | undefined };
