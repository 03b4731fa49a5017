/** How much is to be paid at a page, and for what; as it is now. */
import {
  amountDueNanos,
  findInvoice,
  type InvoiceRow,
  listLines,
  pageOfInvoices,
} from "../../billing/index.js";
import { type Db, takenBack } from "../../platform/index.js";
import {
  activatePending,
  type CatchUp,
  findSubscription,
  lockCurrent,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { CheckoutRow } from "../schema.js";

export interface Owed {
  /** 0n: a card alone is saved. */
  readonly amountNanos: bigint;
  readonly currency: string;
  readonly description: string;
  /** What it is made of. */
  readonly lines: readonly { readonly description: string; readonly amountNanos: bigint }[];
  /** Undefined where it has no invoice yet, or needs none. */
  readonly invoice: InvoiceRow | undefined;
}

interface Looking {
  readonly livemode: boolean;
  /** Business time. */
  readonly at: Date;
  readonly catchUp: CatchUp;
}

/** @param tx that holds the lock of the customer's account */
export async function owedAt(tx: Db, checkout: CheckoutRow, looking: Looking): Promise<Owed> {
  if (checkout.kind === "invoice") return ofInvoice(tx, checkout);
  const row = await findSubscription(tx, checkout.environmentId, checkout.subscriptionId!);
  if (!row) throw new Error(`checkout ${checkout.id} has no subscription`);
  const nothing = { amountNanos: 0n, currency: row.currency, description: row.name, lines: [] };
  if (checkout.kind === "payment_method" || checkout.trialDays > 0 || row.status !== "pending_payment")
    return { ...nothing, invoice: undefined };
  return { ...nothing, ...(await firstInvoice(tx, row, looking)), invoice: undefined };
}

async function ofInvoice(tx: Db, checkout: CheckoutRow): Promise<Owed> {
  const invoice = await findInvoice(tx, checkout.environmentId, checkout.invoiceId!);
  if (!invoice) throw new Error(`checkout ${checkout.id} has no invoice`);
  const { currency, description } = invoice;
  return {
    amountNanos: amountDueNanos(invoice),
    currency,
    description: description ?? "Invoice",
    lines: await listLines(tx, invoice),
    invoice,
  };
}

/**
 * The invoice that a subscription begins with: it is begun, and that is taken back. So what is asked for is what will be
 * billed, with its seats and less the customer's credits.
 */
function firstInvoice(
  tx: Db,
  row: SubscriptionRow,
  { livemode, at, catchUp }: Looking,
): Promise<Pick<Owed, "amountNanos" | "lines">> {
  return takenBack(tx, async () => {
    const { customerId, environmentId, id: subscriptionId } = row;
    // Read anew: what is taken back of it must not stay in memory.
    const customer = await lockCurrent(tx, { environmentId, livemode, now: () => at }, customerId, catchUp);
    await activatePending(tx, customer, row, { now: at, trialDays: 0, catchUp });
    const [invoice] = await pageOfInvoices(tx, environmentId, { customerId, subscriptionId }, 1, undefined);
    if (!invoice) return { amountNanos: 0n, lines: [] };
    return { amountNanos: invoice.totalNanos, lines: await listLines(tx, invoice) };
  });
}
