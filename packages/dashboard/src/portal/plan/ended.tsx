/** The plan that is over, and the way to begin on it again. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { toast } from "sonner";
import { formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Empty, Loaded, messageOf } from "../../parts/states";
import { formatDate } from "../../parts/time";
import { type EndedSubscription, portalApi } from "../api";
import { perInterval } from "../parts/wording";
import { useRefresh } from "../queries";
import { usePortal } from "../session";

export const useEnded = () => useQuery({ queryKey: ["ended"], queryFn: portalApi.ended });

export function EndedPlan() {
  const query = useEnded();
  return (
    <Card>
      <Loaded query={query}>
        {(ended) => (ended ? <Ended ended={ended} /> : <Empty title="You have no plan at the moment" />)}
      </Loaded>
    </Card>
  );
}

const priceOf = ({ plan, billingInterval, currency }: EndedSubscription): string =>
  plan.basePrice === 0 || !billingInterval
    ? "It is free."
    : `It costs ${formatSettlement(plan.basePrice, currency)} ${perInterval(billingInterval)}, and starts when it is paid.`;

function Ended({ ended }: { ended: EndedSubscription }) {
  const { operator } = usePortal();
  const refresh = useRefresh();
  // One for as long as the page is there: pressed twice, it is one new beginning.
  const key = useRef(crypto.randomUUID());
  const begin = useMutation({
    mutationFn: () => portalApi.reactivate(key.current),
    onSuccess: async ({ checkoutUrl, status }) => {
      if (checkoutUrl) return window.location.assign(checkoutUrl);
      await refresh();
      toast.success(
        status === "active"
          ? `You are on ${ended.plan.name} again.`
          : `${operator.name} will tell you how to pay.`,
      );
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <Empty
      title={`${ended.plan.name} has ended${ended.endDate ? ` on ${formatDate(ended.endDate)}` : ""}`}
      action={
        ended.canBeginAgain && (
          <Button look="primary" busy={begin.isPending} onClick={() => begin.mutate()}>
            Restart {ended.plan.name}
          </Button>
        )
      }
    >
      {ended.canBeginAgain
        ? priceOf(ended)
        : `It is no longer offered.${operator.email ? ` Contact ${operator.email}.` : ""}`}
    </Empty>
  );
}
