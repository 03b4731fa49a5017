import { lazy, Suspense } from "react";
import { FiguresForReaders } from "./figures";
import type { TimeChartProps } from "./time-chart";

const TimeChart = lazy(() => import("./time-chart"));

const COLORS = { 1: "bg-(--chart-1)", 2: "bg-(--chart-2)", 3: "bg-(--chart-3)" } as const;

/** A chart, its legend, and its figures for those who cannot see it. */
export function Chart({ label, ...chart }: TimeChartProps & { label: string }) {
  const { data, series, formatAt, formatValue, height = 220 } = chart;
  return (
    <figure aria-label={label} className="relative overflow-hidden">
      {series.length > 1 && (
        <ul aria-hidden className="mb-2 flex flex-wrap gap-4 text-xs text-ink-muted">
          {series.map(({ key, name, color }) => (
            <li key={key} className="flex items-center gap-1.5">
              <span className={`size-2.5 rounded-sm ${COLORS[color]}`} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={<div style={{ height }} />}>
        <TimeChart {...chart} />
      </Suspense>
      <FiguresForReaders
        caption={label}
        names={["Time", ...series.map(({ name }) => name)]}
        rows={data.map((row) => [
          formatAt(String(row.at)),
          ...series.map(({ key }) => (row[key] === null ? "–" : formatValue(Number(row[key])))),
        ])}
      />
    </figure>
  );
}
