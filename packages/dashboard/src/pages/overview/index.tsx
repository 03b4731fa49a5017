import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import {
  EVEN,
  formatCompact,
  formatCompactNanos,
  formatNanos,
  formatNumber,
  marginOf,
} from "../../money/money";
import { Card, Figure } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { ModelName } from "../../parts/model-name";
import { Page } from "../../parts/page";
import { Empty, Loaded } from "../../parts/states";
import { Table } from "../../parts/table";
import { formatDate } from "../../parts/time";
import { LiveCard } from "./live-card";

type Overview = Schemas["Overview"];

const STRETCHES = [
  ["7", "7 days"],
  ["30", "30 days"],
  ["90", "90 days"],
] as const;

export function OverviewPage() {
  const { operator, environment } = useSession();
  const [days, setDays] = useState("30");
  const query = useQuery({
    queryKey: [environment, "overview", days],
    queryFn: () => operator.overview(Number(days)),
    refetchInterval: 60_000,
  });
  return (
    <Page
      title="Overview"
      actions={
        <SelectField
          label="Period"
          hideLabel
          value={days}
          onChange={(event) => setDays(event.target.value)}
          options={STRETCHES}
        />
      }
    >
      <Loaded query={query}>{(overview) => <Content overview={overview} />}</Loaded>
    </Page>
  );
}

function Content({ overview }: { overview: Overview }) {
  const { currency } = overview;
  const glance = (nanos: string) => formatNanos(nanos, currency, { most: 2 });
  return (
    <>
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Figure
          name="Invoiced"
          value={glance(overview.invoicedNanos)}
          hint={`${glance(overview.paidNanos)} of this is paid`}
        />
        <Figure
          name="Monthly recurring"
          value={glance(overview.monthlyRecurringNanos)}
          hint={
            <Link to="/subscriptions" className="text-accent underline">
              {formatNumber(overview.activeSubscriptions)} active subscriptions
            </Link>
          }
        />
        <Figure
          name="AI margin"
          value={marginOf(overview.aiCostNanos, overview.aiChargedNanos) ?? "–"}
          hint={`${glance(overview.aiChargedNanos)} charged, ${glance(overview.aiCostNanos)} cost`}
        />
        <Figure
          name="Unbilled cost"
          value={glance(overview.unbilled.nanos)}
          hint={
            <Link to="/refused-usage" className="text-accent underline">
              {formatNumber(overview.unbilled.count)} refused
            </Link>
          }
        />
      </dl>
      {overview.otherCurrencies.length > 0 && (
        <p className="text-sm text-ink-muted">
          Totals are in {currency}. There are also invoices in {overview.otherCurrencies.join(", ")}.
        </p>
      )}
      <div className="grid gap-5 lg:grid-cols-2">
        <LiveCard />
        <Card title="AI cost, revenue and margin">
          <Chart
            label="AI cost, revenue and margin by day"
            look="area"
            data={overview.days.map((day) => ({
              at: day.day,
              charged: Number(day.aiChargedNanos),
              cost: Number(day.aiCostNanos),
              margin: Number(BigInt(day.aiChargedNanos) - BigInt(day.aiCostNanos)),
            }))}
            series={[
              { key: "charged", name: "Charged", color: 1 },
              { key: "cost", name: "Provider's cost", color: 2 },
              { key: "margin", name: "Margin", color: 3 },
            ]}
            formatValue={(nanos) => formatCompactNanos(nanos, currency)}
            formatAt={formatDate}
          />
        </Card>
        <Card title="Invoiced">
          <Chart
            label="Invoiced by day"
            look="bar"
            data={overview.days.map((day) => ({ at: day.day, invoiced: Number(day.invoicedNanos) }))}
            series={[{ key: "invoiced", name: "Invoiced", color: 1 }]}
            formatValue={(nanos) => formatCompactNanos(nanos, currency)}
            formatAt={formatDate}
          />
        </Card>
        <Card title="Top models" flush>
          <TopModels overview={overview} />
        </Card>
      </div>
    </>
  );
}

function TopModels({ overview }: { overview: Overview }) {
  if (overview.models.length === 0) return <Empty title="No AI usage in this period" />;
  return (
    <Table
      label="Top models"
      rows={overview.models}
      rowKey={({ model }) => model}
      columns={[
        { name: "Model", cell: ({ model }) => <ModelName name={model} /> },
        { name: "Tokens", figure: true, wide: true, cell: ({ tokens }) => formatCompact(tokens) },
        {
          name: "Cost",
          figure: true,
          cell: ({ aiCostNanos }) => formatNanos(aiCostNanos, overview.currency, { ...EVEN, most: 4 }),
        },
        {
          name: "Charged",
          figure: true,
          cell: ({ aiChargedNanos }) => formatNanos(aiChargedNanos, overview.currency, { ...EVEN, most: 4 }),
        },
      ]}
    />
  );
}
