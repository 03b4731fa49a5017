/** The lines, each of which opens to what is behind it. */
import { useState } from "react";
import type { Schemas } from "../../api/schemas";
import { formatNanos, formatNumber, formatRate, formatSettlement } from "../../money/money";
import { Card } from "../../parts/card";
import { Table } from "../../parts/table";
import { BehindLine, opensTo } from "./behind-line";

type Line = Schemas["InvoiceLine"];

export function Lines({ invoice }: { invoice: Schemas["Invoice"] }) {
  const [line, setLine] = useState<Line>();
  const { currency } = invoice;
  return (
    <>
      <Card title="Lines" flush>
        <Table
          label="Lines"
          rows={invoice.lines}
          rowKey={({ id }) => id}
          onOpen={(row) => opensTo(row) && setLine(row)}
          columns={[
            {
              name: "What",
              cell: (row) => (
                <>
                  <span className="font-medium">{row.description}</span>
                  {opensTo(row) && <span className="block text-xs text-accent">{opensTo(row)}</span>}
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
      {line && <BehindLine invoice={invoice} line={line} onClose={() => setLine(undefined)} />}
    </>
  );
}
