/** Opens pages at which a customer pays or saves a card. The link is what lets in, so nobody can guess it. */
import { randomBytes } from "node:crypto";
import { amountDueNanos, findInvoice, type InvoiceRow, unpaidInvoiceOf } from "../../billing/index.js";
import {
  addMs,
  type Caller,
  type Db,
  FarthingError,
  type Id,
  newId,
  transaction,
} from "../../platform/index.js";
import {
  assertCanBegin,
  awaitingPayment,
  type CatchUp,
  type LockedSubscription,
  lockSubscription,
  updateSubscription,
} from "../../subscriptions/index.js";
import { type Providers, providerOf } from "../providers/choice.js";
import { assertNotTooSmall } from "../providers/unchargeable.js";
import type { CheckoutRow, ProviderName } from "../schema.js";
import { owedAt } from "./owed.js";
import { insertCheckout } from "./store.js";

const TOKEN_BYTES = 24;
/** A week: long enough to find the mail again. */
const VALID_MS = 7 * 86_400_000;

type Opening = Pick<CheckoutRow, "customerId" | "environmentId" | "kind"> &
  Partial<Pick<CheckoutRow, "subscriptionId" | "invoiceId" | "successUrl">>;

export const openCheckout = (tx: Db, opening: Opening, now: Date): Promise<CheckoutRow> =>
  insertCheckout(tx, {
    ...opening,
    id: newId("chk"),
    token: randomBytes(TOKEN_BYTES).toString("base64url"),
    status: "open",
    createdAt: now,
    expiresAt: addMs(now, VALID_MS),
  });

export interface LinkDependencies {
  readonly providers: Providers;
  readonly catchUp: CatchUp;
}

/** At whose pages is paid. @throws FarthingError `invalid_state` where no provider is set up */
export async function requireProvider(
  db: Db,
  caller: Caller,
  { providers }: LinkDependencies,
): Promise<ProviderName> {
  const provider = await providerOf(providers, db, caller);
  if (provider !== "manual") return provider;
  throw new FarthingError(
    "invalid_state",
    "No payment provider is connected in live, so there is no payment page. Connect one, or mark invoices as paid yourself.",
  );
}

/**
 * In the transaction of what it is for.
 * @throws FarthingError `invalid_state` where no provider is set up, `amount_too_small`
 */
export async function openInvoicePage(
  tx: Db,
  caller: Caller,
  dependencies: LinkDependencies,
  invoice: InvoiceRow,
  page: {
    readonly successUrl?: string | undefined;
    readonly now: Date;
    /** The field that says what is to be paid. */
    readonly param: string;
  },
): Promise<CheckoutRow> {
  const { customerId, environmentId, id, subscriptionId, currency } = invoice;
  const provider = await requireProvider(tx, caller, dependencies);
  assertNotTooSmall({ provider, currency }, amountDueNanos(invoice), page.param);
  const of = {
    customerId,
    environmentId,
    invoiceId: id,
    subscriptionId,
    successUrl: page.successUrl ?? null,
  };
  return openCheckout(tx, { ...of, kind: "invoice" }, page.now);
}

/**
 * A page for what a subscription waits for: its first payment, or the oldest invoice that is asked for.
 * @throws FarthingError `subscription_not_found`, `amount_too_small`, `invalid_state` where nothing is owed, or it cannot begin
 */
export function openRecoveryLink(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  successUrl: string | undefined,
  dependencies: LinkDependencies,
): Promise<CheckoutRow> {
  return withSubscription(db, caller, id, dependencies, async (tx, { customer, row, provider }) => {
    const { customerId, environmentId } = row;
    if (row.status === "pending_payment") {
      await assertCanBegin(tx, customer.account, row);
      // Whoever is sent another link is waited for as long again.
      await updateSubscription(tx, row, awaitingPayment(caller.now()));
      const of = { customerId, environmentId, subscriptionId: id, successUrl: successUrl ?? null };
      const checkout = await openCheckout(tx, { ...of, kind: "subscription" }, caller.now());
      const looking = { customer, at: caller.now(), catchUp: dependencies.catchUp };
      const { amountNanos, currency } = await owedAt(tx, checkout, looking);
      // With a trial, or where nothing is to be paid, a card alone is saved.
      if (amountNanos > 0n) assertNotTooSmall({ provider, currency }, amountNanos, "id");
      return checkout;
    }
    const unpaid = await unpaidInvoiceOf(tx, row);
    const invoice = unpaid && (await findInvoice(tx, environmentId, unpaid.id, true));
    if (!invoice)
      throw new FarthingError("invalid_state", `Nothing is owed for subscription ${id}.`, { param: "id" });
    return openInvoicePage(tx, caller, dependencies, invoice, { successUrl, now: caller.now(), param: "id" });
  });
}

/** A page where another card is saved. @throws FarthingError `subscription_not_found`, `subscription_not_open` */
export function openMethodUpdate(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  successUrl: string | undefined,
  dependencies: LinkDependencies,
): Promise<CheckoutRow> {
  return withSubscription(db, caller, id, dependencies, async (tx, { row }) => {
    if (row.status === "canceled" || row.status === "expired")
      throw new FarthingError("subscription_not_open", `Subscription ${id} is ${row.status}.`, {
        param: "id",
      });
    const { customerId, environmentId } = row;
    const of = { customerId, environmentId, subscriptionId: id, successUrl: successUrl ?? null };
    return openCheckout(tx, { ...of, kind: "payment_method" }, caller.now());
  });
}

function withSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  dependencies: LinkDependencies,
  open: (
    tx: Db,
    subscription: LockedSubscription & { readonly provider: ProviderName },
  ) => Promise<CheckoutRow>,
): Promise<CheckoutRow> {
  return transaction(db, async (tx) => {
    const subscription = await lockSubscription(tx, caller, id, dependencies.catchUp);
    const provider = await requireProvider(tx, caller, dependencies);
    return open(tx, { ...subscription, provider });
  });
}
