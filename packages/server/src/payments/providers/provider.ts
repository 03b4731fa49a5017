/**
 * What takes money. The sandbox's provider decides at once, inside a transaction. Every other one stands somewhere
 * else: it is asked outside of any transaction, under the id of the row that asks, and may be asked again.
 */
import type { ProviderName } from "../schema.js";

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
    };

export interface Charge {
  /** Under which the provider does it once. */
  readonly transactionId: string;
  /** Settlement scale. */
  readonly amount: number;
  readonly currency: string;
  /** What the provider calls the customer and the card. */
  readonly customer: string;
  readonly method: string;
  readonly description: string;
  /** What the provider called it when it was asked before. */
  readonly known: string | null;
  /** Whether it was asked so long ago that it may have forgotten the key. */
  readonly mayBeForgotten: boolean;
}

export interface RefundRequest {
  /** Under which the provider does it once. */
  readonly refundId: string;
  /** What the provider calls the charge. */
  readonly charge: string;
  /** Settlement scale. */
  readonly amount: number;
  readonly currency: string;
  /** What the provider called it when it was asked before. */
  readonly known: string | null;
}

export type Refunded =
  | { readonly status: "succeeded" | "pending"; readonly reference: string }
  | { readonly status: "failed"; readonly message: string };

export interface SessionRequest {
  readonly checkoutId: string;
  /** Under which the provider opens one page. */
  readonly key: string;
  readonly customer: string;
  /** Null: only a card is saved. */
  readonly payment: {
    /** Settlement scale. */
    readonly amount: number;
    readonly currency: string;
    readonly description: string;
  } | null;
  readonly currency: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

export interface SessionState {
  readonly id: string;
  readonly checkoutId: string;
  readonly isComplete: boolean;
  /** Where it can be paid; null where it is complete or has expired. */
  readonly url: string | null;
  readonly card: NewCard | null;
  /** What the provider calls the charge; null where only a card was saved. */
  readonly charge: string | null;
  /** Settlement scale. */
  readonly amount: number;
  readonly currency: string;
}

/** What a webhook tells: of a transaction by its id, or of a checkout. */
export type ProviderNews =
  | { readonly kind: "charge"; readonly transactionId: string; readonly charged: Charged }
  | { readonly kind: "session"; readonly sessionId: string };

/** Every method throws where the outcome is not known; whoever asked asks again, under the same id. */
export interface ExternalProvider {
  readonly name: Exclude<ProviderName, "sandbox">;
  createCustomer(customer: { id: string; email: string | null; name: string | null }): Promise<string>;
  charge(charge: Charge): Promise<Charged>;
  refund(refund: RefundRequest): Promise<Refunded>;
  openSession(request: SessionRequest): Promise<{ id: string; url: string }>;
  readSession(id: string): Promise<SessionState>;
  /** @throws FarthingError `unauthorized` where the signature is not the provider's, or too old */
  readWebhook(body: string, signature: string): Promise<ProviderNews | undefined>;
}
