import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import { Card } from "../../parts/card";
import { CreateButton } from "../../parts/create-button";
import { Filters, Page } from "../../parts/page";
import { SearchField } from "../../parts/search-field";
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
  const [{ search }, setFilter] = useFilters<"search">();
  const [creating, setCreating] = useState(false);
  const paged = usePaged([environment, "customers", search], (cursor) =>
    api.customers.list({ limit: 50, cursor, search }),
  );
  const open = (id: string) => navigate({ to: "/customers/$id", params: { id } as never });
  return (
    <Page
      title="Customers"
      actions={mayWrite && <CreateButton onClick={() => setCreating(true)}>Create customer</CreateButton>}
    >
      <Filters>
        <SearchField
          label="Search customers"
          placeholder="Name, e-mail, your id"
          value={search}
          onChange={(search) => setFilter({ search })}
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
