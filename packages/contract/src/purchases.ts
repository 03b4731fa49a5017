/** What customers buy beside their plan: packs of credits, and top-ups of a balance. */
import { z } from "zod";
import { currencyCode } from "./customer-credits.js";
import {
  answeredCredits,
  answeredRate,
  answeredSettlement,
  answeredTime,
  credits,
  cursorQuery,
  customerReference,
  deletedOf,
  idSchema,
  listOf,
  nanosText,
  orNull,
  rateAmount,
  resource,
  settlementAmount,
  text,
} from "./primitives.js";
import { Balance, LedgerEntry } from "./subscriptions.js";

const packCredits = credits
  .refine((value) => value > 0, "must be above 0")
  .meta({ description: "Credits that the customer receives", example: 1000 });
const packPrice = settlementAmount.min(1).meta({
  description: "Settlement scale: 100 = $1.00; above 0. To give credits for free, adjust the balance.",
  example: 1900,
});

export const CreateCreditPack = z
  .strictObject({
    name: text(100),
    description: text(1000).nullable().optional(),
    credits: packCredits,
    price: packPrice,
    currency: currencyCode
      .transform((code) => code.toUpperCase())
      .default("USD")
      .meta({ description: "Only subscriptions in this currency can buy it", example: "USD" }),
    isActive: z.boolean().default(true).meta({ description: "Whether it can be bought" }),
  })
  .meta({ id: "CreateCreditPack" });

export const UpdateCreditPack = z
  .strictObject({
    name: text(100).optional(),
    description: text(1000).nullable().optional(),
    credits: packCredits.optional(),
    price: packPrice.optional(),
    isActive: z.boolean().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdateCreditPack" });

export const CreditPack = z
  .object({
    ...resource("credit_pack"),
    id: idSchema("pack"),
    name: z.string(),
    description: z.string().nullable(),
    credits: answeredCredits,
    price: answeredSettlement,
    currency: z.string(),
    isActive: z.boolean(),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "CreditPack" });

export const ListCreditPacks = z.strictObject({ ...cursorQuery, isActive: z.stringbool().optional() });
export const CreditPackList = listOf(CreditPack).meta({ id: "CreditPackList" });
export const DeletedCreditPack = deletedOf("credit_pack").meta({ id: "DeletedCreditPack" });

export const purchaseKind = z.enum(["credit_pack", "balance_topup"]);
const purchaseStatus = z.enum(["pending", "applied", "held", "void"]).meta({
  description:
    "`pending`: its invoice has not been paid. `applied`: it was added to the account. `held`: paid, and added once the " +
    "customer's account uses its unit again. `void`: the invoice was voided, or fully credited or refunded before it was added, so nothing is added.",
});

export const Purchase = z
  .object({
    ...resource("purchase"),
    id: idSchema("pur"),
    customerId: idSchema("cus"),
    subscriptionId: idSchema("sub"),
    invoiceId: idSchema("inv"),
    kind: purchaseKind,
    status: purchaseStatus,
    creditPackId: idSchema("pack").nullable(),
    unit: z.string().meta({ description: "A currency such as USD, or `credits`" }),
    amount: z.number().meta({ description: "Amount added: rate scale for money, else credits" }),
    amountNanos: nanosText,
    description: z.string(),
    entryId: z.string().nullable().meta({ description: "The ledger entry that added it" }),
    createdAt: answeredTime,
    paidAt: answeredTime.nullable(),
    appliedAt: answeredTime.nullable(),
  })
  .meta({ id: "Purchase" });

export const ListPurchases = z.strictObject({ ...cursorQuery, customerId: customerReference.optional() });
export const PurchaseList = listOf(Purchase).meta({ id: "PurchaseList" });

export const TopupBalance = z
  .strictObject({
    amount: rateAmount.meta({
      description: "Rate scale: 100000 = $10.00; above 0, and a whole number of the currency's smallest unit",
    }),
    description: text(500).optional(),
  })
  .refine((body) => body.amount > 0, { path: ["amount"], message: "must be above 0" })
  .meta({ id: "TopupBalance" });

export const BuyCredits = z.strictObject({ creditPackId: idSchema("pack") }).meta({ id: "BuyCredits" });

/** Of a purchase, and what it has done by now. */
const bought = {
  status: purchaseStatus,
  purchaseId: idSchema("pur"),
  invoiceId: idSchema("inv"),
  balance: Balance.meta({ description: "The current balance; includes the purchase if it is `applied`" }),
  entry: orNull(LedgerEntry),
};

export const BalanceTopup = z
  .object({
    ...resource("balance_topup"),
    amount: answeredRate,
    ...bought,
  })
  .meta({ id: "BalanceTopup" });

export const CreditGrant = z
  .object({
    ...resource("credit_grant"),
    creditPackId: idSchema("pack"),
    credits: answeredCredits,
    ...bought,
  })
  .meta({ id: "CreditGrant" });
