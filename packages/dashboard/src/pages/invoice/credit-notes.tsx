/** What was taken back of an invoice. Nothing where nothing was. */
import { useState } from "react";
import { useChange } from "../../api/change";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { saveFile } from "../../parts/save-file";
import { PagedTable, RowActions } from "../../parts/table";
import { Day } from "../../parts/time";
import { BECAME, CreditNoteDetails } from "./credit-note-details";

type Note = Schemas["CreditNoteListItem"];

export function CreditNotes({ invoice }: { invoice: Schemas["Invoice"] }) {
  const { api, environment } = useSession();
  const [openId, setOpenId] = useState<string>();
  const paged = usePaged([environment, "credit-notes", invoice.id], (cursor) =>
    api.creditNotes.list({ invoiceId: invoice.id, limit: 20, cursor }),
  );
  const pdf = useChange({
    change: async ({ id, number }: Note) => ({ number, bytes: await api.creditNotes.pdf({ id }) }),
    concerns: [],
    onDone: ({ number, bytes }) =>
      saveFile(`${number}.pdf`, bytes as Uint8Array<ArrayBuffer>, "application/pdf"),
  });
  if (!paged.rows || (paged.rows.length === 0 && paged.page === 1)) return null;
  return (
    <Card title="Credit notes" flush>
      <PagedTable
        label="Credit notes"
        paged={paged}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        columns={[
          { name: "Number", cell: ({ number }) => <span className="font-medium">{number}</span> },
          { name: "Issued", wide: true, cell: ({ issuedAt }) => <Day at={issuedAt} /> },
          { name: "Reason", cell: ({ reason }) => reason },
          { name: "Settled as", wide: true, cell: ({ settlement }) => BECAME[settlement] },
          { name: "Total", figure: true, cell: ({ total, currency }) => formatSettlement(total, currency) },
          {
            name: "Document",
            figure: true,
            cell: (note) => (
              <RowActions>
                <Button look="quiet" onClick={() => pdf.mutate(note)}>
                  PDF
                </Button>
              </RowActions>
            ),
          },
        ]}
        empty={null}
      />
      {openId && <CreditNoteDetails invoice={invoice} id={openId} onClose={() => setOpenId(undefined)} />}
    </Card>
  );
}
