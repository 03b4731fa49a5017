/** What a customer is subscribed to, and what can be done with that in the state that it is in. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement, formatUnit } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Confirm } from "../../parts/confirm";
import { CopyButton } from "../../parts/copy";
import { Empty, Failed, Loading } from "../../parts/states";
import { Day } from "../../parts/time";
import { CancelSubscription } from "./cancel-subscription";
import { ChangePlan } from "./change-plan";
import { concernsOf } from "./refresh";
import { Subscribe } from "./subscribe";

type Subscription = Schemas["Subscription"];

interface Props {
  readonly customerId: string;
  /** Null where there is none; undefined while it loads. */
  readonly subscription: Subscription | null | undefined;
  /** The last one that has ended, which can begin again. */
  readonly ended: Subscription | undefined;
  readonly error: Error | null;
}

export function SubscriptionCard({ customerId, subscription, ended, error }: Props) {
  const { mayWrite } = useSession();
  return (
    <Card
      title="Subscription"
      actions={
        mayWrite &&
        (subscription === null ? (
          <WithoutOne customerId={customerId} ended={ended} />
        ) : (
          subscription && <Moves subscription={subscription} />
        ))
      }
    >
      {subscription === undefined && (error ? <Failed error={error} /> : <Loading rows={3} />)}
      {subscription === null && (
        <Empty title="No subscription">
          Without a subscription, usage is refused and kept.
          {ended && ` The last one, ${ended.plan.name}, is ${ended.status}.`}
        </Empty>
      )}
      {subscription && <Terms subscription={subscription} />}
    </Card>
  );
}

function Terms({ subscription: s }: { subscription: Subscription }) {
  const left = s.balance
    ? `${formatUnit(s.balance.remaining, s.balance.currency)} of ${formatUnit(s.balance.included, s.balance.currency)}`
    : s.credits &&
      `${formatUnit(s.credits.remaining, "credits")}, ${formatUnit(s.credits.purchased, "credits")} of them purchased`;
  return (
    <Facts
      facts={[
        [
          "Plan",
          <Link
            key="plan"
            to="/plans/$id"
            params={{ id: s.plan.id } as never}
            className="text-accent underline"
          >
            {s.plan.name}
          </Link>,
        ],
        ["State", <StateBadge key="state" state={s.status} />],
        [
          "Price",
          s.billingInterval
            ? `${formatSettlement(s.plan.basePrice, s.currency)}, ${s.billingInterval}`
            : "Free",
        ],
        ...(left ? ([["Left", left]] as const) : []),
        [
          "Period",
          s.currentPeriod && (
            <span key="period">
              <Day at={s.currentPeriod.start} /> to <Day at={s.currentPeriod.end} />
              {s.cancelAtPeriodEnd && <span className="block text-warn">Ends then and does not renew</span>}
            </span>
          ),
        ],
        ...(s.pausedAt ? ([["Paused", <Day key="paused" at={s.pausedAt} />]] as const) : []),
        ...(s.scheduledChange
          ? ([
              [
                "Next plan",
                <span key="change" className="text-warn">
                  {s.scheduledChange.plan.name}
                  {s.scheduledChange.billingInterval && `, ${s.scheduledChange.billingInterval}`}, from{" "}
                  <Day at={s.scheduledChange.effectiveAt} />
                </span>,
              ],
            ] as const)
          : []),
        ...(s.checkoutUrl
          ? ([
              [
                "Payment page",
                <span key="page" className="inline-flex items-center gap-1">
                  <a href={s.checkoutUrl} target="_blank" rel="noreferrer" className="text-accent underline">
                    Open
                  </a>
                  <CopyButton text={s.checkoutUrl} label="Copy the page's address" />
                </span>,
              ],
            ] as const)
          : []),
      ]}
    />
  );
}

function WithoutOne({ customerId, ended }: { customerId: string; ended: Subscription | undefined }) {
  const { api, environment } = useSession();
  const [open, setOpen] = useState(false);
  const reactivate = useChange({
    change: (id: string) => api.subscriptions.reactivate({ id }),
    said: ({ plan, status }) => `${plan.name} is ${status.replaceAll("_", " ")} again.`,
    concerns: concernsOf(environment),
  });
  return (
    <>
      {ended?.status === "canceled" && (
        <Button busy={reactivate.isPending} onClick={() => reactivate.mutate(ended.id)}>
          Restart {ended.plan.name}
        </Button>
      )}
      <Button onClick={() => setOpen(true)}>Subscribe</Button>
      {open && <Subscribe customerId={customerId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Which moves the state allows: others are refused by the server, and are not offered. */
function Moves({ subscription: s }: { subscription: Subscription }) {
  const { api, environment } = useSession();
  const [open, setOpen] = useState<"change" | "pause" | "cancel">();
  const concerns = concernsOf(environment);
  const close = () => setOpen(undefined);
  const quick = {
    resume: useChange({
      change: () => api.subscriptions.resume({ id: s.id }),
      said: "The subscription continues with a new period.",
      concerns,
    }),
    uncancel: useChange({
      change: () => api.subscriptions.uncancel({ id: s.id }),
      said: "The subscription will renew.",
      concerns,
    }),
    keepPlan: useChange({
      change: () => api.subscriptions.cancelScheduledChange({ id: s.id }),
      said: `The customer stays on ${s.plan.name}.`,
      concerns,
    }),
    activate: useChange({
      change: () => api.subscriptions.activate({ id: s.id }),
      said: "The subscription is active and its first invoice is paid.",
      concerns,
    }),
  };
  const isRunning = s.status === "active" || s.status === "trialing" || s.status === "past_due";
  const button = (name: keyof typeof quick, text: string) => (
    <Button busy={quick[name].isPending} onClick={() => quick[name].mutate()}>
      {text}
    </Button>
  );
  return (
    <>
      {(s.status === "pending_payment" || s.status === "draft") &&
        button("activate", "Activate (paid elsewhere)")}
      {s.status === "paused" && button("resume", "Resume")}
      {s.scheduledChange && button("keepPlan", `Stay on ${s.plan.name}`)}
      {isRunning && !s.scheduledChange && <Button onClick={() => setOpen("change")}>Change plan…</Button>}
      {s.status === "active" && <Button onClick={() => setOpen("pause")}>Pause…</Button>}
      {s.cancelAtPeriodEnd ? (
        button("uncancel", "Keep subscription")
      ) : (
        <Button onClick={() => setOpen("cancel")}>Cancel…</Button>
      )}
      {open === "change" && <ChangePlan subscription={s} onClose={close} />}
      {open === "cancel" && <CancelSubscription subscription={s} onClose={close} />}
      {open === "pause" && (
        <Confirm
          title="Pause the subscription?"
          description="The current period ends now. Until you resume it, nothing is billed and usage is refused. A new period then starts."
          action="Pause"
          look="primary"
          send={() => api.subscriptions.pause({ id: s.id })}
          said="The subscription is paused."
          concerns={concerns}
          onClose={close}
        />
      )}
    </>
  );
}
