import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { INVOICE_COLUMNS } from "../invoices/columns";

export function InvoicesTab({ customerId }: { customerId: string }) {
  const { api, environment, mayWrite } = useSession();
  const navigate = useNavigate();
  const paged = usePaged([environment, "invoices", customerId], (cursor) =>
    api.invoices.list({ customerId, limit: 50, cursor }),
  );
  return (
    <Card
      flush
      title="Invoices"
      actions={
        mayWrite && (
          <Button asChild>
            <Link to="/invoices/new" search={{ customerId } as never}>
              <Plus aria-hidden className="size-4" /> New invoice
            </Link>
          </Button>
        )
      }
    >
      <PagedTable
        label="Invoices"
        paged={paged}
        columns={INVOICE_COLUMNS}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: "/invoices/$id", params: { id } as never })}
        empty={<Empty title="No invoices yet" />}
      />
    </Card>
  );
}
