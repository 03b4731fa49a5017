import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { CustomerName, CustomerOnPhone } from "../../parts/customer-name";
import type { Column } from "../../parts/table";
import { Day } from "../../parts/time";

function NumberOf({ number }: { number: string | null }) {
  return <span className="font-medium whitespace-nowrap">{number ?? "Draft"}</span>;
}

export const INVOICE_COLUMNS: readonly Column<Schemas["InvoiceListItem"]>[] = [
  { name: "Number", cell: NumberOf },
  { name: "State", cell: ({ status }) => <StateBadge state={status} /> },
  { name: "Why", cell: ({ reason }) => reason.replaceAll("_", " "), wide: true },
  { name: "Issued", cell: ({ issuedAt, createdAt }) => <Day at={issuedAt ?? createdAt} />, wide: true },
  { name: "Total", figure: true, cell: ({ total, currency }) => formatSettlement(total, currency) },
];

/** Of invoices of everybody. */
export const INVOICE_COLUMNS_OF_ALL: typeof INVOICE_COLUMNS = [
  {
    name: "Number",
    cell: ({ number, customerId }) => (
      <>
        <NumberOf number={number} />
        <CustomerOnPhone id={customerId} />
      </>
    ),
  },
  ...INVOICE_COLUMNS.slice(1, 3),
  { name: "Customer", wide: true, cell: ({ customerId }) => <CustomerName id={customerId} /> },
  ...INVOICE_COLUMNS.slice(3),
];
