/** Another plan or interval: what it does and costs is shown before it is done. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import { isOutdated, mostOf } from "../../api/outdated";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/field";
import { Form, useSending } from "../../parts/form";
import { Loading, messageOf } from "../../parts/states";
import { formatDate, formatTime } from "../../parts/time";
import { useAllPlans } from "../plans/all-plans";
import { offersIn, usualOffer } from "../plans/offers";
import { useRefresh } from "./refresh";

type Subscription = Schemas["Subscription"];
type Preview = Schemas["PlanChangePreview"];
type Interval = NonNullable<Subscription["billingInterval"]>;

export function ChangePlan({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const { api, environment } = useSession();
  const refresh = useRefresh();
  const plans = useAllPlans();
  const [chosen, setChosen] = useState<string>();
  const [interval, setInterval] = useState<Interval>();
  const planId = chosen ?? plans?.find(({ id }) => id !== subscription.plan.id)?.id ?? plans?.[0]?.id;
  const plan = plans?.find(({ id }) => id === planId);
  const offers = plan ? offersIn(plan, subscription.currency) : [];
  const usual =
    offers.find((offer) => offer.billingInterval === subscription.billingInterval) ?? usualOffer(offers);
  const billingInterval = interval ?? usual?.billingInterval;
  const isSame =
    planId === subscription.plan.id && (billingInterval ?? null) === subscription.billingInterval;
  const preview = useQuery({
    queryKey: [environment, "plan-change", subscription.id, planId, billingInterval],
    queryFn: () => api.subscriptions.previewChange({ id: subscription.id, planId, billingInterval }),
    enabled: planId !== undefined && !isSame,
    retry: false,
    staleTime: 0,
  });
  const sending = useSending({
    send: () =>
      api.subscriptions.changePlan({
        id: subscription.id,
        newPlanId: planId,
        newBillingInterval: billingInterval,
        maxTotal: preview.data?.timing === "immediate" ? mostOf(preview.data.billing) : 0,
      }),
    onFailed: (error) => {
      if (isOutdated(error)) preview.refetch();
    },
    onDone: (change) => {
      refresh();
      toast.success(
        change.timing === "immediate"
          ? `The customer is now on ${change.newPlan.name}.`
          : `The customer moves to ${change.newPlan.name} on ${formatDate(change.effectiveAt)}.`,
      );
      onClose();
    },
  });
  return (
    <Dialog title="Change the plan" open onOpenChange={onClose}>
      <Form
        sending={sending}
        action="Change the plan"
        fields={["newPlanId", "newBillingInterval"]}
        onCancel={onClose}
        disabled={!preview.data || preview.isFetching || isSame}
      >
        <SelectField
          label="Plan"
          value={planId}
          onChange={(event) => {
            setChosen(event.target.value);
            setInterval(undefined);
          }}
          options={(plans ?? []).map(({ id, name }) => [id, name])}
          error={sending.errorAt("newPlanId")}
        />
        {offers.length > 1 && (
          <SelectField
            label="Interval"
            value={billingInterval}
            onChange={(event) => setInterval(event.target.value as Interval)}
            options={offers.map((offer) => [
              offer.billingInterval,
              `${offer.billingInterval}, ${formatSettlement(offer.price, subscription.currency)}`,
            ])}
            error={sending.errorAt("newBillingInterval")}
          />
        )}
        {isSame && <p className="text-sm text-ink-muted">This is the current plan.</p>}
        {!isSame && preview.isFetching && <Loading rows={4} />}
        {!isSame && !preview.isFetching && preview.error && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
            {messageOf(preview.error)}
          </p>
        )}
        {!isSame && !preview.isFetching && preview.data && <WhatItCosts preview={preview.data} />}
      </Form>
    </Dialog>
  );
}

function WhatItCosts({ preview }: { preview: Preview }) {
  const { billing, currency } = preview;
  const money = (amount: number) => formatSettlement(amount, currency);
  const isNow = preview.timing === "immediate";
  return (
    <section aria-label="What happens" className="flex flex-col gap-3 rounded-md border p-4 text-sm">
      <p>
        {isNow ? (
          <>
            <strong>Now.</strong> {preview.remainingDays} of {preview.totalDays} days of the period are left
            and are credited. A new period runs until {formatDate(preview.newPeriod.end)}.
          </>
        ) : (
          <>
            <strong>When the period ends</strong>, at {formatTime(preview.effectiveAt)}. Until then nothing
            changes. With the usage so far, the invoice will be:
          </>
        )}
      </p>
      <table className="w-full tabular-nums">
        <caption className="sr-only">Billed</caption>
        <tbody>
          {billing.lines.map((line, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
            <tr key={n} className="border-b">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {line.kind === "credit" && line.period === null && "Customer credit: "}
                {line.description}
              </th>
              <td className="py-1.5 text-right whitespace-nowrap">{money(line.amount)}</td>
            </tr>
          ))}
          <tr className="font-semibold">
            <th scope="row" className="py-1.5 text-left">
              To pay
            </th>
            <td className="py-1.5 text-right">{money(billing.total)}</td>
          </tr>
        </tbody>
      </table>
      {billing.customerCredit > 0 && (
        <p className="text-ink-muted">
          {money(billing.customerCredit)} of credit is left over and stays for the next invoices.
        </p>
      )}
    </section>
  );
}
