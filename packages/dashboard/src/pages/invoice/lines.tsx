/** The lines, each of which opens to what is behind it. */
import { useState } from "react";
import type { Schemas } from "../../api/schemas";
import { formatNanos, formatNumber, formatRate, formatSettlement } from "../../money/money";
import { Card } from "../../parts/card";
import { Table } from "../../parts/table";
import { LineEvents } from "./line-events";
import { LineSeatEvents } from "./line-seat-events";

type Line = Schemas["InvoiceLine"];

const OPENS: Partial<Record<Line["kind"], string>> = {
  feature_overage: "Open its events",
  balance_overage: "Open its events",
  late_usage: "Open its events",
  feature_seats: "Open its seat changes",
};
const opens = ({ kind }: Line): string | undefined => OPENS[kind];

export function Lines({ invoice }: { invoice: Schemas["Invoice"] }) {
  const [line, setLine] = useState<Line>();
  const close = () => setLine(undefined);
  const { currency } = invoice;
  return (
    <>
      <Card title="Lines" flush>
        <Table
          label="Lines"
          rows={invoice.lines}
          rowKey={({ id }) => id}
          onOpen={(row) => opens(row) && setLine(row)}
          columns={[
            {
              name: "What",
              cell: (row) => (
                <>
                  <span className="font-medium">{row.description}</span>
                  {opens(row) && <span className="block text-xs text-accent">{opens(row)}</span>}
                </>
              ),
            },
            {
              name: "Used",
              figure: true,
              wide: true,
              cell: ({ used, included }) =>
                used === null
                  ? "–"
                  : `${formatNumber(used)}${included === null ? "" : ` (${formatNumber(included)} included)`}`,
            },
            {
              name: "Billed",
              figure: true,
              wide: true,
              cell: ({ quantity, unitPrice }) =>
                quantity === null
                  ? "–"
                  : `${formatNumber(quantity)}${unitPrice === null ? "" : ` × ${formatRate(unitPrice, currency)}`}`,
            },
            {
              name: "Exactly",
              figure: true,
              wide: true,
              cell: ({ amountNanos }) => formatNanos(amountNanos, currency),
            },
            { name: "Amount", figure: true, cell: ({ amount }) => formatSettlement(amount, currency) },
          ]}
        />
      </Card>
      {line && line.kind === "feature_seats" && (
        <LineSeatEvents invoiceId={invoice.id} line={line} onClose={close} />
      )}
      {line && line.kind !== "feature_seats" && (
        <LineEvents invoiceId={invoice.id} line={line} onClose={close} />
      )}
    </>
  );
}
