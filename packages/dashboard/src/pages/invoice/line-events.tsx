/** The events behind a line, down to each one. */
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatUnit } from "../../money/money";
import { Dialog } from "../../parts/dialog";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";
import { EventDetails } from "../events/event-details";

interface Props {
  readonly invoiceId: string;
  readonly line: Schemas["InvoiceLine"];
  readonly onClose: () => void;
}

export function LineEvents({ invoiceId, line, onClose }: Props) {
  const { api, environment } = useSession();
  const [openId, setOpenId] = useState<string>();
  const [archived, setArchived] = useState(false);
  const paged = usePaged([environment, "invoices", invoiceId, "lines", line.id], async (cursor) => {
    const page = await api.invoices.listLineEvents({ id: invoiceId, line: line.id, cursor, limit: 50 });
    setArchived(page.archived ?? false);
    return page;
  });
  if (openId) return <EventDetails id={openId} onClose={() => setOpenId(undefined)} />;
  return (
    <Dialog
      title={line.description}
      description="The usage behind this line, newest first."
      side
      open
      onOpenChange={onClose}
    >
      {archived && (
        <p className="rounded-md bg-info-soft px-3 py-2 text-sm text-info">
          Some of these events may have been archived.
        </p>
      )}
      <PagedTable
        label="Events behind the line"
        paged={paged}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        columns={[
          { name: "Time", cell: (event) => <Time at={event.timestamp} /> },
          { name: "What", cell: (event) => event.model ?? formatNumber(event.value ?? 0) },
          {
            name: "Charged",
            figure: true,
            cell: ({ consumption }) =>
              consumption ? formatUnit(consumption.deducted, consumption.unit) : "–",
          },
        ]}
        empty={<Empty title="No events" />}
      />
    </Dialog>
  );
}
