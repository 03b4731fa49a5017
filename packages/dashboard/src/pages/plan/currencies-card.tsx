/** What a plan costs in other currencies than its own. */
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Empty } from "../../parts/states";
import { Table } from "../../parts/table";
import { CurrencyForm } from "./currency-form";

type Plan = Schemas["Plan"];
type InCurrency = Schemas["PlanInCurrency"];

export function CurrenciesCard({ plan }: { plan: Plan }) {
  const { mayWrite } = useSession();
  const [editing, setEditing] = useState<InCurrency | "new">();
  return (
    <Card
      title="Other currencies"
      flush
      actions={mayWrite && <Button onClick={() => setEditing("new")}>Add currency</Button>}
    >
      {plan.regional.length === 0 ? (
        <Empty title="Sold in US dollars only">
          Add another currency with an exchange rate or specific amounts.
        </Empty>
      ) : (
        <Table
          label="Other currencies"
          rows={plan.regional}
          rowKey={({ currency }) => currency}
          onOpen={mayWrite ? setEditing : undefined}
          columns={[
            { name: "Currency", cell: ({ currency }) => <span className="font-medium">{currency}</span> },
            {
              name: "Per dollar",
              figure: true,
              wide: true,
              cell: ({ exchangeRate }) => (exchangeRate === null ? "–" : formatNumber(exchangeRate)),
            },
            {
              name: "Specific amounts",
              wide: true,
              cell: ({ prices, features }) => {
                const own = [...prices, ...features].filter(({ isConverted }) => !isConverted).length;
                return own === 0 ? "All converted" : `${own} of ${prices.length + features.length} amounts`;
              },
            },
            { name: "Prices", figure: true, cell: (row) => <Prices plan={plan} row={row} /> },
          ]}
        />
      )}
      {editing && (
        <CurrencyForm
          plan={plan}
          regional={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Card>
  );
}

const Prices = ({ plan, row: { currency, prices } }: { plan: Plan; row: InCurrency }) =>
  prices.map(({ priceId, price, isConverted }) => (
    <span key={priceId} className="block">
      {formatSettlement(price, currency)} {plan.prices.find(({ id }) => id === priceId)?.billingInterval}
      {isConverted && <span className="text-ink-muted">, converted</span>}
    </span>
  ));
