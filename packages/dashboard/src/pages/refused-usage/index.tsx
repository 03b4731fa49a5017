import { useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Code } from "../../parts/copy";
import { FeatureFilter } from "../../parts/feature-filter";
import { SelectField } from "../../parts/field";
import { FilterField } from "../../parts/filter-field";
import { Filters, Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";
import { CustomerLink, CustomerOnPhone } from "../customers/customer-link";
import { choosing, useChosen } from "./choosing";
import { RefusedDetails } from "./details";
import { modelOf } from "./remedies";
import { useReplay } from "./replay";
import { RefusedSum } from "./sum";

type Refused = Schemas["RefusedUsage"];

const COLUMNS: readonly Column<Refused>[] = [
  { name: "Time", cell: (row) => <Time at={row.timestamp} /> },
  { name: "State", wide: true, cell: (row) => <StateBadge state={row.status} /> },
  {
    name: "Why",
    cell: (row) => (
      <>
        {row.reason.replaceAll("_", " ")}
        <CustomerOnPhone id={row.customerId} />
      </>
    ),
  },
  {
    name: "Feature, model",
    wide: true,
    cell: (row) => (
      <>
        <Code>{row.feature}</Code>
        <span className="block text-xs break-all text-ink-muted">{modelOf(row)}</span>
      </>
    ),
  },
  { name: "Customer", wide: true, cell: (row) => <CustomerLink id={row.customerId} /> },
  {
    name: "Would cost",
    figure: true,
    cell: ({ cost }) => (cost ? formatRate(cost.total, cost.currency) : "Unknown"),
  },
];

const REASONS = [
  ["", "Any reason"],
  ["insufficient_balance", "Insufficient balance"],
  ["insufficient_credits", "Insufficient credits"],
  ["included_limit_reached", "Included limit reached"],
  ["no_active_subscription", "No active subscription"],
  ["feature_not_in_plan", "Feature not in plan"],
  ["feature_disabled", "Feature disabled"],
  ["model_not_found", "Model not found"],
  ["exchange_rate_not_found", "No exchange rate"],
] as const;

export function RefusedUsagePage() {
  const { api, environment, mayWrite } = useSession();
  const [typed, setFilter] = useFilters<"status" | "reason" | "customerId" | "feature" | "model">();
  const { customerId, feature, model, reason } = typed;
  const shown = (typed.status ?? "open") as Refused["status"] | "all";
  const filter = { customerId, feature, model, reason };
  const status = shown === "all" ? undefined : shown;
  const [opened, setOpened] = useState<Refused>();
  const chosen = useChosen(JSON.stringify(typed));
  const paged = usePaged([environment, "refused", filter, status], (cursor) =>
    api.usage.refused.list({ cursor, limit: 50, ...filter, status }),
  );
  const replay = useReplay(() => {
    setOpened(undefined);
    chosen.set([]);
  });
  const mayReplay = mayWrite && shown === "open";
  return (
    <Page
      title="Refused usage"
      description="Usage that happened and could not be charged. It is kept; once the cause is gone, replay it, and it is charged once."
    >
      <Filters>
        <SelectField
          label="State"
          value={shown}
          onChange={(event) => setFilter({ status: event.target.value })}
          options={[
            ["open", "Open"],
            ["recorded", "Recorded since"],
            ["all", "All"],
          ]}
        />
        <SelectField
          label="Reason"
          value={reason ?? ""}
          onChange={(event) => setFilter({ reason: event.target.value })}
          options={REASONS}
        />
        <FilterField
          label="Customer"
          placeholder="cus_… or your id"
          value={customerId}
          onChange={(customerId) => setFilter({ customerId })}
        />
        <FeatureFilter value={feature} onChange={(feature) => setFilter({ feature })} />
        <FilterField
          label="Model, as sent"
          placeholder="openai/gpt-4o-mini"
          value={model}
          onChange={(model) => setFilter({ model })}
        />
      </Filters>
      <Card
        flush
        title={<RefusedSum filter={{ ...filter, status }} />}
        actions={
          mayReplay && (
            <>
              {chosen.ids.size > 0 && (
                <Button busy={replay.isRunning} onClick={() => replay.those([...chosen.ids])}>
                  Replay {formatNumber(chosen.ids.size)} chosen
                </Button>
              )}
              {(customerId || feature || model || reason) && (
                <Button look="primary" busy={replay.isRunning} onClick={() => replay.allOf(filter)}>
                  {replay.done > 0 ? `${formatNumber(replay.done)} done…` : "Replay all that fit"}
                </Button>
              )}
            </>
          )
        }
      >
        <PagedTable
          label="Refused usage"
          paged={paged}
          columns={mayReplay ? [choosing(chosen, paged.rows ?? []), ...COLUMNS] : COLUMNS}
          rowKey={({ id }) => id}
          onOpen={setOpened}
          empty={<Empty title={shown === "open" ? "Nothing waits to be billed" : "Nothing fits"} />}
        />
      </Card>
      {opened && <RefusedDetails refused={opened} replay={replay} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}
