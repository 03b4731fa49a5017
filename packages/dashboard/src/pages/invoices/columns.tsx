import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import type { Column } from "../../parts/table";
import { Day } from "../../parts/time";

export const INVOICE_COLUMNS: readonly Column<Schemas["InvoiceListItem"]>[] = [
  {
    name: "Number",
    cell: ({ number }) => <span className="font-medium whitespace-nowrap">{number ?? "Draft"}</span>,
  },
  { name: "State", cell: ({ status }) => <StateBadge state={status} /> },
  { name: "Why", cell: ({ reason }) => reason.replaceAll("_", " "), wide: true },
  { name: "Issued", cell: ({ issuedAt, createdAt }) => <Day at={issuedAt ?? createdAt} />, wide: true },
  { name: "Due", cell: ({ dueAt }) => (dueAt ? <Day at={dueAt} /> : "–"), wide: true },
  {
    name: "To be paid",
    figure: true,
    wide: true,
    cell: ({ amountDue, currency }) => (amountDue === 0 ? "–" : formatSettlement(amountDue, currency)),
  },
  { name: "Total", figure: true, cell: ({ total, currency }) => formatSettlement(total, currency) },
];
