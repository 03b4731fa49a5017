/** The events behind a line, down to each one, and what they come to. */
import type { InvoiceLineEvent, List } from "@farthing/node";
import { useState } from "react";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNanos, formatNumber, formatUnitNanos } from "../../money/money";
import { Dialog, ToTheEdge } from "../../parts/dialog";
import { ModelName } from "../../parts/model-name";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";
import { EventDetails } from "../events/event-details";
import { LineTotals } from "./line-totals";

interface Props {
  readonly line: Schemas["InvoiceLine"];
  readonly currency: string;
  readonly description: string;
  readonly queryKey: readonly unknown[];
  readonly list: (page: { cursor: string | undefined; limit: number }) => List<InvoiceLineEvent>;
  readonly onClose: () => void;
}

export function LineEvents({ line, currency, description, queryKey, list, onClose }: Props) {
  const [openId, setOpenId] = useState<string>();
  const paged = usePaged(queryKey, (cursor) => list({ cursor, limit: 50 }));
  const totals = useKept(paged.answer?.totals);
  if (openId) return <EventDetails id={openId} onClose={() => setOpenId(undefined)} />;
  return (
    <Dialog title={line.description} description={description} side open onOpenChange={onClose}>
      {paged.answer?.archived && (
        <p className="rounded-md bg-info-soft px-3 py-2 text-sm text-info">
          Some of these events may have been archived.
        </p>
      )}
      {totals && <LineTotals totals={totals} line={line} currency={currency} />}
      <ToTheEdge>
        <PagedTable
          label="Events behind the line"
          paged={paged}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          columns={columnsOf(line, currency)}
          empty={<Empty title="No events" />}
        />
      </ToTheEdge>
    </Dialog>
  );
}

/** The first page says what all of them come to, and stays said on the others. */
function useKept<T>(said: T | null | undefined): T | undefined {
  const [kept, keep] = useState<T>();
  if (said && said !== kept) keep(said);
  return said ?? kept;
}

/** What of each event was covered, and what is billed: together they are the event. */
function columnsOf(
  { feature }: Schemas["InvoiceLine"],
  currency: string,
): readonly Column<InvoiceLineEvent>[] {
  return [
    { name: "Time", cell: (event) => <Time at={event.timestamp} /> },
    {
      name: "What",
      cell: ({ model, value }) => (model ? <ModelName name={model} /> : formatNumber(value ?? 0)),
    },
    feature === null
      ? {
          name: "From the balance",
          figure: true,
          wide: true,
          cell: ({ billed, consumption }) =>
            formatUnitNanos(billed.coveredNanos ?? "0", consumption?.unit ?? currency),
        }
      : {
          name: "Included",
          figure: true,
          wide: true,
          cell: ({ billed }) => formatNumber(billed.coveredQuantity ?? 0),
        },
    {
      name: "Billed",
      figure: true,
      cell: ({ billed }) => (
        <>
          <span className="font-medium">{formatNanos(billed.amountNanos, currency)}</span>
          {Boolean(billed.quantity) && (
            <span className="block text-xs text-ink-muted">for {formatNumber(billed.quantity!)}</span>
          )}
        </>
      ),
    },
  ];
}
