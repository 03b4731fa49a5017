/** The sandbox's checkout: what each test card does when its holder is there. */
import type { TestCard } from "@farthing/contract";
import { amountDueNanos, findInvoice } from "../../billing/index.js";
import type { Clock, Db } from "../../platform/index.js";
import { type CatchUp, findSubscription } from "../../subscriptions/index.js";
import { writeAttempt } from "../attempt.js";
import { findPaymentOfInvoice } from "../payment-store.js";
import { chargeSandboxCard, type SandboxReference, sandboxCard } from "../providers/sandbox.js";
import type { CheckoutRow } from "../schema.js";
import { settle } from "../settle.js";
import { locked } from "../settle-later.js";
import { findTransactionOfPayment } from "../transaction-store.js";
import { completeCheckout } from "./complete-checkout.js";
import { owedAt } from "./owed.js";
import { findCheckoutByToken, updateCheckout } from "./store.js";

interface PageDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly catchUp: CatchUp;
}

export type PaidAtPage =
  | { readonly status: "completed"; readonly checkout: CheckoutRow }
  | { readonly status: "authentication_required" }
  | { readonly status: "failed"; readonly message: string }
  | { readonly status: "closed" };

/** What the holder of the card answered, where the card asks. */
type Authentication = "none" | "confirmed" | "refused";

/** @param typed the card that was typed; undefined: the one that waits for its holder's answer */
export function payWithTestCard(
  dependencies: PageDependencies,
  checkout: CheckoutRow,
  typed: TestCard | undefined,
  authentication: Authentication,
): Promise<PaidAtPage> {
  return locked(dependencies, checkout, async (tx, customer, at): Promise<PaidAtPage> => {
    const current = await findCheckoutByToken(tx, checkout.token);
    if (current?.status === "completed") return { status: "completed", checkout: current };
    if (current?.status !== "open" || current.expiresAt <= at || !(await isWanted(tx, current)))
      return { status: "closed" };
    const card = typed ?? (current.authenticating as TestCard | null);
    if (!card) return { status: "failed", message: "Enter a card number." };
    if (card === "three_d_secure" && authentication === "none") {
      await updateCheckout(tx, current, { authenticating: card });
      return { status: "authentication_required" };
    }
    const refusal = refusalOf(card, authentication);
    if (refusal) {
      await updateCheckout(tx, current, { authenticating: null });
      await noteRefusal(tx, current, card, refusal, { customer, at });
      return { status: "failed", message: refusal.message };
    }
    const reference: SandboxReference = card === "three_d_secure" ? "three_d_secure_authenticated" : card;
    const looking = { customer, at, catchUp: dependencies.catchUp };
    const { amountNanos } = await owedAt(tx, current, looking);
    await completeCheckout(
      tx,
      { customer, checkout: current, at, catchUp: dependencies.catchUp },
      {
        provider: "sandbox",
        card: sandboxCard(reference, at),
        charge: amountNanos === 0n ? null : { reference: null, amountNanos },
      },
    );
    return { status: "completed", checkout: (await findCheckoutByToken(tx, current.token)) ?? current };
  });
}

/** Whether what the page is for can still be paid. */
export async function isWanted(db: Db, checkout: CheckoutRow): Promise<boolean> {
  const { environmentId, kind } = checkout;
  if (kind === "invoice") {
    const invoice = await findInvoice(db, environmentId, checkout.invoiceId!);
    return invoice !== undefined && amountDueNanos(invoice) > 0n;
  }
  const row = await findSubscription(db, environmentId, checkout.subscriptionId!);
  if (kind === "subscription") return row?.status === "pending_payment";
  return row !== undefined && row.status !== "canceled" && row.status !== "expired";
}

function refusalOf(card: TestCard, authentication: Authentication) {
  if (card === "declines_later") return undefined;
  if (card === "three_d_secure" && authentication === "confirmed") return undefined;
  const charged = chargeSandboxCard(card);
  return charged.status === "failed" ? charged : undefined;
}

/** A refusal of an invoice's payment is an attempt as any other. */
async function noteRefusal(
  tx: Db,
  checkout: CheckoutRow,
  card: TestCard,
  charged: Extract<ReturnType<typeof chargeSandboxCard>, { status: "failed" }>,
  { customer, at }: { customer: Parameters<typeof settle>[1]; at: Date },
): Promise<void> {
  if (checkout.kind !== "invoice") return;
  const payment = await findPaymentOfInvoice(tx, checkout.customerId, checkout.invoiceId!);
  if (!payment || (await findTransactionOfPayment(tx, payment, "pending"))) return;
  const { amountNanos } = payment;
  const tried = {
    provider: "sandbox",
    isScheduled: false,
    at,
    charged,
    card: sandboxCard(card, at),
    amountNanos,
  } as const;
  const attempt = await writeAttempt(tx, payment, tried);
  await settle(tx, customer, attempt.transaction, charged, at);
}
