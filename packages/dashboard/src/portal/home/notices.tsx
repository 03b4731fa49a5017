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
      {subscription?.status === "draft" && subscription.startDate && (
        <Notice tone="info" action={to("/plan", "View")}>
          {subscription.plan.name} starts on {formatDate(subscription.startDate)}.
        </Notice>
      )}
      {subscription?.status === "past_due" && (
        <Notice tone="bad" action={to("/payment-methods", "Use another card")}>
          Your last payment failed. We will try again in the next few days.
        </Notice>
      )}
      {invoice && (
        <Notice tone="warn" action={to(`/invoices/${invoice.id}`, "View and pay")}>
          {open!.data.length === 1
            ? `You have ${formatSettlement(invoice.amountDue, invoice.currency)} to pay.`
            : "You have invoices to pay."}
        </Notice>
      )}
      {subscription?.status === "paused" && (
        <Notice tone="info">Your plan is paused. Nothing is billed, and you cannot use it.</Notice>
      )}
      {subscription?.cancelAtPeriodEnd && currentPeriod && (
        <Notice tone="info" action={to("/plan", "Keep it")}>
          Your plan ends on {formatDate(currentPeriod.end)}.
        </Notice>
      )}
      {scheduledChange && (
        <Notice tone="info" action={to("/plan", "View")}>
          You change to {scheduledChange.plan.name} on {formatDate(scheduledChange.effectiveAt)}.
        </Notice>
      )}
    </>
  );
}
