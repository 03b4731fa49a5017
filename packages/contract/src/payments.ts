/** Payments: the money that is taken for invoices, each attempt at it, and what was given back. */
import { z } from "zod";
import { currencyCode } from "./customer-credits.js";
import {
  answeredSettlement,
  answeredTime,
  cursorQuery,
  customerReference,
  deletedOf,
  idSchema,
  listOf,
  metadata,
  orNull,
  resource,
  settlementAmount,
  text,
} from "./primitives.js";

export const paymentProvider = z.enum(["sandbox", "stripe", "manual"]);
const paymentStatus = z.enum(["pending", "succeeded", "failed", "canceled", "refunded"]);
const transactionStatus = z.enum(["pending", "succeeded", "failed", "refunded", "partially_refunded"]);
const collectionMode = z.enum(["immediate", "checkout"]);

/** What a sandbox charges instead of cards. */
export const testCard = z
  .enum(["visa", "declined", "insufficient_funds", "expired", "three_d_secure", "declines_later"])
  .meta({ description: "How the card behaves when charged" });
export type TestCard = z.output<typeof testCard>;

export const webUrl = text(2_000).refine((url) => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === "https:" || parsed?.protocol === "http:";
}, "must be an http or https URL");
export const successUrl = webUrl.meta({
  description: "Where the customer is redirected after the payment",
  example: "https://example.com/thanks",
});
const failure = {
  failureCode: z
    .string()
    .nullable()
    .meta({ description: "Reason for the failure of the last attempt", example: "card_declined" }),
  failureMessage: z.string().nullable(),
};

export const disputeStatus = z.enum(["open", "won", "lost"]).meta({
  description:
    "`open`: the bank has not decided yet. `won`: you keep the money. `lost`: the money was returned, and counts as refunded.",
});

/** A charge that its payer's bank has called into question. */
export const Dispute = z
  .object({
    id: idSchema("dsp"),
    transactionId: idSchema("txn"),
    status: disputeStatus,
    amount: answeredSettlement.meta({ description: "Disputed amount, settlement scale" }),
    currency: z.string().meta({ example: "USD" }),
    reason: z
      .string()
      .nullable()
      .meta({ description: "The provider's own name for the reason", example: "fraudulent" }),
    createdAt: answeredTime,
    closedAt: answeredTime.nullable(),
  })
  .meta({ id: "Dispute" });

