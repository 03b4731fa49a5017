/** A provider that takes whatever is asked of it, at once; for tests of other things. */
import type { ExternalProvider } from "../src/payments/index.js";

export function alwaysPays(): ExternalProvider {
  const sessions = new Map<string, { amountNanos: bigint; currency: string }>();
  return {
    name: "stripe",
    createCustomer: async ({ id }) => `at_provider_${id}`,
    charge: async ({ transactionId }) => ({ status: "succeeded", reference: `charge_${transactionId}` }),
    findCharge: async () => undefined,
    refund: async ({ refundId }) => ({ status: "succeeded", reference: `refund_${refundId}` }),
    openSession: async ({ checkoutId, amountNanos, currency }) => {
      const id = `session_${checkoutId}`;
      sessions.set(id, { amountNanos, currency });
      return { id, url: `https://provider.example/${id}` };
    },
    readSession: async (id) => {
      const session = sessions.get(id)!;
      return {
        ...session,
        id,
        url: null,
        checkoutId: null,
        isComplete: true,
        charge: session.amountNanos === 0n ? null : `charge_${id}`,
        card: {
          provider: "stripe",
          reference: `card_${id}`,
          brand: "visa",
          last4: "1881",
          expMonth: 1,
          expYear: 2040,
        },
      };
    },
    closeSession: async () => undefined,
    readWebhook: async () => undefined,
  };
}
