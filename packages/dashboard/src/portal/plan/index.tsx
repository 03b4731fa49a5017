/** Which plan there is, which others there are, and the end of it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { formatNumber, formatRate, formatSettlement } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { classes } from "../../parts/classes";
import { Empty, Failed, Loaded, Loading, messageOf } from "../../parts/states";
import { formatDate } from "../../parts/time";
import { type Plan, portalApi, type Subscription } from "../api";
import { PortalPage } from "../frame/page";
import { Notice } from "../parts/notice";
import { PayPlan } from "../parts/pay-plan";
import {
  hasBegun,
  INTERVAL_NAMES,
  type Interval,
  isRunning,
  offersOf,
  perInterval,
  priceOf,
} from "../parts/wording";
import { useRefresh, useSubscription } from "../queries";
import { Cancel } from "./cancel";
import { ChangeDialog, type Wanted } from "./change";
import { EndedPlan } from "./ended";

export function PlanPage() {
  const { data, error, refetch } = useSubscription();
  if (error && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  if (data === null)
    return (
      <PortalPage title="Plan">
        <EndedPlan />
      </PortalPage>
    );
  return (
    <PortalPage
      title="Plan"
      description={`${hasBegun(data) ? `You are on ${data.plan.name}` : data.plan.name}: ${priceOf(data)}.`}
    >
      <PayPlan subscription={data} />
      <Waiting subscription={data} />
      <NoChange subscription={data} />
      <Plans subscription={data} />
      <Cancel subscription={data} />
    </PortalPage>
  );
}

function Waiting({ subscription }: { subscription: Subscription }) {
  const { scheduledChange, cancelAtPeriodEnd, currentPeriod } = subscription;
  const refresh = useRefresh();
  const takeBack = useMutation({
    mutationFn: portalApi.takeChangeBack,
    onSuccess: async () => {
      await refresh();
      toast.success(`You stay on ${subscription.plan.name}.`);
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  const keep = useMutation({
    mutationFn: portalApi.uncancel,
    onSuccess: async () => {
      await refresh();
      toast.success("Your plan continues.");
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <>
      {scheduledChange && (
        <Notice
          tone="info"
          action={
            <Button busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
              Stay on {subscription.plan.name}
            </Button>
          }
        >
          You change to {scheduledChange.plan.name}
          {scheduledChange.billingInterval &&
            `, ${INTERVAL_NAMES[scheduledChange.billingInterval].toLowerCase()},`}{" "}
          on {formatDate(scheduledChange.effectiveAt)}. Until then nothing changes.
        </Notice>
      )}
      {cancelAtPeriodEnd && currentPeriod && (
        <Notice
          tone="warn"
          action={
            <Button busy={keep.isPending} onClick={() => keep.mutate()}>
              Keep my plan
            </Button>
          }
        >
          Your plan is canceled, and ends on {formatDate(currentPeriod.end)}. Keep it if you want to change
          it.
        </Notice>
      )}
    </>
  );
}

/** Why another plan cannot be chosen at the moment; nothing where it can. */
function NoChange({ subscription }: { subscription: Subscription }) {
  const { status, plan, startDate } = subscription;
  if (status === "draft")
    return (
      <Notice tone="info">
        {plan.name} starts on {formatDate(startDate)}. You can change it from then on.
      </Notice>
    );
  if (status === "paused")
    return <Notice tone="info">Your plan is paused. You can change it once it runs again.</Notice>;
  return null;
}

const ORDER: readonly Interval[] = ["weekly", "monthly", "quarterly", "yearly"];

