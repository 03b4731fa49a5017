/** What makes up a line, as a sum: its events, what else the ledger did to it, and the one rounding. */
import type { ReactNode } from "react";
import type { Schemas } from "../../api/schemas";
import { formatNanos, formatNumber, formatRate, formatSettlement } from "../../money/money";
import { classes } from "../../parts/classes";

interface Props {
  readonly totals: Schemas["InvoiceLineTotals"];
  readonly line: Schemas["InvoiceLine"];
  readonly currency: string;
}

export function LineTotals({ totals, line, currency }: Props) {
  const { events, quantity, eventsNanos, otherNanos, amountNanos, amount } = totals;
  const other = BigInt(otherNanos);
  const billed =
    quantity === null || line.unitPrice === null
      ? ""
      : `, ${formatNumber(quantity)} × ${formatRate(line.unitPrice, currency)}`;
  return (
    <section
      aria-label="What makes up the line"
      className="rounded-md bg-sunken px-3 py-2 text-sm tabular-nums"
    >
      <h3 className="mb-1 font-semibold">These events make up this line</h3>
      <dl>
        <Part name={`${events === 1 ? "1 event" : `${formatNumber(events)} events`}${billed}`}>
          {formatNanos(eventsNanos, currency)}
        </Part>
        {other !== 0n && (
          <>
            <Part name={other < 0n ? "Paid by top-ups and adjustments" : "Owed from before"}>
              {formatNanos(other, currency)}
            </Part>
            <Part name="Together">{formatNanos(amountNanos, currency)}</Part>
          </>
        )}
        <Part name="The line" isSum>
          {formatSettlement(amount, currency)}
        </Part>
      </dl>
    </section>
  );
}

function Part({ name, isSum, children }: { name: string; isSum?: boolean; children: ReactNode }) {
  return (
    <div className={classes("flex justify-between gap-4 py-0.5", isSum && "border-t font-semibold")}>
      <dt className={isSum ? "" : "text-ink-muted"}>{name}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  );
}
