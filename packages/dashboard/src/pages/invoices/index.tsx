import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { CreateButton } from "../../parts/create-button";
import { TextField } from "../../parts/field";
import { FilterField } from "../../parts/filter-field";
import { Filters, FromTo, Page } from "../../parts/page";
import { StateFilter } from "../../parts/state-filter";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { dayEnd, dayStart } from "../../parts/time";
import { CustomerLink } from "../customers/customer-link";
import { INVOICE_COLUMNS } from "./columns";

/** After its number: whose it is, which a customer's own page need not say. */
const COLUMNS: typeof INVOICE_COLUMNS = [
  ...INVOICE_COLUMNS.slice(0, 1),
  { name: "Customer", cell: ({ customerId }) => <CustomerLink id={customerId} /> },
  ...INVOICE_COLUMNS.slice(1),
];
const STATES = ["draft", "open", "overdue", "paid", "void", "uncollectible"];

export function InvoicesPage() {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const [filter, setFilter] = useFilters<"status" | "customerId" | "number" | "from" | "to">();
  const isOverdue = filter.status === "overdue";
  const status = isOverdue ? undefined : (filter.status as Schemas["Invoice"]["status"] | undefined);
  const paged = usePaged([environment, "invoices", filter], (cursor) =>
    api.invoices.list({
      limit: 50,
      cursor,
      status,
      overdue: isOverdue ? "true" : undefined,
      customerId: filter.customerId,
      number: filter.number,
      issuedFrom: dayStart(filter.from),
      issuedTo: dayEnd(filter.to),
    }),
  );
  return (
    <Page title="Invoices" actions={mayWrite && <CreateButton to="/invoices/new">New invoice</CreateButton>}>
      <Filters>
        <StateFilter states={STATES} value={filter.status} onChange={(status) => setFilter({ status })} />
        <FilterField
          label="Customer"
          placeholder="cus_… or your id"
          value={filter.customerId}
          onChange={(customerId) => setFilter({ customerId })}
        />
        <FilterField
          label="Number"
          placeholder="INV-000042"
          value={filter.number}
          onChange={(number) => setFilter({ number })}
        />
        <FromTo>
          <TextField
            label="Issued from"
            type="date"
            value={filter.from ?? ""}
            onChange={(event) => setFilter({ from: event.target.value })}
          />
          <TextField
            label="To"
            type="date"
            value={filter.to ?? ""}
            onChange={(event) => setFilter({ to: event.target.value })}
          />
        </FromTo>
      </Filters>
      <Card flush>
        <PagedTable
          label="Invoices"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: "/invoices/$id", params: { id } as never })}
          empty={<Empty title="No invoices">They are created when a period starts or ends.</Empty>}
        />
      </Card>
    </Page>
  );
}
