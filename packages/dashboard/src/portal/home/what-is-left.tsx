/** What can still be used: the balance or the credits, or of each feature what is counted. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Empty, Loaded } from "../../parts/states";
import { Day, formatDate } from "../../parts/time";
import type { Subscription } from "../api";
import { Meter } from "../parts/meter";
import { hasBegun, isRunning } from "../parts/wording";
import { useFeatures } from "../queries";

type Feature = Schemas["FeatureAccess"];

export function WhatIsLeft({ subscription }: { subscription: Subscription }) {
  const { balance, credits, resetsAt } = subscription;
  if (!hasBegun(subscription)) return <NotBegun subscription={subscription} />;
  const canBuy = isRunning(subscription);
  const reset = resetsAt && (
    <>
      Resets on <Day at={resetsAt} />
    </>
  );
  if (balance)
    return (
      <Left
        title="Balance"
        figure={formatRate(balance.remaining, balance.currency)}
        meter={
          <Meter
            label="Balance left"
            shows="left"
            value={balance.remaining}
            of={Math.max(balance.included, balance.remaining)}
          />
        }
        hint={`${formatRate(balance.included, balance.currency)} included in each period`}
        reset={reset}
        action={canBuy ? "Top up" : undefined}
      />
    );
  if (credits)
    return (
      <Left
        title="Credits"
        figure={formatNumber(credits.remaining)}
        meter={
          <Meter
            label="Credits left"
            shows="left"
            value={credits.remaining}
            of={Math.max(credits.included, credits.remaining)}
          />
        }
        hint={`${formatNumber(credits.included)} included in each period${
          credits.purchased > 0 ? `, ${formatNumber(credits.purchased)} purchased, which never expire` : ""
        }`}
        reset={reset}
        action={canBuy ? "Buy credits" : undefined}
      />
    );
  return <Counted reset={reset} currency={subscription.currency} />;
}

function NotBegun({ subscription: { plan, status, startDate } }: { subscription: Subscription }) {
  return (
    <Card title="What is left">
      <Empty title={`${plan.name} has not started yet`}>
        {status === "draft" && startDate
          ? `It starts on ${formatDate(startDate)}. What it includes is yours from then on.`
          : "What it includes is yours as soon as it is paid."}
      </Empty>
    </Card>
  );
}

interface LeftProps {
  readonly title: string;
  readonly figure: string;
  readonly meter: ReactNode;
  readonly hint: string;
  readonly reset: ReactNode;
  /** Undefined where nothing can be bought. */
  readonly action: string | undefined;
}

function Left({ title, figure, meter, hint, reset, action }: LeftProps) {
  return (
    <Card
      title={title}
      actions={
        action && (
          <Button asChild look="primary">
            <Link to="/buy">{action}</Link>
          </Button>
        )
      }
    >
      <p className="mb-1 text-4xl font-semibold tracking-tight tabular-nums">{figure}</p>
      <p className="mb-4 text-sm text-ink-muted">left</p>
      {meter}
      <div className="mt-3 flex flex-wrap justify-between gap-x-4 gap-y-1 text-sm text-ink-muted">
        <span>{hint}</span>
        <span>{reset}</span>
      </div>
    </Card>
  );
}

function Counted({ reset, currency }: { reset: ReactNode; currency: string }) {
  const query = useFeatures();
  return (
    <Card title="What your plan includes" actions={<span className="text-sm text-ink-muted">{reset}</span>}>
      <Loaded query={query}>
        {({ data }) => (
          <ul className="flex flex-col gap-5">
            {data.map((feature) => (
              <CountedFeature key={feature.code} feature={feature} currency={currency} />
            ))}
            {data.length === 0 && <li className="text-sm text-ink-muted">Nothing yet.</li>}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function CountedFeature({ feature, currency }: { feature: Feature; currency: string }) {
  const { name, used, included, unlimited, overageEnabled, overageQuantity, enabled } = feature;
  const isCounted = used !== undefined;
  return (
    <li>
      <p className="mb-1.5 flex justify-between gap-4 text-sm">
        <span className="font-medium">{name}</span>
        <span className="text-ink-muted tabular-nums">
          {!enabled
            ? "not included"
            : !isCounted
              ? "included"
              : unlimited
                ? `${formatNumber(used)} used, unlimited`
                : `${formatNumber(used)} of ${formatNumber(included ?? 0)}`}
        </span>
      </p>
      {isCounted && !unlimited && enabled && (
        <Meter label={`${name} used`} shows="used" value={used} of={Math.max(included ?? 0, 1)} />
      )}
      {overageEnabled && (overageQuantity ?? 0) > 0 && (
        <p className="mt-1 text-xs text-ink-muted">
          {formatNumber(overageQuantity!)} beyond it
          {feature.overageUnitPrice ? `, at ${formatRate(feature.overageUnitPrice, currency)} each` : ""}
        </p>
      )}
    </li>
  );
}
