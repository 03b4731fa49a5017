/** What was spent in this period, by day, by feature and by model. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Schemas } from "../../api/schemas";
import { Chart } from "../../charts/chart";
import { formatCompact, formatNanos, formatNumber } from "../../money/money";
import { Card } from "../../parts/card";
import { Empty, Loaded } from "../../parts/states";
import { formatDate } from "../../parts/time";
import { portalApi, type Subscription } from "../api";
import { useFeatures } from "../queries";
import { usePortal } from "../session";

type Totals = Schemas["PortalUsage"]["groups"][number];

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 30;

const useUsage = (from: string | undefined, groupBy: "day" | "feature" | "model" | undefined) =>
  useQuery({ queryKey: ["usage", from, groupBy], queryFn: () => portalApi.usage({ from, groupBy }) });

export function Spend({ subscription }: { subscription: Subscription }) {
  const from = subscription.currentPeriod?.start;
  const { now } = usePortal();
  const firstDay = new Date(Date.parse(now.slice(0, 10)) - (SHOWN_DAYS - 1) * DAY_MS).toISOString();
  const inPeriod = useUsage(from, undefined);
  const byDay = useUsage(firstDay, "day");
  const byFeature = useUsage(from, "feature");
  const byModel = useUsage(from, "model");
  const { data: features } = useFeatures();
  const nameOf = (code: string) => features?.data.find((feature) => feature.code === code)?.name ?? code;
  const spent = spentIn(subscription);
  return (
    <Card
      title="This period"
      actions={
        <Link to="/usage" className="text-sm text-accent underline">
          All requests
        </Link>
      }
    >
      <Loaded query={inPeriod}>
        {(data) =>
          data.events === 0 ? (
            <Empty title="Nothing used yet">
              Whatever you use will be here at once, to the last request.
            </Empty>
          ) : (
            <>
              <p className="mb-4">
                <span className="text-2xl font-semibold tracking-tight tabular-nums">{spent.text(data)}</span>
                <span className="ml-2 text-sm text-ink-muted">
                  {spent.name(data)}
                  {from && ` since ${formatDate(from)}`}
                </span>
              </p>
              <h3 className="mb-2 text-sm font-semibold">By day, 30 days</h3>
              <Days groups={byDay.data?.groups ?? []} firstDay={firstDay} spent={spent} />
            </>
          )
        }
      </Loaded>
      {(inPeriod.data?.events ?? 0) > 0 && (
        <div className="mt-6 grid gap-8 md:grid-cols-2">
          <Shares title="By feature" groups={byFeature.data?.groups} spent={spent} nameOf={nameOf} />
          <Shares
            title="By model"
            groups={byModel.data?.groups.filter(({ key }) => key)}
            spent={spent}
            nameOf={(key) => key}
          />
        </div>
      )}
    </Card>
  );
}

const requests = (events: number): string =>
  `${formatNumber(events)} ${events === 1 ? "request" : "requests"}`;

interface DaysProps {
  readonly groups: readonly Totals[];
  readonly firstDay: string;
  readonly spent: Spent;
}

/** Days without usage are there too: what is quiet is to be seen as quiet. */
function Days({ groups, firstDay, spent }: DaysProps) {
  const byDay = new Map(groups.map((group) => [group.key?.slice(0, 10), spent.value(group)]));
  const data = Array.from({ length: SHOWN_DAYS }, (_, n) => {
    const at = new Date(Date.parse(firstDay) + n * DAY_MS).toISOString();
    return { at, amount: byDay.get(at.slice(0, 10)) ?? 0 };
  });
  return (
    <Chart
      label={spent.byDay}
      look="bar"
      height={160}
      data={data}
      series={[{ key: "amount", name: "Amount", color: 1 }]}
      formatValue={spent.axis}
      formatAt={formatDate}
    />
  );
}

type Amounts = Pick<Totals, "events" | "costs" | "credits">;

interface Spent {
  /** What follows the amount. */
  readonly name: (amounts: Amounts) => string;
  readonly byDay: string;
  readonly value: (amounts: Amounts) => number;
  readonly text: (amounts: Amounts) => string;
  readonly axis: (value: number) => string;
}

/** Nanos; what was paid in another currency, on an earlier subscription, is not of this one. */
const costIn = ({ costs }: Amounts, currency: string): string =>
  costs.find((cost) => cost.currency === currency)?.costNanos ?? "0";

/** In what the plan is paid with; usage that is counted has no price of its own. */
function spentIn({ consumptionModel, currency }: Subscription): Spent {
  if (consumptionModel === "balance")
    return {
      name: ({ events }) => `spent in ${requests(events)}`,
      byDay: "Spent by day, 30 days",
      value: (amounts) => Number(costIn(amounts, currency)),
      text: (amounts) => formatNanos(costIn(amounts, currency), currency, { most: 4 }),
      axis: (value) => formatNanos(BigInt(Math.round(value)), currency, { most: 4 }),
    };
  if (consumptionModel === "credits")
    return {
      name: ({ events }) => `credits spent in ${requests(events)}`,
      byDay: "Credits spent by day, 30 days",
      value: ({ credits }) => credits,
      text: ({ credits }) => formatNumber(credits),
      axis: formatCompact,
    };
  return {
    name: ({ events }) => (events === 1 ? "request" : "requests"),
    byDay: "Requests by day, 30 days",
    value: ({ events }) => events,
    text: ({ events }) => formatNumber(events),
    axis: formatCompact,
  };
}

interface SharesProps {
  readonly title: string;
  readonly groups: readonly Totals[] | undefined;
  readonly spent: Spent;
  readonly nameOf: (key: string) => string;
}

const SHOWN = 6;

function Shares({ title, groups, spent, nameOf }: SharesProps) {
  if (!groups || groups.length === 0) return null;
  const sorted = groups.toSorted((a, b) => spent.value(b) - spent.value(a)).slice(0, SHOWN);
  const most = Math.max(1, ...sorted.map(spent.value));
  return (
    <section aria-label={title}>
      <h3 className="mb-3 text-sm font-semibold">{title}</h3>
      <ul className="flex flex-col gap-3">
        {sorted.map((group) => (
          <li key={group.key} className="text-sm">
            <p className="mb-1 flex justify-between gap-4">
              <span className="min-w-0 truncate" title={group.key ?? ""}>
                {nameOf(group.key ?? "")}
              </span>
              <span className="tabular-nums">{spent.text(group)}</span>
            </p>
            <div aria-hidden className="h-1.5 rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${(spent.value(group) / most) * 100}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
