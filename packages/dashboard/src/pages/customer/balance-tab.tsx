/** What a customer can spend: how it went, every change to it, and what was bought beside the plan. */
import { useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import type { Schemas } from "../../api/schemas";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { BalanceChart, RANGES, type Range, USUAL_RANGE } from "./balance-chart";
import { BuyCredits } from "./buy-credits";
import { ChangeBalance } from "./change-balance";
import { LedgerCard } from "./ledger-card";
import { Purchases } from "./purchases";

type Subscription = Schemas["Subscription"];

interface Props {
  readonly customerId: string;
  readonly subscription: Subscription | null;
}

export function BalanceTab({ customerId, subscription }: Props) {
  const { mayWrite } = useSession();
  const [changing, setChanging] = useState<"topup" | "adjust" | "pack">();
  const [{ range: asked }, setFilter] = useFilters<"range" | "from" | "to">();
  const range = RANGES.find(([value]) => value === asked)?.[0] ?? USUAL_RANGE;
  const unit = subscription?.balance?.currency ?? (subscription?.credits ? "credits" : undefined);
  return (
    <div className="flex flex-col gap-5">
      <Card
        title="Balance"
        actions={
          <>
            <SelectField
              label="Range of the chart"
              hideLabel
              value={range}
              onChange={({ target }) => setFilter({ range: target.value as Range })}
              options={RANGES}
            />
            {mayWrite && unit === "credits" && (
              <Button onClick={() => setChanging("pack")}>Sell credits</Button>
            )}
            {mayWrite && unit && unit !== "credits" && (
              <Button onClick={() => setChanging("topup")}>Top up</Button>
            )}
            {mayWrite && unit && <Button onClick={() => setChanging("adjust")}>Adjust</Button>}
          </>
        }
      >
        <BalanceChart
          customerId={customerId}
          range={range}
          onPick={({ from, to = "" }) => setFilter({ from, to })}
        />
      </Card>
      <LedgerCard customerId={customerId} />
      <Purchases customerId={customerId} />
      {changing === "pack" && subscription && (
        <BuyCredits subscription={subscription} onClose={() => setChanging(undefined)} />
      )}
      {changing && changing !== "pack" && subscription && unit && (
        <ChangeBalance
          how={changing}
          unit={unit}
          subscription={subscription}
          onClose={() => setChanging(undefined)}
        />
      )}
    </div>
  );
}
