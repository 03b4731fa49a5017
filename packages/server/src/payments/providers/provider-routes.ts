import { ConnectedPaymentProvider, ConnectPaymentProvider, PaymentProviderTest } from "@farthing/contract";
import { type Caller, type Db, endpoint } from "../../platform/index.js";
import { providerWebhookPath } from "../provider-webhook.js";
import { type Providers, providerOf } from "./choice.js";
import { connectProvider, disconnectProvider } from "./connect-provider.js";
import { findConnection } from "./connection-store.js";
import type { ConnectionRules } from "./connections.js";
import { testConnection } from "./test-connection.js";

/** All that is listened to; see stripe/news. */
const WEBHOOK_EVENTS = [
  "payment_intent.succeeded",
  "payment_intent.processing",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_reinstated",
];

interface ProviderEndpointDependencies extends ConnectionRules {
  readonly providers: Providers;
  /** Where this server is reached; default: where the request came to. */
  readonly publicUrl: string | undefined;
}

export const providerEndpoints = (dependencies: ProviderEndpointDependencies) => {
  const shape = async (db: Db, caller: Caller, origin: string) => {
    const row = await findConnection(db, caller.environmentId);
    const { account, keyHint, webhookSecretHint, connectedAt } = row ?? {};
    return {
      object: "payment_provider" as const,
      livemode: caller.livemode,
      provider: await providerOf(dependencies.providers, db, caller),
      webhookUrl: (dependencies.publicUrl ?? origin) + providerWebhookPath(caller.environmentId),
      webhookEvents: WEBHOOK_EVENTS,
      stripe:
        keyHint === undefined || connectedAt === undefined
          ? null
          : {
              account: account ?? null,
              keyHint,
              webhookSecretHint: webhookSecretHint ?? null,
              connectedAt: connectedAt.toISOString(),
            },
    };
  };
  return [
    endpoint({
      operationId: "getPaymentProvider",
      method: "get",
      path: "/settings/payment-provider",
      tag: "Settings",
      summary: "Get the payment provider",
      description: "With the address for Stripe's webhook. Keys are never shown again.",
      answer: ConnectedPaymentProvider,
      handle: ({ db, caller, origin }) => shape(db, caller, origin),
    }),
    endpoint({
      operationId: "connectPaymentProvider",
      method: "put",
      path: "/settings/payment-provider",
      managesAccess: true,
      tag: "Settings",
      summary: "Connect Stripe, or replace its keys",
      description:
        "Use test keys in a sandbox and live keys in live. The key is checked with Stripe; key and webhook secret are stored encrypted and never shown again. It can be replaced by another key of the same account at any time.",
      body: ConnectPaymentProvider,
      answer: ConnectedPaymentProvider,
      errors: ["invalid_state"],
      // A stored answer holds no secret, but the digest of a request that does would.
      idempotency: "none",
      handle: async ({ db, caller, body, origin }) => {
        await connectProvider(db, caller, body, dependencies);
        return shape(db, caller, origin);
      },
    }),
    endpoint({
      operationId: "testPaymentProvider",
      method: "post",
      path: "/settings/payment-provider/test",
      managesAccess: true,
      tag: "Settings",
      summary: "Test the stored Stripe key",
      description:
        "Asks Stripe whether the key still works; nothing is changed and no money moves. `result` is Stripe's answer. Whether webhooks arrive only shows with the first payment.",
      answer: PaymentProviderTest,
      errors: ["invalid_state"],
      // What is true now, and not what was true when it was asked first.
      idempotency: "none",
      handle: async ({ db, caller }) => ({
        object: "payment_provider_test" as const,
        livemode: caller.livemode,
        ...(await testConnection(db, caller, dependencies)),
      }),
    }),
    endpoint({
      operationId: "disconnectPaymentProvider",
      method: "delete",
      path: "/settings/payment-provider",
      managesAccess: true,
      tag: "Settings",
      summary: "Disconnect Stripe",
      description:
        "Deletes the stored keys. Cards stay listed and can be charged again once the same account is connected.",
      answer: ConnectedPaymentProvider,
      errors: ["invalid_state"],
      handle: async ({ db, caller, origin }) => {
        await disconnectProvider(db, caller);
        return shape(db, caller, origin);
      },
    }),
  ];
};
