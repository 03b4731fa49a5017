/** One credit note: why, what became of it, and its lines, each of which opens to what it takes back of. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { Facts } from "../../parts/card";
import { Id } from "../../parts/copy";
import { Dialog, ToTheEdge } from "../../parts/dialog";
import { Loaded } from "../../parts/states";
import { Table } from "../../parts/table";
import { Day } from "../../parts/time";
import { BehindLine, opensTo } from "./behind-line";

type Note = Schemas["CreditNote"];
type NoteLine = Note["lines"][number];

export const BECAME: Readonly<Record<Note["settlement"], string>> = {
  open_amount: "less is to be paid",
  customer_credit: "credit of the customer",
  refund: "refunded",
  outside: "given back by you",
};

interface Props {
  readonly invoice: Schemas["Invoice"];
  readonly id: string;
  readonly onClose: () => void;
}

export function CreditNoteDetails({ invoice, id, onClose }: Props) {
  const { api, environment } = useSession();
  const [opened, setOpened] = useState<NoteLine>();
  const query = useQuery({
    queryKey: [environment, "credit-notes", invoice.id, id],
    queryFn: () => api.creditNotes.get({ id }),
  });
  const lineOf = ({ invoiceLineId }: NoteLine) => invoice.lines.find((line) => line.id === invoiceLineId);
  const line = opened && lineOf(opened);
  if (opened && line)
    return (
      <BehindLine
        invoice={invoice}
        line={line}
        credited={{
          noteId: id,
          lineId: opened.id,
          said: `${query.data?.number} takes back ${formatSettlement(opened.amount, invoice.currency)} of this line.`,
        }}
        onClose={() => setOpened(undefined)}
      />
    );
  const opens = (row: NoteLine) => {
    const of = lineOf(row);
    return of && opensTo(of);
  };
  return (
    <Dialog title={query.data?.number ?? "Credit note"} side open onOpenChange={onClose}>
      <Loaded query={query}>
        {(note) => (
          <>
            <Facts
              facts={[
                ["Id", <Id key="id" id={note.id} />],
                ["Reason", note.reason],
                ["Issued", <Day key="issued" at={note.issuedAt} />],
                ["Became", BECAME[note.settlement]],
                ["Total", <strong key="total">{formatSettlement(note.total, note.currency)}</strong>],
              ]}
            />
            <ToTheEdge>
              <Table
                label="Lines of the credit note"
                rows={note.lines}
                rowKey={(row) => row.id}
                onOpen={(row) => opens(row) && setOpened(row)}
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
                    name: "Amount",
                    figure: true,
                    cell: ({ amount }) => formatSettlement(amount, note.currency),
                  },
                ]}
              />
            </ToTheEdge>
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
