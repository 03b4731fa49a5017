/** The first page: what is left, until when, what was spent, and on what. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Empty, Failed, Loading } from "../../parts/states";
import { portalApi, type Subscription } from "../api";
import { PortalPage } from "../frame/page";
import { hasBegun } from "../parts/wording";
import { useEnded } from "../plan/ended";
import { useSubscription } from "../queries";
import { usePortal } from "../session";
import { CreditNotice } from "./credit-notice";
import { LatestReceipts } from "./latest-receipts";
import { Notices } from "./notices";
import { PlanCard } from "./plan-card";
import { Spend } from "./spend";
import { WhatIsLeft } from "./what-is-left";

export function HomePage() {
  const { customer } = usePortal();
  const { data, error, refetch } = useSubscription();
  const title = customer.name ? `Hello, ${customer.name}` : "Your account";
  if (error && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <PortalPage title={title}>
      <Notices subscription={data} />
      <CreditNotice />
      {data ? <WithPlan subscription={data} /> : <WithoutPlan />}
      <LatestReceipts />
    </PortalPage>
  );
}

function WithPlan({ subscription }: { subscription: Subscription }) {
  return (
    <>
      <div className="grid gap-5 md:grid-cols-[3fr_2fr]">
        <WhatIsLeft subscription={subscription} />
        <PlanCard subscription={subscription} />
      </div>
      {hasBegun(subscription) && <Spend subscription={subscription} />}
    </>
  );
}

function WithoutPlan() {
  const { returnUrl, operator } = usePortal();
  const { data: ended } = useEnded();
  const { data } = useQuery({
    queryKey: ["invoices", "any"],
    queryFn: () => portalApi.invoices({ limit: 1 }),
  });
  return (
    <Card>
      <Empty
        title={ended ? `${ended.plan.name} has ended` : "You have no plan at the moment"}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {ended?.canBeginAgain && (
              <Button asChild look="primary">
                <Link to="/plan">Restart {ended.plan.name}</Link>
              </Button>
            )}
            {returnUrl && (
              <Button asChild look={ended?.canBeginAgain ? "secondary" : "primary"}>
                <a href={returnUrl}>Choose one at {new URL(returnUrl).host}</a>
              </Button>
            )}
            {(data?.data.length ?? 0) > 0 && (
              <Button asChild>
                <Link to="/invoices">Your invoices</Link>
              </Button>
            )}
          </div>
        }
      >
        {operator.email
          ? `Contact ${operator.email} if you expected one.`
          : "You can still find your invoices here."}
      </Empty>
    </Card>
  );
}
