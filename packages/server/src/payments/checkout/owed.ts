/** How much is to be paid at a page, and for what; as it is now. */
import {
  amountDueNanos,
  findInvoice,
  type InvoiceRow,
  listLines,
  pageOfInvoices,
} from "../../billing/index.js";
import { type Db, FarthingError, takenBack } from "../../platform/index.js";
import {
  activatePending,
  type CatchUp,
  canBegin,
  type LockedCustomer,
  lockCurrent,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { CheckoutRow } from "../schema.js";
import { subscriptionAt } from "./subscription-at.js";

export interface Owed {
  /** 0n: a card alone is saved. */
  readonly amountNanos: bigint;
  readonly currency: string;
  readonly description: string;
  /** Of the trial that begins; 0: none. */
  readonly trialDays: number;
  /** What it is made of. */
  readonly lines: readonly { readonly description: string; readonly amountNanos: bigint }[];
  /** Undefined where it has no invoice yet, or needs none. */
  readonly invoice: InvoiceRow | undefined;
}

interface Looking {
  /** Whose account is locked. */
  readonly customer: LockedCustomer;
  /** Business time. */
  readonly at: Date;
  readonly catchUp: CatchUp;
}

/** @throws FarthingError `invalid_state` for what cannot begin, and so is not to be paid */
export async function owedAt(tx: Db, checkout: CheckoutRow, looking: Looking): Promise<Owed> {
  if (checkout.kind === "invoice") return ofInvoice(tx, checkout);
  const { row, name: description } = await subscriptionAt(tx, checkout);
  const { currency } = row;
  const nothing = { amountNanos: 0n, currency, description, trialDays: 0, lines: [], invoice: undefined };
  if (checkout.kind === "payment_method" || row.status !== "pending_payment") return nothing;
  const { account } = looking.customer;
  if (!(await canBegin(tx, account, row))) throw cannotBegin(account.unit!);
  if (row.trialDays > 0) return { ...nothing, trialDays: row.trialDays };
  return { ...nothing, ...(await firstInvoice(tx, row, looking)) };
}

/** In words for who stands at the page. */
const cannotBegin = (unit: string): FarthingError =>
  new FarthingError(
    "invalid_state",
    `You still have ${unit} that you bought before, and they cannot be transferred to this plan. Nothing was charged. Please ask whoever sent you the link.`,
  );

async function ofInvoice(tx: Db, checkout: CheckoutRow): Promise<Owed> {
  const invoice = await findInvoice(tx, checkout.environmentId, checkout.invoiceId!);
  if (!invoice) throw new Error(`checkout ${checkout.id} has no invoice`);
  const { currency, description } = invoice;
  return {
    amountNanos: amountDueNanos(invoice),
    currency,
    description: description ?? "Invoice",
    trialDays: 0,
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
  { customer: { livemode }, at, catchUp }: Looking,
): Promise<Pick<Owed, "amountNanos" | "lines">> {
  return takenBack(tx, async () => {
    const { customerId, environmentId, id: subscriptionId } = row;
    // Read anew: what is taken back of it must not stay in memory.
    const customer = await lockCurrent(tx, { environmentId, livemode, now: () => at }, customerId, catchUp);
    const newest = async () =>
      (await pageOfInvoices(tx, environmentId, { customerId, subscriptionId }, 1, undefined))[0];
    const before = await newest();
    await activatePending(tx, customer, row, { now: at, trialDays: 0, catchUp });
    const invoice = await newest();
    // One that it had before, where it is begun anew, is not what it begins with.
    if (!invoice || invoice.id === before?.id) return { amountNanos: 0n, lines: [] };
    return { amountNanos: invoice.totalNanos, lines: await listLines(tx, invoice) };
  });
}
