/**
 * What a provider takes of no card, as far as that is known without asking it. Pure, so that it can be asked inside a
 * transaction, and of customers without a card; what only the provider knows it says when it is charged.
 */
import { settlementFromNanos } from "@farthing/contract";
import { FarthingError } from "../../platform/index.js";
import type { PaymentRow } from "../schema.js";
import type { Charged } from "./provider.js";
import { type NotTaken, notTakenByStripe } from "./stripe/amounts.js";

type At = Pick<PaymentRow, "provider" | "currency">;

const refusalOf = ({ provider, currency }: At, amountNanos: bigint): NotTaken | undefined =>
  provider === "stripe" ? notTakenByStripe(amountNanos, currency) : undefined;

/** @returns undefined where a card may pay it */
export function unchargeable(at: At, amountNanos: bigint): Charged | undefined {
  const refusal = refusalOf(at, amountNanos);
  if (!refusal) return undefined;
  const { code, message } = refusal;
  return { status: "failed", reference: null, isUnchargeable: true, code, message };
}

/**
 * Before a page is opened that nobody could pay at.
 * @param param the field of the request that says what is to be paid
 * @throws FarthingError `amount_too_small`
 */
export function assertNotTooSmall(at: At, amountNanos: bigint, param: string): void {
  const refusal = refusalOf(at, amountNanos);
  // In a currency that is not taken at all, the page says so.
  if (refusal?.minimumNanos === undefined) return;
  const { message, minimumNanos } = refusal;
  const { currency } = at;
  const [amount, minimum] = [amountNanos, minimumNanos].map((nanos) => settlementFromNanos(nanos, currency));
  throw new FarthingError("amount_too_small", message, { param, details: { amount, minimum, currency } });
}
