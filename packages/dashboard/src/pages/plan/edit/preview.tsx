/** What an edit changes, for whom and when. */
import { useEffect, useRef } from "react";
import type { PlanEditChange, PlanEditPreview } from "../../../api/plan-edits";
import { Badge } from "../../../parts/badge";
import { formatDate } from "../../../parts/time";
import { shownValue, wordsOf, worthSaying } from "./wording";

type When = PlanEditChange["existingCustomers"];

const GROUPS: readonly (readonly [When, string, string])[] = [
  [
    "now",
    "Immediately, for everyone",
    "Better for customers. Existing subscribers get it as soon as you save.",
  ],
  [
    "at_renewal",
    "Immediately for new subscribers, at renewal for existing ones",
    "Periods in progress keep their terms.",
  ],
  ["never", "For new subscriptions only", "Existing subscribers keep what they have."],
];

export function PreviewOfEdit({ preview }: { preview: PlanEditPreview }) {
  const start = useRef<HTMLElement>(null);
  // What was pressed is gone, and whoever cannot see has to hear what came in its place.
  useEffect(() => start.current?.focus(), []);
  const changes = worthSaying(preview.changes);
  return (
    <section
      ref={start}
      tabIndex={-1}
      aria-label="What changes, for whom and when"
      className="flex flex-col gap-4 text-sm focus:outline-none"
    >
      <Subscribers preview={preview} />
      {changes.length === 0 && preview.renewal === "stay" && <p>Nothing changes for anyone.</p>}
      {GROUPS.map(([when, title, why]) => {
        const those = changes.filter(({ existingCustomers }) => existingCustomers === when);
        if (those.length === 0) return null;
        return (
          <div key={when} className="rounded-md border">
            <div className="border-b bg-sunken px-3 py-2">
              <h3 className="font-medium">{title}</h3>
              <p className="text-xs text-ink-muted">{why}</p>
            </div>
            <ul>
              {those.map((change) => (
                <li
                  key={JSON.stringify([change.featureId, change.priceId, change.field, change.currency])}
                  className="border-b px-3 py-2 last:border-b-0"
                >
                  <Change change={change} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function Change({ change }: { change: PlanEditChange }) {
  const { from, to, effect, field } = change;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="min-w-0 break-words">{wordsOf(change)}</span>
        {effect !== "neutral" && (
          <Badge tone={effect === "better" ? "good" : "warn"}>{effect} for customers</Badge>
        )}
      </div>
      <p className="tabular-nums">
        {from === null && field !== "maxSeats" ? (
          <strong className="font-semibold">{shownValue(change, to)}</strong>
        ) : (
          <>
            <span className="text-ink-muted">{shownValue(change, from)}</span> <span aria-hidden>→</span>
            <span className="sr-only"> becomes </span>{" "}
            <strong className="font-semibold">{shownValue(change, to)}</strong>
          </>
        )}
      </p>
      <Counts change={change} />
    </>
  );
}

function Counts({ change: { subscriptions } }: { change: PlanEditChange }) {
  const { now, atRenewal, firstRenewalAt, lastRenewalAt } = subscriptions;
  const said = [
    ...(now > 0 ? [`${subscriptionsOf(now)} immediately`] : []),
    ...(atRenewal > 0 ? [`${subscriptionsOf(atRenewal)} ${between(firstRenewalAt, lastRenewalAt)}`] : []),
  ];
  return said.length === 0 ? null : <p className="text-xs text-ink-muted">{said.join("; ")}</p>;
}

/** How many are on the plan, and what they do when their period ends. */
export function Subscribers({ preview: { subscriptions, renewal } }: { preview: PlanEditPreview }) {
  const { open, renewing, waiting, leaving, firstRenewalAt, lastRenewalAt } = subscriptions;
  const does = {
    stay: `${renewing === 1 ? "renews" : "renew"}`,
    move: `${renewing === 1 ? "moves" : "move"}`,
    end: `${renewing === 1 ? "ends" : "end"}`,
  }[renewal];
  return (
    <div className="rounded-md bg-info-soft px-3 py-2 text-info">
      {open === 0 ? (
        <p>Nobody is on this plan. The change affects new subscriptions only.</p>
      ) : (
        <p>
          {subscriptionsOf(open)} {open === 1 ? "is" : "are"} on this plan.
          {renewing > 0 && ` ${renewing} ${does} ${between(firstRenewalAt, lastRenewalAt)}.`}
          {waiting > 0 && ` ${waiting} ${waiting === 1 ? "has" : "have"} no period yet.`}
          {leaving > 0 && ` ${leaving} ${leaving === 1 ? "leaves" : "leave"} the plan anyway.`}
        </p>
      )}
    </div>
  );
}

const subscriptionsOf = (count: number): string =>
  count === 1 ? "1 subscription" : `${count.toLocaleString("en")} subscriptions`;

function between(first: string | null, last: string | null): string {
  if (first === null || last === null) return "at the renewal";
  const [from, to] = [formatDate(first), formatDate(last)];
  return from === to ? `on ${from}` : `between ${from} and ${to}`;
}
