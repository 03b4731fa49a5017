/** What was taken back of invoices, each with its paper. */
import { Link } from "@tanstack/react-router";
import { usePaged } from "../../api/paged";
import { formatSettlement } from "../../money/money";
import { Card } from "../../parts/card";
import { type Column, PagedTable } from "../../parts/table";
import { Day } from "../../parts/time";
import { type CreditNote, pdfOfCreditNote, portalApi } from "../api";
import { settlementName } from "../parts/wording";
import { PdfLink } from "./pdf-link";

const OF_INVOICE: Column<CreditNote> = {
  name: "Invoice",
  wide: true,
  cell: ({ invoiceId }) => (
    <Link to="/invoices/$id" params={{ id: invoiceId } as never} className="text-accent underline">
      View
    </Link>
  ),
};

const COLUMNS: readonly Column<CreditNote>[] = [
  {
    name: "Number",
    cell: ({ number, issuedAt }) => (
      <>
        <span className="font-medium whitespace-nowrap">{number}</span>
        <span className="block text-xs text-ink-muted md:hidden">
          <Day at={issuedAt} />
        </span>
      </>
    ),
  },
  { name: "Reason", wide: true, cell: ({ reason }) => reason },
  { name: "Date", wide: true, cell: ({ issuedAt }) => <Day at={issuedAt} /> },
  { name: "How", wide: true, cell: ({ settlement }) => settlementName(settlement) },
  { name: "Amount", figure: true, cell: ({ total, currency }) => formatSettlement(total, currency) },
  { name: "PDF", cell: ({ id, number }) => <PdfLink href={pdfOfCreditNote(id)} name={number} /> },
];

/** Nothing where there is none. @param invoiceId of this one alone */
export function CreditNotes({ invoiceId }: { invoiceId?: string }) {
  const paged = usePaged(["credit-notes", invoiceId], (cursor) =>
    portalApi.creditNotes({ invoiceId, cursor, limit: 25 }),
  );
  if (paged.rows?.length === 0 && paged.page === 1) return null;
  return (
    <Card flush title="Credit notes">
      <PagedTable
        label="Credit notes"
        paged={paged}
        rowKey={({ id }) => id}
        columns={invoiceId ? COLUMNS : [...COLUMNS.slice(0, -1), OF_INVOICE, COLUMNS.at(-1)!]}
        empty={null}
      />
    </Card>
  );
}
