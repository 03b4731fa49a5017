/** A plan that waits for its first payment, and the way to make it. */
import { Button } from "../../parts/button";
import { portalApi, type Subscription } from "../api";
import { useLeavingFor } from "./leaving";
import { Notice } from "./notice";

/** Nothing for a plan that has begun. */
export function PayPlan({ subscription: { plan, status } }: { subscription: Subscription }) {
  const pay = useLeavingFor(portalApi.payPlan);
  if (status !== "pending_payment") return null;
  return (
    <Notice
      tone="warn"
      action={
        <Button look="primary" busy={pay.isPending} onClick={() => pay.mutate()}>
          Pay and start
        </Button>
      }
    >
      {plan.name} starts when its first payment is made.
    </Notice>
  );
}
