import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { useDebounced } from "../../parts/debounced";
import { TextField } from "../../parts/field";
import { Filters, Page } from "../../parts/page";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { Day } from "../../parts/time";
import { CreateCustomer } from "./create-customer";
import { type Customer, nameOf } from "./name";

const COLUMNS: readonly Column<Customer>[] = [
  { name: "Customer", cell: (customer) => <span className="font-medium">{nameOf(customer)}</span> },
  { name: "Your id", cell: (customer) => customer.externalId ?? "–" },
  { name: "E-mail", cell: (customer) => customer.email ?? "–", wide: true },
  { name: "Since", cell: (customer) => <Day at={customer.createdAt} />, wide: true },
];

export function CustomersPage() {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { search?: string }).search ?? "";
  const [typed, setTyped] = useState(asked);
  const [creating, setCreating] = useState(false);
  const search = useDebounced(typed.trim());
  const paged = usePaged([environment, "customers", search], (cursor) =>
    api.customers.list({ limit: 50, cursor, search: search || undefined }),
  );
  const open = (id: string) => navigate({ to: "/customers/$id", params: { id } as never });
  return (
    <Page
      title="Customers"
      actions={
        mayWrite && (
          <Button look="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden className="size-4" /> Create customer
          </Button>
        )
      }
    >
      <Filters>
        <TextField
          label="Search customers"
          type="search"
          placeholder="Name, e-mail, your id"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Filters>
      <Card flush>
        <PagedTable
          label="Customers"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => open(id)}
          empty={
            search ? (
              <Empty title="No results">Search by part of a name, e-mail or id.</Empty>
            ) : (
              <Empty title="No customers yet">Your code can create them, or you can.</Empty>
            )
          }
        />
      </Card>
      {creating && <CreateCustomer onClose={() => setCreating(false)} onCreated={open} />}
    </Page>
  );
}
