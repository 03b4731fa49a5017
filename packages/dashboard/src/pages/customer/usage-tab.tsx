import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import { formatCompact, formatNanos, formatNumber } from "../../money/money";
import { Card } from "../../parts/card";
import { Empty, Loaded } from "../../parts/states";
import { Table } from "../../parts/table";
import { formatDate } from "../../parts/time";

interface Props {
  readonly customerId: string;
  /** Of what money was charged. */
  readonly currency: string;
}

export function UsageTab({ customerId, currency }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <ByDay customerId={customerId} />
      <div className="grid gap-5 lg:grid-cols-2">
        <Totals customerId={customerId} currency={currency} groupBy="feature" title="By feature, 30 days" />
        <Totals customerId={customerId} currency={currency} groupBy="model" title="By model, 30 days" />
      </div>
    </div>
  );
}

function useSummary(customerId: string, groupBy: "day" | "feature" | "model") {
  const { api, environment } = useSession();
  return useQuery({
    queryKey: [environment, "customers", customerId, "usage", groupBy],
    queryFn: () => api.usage.summary({ customerId, groupBy }),
  });
}

function ByDay({ customerId }: { customerId: string }) {
  const query = useSummary(customerId, "day");
  return (
    <Card title="Events by day, 30 days">
      <Loaded query={query}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Empty title="No usage in 30 days">Events are counted here as they arrive.</Empty>
          ) : (
            <Chart
              label="Events by day"
              look="bar"
              data={groups.map((group) => ({ at: group.key ?? "", events: group.events }))}
              series={[{ key: "events", name: "Events", color: 1 }]}
              formatValue={formatCompact}
              formatAt={formatDate}
            />
          )
        }
      </Loaded>
    </Card>
  );
}

type Totalled = Schemas["UsageSummary"]["groups"][number];

/** AI calls are counted in tokens, and have no quantity. */
const quantityOf = ({ value }: Totalled): string => (value === 0 ? "–" : formatCompact(value));
const tokensOf = (row: Totalled): string =>
  formatCompact(row.inputTokens + row.outputTokens + row.cacheReadTokens + row.cacheWriteTokens);

/** Each currency for itself; a customer has had more than one only after a subscription in another. */
const chargedIn = (costs: Totalled["costs"], currency: string): string =>
  costs.length === 0
    ? formatNanos("0", currency)
    : costs.map(({ costNanos, currency: paidIn }) => formatNanos(costNanos, paidIn)).join(" + ");

interface TotalsProps extends Props {
  readonly groupBy: "feature" | "model";
  readonly title: string;
}

function Totals({ customerId, currency, groupBy, title }: TotalsProps) {
  const query = useSummary(customerId, groupBy);
  return (
    <Card flush title={title}>
      <Loaded query={query}>
        {({ groups }) => {
          const rows = groups.filter(({ key }) => key);
          if (rows.length === 0)
            return (
              <Empty title={`No usage by ${groupBy}`}>Nothing was sent that has one in these 30 days.</Empty>
            );
          return (
            <Table
              label={title}
              rows={rows}
              rowKey={({ key }) => key!}
              columns={[
                {
                  name: groupBy === "feature" ? "Feature" : "Model",
                  cell: ({ key }) => <span className="break-all">{key}</span>,
                },
                { name: "Events", figure: true, cell: ({ events }) => formatNumber(events) },
                {
                  name: groupBy === "feature" ? "Quantity" : "Tokens",
                  figure: true,
                  cell: groupBy === "feature" ? quantityOf : tokensOf,
                },
                { name: "Charged", figure: true, cell: ({ costs }) => chargedIn(costs, currency) },
              ]}
            />
          );
        }}
      </Loaded>
    </Card>
  );
}
