/** Amounts over time. Loaded behind the page: its library is larger than the rest. */
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

export interface Series {
  readonly key: string;
  readonly name: string;
  readonly color: 1 | 2 | 3;
}

export interface TimeChartProps {
  /** `at`, and the value of each series; null where there is none. */
  readonly data: readonly Record<string, number | string | null>[];
  readonly series: readonly Series[];
  readonly look: "area" | "bar" | "step";
  readonly height?: number;
  readonly formatValue: (value: number) => string;
  readonly formatAt: (at: string) => string;
  /** Below the chart, where there is less room. Default: as everywhere. */
  readonly formatTick?: (at: string) => string;
  /** A point was pressed: its place in `data`. Nothing that can be done by it alone, as no key reaches it. */
  readonly onPick?: (place: number) => void;
}

export default function TimeChart({
  data,
  series,
  look,
  height = 220,
  formatValue,
  formatAt,
  formatTick = formatAt,
  onPick,
}: TimeChartProps) {
  const axes = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        tickFormatter={formatTick}
        tick={{ fill: "var(--ink-muted)", fontSize: 12 }}
        tickLine={false}
        axisLine={{ stroke: "var(--line)" }}
        minTickGap={40}
      />
      <YAxis
        tickFormatter={formatValue}
        tick={{ fill: "var(--ink-muted)", fontSize: 12 }}
        tickLine={false}
        axisLine={false}
        // All that is drawn is counted in whole ones: events, nanos, units of a rate.
        allowDecimals={false}
        width={64}
      />
      <Tooltip
        formatter={(value, name) => [formatValue(Number(value)), String(name)]}
        labelFormatter={(at) => formatAt(String(at))}
        contentStyle={{
          background: "var(--surface)",
          border: "1px solid var(--line)",
          borderRadius: 6,
          color: "var(--ink)",
          fontSize: 13,
        }}
        itemStyle={{ color: "var(--ink)" }}
        cursor={{ stroke: "var(--line-strong)", fill: "var(--sunken)" }}
      />
    </>
  );
  const common = {
    data: [...data],
    margin: { top: 8, right: 8, bottom: 0, left: 0 },
    accessibilityLayer: false,
    ...(onPick && {
      className: "cursor-pointer",
      onClick: ({ activeTooltipIndex }: { activeTooltipIndex?: number | string | null | undefined }) => {
        if (activeTooltipIndex != null) onPick(Number(activeTooltipIndex));
      },
    }),
  };
  return (
    <div aria-hidden style={{ height }}>
      <ResponsiveContainer width="100%" height="100%">
        {look === "bar" ? (
          <BarChart {...common}>
            {axes}
            {series.map(({ key, name, color }) => (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                fill={`var(--chart-${color})`}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        ) : look === "area" ? (
          <AreaChart {...common}>
            {axes}
            {series.map(({ key, name, color }) => (
              <Area
                key={key}
                dataKey={key}
                name={name}
                type="monotone"
                stroke={`var(--chart-${color})`}
                fill={`var(--chart-${color})`}
                fillOpacity={0.12}
                strokeWidth={2}
                isAnimationActive={false}
              />
            ))}
          </AreaChart>
        ) : (
          <LineChart {...common}>
            {axes}
            {series.map(({ key, name, color }) => (
              <Line
                key={key}
                dataKey={key}
                name={name}
                type="stepAfter"
                stroke={`var(--chart-${color})`}
                strokeWidth={2}
                dot={data.length < 30}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        )}
      </ResponsiveContainer>
    </div>
  );
}
