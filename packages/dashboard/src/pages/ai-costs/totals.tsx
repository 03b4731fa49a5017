import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import { formatCompact, formatNanos, formatNumber, marginOf } from "../../money/money";
import { Card } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { Empty, Loaded } from "../../parts/states";
import { Table } from "../../parts/table";

const GROUPS = [
  ["model", "By model"],
  ["feature", "By feature"],
  ["customer", "By customer"],
] as const;
const NAMES: Readonly<Record<string, string>> = { model: "Model", feature: "Feature", customer: "Customer" };

interface Props {
  readonly query: Record<string, string | undefined>;
  /** Of when they are, and in which currency. */
  readonly time: string;
}

/** Rows beside the groups, whose keys no group has. */
const OTHERS = "others";
const ALL = "all";

export function Totals({ query, time }: Props) {
  const { operator, environment } = useSession();
  const [groupBy, setGroupBy] = useState<string>("model");
  const totals = useQuery({
    queryKey: [environment, "ai-totals", groupBy, query],
    queryFn: () => operator.aiTotals({ ...query, groupBy }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      flush
      title={`Totals ${time}`}
      actions={
        <SelectField
          label="Grouping"
          hideLabel
          value={groupBy}
          onChange={(event) => setGroupBy(event.target.value)}
          options={GROUPS}
        />
      }
    >
      <Loaded query={totals}>
        {({ groups, others, ...all }) =>
          groups.length === 0 ? (
            <Empty title="No AI usage in this time" />
          ) : (
            <Table
              label="Totals of AI usage"
              rows={[
                ...groups,
                ...(others ? [{ ...others, key: OTHERS, label: `Other (${formatNumber(others.count)})` }] : []),
                { ...all, key: ALL, label: "All" },
              ]}
              rowKey={({ key }) => key}
              columns={[
                {
                  name: NAMES[groupBy]!,
                  cell: ({ label, key }) => (
                    <span className={key === ALL ? "font-semibold" : "break-all"}>{label}</span>
                  ),
                },
                { name: "Calls", figure: true, cell: ({ events }) => formatNumber(events) },
                {
                  name: "Tokens",
                  figure: true,
                  wide: true,
                  cell: (row) =>
                    formatCompact(
                      row.inputTokens + row.outputTokens + row.cacheReadTokens + row.cacheWriteTokens,
                    ),
                },
                {
                  name: "Cost",
                  figure: true,
                  wide: true,
                  cell: ({ aiCostNanos }) => formatNanos(aiCostNanos),
                },
                {
                  name: "Margin",
                  figure: true,
                  wide: true,
                  cell: (row) => marginOf(row.aiCostNanos, row.aiChargedNanos) ?? "–",
                },
                { name: "Charged", figure: true, cell: ({ aiChargedNanos }) => formatNanos(aiChargedNanos) },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
