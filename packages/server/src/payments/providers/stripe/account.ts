/** Whose a key is. */
import Stripe from "stripe";
import { FarthingError } from "../../../platform/index.js";
import { openStripe, type StripeSettings } from "./stripe.js";

/**
 * @returns the account's id; null where a restricted key may not read it
 * @throws FarthingError `unavailable` where Stripe does not answer
 */
export async function readAccount(settings: StripeSettings): Promise<string | "unknown_key" | null> {
  try {
    const { id } = await openStripe(settings).accounts.retrieveCurrent();
    return id;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError) return "unknown_key";
    if (error instanceof Stripe.errors.StripePermissionError) return null;
    throw new FarthingError(
      "unavailable",
      "Stripe could not be reached to check the key. Try again shortly.",
      {
        cause: error,
        retryAfterSeconds: 10,
      },
    );
  }
}
