/** The changes of seats behind a line. */
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatNumber } from "../../money/money";
import { Dialog, ToTheEdge } from "../../parts/dialog";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";

interface Props {
  readonly invoiceId: string;
  readonly line: Schemas["InvoiceLine"];
  readonly onClose: () => void;
}

export function LineSeatEvents({ invoiceId, line, onClose }: Props) {
  const { api, environment } = useSession();
  const paged = usePaged([environment, "invoices", invoiceId, "lines", line.id], (cursor) =>
    api.invoices.listLineSeatEvents({ id: invoiceId, line: line.id, cursor, limit: 50 }),
  );
  return (
    <Dialog
      title={line.description}
      description="The seat changes behind this line, newest first."
      side
      open
      onOpenChange={onClose}
    >
      <ToTheEdge>
        <PagedTable
          label="Seat changes behind the line"
          paged={paged}
          rowKey={({ id }) => id}
          columns={[
            { name: "Time", cell: (event) => <Time at={event.createdAt} /> },
            { name: "Before", figure: true, cell: (event) => formatNumber(event.previousBalance) },
            { name: "After", figure: true, cell: (event) => formatNumber(event.newBalance) },
          ]}
          empty={<Empty title="No changes">The seats existed before the period.</Empty>}
        />
      </ToTheEdge>
    </Dialog>
  );
}