function Plans({ subscription }: { subscription: Subscription }) {
  const query = useQuery({ queryKey: ["plans"], queryFn: portalApi.plans });
  const [interval, setInterval] = useState<Interval>();
  const [wanted, setWanted] = useState<Wanted>();
  return (
    <Loaded query={query}>
      {({ data: plans }) => {
        const offered = ORDER.filter((each) =>
          plans.some(({ prices }) => prices.some(({ billingInterval }) => billingInterval === each)),
        );
        const shown = interval ?? subscription.billingInterval ?? offered[0] ?? "monthly";
        return (
          <>
            {offered.length > 1 && (
              <fieldset className="flex flex-wrap gap-1 self-start rounded-lg border bg-surface p-1">
                <legend className="sr-only">Billed</legend>
                {offered.map((each) => (
                  <label
                    key={each}
                    className={classes(
                      "cursor-pointer rounded-md px-3 py-1.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent",
                      each === shown ? "bg-accent text-accent-ink" : "text-ink-muted hover:text-ink",
                    )}
                  >
                    <input
                      type="radio"
                      name="interval"
                      checked={each === shown}
                      onChange={() => setInterval(each)}
                      className="sr-only"
                    />
                    {INTERVAL_NAMES[each]}
                  </label>
                ))}
              </fieldset>
            )}
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {plans.map((plan) => (
                <Offer
                  key={plan.id}
                  plan={plan}
                  interval={shown}
                  subscription={subscription}
                  onChoose={setWanted}
                />
              ))}
            </ul>
            {plans.length === 0 && (
              <Card>
                <Empty title="There are no other plans to change to" />
              </Card>
            )}
            {wanted && <ChangeDialog wanted={wanted} onClose={() => setWanted(undefined)} />}
          </>
        );
      }}
    </Loaded>
  );
}

interface OfferProps {
  readonly plan: Plan;
  readonly interval: Interval;
  readonly subscription: Subscription;
  readonly onChoose: (wanted: Wanted) => void;
}

function Offer({ plan, interval, subscription, onChoose }: OfferProps) {
  const price =
    plan.prices.find(({ billingInterval }) => billingInterval === interval) ??
    plan.prices.find(({ isDefault }) => isDefault) ??
    plan.prices[0];
  const isOwn = plan.id === subscription.plan.id;
  // A plan that is sold no more at any price is still the plan of whoever has it.
  const cost = price?.price ?? (isOwn ? subscription.plan.basePrice : 0);
  const every = price?.billingInterval ?? subscription.billingInterval;
  const isCurrent = isOwn && every === subscription.billingInterval;
  const isScheduled = subscription.scheduledChange?.plan.id === plan.id;
  const included = price?.includedBalance
    ? `${formatRate(price.includedBalance, price.currency)} of balance`
    : price?.includedCredits
      ? `${formatNumber(price.includedCredits)} credits`
      : undefined;
  return (
    <li
      className={classes(
        "flex flex-col rounded-lg border bg-surface p-5",
        isCurrent && "border-accent ring-1 ring-accent",
      )}
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">{plan.name}</h2>
        {isCurrent && <Badge tone="info">Your plan</Badge>}
        {isScheduled && <Badge tone="plain">Next</Badge>}
      </div>
      {plan.description && <p className="mt-1 text-sm text-ink-muted">{plan.description}</p>}
      <p className="my-3">
        <span className="text-2xl font-semibold tracking-tight">
          {cost === 0 ? "Free" : formatSettlement(cost, subscription.currency)}
        </span>{" "}
        <span className="text-sm text-ink-muted">{cost > 0 && perInterval(every)}</span>
      </p>
      <ul className="mb-5 flex flex-col gap-1 text-sm text-ink-muted">
        {included && <li className="font-medium text-ink">{included}</li>}
        {offersOf(plan).map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      <Button
        className="mt-auto"
        disabled={isCurrent || isScheduled || !isRunning(subscription) || subscription.cancelAtPeriodEnd}
        onClick={() =>
          onChoose({
            planName: plan.name,
            change: {
              ...(isOwn ? {} : { planId: plan.id }),
              ...(price ? { billingInterval: price.billingInterval } : {}),
            },
          })
        }
      >
        {isCurrent
          ? "Your plan"
          : isOwn
            ? `Change to ${INTERVAL_NAMES[interval].toLowerCase()}`
            : `Change to ${plan.name}`}
      </Button>
    </li>
  );
}
