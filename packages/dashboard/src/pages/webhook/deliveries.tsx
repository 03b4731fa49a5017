/** What was sent, or will be, and what came of it. */
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { StateBadge } from "../../parts/badge";
import { Card } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { Filters } from "../../parts/page";
import { StateFilter } from "../../parts/state-filter";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";
import { EVENT_TYPES, type EventType } from "../webhooks/event-types";

type Delivery = Schemas["WebhookDelivery"];

const STATES = ["delivered", "pending", "failed"];

const COLUMNS: readonly Column<Delivery>[] = [
  { name: "Time", cell: ({ createdAt }) => <Time at={createdAt} /> },
  { name: "Event", cell: ({ type }) => <span className="font-medium break-all">{type}</span> },
  { name: "State", cell: ({ status }) => <StateBadge state={status} /> },
  { name: "Answer", wide: true, cell: (delivery) => delivery.lastStatusCode ?? delivery.lastError ?? "–" },
  { name: "Attempts", figure: true, wide: true, cell: ({ attemptCount }) => attemptCount },
  {
    name: "Next attempt",
    wide: true,
    cell: ({ nextAttemptAt }) => (nextAttemptAt ? <Time at={nextAttemptAt} /> : "–"),
  },
];

interface Props {
  readonly webhook: Schemas["Webhook"];
  readonly onOpen: (id: string) => void;
}

export function Deliveries({ webhook, onOpen }: Props) {
  const { api, environment } = useSession();
  const [filter, setFilter] = useFilters<"status" | "type">();
  const paged = usePaged(
    [environment, "webhooks", webhook.id, "deliveries", filter],
    (cursor) =>
      api.webhooks.deliveries.list({
        id: webhook.id,
        limit: 50,
        cursor,
        status: filter.status as Delivery["status"] | undefined,
        type: filter.type as EventType | undefined,
      }),
    { refetchInterval: 5_000 },
  );
  return (
    <>
      <Filters>
        <StateFilter states={STATES} value={filter.status} onChange={(status) => setFilter({ status })} />
        <SelectField
          label="Event"
          value={filter.type ?? ""}
          onChange={(event) => setFilter({ type: event.target.value })}
          options={[["", "All types"], ...EVENT_TYPES.map((type) => [type, type] as const)]}
        />
      </Filters>
      <Card flush title="Deliveries, last 30 days">
        <PagedTable
          label="Deliveries"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => onOpen(id)}
          empty={
            <Empty title="No deliveries">
              No matching event has happened yet. Send a test to check that it arrives.
            </Empty>
          }
        />
      </Card>
    </>
  );
}
