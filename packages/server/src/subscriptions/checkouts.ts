/**
 * The pages at which customers pay. Those stand behind billing, which comes after this room, and so they are handed in.
 */
import type { Caller, Db, Id } from "../platform/index.js";
import type { PaymentProvider } from "../tenancy/index.js";
import type { BeginSeats, CatchUp } from "./catch-up.js";
import type { SubscriptionRow } from "./schema.js";

interface OpenedFor {
  readonly successUrl?: string | undefined;
  readonly caller: Pick<Caller, "environmentId" | "livemode" | "now">;
}

interface UnpaidInvoice {
  readonly customerId: Id<"cus">;
  readonly environmentId: Id<"env">;
  readonly id: Id<"inv">;
  readonly subscriptionId: Id<"sub"> | null;
}

export interface Checkouts {
  /** What takes the money of an environment; `manual`: there are no such pages. */
  providerOf(db: Db, environment: Pick<Caller, "environmentId" | "livemode">): Promise<PaymentProvider>;
  /** For the first payment of a subscription, in the transaction that makes it. */
  open(tx: Db, row: SubscriptionRow, opened: OpenedFor): Promise<void>;
  /**
   * For an invoice that could not be paid by the card on file, in the transaction that made it.
   * @returns where it can be paid; undefined where the card is being charged, there are no pages, or none takes such an amount
   */
  openForInvoice(tx: Db, invoice: UnpaidInvoice, opened: OpenedFor): Promise<string | undefined>;
  /** Where those that await their payment can be paid. */
  urlsOf(db: Db, ids: readonly Id<"sub">[], now: Date): Promise<ReadonlyMap<Id<"sub">, string>>;
}

export interface SubscriptionDependencies {
  readonly catchUp: CatchUp;
  readonly beginSeats: BeginSeats;
  readonly checkouts: Checkouts;
}