export const Payment = z
  .object({
    ...resource("payment"),
    id: idSchema("pay"),
    customerId: idSchema("cus"),
    invoiceId: idSchema("inv").nullable(),
    subscriptionId: idSchema("sub").nullable(),
    provider: paymentProvider,
    status: paymentStatus,
    amount: answeredSettlement,
    amountRefunded: answeredSettlement,
    currency: z.string().meta({ example: "USD" }),
    description: z.string(),
    metadata: metadata.nullable(),
    attempts: z.int().meta({ description: "Number of attempts; each is a transaction" }),
    ...failure,
    nextRetryAt: answeredTime.nullable(),
    dispute: orNull(Dispute).meta({ description: "The latest dispute" }),
    checkoutUrl: z.string().nullable().meta({ description: "The page where it can be paid" }),
    paidAt: answeredTime.nullable(),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Payment" });

export const ListPayments = z.strictObject({
  ...cursorQuery,
  customerId: customerReference.optional(),
  invoiceId: idSchema("inv").optional(),
  status: paymentStatus.optional(),
});
export const PaymentList = listOf(Payment).meta({ id: "PaymentList" });

const oneOff = {
  amount: settlementAmount.min(1),
  currency: currencyCode.transform((code) => code.toUpperCase()),
  description: text(500),
  metadata: metadata.optional(),
};

export const CreatePayment = z
  .strictObject({
    ...oneOff,
    customerId: customerReference
      .optional()
      .meta({ description: "Left out: a new customer is made for whoever pays" }),
    successUrl: successUrl.optional(),
  })
  .meta({ id: "CreatePayment" });

export const ChargePayment = z
  .strictObject({ ...oneOff, customerId: customerReference })
  .meta({ id: "ChargePayment" });

export const CardOfTransaction = z
  .object({ id: idSchema("pm").nullable(), brand: z.string(), last4: z.string() })
  .meta({ id: "CardOfTransaction" });

/** One attempt at a payment. */
export const Transaction = z
  .object({
    ...resource("transaction"),
    id: idSchema("txn"),
    paymentId: idSchema("pay"),
    invoiceId: idSchema("inv").nullable(),
    customerId: idSchema("cus"),
    provider: paymentProvider,
    status: transactionStatus,
    amount: answeredSettlement,
    amountRefunded: answeredSettlement,
    currency: z.string().meta({ example: "USD" }),
    paymentMethod: z.union([CardOfTransaction, z.null()]),
    providerReference: z.string().nullable().meta({ description: "The provider's id of the charge" }),
    ...failure,
    createdAt: answeredTime,
    settledAt: answeredTime.nullable().meta({ description: "When the result was known" }),
  })
  .meta({ id: "Transaction" });

export const ListTransactions = z.strictObject({
  ...cursorQuery,
  status: transactionStatus.optional(),
  customerId: customerReference.optional(),
  customerEmail: text(254).optional(),
  paymentId: idSchema("pay").optional(),
});
export const TransactionList = listOf(Transaction).meta({ id: "TransactionList" });

export const RefundTransaction = z
  .strictObject({
    amount: settlementAmount
      .min(1)
      .optional()
      .meta({ description: "Settlement scale. Default: everything that has not been refunded yet" }),
    reason: text(500).optional(),
  })
  .meta({ id: "RefundTransaction" });

export const Refund = z
  .object({
    ...resource("refund"),
    id: idSchema("rfd"),
    transactionId: idSchema("txn"),
    paymentId: idSchema("pay"),
    customerId: idSchema("cus"),
    status: z.enum(["pending", "succeeded", "failed"]),
    amount: answeredSettlement,
    currency: z.string().meta({ example: "USD" }),
    reason: z.string().nullable(),
    createdAt: answeredTime,
    settledAt: answeredTime.nullable(),
  })
  .meta({ id: "Refund" });

/** A saved card: enough to be recognised, never its number. */
export const PaymentMethod = z
  .object({
    ...resource("payment_method"),
    id: idSchema("pm"),
    customerId: idSchema("cus"),
    provider: paymentProvider,
    brand: z.string().meta({ example: "visa" }),
    last4: z.string().meta({ example: "4242" }),
    expMonth: z.int(),
    expYear: z.int(),
    isDefault: z.boolean().meta({ description: "Whether this card is the one charged" }),
    createdAt: answeredTime,
  })
  .meta({ id: "PaymentMethod" });
export const ListPaymentMethods = z.strictObject({ ...cursorQuery });
export const PaymentMethodList = listOf(PaymentMethod).meta({ id: "PaymentMethodList" });
export const AddPaymentMethod = z.strictObject({ testCard }).meta({ id: "AddPaymentMethod" });
export const DeletedPaymentMethod = deletedOf("payment_method").meta({ id: "DeletedPaymentMethod" });

export const UpdatePaymentMethod = z
  .strictObject({ successUrl: successUrl.optional() })
  .meta({ id: "UpdatePaymentMethod" });

export const CreateRecoveryLink = z
  .strictObject({ successUrl: successUrl.optional() })
  .meta({ id: "CreateRecoveryLink" });

/** A page at which a customer pays or saves a card. */
export const CheckoutLink = z
  .object({
    ...resource("checkout"),
    id: idSchema("chk"),
    subscriptionId: idSchema("sub").nullable(),
    invoiceId: idSchema("inv").nullable(),
    checkoutUrl: z.string(),
    expiresAt: answeredTime,
  })
  .meta({ id: "CheckoutLink" });

const DAYS = 60;
export const EnvironmentSettings = z
  .object({
    ...resource("settings"),
    collection: collectionMode.meta({
      description: "How a paid subscription starts: charged at once, or paid on a checkout page first",
    }),
    paymentRetryDays: z.array(z.int()).meta({
      description: "Days after the invoice on which its payment is attempted",
      example: [0, 1, 3, 5],
    }),
    paymentProvider: paymentProvider.meta({
      description: "The provider that collects payments in this environment",
    }),
  })
  .meta({ id: "EnvironmentSettings" });
export const UpdateEnvironmentSettings = z
  .strictObject({
    collection: collectionMode.optional(),
    paymentRetryDays: z
      .array(z.int().min(0).max(DAYS))
      .min(1)
      .max(10)
      .refine((days) => days[0] === 0, "must begin with 0, the attempt at the time of the invoice")
      .refine(
        (days) => days.every((day, i) => i === 0 || day > days[i - 1]!),
        "must be in ascending order, without repetition",
      )
      .optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdateEnvironmentSettings" });

export const PaymentProviderTest = z
  .object({
    ...resource("payment_provider_test"),
    result: z.enum(["works", "unknown_key", "other_account", "not_reachable"]).meta({
      description:
        "`unknown_key`: Stripe does not know the key, or it was revoked; `other_account`: the key works, but belongs to a different account than the one that was connected; `not_reachable`: Stripe did not answer",
    }),
    account: z.string().nullable().meta({ description: "null if the key has no permission to read it" }),
  })
  .meta({ id: "PaymentProviderTest" });

/** What takes the money of an environment, and how it is reached. */
export const ConnectedPaymentProvider = z
  .object({
    ...resource("payment_provider"),
    provider: paymentProvider,
    webhookUrl: z.string().meta({
      description: "URL for Stripe's webhook events; each environment has its own",
      example: "https://billing.example.com/provider-webhooks/stripe/env_…",
    }),
    webhookEvents: z.array(z.string()).meta({ description: "The events to enable at Stripe" }),
    stripe: z
      .object({
        account: z
          .string()
          .nullable()
          .meta({ description: "null if a restricted key has no permission to read it" }),
        keyHint: z.string().meta({ description: "The last characters of the secret key", example: "x7Qz" }),
        webhookSecretHint: z.string().nullable().meta({
          description: "The last characters of the webhook signing secret; null if they were not stored",
          example: "9f3K",
        }),
        connectedAt: answeredTime,
      })
      .nullable()
      .meta({ description: "null if Stripe is not connected" }),
  })
  .meta({ id: "ConnectedPaymentProvider" });

export const ConnectPaymentProvider = z
  .strictObject({
    provider: z.literal("stripe"),
    secretKey: text(255).meta({
      description: "A secret or restricted key: `sk_test_…` or `rk_test_…` in a sandbox, `…_live_…` in live",
    }),
    webhookSecret: z
      .string()
      .max(255)
      .regex(/^whsec_\S+$/, "must be the webhook's signing secret, whsec_…")
      .meta({ description: "The secret that Stripe signs its events with" }),
  })
  .meta({ id: "ConnectPaymentProvider" });
