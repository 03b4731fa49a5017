/** Credits of a customer in money: what the next invoices cost less. */
import { z } from "zod";
import {
  answeredSettlement,
  answeredTime,
  cursorQuery,
  idSchema,
  listOf,
  resource,
  settlementAmount,
  text,
  timestamp,
} from "./primitives.js";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** An ISO 4217 code in either case; answers have it in capitals. */
export const currencyCode = z
  .string()
  .regex(/^[A-Za-z]{3}$/, "must be an ISO 4217 code such as USD")
  .refine((code) => CURRENCIES.has(code.toUpperCase()), "is not an ISO 4217 currency")
  .meta({ description: "ISO 4217 code, in upper or lower case", example: "USD" });

export const customerCreditStatus = z
  .enum(["active", "used", "expired", "revoked"])
  .meta({ description: "`active` while any of it can still be used" });

export const CustomerCreditUse = z
  .object({
    invoiceId: idSchema("inv"),
    amount: answeredSettlement,
    usedAt: answeredTime,
    returnedAt: answeredTime
      .nullable()
      .meta({ description: "When the invoice was voided and the amount returned to the credit" }),
  })
  .meta({ id: "CustomerCreditUse" });

export const CustomerCredit = z
  .object({
    ...resource("customer_credit"),
    id: idSchema("ccr"),
    customerId: idSchema("cus"),
    amount: answeredSettlement,
    remaining: answeredSettlement.meta({ description: "Amount that can still be used, settlement scale" }),
    currency: z.string().meta({ example: "USD" }),
    reason: z.string(),
    status: customerCreditStatus,
    sourceInvoiceId: idSchema("inv").nullable().meta({
      description: "The invoice whose negative remainder became this credit; null if the credit was given",
    }),
    uses: z.array(CustomerCreditUse).meta({ description: "Invoices it was used for, oldest first" }),
    expiresAt: answeredTime.nullable(),
    revokedAt: answeredTime.nullable(),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "CustomerCredit" });

export const GiveCustomerCredit = z
  .strictObject({
    amount: settlementAmount.min(1),
    currency: currencyCode,
    reason: text(500),
    expiresAt: timestamp
      .nullable()
      .optional()
      .meta({ description: "From then on it is not used any more; never, where it is left out" }),
  })
  .meta({ id: "GiveCustomerCredit" });

export const ListCustomerCredits = z.strictObject({
  ...cursorQuery,
  status: customerCreditStatus.optional(),
});
export const CustomerCreditList = listOf(CustomerCredit).meta({ id: "CustomerCreditList" });

export const CustomerCreditRevocation = z
  .object({
    ...resource("customer_credit_revocation"),
    revokedAmount: answeredSettlement.meta({ description: "Amount taken back, settlement scale" }),
    revokedAt: answeredTime,
    credit: CustomerCredit,
  })
  .meta({ id: "CustomerCreditRevocation" });
