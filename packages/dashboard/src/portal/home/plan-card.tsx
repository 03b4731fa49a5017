import { Link } from "@tanstack/react-router";
import { Badge, type Tone } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Day } from "../../parts/time";
import type { Subscription } from "../api";
import { isRunning, priceOf, stateName } from "../parts/wording";

const TONES: Readonly<Record<string, Tone>> = {
  active: "good",
  trialing: "info",
  past_due: "bad",
  pending_payment: "warn",
  paused: "warn",
  draft: "info",
};

export function PlanCard({ subscription }: { subscription: Subscription }) {
  const { plan, status, currentPeriod, startDate, trialEndsAt, cancelAtPeriodEnd } = subscription;
  const canChange = isRunning(subscription) && !cancelAtPeriodEnd;
  const until = currentPeriod && <Day at={currentPeriod.end} />;
  return (
    <Card
      title="Plan"
      actions={<Badge tone={TONES[status] ?? "plain"}>{stateName(status)}</Badge>}
      className="flex flex-col"
    >
      <p className="text-xl font-semibold tracking-tight">{plan.name}</p>
      <p className="mb-4 text-ink-muted">{priceOf(subscription)}</p>
      <Facts
        facts={[
          ...(status === "trialing" && trialEndsAt
            ? [["Trial until", <Day key="t" at={trialEndsAt} />] as const]
            : []),
          ...(status === "draft" && startDate ? [["Starts", <Day key="s" at={startDate} />] as const] : []),
          ...(until && status !== "trialing"
            ? [[cancelAtPeriodEnd ? "Ends" : "Renews", until] as const]
            : []),
        ]}
      />
      <Button asChild className="mt-4">
        <Link to="/plan">{canChange ? "Change plan" : "View plan"}</Link>
      </Button>
    </Card>
  );
}
