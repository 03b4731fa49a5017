/** How the balance went: over days, or since the first entry. A point leads to the entries of its stretch. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import { formatCompact, formatCompactNanos } from "../../money/money";
import { Empty, Loaded } from "../../parts/states";
import { formatDate, formatTime, formatTimeOfDay } from "../../parts/time";

export const RANGES = [
  ["7", "7 days"],
  ["30", "30 days"],
  ["90", "90 days"],
  ["all", "All time"],
] as const;
export type Range = (typeof RANGES)[number][0];
export const USUAL_RANGE: Range = "30";

/** Times of the API; without an end it goes on until now. */
export interface Stretch {
  readonly from: string;
  readonly to: string | undefined;
}

interface Props {
  readonly customerId: string;
  readonly range: Range;
  readonly onPick: (stretch: Stretch) => void;
}

export function BalanceChart({ customerId, range, onPick }: Props) {
  const { operator, environment } = useSession();
  const query = useQuery({
    queryKey: [environment, "ledger", customerId, "history", range],
    queryFn: () => operator.balanceHistory({ customerId, days: range === "all" ? undefined : Number(range) }),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query}>
      {({ unit, points }) =>
        unit === null ? (
          <Empty title="The ledger is empty">Plans with a balance or credits record every change here.</Empty>
        ) : (
          <>
            <Chart
              label={`Balance over time, in ${unit}`}
              look="step"
              data={points.map(({ at, balanceNanos }) => ({
                at,
                balance: balanceNanos === null ? null : Number(balanceNanos),
              }))}
              series={[{ key: "balance", name: "Balance", color: 1 }]}
              formatValue={(nanos) =>
                unit === "credits" ? formatCompact(nanos / 1e9) : formatCompactNanos(nanos, unit)
              }
              formatAt={formatTime}
              formatTick={isShort(points) ? formatTimeOfDay : formatDate}
              onPick={(place) => onPick(stretchAt(points, place))}
            />
            <p className="mt-2 text-xs text-ink-muted">
              Choose a point to see the entries that led to it, below.
            </p>
          </>
        )
      }
    </Loaded>
  );
}

type Points = Schemas["BalanceHistory"]["points"];

const DAY_MS = 86_400_000;

/** Within a day or two, the day alone says nothing of a point. */
const isShort = (points: Points): boolean =>
  Date.parse(points.at(-1)!.at) - Date.parse(points[0]!.at) < 2 * DAY_MS;

/** A point is what the balance was after the entries of its very time, and after the one before it they begin. */
function stretchAt(points: Points, place: number): Stretch {
  const before = points[place - 1]?.at;
  const { at } = points[place]!;
  return {
    from: before === undefined ? at : justAfter(before),
    to: place === points.length - 1 ? undefined : justAfter(at),
  };
}

const justAfter = (time: string): string => new Date(Date.parse(time) + 1).toISOString();
