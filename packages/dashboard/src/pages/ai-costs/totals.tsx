import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatCompact, formatNanos, formatNumber, marginOf } from "../../money/money";
import { Card } from "../../parts/card";
import { SelectField } from "../../parts/field";
import { Empty, Loaded } from "../../parts/states";
import { Table } from "../../parts/table";
import { CustomerLink } from "../customers/customer-link";

const GROUPS = [
  ["model", "By model"],
  ["feature", "By feature"],
  ["customer", "By customer"],
] as const;
const NAMES: Readonly<Record<string, string>> = { model: "Model", feature: "Feature", customer: "Customer" };

type Group = Schemas["AiTotals"]["groups"][number];

interface Props {
  readonly query: Record<string, string | undefined>;
  /** Of when they are, and in which currency. */
  readonly time: string;
}

/** What was exchanged has all the decimals that there are, which say nothing. */
const glance = (nanos: string): string => formatNanos(nanos, "USD", { most: 6 });

/** A row below the groups. */
const sum = (label: string, sums: Omit<Group, "key" | "label">) => ({
  ...sums,
  key: label,
  label,
  isGroup: false,
});

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
                ...groups.map((group) => ({ ...group, isGroup: true })),
                ...(others ? [sum(`Other (${formatNumber(others.count)})`, others)] : []),
                sum("All", all),
              ]}
              rowKey={({ key, isGroup }) => `${isGroup} ${key}`}
              columns={[
                {
                  name: NAMES[groupBy]!,
                  cell: ({ label, key, isGroup }) =>
                    isGroup && groupBy === "customer" ? (
                      <CustomerLink id={key} />
                    ) : (
                      <span className={isGroup ? "break-all" : "font-semibold"}>{label}</span>
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
                  cell: ({ aiCostNanos }) => glance(aiCostNanos),
                },
                {
                  name: "Margin",
                  figure: true,
                  wide: true,
                  cell: (row) => marginOf(row.aiCostNanos, row.aiChargedNanos) ?? "–",
                },
                { name: "Charged", figure: true, cell: ({ aiChargedNanos }) => glance(aiChargedNanos) },
              ]}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
