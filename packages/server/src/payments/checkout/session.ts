/** Checkouts at an external provider's page: the way there, and what comes back, however often and in whatever order. */
import { findCustomer } from "../../customers/index.js";
import { type Clock, type Db, type Id, isId } from "../../platform/index.js";
import type { CatchUp } from "../../subscriptions/index.js";
import { findProviderCustomer, noteProviderCustomer } from "../method-store.js";
import type { ExternalProvider, SessionState } from "../providers/provider.js";
import type { CheckoutRow } from "../schema.js";
import { locked } from "../settle-later.js";
import { completeCheckout } from "./complete-checkout.js";
import { type Owed, owedAt } from "./owed.js";
import { findCheckout, findCheckoutBySession, findCheckoutByToken, updateCheckout } from "./store.js";

interface SessionDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly catchUp: CatchUp;
  readonly external: ExternalProvider;
}

/**
 * @returns where the customer pays. One that is open already is used again, so that nobody pays at two; where another
 *   amount is due by now, it is closed first.
 * @throws FarthingError `invalid_state` for what the provider cannot take
 */
export async function beginSession(
  dependencies: SessionDependencies,
  checkout: CheckoutRow,
  url: string,
): Promise<string> {
  const { db, external } = dependencies;
  const { catchUp } = dependencies;
  const owed = await locked(dependencies, checkout, (tx, customer, at) =>
    owedAt(tx, checkout, { customer, at, catchUp }),
  );
  let known = checkout.providerSession ? await external.readSession(checkout.providerSession) : undefined;
  if (known?.url && !isFor(known, owed)) {
    await external.closeSession(known.id);
    // Somebody may have paid there at this moment.
    known = await external.readSession(known.id);
  }
  if (known?.isComplete) {
    await applySession(dependencies, known, checkout.environmentId);
    return `${url}/return`;
  }
  if (known?.url) return known.url;
  const opened = await external.openSession({
    checkoutId: checkout.id,
    // After one that has expired, or is for another amount, another one.
    key: `${checkout.id}:${checkout.providerSession ?? "first"}:${owed.currency}${owed.amountNanos}`,
    customer: await providerCustomer(db, external, checkout),
    amountNanos: owed.amountNanos,
    currency: owed.currency,
    description: owed.description,
    returnUrl: `${url}/return`,
    cancelUrl: url,
  });
  await updateCheckout(db, checkout, { providerSession: opened.id });
  return opened.url;
}

const isFor = ({ amountNanos, currency }: SessionState, owed: Owed): boolean =>
  amountNanos === owed.amountNanos && (amountNanos === 0n || currency === owed.currency);

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
  await noteProviderCustomer(db, { customerId, environmentId, provider: external.name, reference });
  return (await findProviderCustomer(db, customerId, external.name)) ?? reference;
}

/** Writes what was done at a provider's page; once. @returns false for one that is not of the environment */
export async function applySession(
  dependencies: SessionDependencies,
  session: SessionState,
  environmentId: Id<"env">,
): Promise<boolean> {
  const { db, external, catchUp } = dependencies;
  const { checkoutId } = session;
  const checkout =
    (await findCheckoutBySession(db, environmentId, session.id)) ??
    // Of two that were opened at once only the later one is noted, and either can be paid.
    (checkoutId && isId("chk", checkoutId) ? await findCheckout(db, environmentId, checkoutId) : undefined);
  if (!checkout) return false;
  if (!session.isComplete) return true;
  await locked(dependencies, checkout, async (tx, customer, at) => {
    const current = await findCheckoutByToken(tx, checkout.token);
    if (!current) return;
    const { charge: reference, amountNanos } = session;
    await completeCheckout(
      tx,
      { customer, checkout: current, at, catchUp },
      {
        provider: external.name,
        card: session.card,
        charge: reference === null ? null : { reference, amountNanos },
      },
    );
  });
  return true;
}
