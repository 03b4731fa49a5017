/** Checkouts at an external provider's page: the way there, and what comes back, however often and in whatever order. */
import { nanosPerSettlementUnit } from "@farthing/contract";
import { amountDueNanos, findInvoice } from "../../billing/index.js";
import { findCustomer } from "../../customers/index.js";
import { type Clock, type Db, FarthingError } from "../../platform/index.js";
import { type CatchUp, findSubscription } from "../../subscriptions/index.js";
import { settlementAmount } from "../answers.js";
import type { ExternalProvider, SessionRequest, SessionState } from "../providers/provider.js";
import type { CheckoutRow } from "../schema.js";
import { locked } from "../send-pending.js";
import { findProviderCustomer, noteProviderCustomer } from "../store.js";
import { completeCheckout, firstAmountNanos } from "./complete-checkout.js";
import { findCheckoutBySession, findCheckoutByToken, updateCheckout } from "./store.js";

export interface SessionDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly catchUp: CatchUp;
  readonly external: ExternalProvider;
}

/** @returns where the customer pays; one that is open already is used again, so that nobody pays at two */
export async function beginSession(
  dependencies: SessionDependencies,
  checkout: CheckoutRow,
  url: string,
): Promise<string> {
  const { db, external } = dependencies;
  const known = checkout.providerSession ? await external.readSession(checkout.providerSession) : undefined;
  if (known?.isComplete) {
    await applySession(dependencies, known);
    return `${url}/return`;
  }
  if (known?.url) return known.url;
  const customer = await providerCustomer(db, external, checkout);
  const opened = await external.openSession({
    checkoutId: checkout.id,
    // After one that has expired, another one.
    key: `${checkout.id}:${checkout.providerSession ?? "first"}`,
    customer,
    ...(await owed(db, checkout)),
    returnUrl: `${url}/return`,
    cancelUrl: url,
  });
  await updateCheckout(db, checkout, { providerSession: opened.id });
  return opened.url;
}

async function providerCustomer(
  db: Db,
  external: ExternalProvider,
  { customerId, environmentId }: CheckoutRow,
): Promise<string> {
  const known = await findProviderCustomer(db, customerId, external.name);
  if (known) return known;
  const customer = await findCustomer(db, environmentId, customerId);
  const reference = await external.createCustomer({
    id: customerId,
    email: customer?.email ?? null,
    name: customer?.fullName ?? null,
  });
  await noteProviderCustomer(db, { customerId, provider: external.name, reference });
  return (await findProviderCustomer(db, customerId, external.name)) ?? reference;
}

/** What is to be paid at the page; null where a card alone is saved. */
async function owed(db: Db, checkout: CheckoutRow): Promise<Pick<SessionRequest, "payment" | "currency">> {
  if (checkout.kind === "invoice") {
    const invoice = await findInvoice(db, checkout.environmentId, checkout.invoiceId!);
    if (!invoice) throw new FarthingError("invoice_not_found", "The invoice is not there.");
    const { currency, description } = invoice;
    const amount = settlementAmount(amountDueNanos(invoice), currency);
    return { currency, payment: { amount, currency, description: description ?? "Invoice" } };
  }
  const row = checkout.subscriptionId
    ? await findSubscription(db, checkout.environmentId, checkout.subscriptionId)
    : undefined;
  const currency = row?.currency ?? "USD";
  const nanos = row && checkout.kind === "subscription" ? await firstAmountNanos(db, checkout, row) : 0n;
  const amount = settlementAmount(nanos, currency);
  return { currency, payment: amount === 0 ? null : { amount, currency, description: row?.name ?? "" } };
}

/** Writes what was done at a provider's page; once. */
export async function applySession(dependencies: SessionDependencies, session: SessionState): Promise<void> {
  const { db, external, catchUp } = dependencies;
  if (!session.isComplete) return;
  const checkout = await findCheckoutBySession(db, session.id);
  if (!checkout) return;
  await locked(dependencies, checkout, async (tx, customer, at) => {
    const current = await findCheckoutByToken(tx, checkout.token);
    if (!current) return;
    const amountNanos = BigInt(session.amount) * nanosPerSettlementUnit(session.currency);
    await completeCheckout(
      tx,
      { customer, checkout: current, at, catchUp },
      {
        provider: external.name,
        card: session.card,
        charge: session.charge === null ? null : { reference: session.charge, amountNanos },
      },
    );
  });
}
