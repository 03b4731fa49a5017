import { useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatUnit } from "../../money/money";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { FilterField } from "../../parts/filter-field";
import { Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { dayEnd, dayStart, Time } from "../../parts/time";
import { type UsageFilter, UsageFilters } from "../../parts/usage-filters";
import { CustomerLink, CustomerOnPhone } from "../customers/customer-link";
import { EventDetails } from "./event-details";

type Event = Schemas["UsageEvent"];

const COLUMNS: readonly Column<Event>[] = [
  { name: "Time", cell: (event) => <Time at={event.timestamp} /> },
  {
    name: "Feature",
    cell: (event) => (
      <>
        <Code>{event.feature}</Code>
        <CustomerOnPhone id={event.customerId} />
      </>
    ),
  },
  { name: "Customer", wide: true, cell: (event) => <CustomerLink id={event.customerId} /> },
  { name: "What", wide: true, cell: (event) => event.model ?? formatNumber(event.value ?? 0) },
  {
    name: "Took",
    figure: true,
    cell: ({ consumption }) => (consumption ? formatUnit(consumption.deducted, consumption.unit) : "–"),
  },
];

export function EventsPage() {
  const { api, environment } = useSession();
  const [filter, setFilter] = useFilters<keyof UsageFilter | "property">();
  const [openId, setOpenId] = useState<string>();
  const paged = usePaged(
    [environment, "events", filter],
    (cursor) =>
      api.usage.list({
        cursor,
        limit: 50,
        customerId: filter.customerId,
        feature: filter.feature,
        model: filter.model,
        property: filter.property,
        from: dayStart(filter.from),
        to: dayEnd(filter.to),
      }),
    { refetchInterval: 10_000 },
  );
  return (
    <Page title="Events" description="Every usage event, as it was recorded, newest first.">
      <UsageFilters filter={filter} onChange={setFilter} />
      <FilterField
        label="Property"
        placeholder="route:/chat"
        className="sm:max-w-xs"
        value={filter.property}
        onChange={(property) => setFilter({ property })}
      />
      <Card flush>
        <PagedTable
          label="Events"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          empty={<Empty title="No events">Nothing was recorded that fits.</Empty>}
        />
      </Card>
      {openId && <EventDetails id={openId} onClose={() => setOpenId(undefined)} />}
    </Page>
  );
}
