import { type ReactNode, useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { EVEN, formatMargin, formatNumber, formatRate } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { ModelName } from "../../parts/model-name";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { dayEnd, dayStart, Time } from "../../parts/time";
import { type UsageFilter, UsageFilters } from "../../parts/usage-filters";
import { CustomerLink, CustomerOnPhone } from "../customers/customer-link";
import { EventDetails } from "../events/event-details";
import { ModelLink } from "../models/model-link";
import { useCsvExport } from "./export";
import { Totals } from "./totals";

type Event = Schemas["UsageEvent"];

const Below = ({ children }: { children: ReactNode }) => (
  <span className="block text-xs text-ink-muted">{children}</span>
);

/** Tokens, and below them what they cost. */
const tokens =
  (
    pick: (event: Event) => number | undefined,
    cost: (cost: Schemas["Cost"]) => number | undefined,
  ): Column<Event>["cell"] =>
  (event) =>
    pick(event) ? (
      <>
        {formatNumber(pick(event) ?? 0)}
        {event.cost && <Below>{formatRate(cost(event.cost) ?? 0, event.cost.currency, EVEN)}</Below>}
      </>
    ) : (
      "–"
    );
const money =
  (pick: (cost: Schemas["Cost"]) => number | undefined): Column<Event>["cell"] =>
  ({ cost }) =>
    cost ? formatRate(pick(cost) ?? 0, cost.currency, EVEN) : "–";

const COLUMNS: readonly Column<Event>[] = [
  { name: "Time", cell: (event) => <Time at={event.timestamp} narrow /> },
  {
    name: "Model",
    cell: (event) => (
      <>
        {event.cost?.model ? <ModelLink model={event.cost.model} /> : <ModelName name={event.model ?? ""} />}
        <CustomerOnPhone id={event.customerId} />
      </>
    ),
  },
  {
    name: "Customer, feature",
    wide: true,
    cell: (event) => (
      <>
        <CustomerLink id={event.customerId} />
        <Below>
          <Code>{event.feature}</Code>
        </Below>
      </>
    ),
  },
  {
    name: "Input",
    figure: true,
    wide: true,
    cell: tokens(
      (event) => event.inputTokens,
      (cost) => cost.inputCost,
    ),
  },
  {
    name: "Output",
    figure: true,
    wide: true,
    cell: tokens(
      (event) => event.outputTokens,
      (cost) => cost.outputCost,
    ),
  },
  {
    name: "Cache read",
    figure: true,
    wide: true,
    cell: tokens(
      (event) => event.cacheReadTokens,
      (cost) => cost.cacheReadCost,
    ),
  },
  {
    name: "Cache write",
    figure: true,
    wide: true,
    cell: tokens(
      (event) => (event.cacheWriteTokens ?? 0) + (event.cacheWrite1hTokens ?? 0),
      (cost) => cost.cacheWriteCost,
    ),
  },
  { name: "Cost", figure: true, wide: true, cell: money((cost) => cost.subtotal) },
  {
    name: "Margin",
    figure: true,
    wide: true,
    cell: ({ cost }) =>
      cost ? (
        <>
          {formatMargin(cost.margin ?? 0)}
          <Below>{formatRate(cost.marginAmount ?? 0, cost.currency)}</Below>
        </>
      ) : (
        "–"
      ),
  },
  { name: "Charged", figure: true, cell: money((cost) => cost.total) },
];

export function AiCostsPage() {
  const { operator, environment } = useSession();
  const [filter, setFilter] = useFilters<keyof UsageFilter>();
  const [openId, setOpenId] = useState<string>();
  const query = {
    customerId: filter.customerId,
    feature: filter.feature,
    model: filter.model,
    from: dayStart(filter.from),
    to: dayEnd(filter.to),
  };
  const paged = usePaged([environment, "ai-events", query], (cursor) =>
    operator.aiEvents({ ...query, cursor, limit: 50 }),
  );
  const csv = useCsvExport(query);
  const isUsualTime = !query.from && !query.to;
  return (
    <Page
      title="AI costs"
      description="Every AI call with its tokens, cost and margin, in the currency the customer pays in. Open one to see which prices applied. Totals are in USD."
      actions={
        <Button onClick={csv.run} busy={csv.rows !== undefined}>
          {csv.rows === undefined ? "Export CSV" : `${formatNumber(csv.rows)} rows…`}
        </Button>
      }
    >
      <UsageFilters filter={filter} onChange={setFilter} modelLabel="Model" />
      <Totals query={query} time={isUsualTime ? "of 30 days, in USD" : "in USD"} />
      <Card flush title={isUsualTime ? "Calls of 30 days" : "Calls"}>
        <PagedTable
          label="AI calls"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          empty={<Empty title="No AI usage">Wrap a model with tracked(), and its calls appear here.</Empty>}
        />
      </Card>
      {openId && <EventDetails id={openId} onClose={() => setOpenId(undefined)} />}
    </Page>
  );
}
