import type { Schemas } from "../../api/schemas";
import { formatSettlement, formatUnit } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import type { Column } from "../../parts/table";
import { Day } from "../../parts/time";

export type Subscription = Schemas["Subscription"];

/** What it can still spend, where its plan has something to spend. */
export const leftOf = ({ balance, credits }: Subscription): string | undefined => {
  if (balance) return formatUnit(balance.remaining, balance.currency);
  return credits ? formatUnit(credits.remaining, "credits") : undefined;
};

/** What happens to it next, or what has happened to it last. */
function Next({ subscription: s }: { subscription: Subscription }) {
  if (s.endDate)
    return (
      <>
        Ended <Day at={s.endDate} />
      </>
    );
  if (s.status === "draft")
    return (
      <>
        Begins <Day at={s.startDate} />
      </>
    );
  if (s.pausedAt)
    return (
      <>
        Paused <Day at={s.pausedAt} />
      </>
    );
  if (!s.currentPeriod) return "–";
  const end = <Day at={s.currentPeriod.end} />;
  if (s.cancelAtPeriodEnd) return <span className="text-warn">Ends {end}</span>;
  if (s.scheduledChange)
    return (
      <span className="text-warn">
        {s.scheduledChange.plan.name} from {end}
      </span>
    );
  return <>Renews {end}</>;
}

export const SUBSCRIPTION_COLUMNS: readonly Column<Subscription>[] = [
  { name: "Plan", cell: ({ plan }) => plan.name },
  { name: "State", cell: ({ status }) => <StateBadge state={status} /> },
  { name: "Next", wide: true, cell: (subscription) => <Next subscription={subscription} /> },
  { name: "Since", wide: true, cell: ({ startDate }) => <Day at={startDate} /> },
  { name: "Left", figure: true, wide: true, cell: (subscription) => leftOf(subscription) ?? "–" },
  {
    name: "Price",
    figure: true,
    cell: ({ billingInterval, plan, currency }) =>
      billingInterval ? (
        <>
          {formatSettlement(plan.basePrice, currency)}{" "}
          <span className="block text-xs text-ink-muted">{billingInterval}</span>
        </>
      ) : (
        "Free"
      ),
  },
];
