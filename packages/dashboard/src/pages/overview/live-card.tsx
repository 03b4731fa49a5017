import { useLiveUsage } from "../../api/live";
import { formatNumber } from "../../money/money";
import { Badge } from "../../parts/badge";
import { Card } from "../../parts/card";
import { Loading } from "../../parts/states";

const MINUTE_MS = 60_000;

/** Events of the last half an hour, one bar for ten seconds. Drawn here: it moves every two seconds. */
export function LiveCard() {
  const now = useLiveUsage();
  return (
    <Card title="Events, live" actions={now && <Badge tone="good">live</Badge>}>
      {now ? <Bars events={now.events} stretchMs={now.stretchMs} /> : <Loading rows={4} />}
    </Card>
  );
}

function Bars({ events, stretchMs }: { events: readonly number[]; stretchMs: number }) {
  const lastMinute = events.slice(-MINUTE_MS / stretchMs).reduce((sum, count) => sum + count, 0);
  const total = events.reduce((sum, count) => sum + count, 0);
  const highest = Math.max(1, ...events);
  return (
    <>
      <p>
        <span className="text-2xl font-semibold tabular-nums" data-testid="events-last-minute">
          {formatNumber(lastMinute)}
        </span>{" "}
        <span className="text-sm text-ink-muted">
          in the last minute, {formatNumber(total)} in the last 30 minutes
        </span>
      </p>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${events.length} 100`}
        preserveAspectRatio="none"
        className="mt-4 h-36 w-full border-b"
      >
        {events.map((count, n) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={n}
            x={n}
            y={100 - (count / highest) * 100}
            width={0.8}
            height={(count / highest) * 100}
            fill="var(--chart-1)"
          />
        ))}
      </svg>
      <p className="mt-1 flex justify-between text-xs text-ink-muted">
        <span>30 minutes ago</span>
        <span>now</span>
      </p>
    </>
  );
}
