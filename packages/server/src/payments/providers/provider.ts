/**
 * What takes money. The sandbox's own provider decides at once, inside a transaction. Every other one stands somewhere
 * else: it is asked outside of any transaction, under the id of the row that asks, and may be asked again.
 */
import type { DisputeRow, ProviderName } from "../schema.js";

/** What is known of a card; never its number. */
export interface NewCard {
  readonly provider: ProviderName;
  readonly reference: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

/** `pending`: the provider will tell later. */
export type Charged =
  | { readonly status: "succeeded"; readonly reference: string | null }
  | { readonly status: "pending"; readonly reference: string }
  | {
      readonly status: "failed";
      readonly reference: string | null;
      readonly code: string;
      readonly message: string;
      /** The provider takes this amount of no card: it is too small or too large, or not in its steps, or its currency is not taken. */
      readonly isUnchargeable?: boolean;
    };

export interface Charge {
  /** Under which the provider does it once. */
  readonly transactionId: string;
  readonly amountNanos: bigint;
  readonly currency: string;
  /** What the provider calls the customer and the card. */
  readonly customer: string;
  readonly method: string;
  readonly description: string;
}

/** A charge that the provider was asked for before. */
export interface AskedCharge {
  readonly transactionId: string;
  readonly customer: string;
  /** What the provider called it, where it has told. */
  readonly known: string | null;
  /** Real time of the first question. */
  readonly askedAt: Date;
}

export interface RefundRequest {
  /** Under which the provider does it once. */
  readonly refundId: string;
  /** What the provider calls the charge. */
  readonly charge: string;
  readonly amountNanos: bigint;
  readonly currency: string;
  /** What the provider called it, where it has told. */
  readonly known: string | null;
  /** Whether it was asked before, and may have done it. */
  readonly isRepeated: boolean;
}

export type Refunded =
  | { readonly status: "succeeded" | "pending"; readonly reference: string }
  | { readonly status: "failed"; readonly message: string };

export interface SessionRequest {
  readonly checkoutId: string;
  /** Under which the provider opens one page. */
  readonly key: string;
  readonly customer: string;
  /** 0n: only a card is saved. */
  readonly amountNanos: bigint;
  readonly currency: string;
  readonly description: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

export interface SessionState {
  readonly id: string;
  /** As it was opened for; null for one that is not ours. */
  readonly checkoutId: string | null;
  readonly isComplete: boolean;
  /** Where it can be paid; null where it is complete or has expired. */
  readonly url: string | null;
  readonly card: NewCard | null;
  /** What the provider calls the charge; null where only a card was saved. */
  readonly charge: string | null;
  readonly amountNanos: bigint;
  readonly currency: string;
}

/** What a webhook tells of. */
export type ProviderNews =
  | { readonly kind: "charge"; readonly transactionId: string; readonly charged: Charged }
  | { readonly kind: "session"; readonly sessionId: string }
  | {
      readonly kind: "refund";
      /** Null: it was given back at the provider's own pages. */
      readonly refundId: string | null;
      readonly reference: string;
      readonly charge: string;
      readonly amountNanos: bigint;
      readonly refunded: Refunded;
    }
  | {
      readonly kind: "dispute";
      readonly reference: string;
      readonly charge: string;
      readonly status: DisputeRow["status"];
      /** What is in question. */
      readonly amountNanos: bigint;
      readonly currency: string;
      readonly reason: string | null;
      /** The provider's time, to the second. */
      readonly saidAt: Date;
    };

/** The signature is not the provider's, or is too old. */
export class WrongSignature extends Error {
  override readonly name = "WrongSignature";
}

/** Every method throws where the outcome is not known; whoever asked asks again, under the same id. */
export interface ExternalProvider {
  readonly name: Exclude<ProviderName, "sandbox">;
  createCustomer(customer: { id: string; email: string | null; name: string | null }): Promise<string>;
  charge(charge: Charge): Promise<Charged>;
  /** What became of a charge that was asked for; undefined where none was made. */
  findCharge(asked: AskedCharge): Promise<Charged | undefined>;
  refund(refund: RefundRequest): Promise<Refunded>;
  /** @throws FarthingError `invalid_state` for what the provider cannot take, such as its currency */
  openSession(request: SessionRequest): Promise<{ id: string; url: string }>;
  readSession(id: string): Promise<SessionState>;
  /** Nobody can pay there any more, unless somebody has. */
  closeSession(id: string): Promise<void>;
  /** @returns undefined for what is of no concern. @throws WrongSignature */
  readWebhook(body: Uint8Array, signature: string): Promise<ProviderNews | undefined>;
}
