/** What wants to be done: a payment that failed, an invoice, a change that waits. */
import { Link } from "@tanstack/react-router";
import { formatSettlement } from "../../money/money";
import { formatDate } from "../../parts/time";
import type { Subscription } from "../api";
import { Notice } from "../parts/notice";
import { PayPlan } from "../parts/pay-plan";
import { useOpenInvoices } from "../queries";

const to = (path: string, text: string) => (
  <Link to={path} className="font-medium underline">
    {text}
  </Link>
);

export function Notices({ subscription }: { subscription: Subscription | null }) {
  const { data: open } = useOpenInvoices();
  const [invoice] = open?.data ?? [];
  const { scheduledChange, currentPeriod } = subscription ?? {};
  return (
    <>
      {subscription && <PayPlan subscription={subscription} />}
      {subscription?.status === "past_due" && (
        <Notice tone="bad" action={to("/payment-methods", "Use another card")}>
          Your last payment failed. It is tried again in the next days.
        </Notice>
      )}
      {invoice && (
        <Notice tone="warn" action={to(`/invoices/${invoice.id}`, "Look at it and pay")}>
          {open!.data.length === 1
            ? `${formatSettlement(invoice.amountDue, invoice.currency)} is to be paid.`
            : "Some invoices are to be paid."}
        </Notice>
      )}
      {subscription?.status === "paused" && (
        <Notice tone="info">Your plan is paused: nothing is billed, and nothing can be used.</Notice>
      )}
      {subscription?.cancelAtPeriodEnd && currentPeriod && (
        <Notice tone="info" action={to("/plan", "Keep it")}>
          Your plan ends on {formatDate(currentPeriod.end)}.
        </Notice>
      )}
      {scheduledChange && (
        <Notice tone="info" action={to("/plan", "Look at it")}>
          You change to {scheduledChange.plan.name} on {formatDate(scheduledChange.effectiveAt)}.
        </Notice>
      )}
    </>
  );
}
