/** The sandbox's own provider: test cards, each of which always does the same. Pure; it is asked inside a transaction. */
import type { TestCard } from "@farthing/contract";
import type { Charged, NewCard } from "./provider.js";

/** How a card that is on file behaves; one whose holder said yes once is not asked again. */
export type SandboxReference = TestCard | "three_d_secure_authenticated";

interface CardDefinition {
  /** As it is typed at a checkout. */
  readonly number: string;
  readonly brand: string;
  readonly meaning: string;
}

export const TEST_CARDS: Readonly<Record<TestCard, CardDefinition>> = {
  visa: { number: "4242424242424242", brand: "visa", meaning: "succeeds" },
  declined: { number: "4000000000000002", brand: "visa", meaning: "is declined" },
  insufficient_funds: { number: "4000000000009995", brand: "visa", meaning: "has insufficient funds" },
  expired: { number: "4000000000000069", brand: "visa", meaning: "has expired" },
  three_d_secure: {
    number: "4000002500003155",
    brand: "visa",
    meaning: "asks the cardholder first (3-D Secure)",
  },
  declines_later: {
    number: "4000000000000341",
    brand: "visa",
    meaning: "succeeds on a checkout page and is declined afterwards",
  },
};

const EXPIRY_YEARS = 5;

/** The card with this number, with or without spaces; undefined where it is no test card. */
export function testCardOf(number: string): TestCard | undefined {
  const digits = number.replaceAll(/[\s-]/g, "");
  return (Object.keys(TEST_CARDS) as TestCard[]).find((name) => TEST_CARDS[name].number === digits);
}

/** What is kept of a test card. */
export function sandboxCard(reference: SandboxReference, now: Date): NewCard {
  const definition = TEST_CARDS[reference === "three_d_secure_authenticated" ? "three_d_secure" : reference];
  return {
    provider: "sandbox",
    reference,
    brand: definition.brand,
    last4: definition.number.slice(-4),
    expMonth: 12,
    expYear: now.getUTCFullYear() + EXPIRY_YEARS,
  };
}

const declined = (code: string, message: string): Charged => ({
  status: "failed",
  reference: null,
  code,
  message,
});

/** What happens when a card on file is charged and its holder is not there. */
export function chargeSandboxCard(reference: string): Charged {
  switch (reference as SandboxReference) {
    case "visa":
    case "three_d_secure_authenticated":
      return { status: "succeeded", reference: null };
    case "insufficient_funds":
      return declined("insufficient_funds", "The card has insufficient funds.");
    case "expired":
      return declined("expired_card", "The card has expired.");
    case "three_d_secure":
      return declined("authentication_required", "The cardholder has to confirm the payment.");
    default:
      return declined("card_declined", "The card was declined.");
  }
}
