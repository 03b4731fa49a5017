import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { SelectField, TextField } from "../../parts/field";
import { Filters, Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { INVOICE_COLUMNS } from "./columns";

const STATES = [
  ["", "Any state"],
  ["draft", "Draft"],
  ["open", "Open"],
  ["paid", "Paid"],
  ["void", "Void"],
  ["uncollectible", "Uncollectible"],
] as const;

export function InvoicesPage() {
  const { api, environment } = useSession();
  const navigate = useNavigate();
  const [filter, setFilter] = useFilters<"status" | "customerId">();
  const status = filter.status as Schemas["Invoice"]["status"] | undefined;
  const paged = usePaged([environment, "invoices", filter], (cursor) =>
    api.invoices.list({ limit: 50, cursor, status, customerId: filter.customerId }),
  );
  return (
    <Page title="Invoices">
      <Filters>
        <SelectField
          label="State"
          value={filter.status ?? ""}
          onChange={(event) => setFilter({ status: event.target.value })}
          options={STATES}
        />
        <TextField
          label="Customer"
          placeholder="cus_… or your id"
          defaultValue={filter.customerId ?? ""}
          onBlur={(event) => setFilter({ customerId: event.target.value.trim() })}
        />
      </Filters>
      <Card flush>
        <PagedTable
          label="Invoices"
          paged={paged}
          columns={INVOICE_COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: "/invoices/$id", params: { id } as never })}
          empty={<Empty title="No invoices">They are made when a period begins or ends.</Empty>}
        />
      </Card>
    </Page>
  );
}
