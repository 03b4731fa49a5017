/** What was bought beside the plan. Nothing where nothing was. */
import { Link } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import { formatUnit } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Card } from "../../parts/card";
import { PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";

export function Purchases({ customerId }: { customerId: string }) {
  const { api, environment } = useSession();
  const paged = usePaged([environment, "purchases", customerId], (cursor) =>
    api.purchases.list({ customerId, limit: 20, cursor }),
  );
  if (paged.rows?.length === 0 && paged.page === 1) return null;
  return (
    <Card flush title="Purchases">
      <PagedTable
        label="Purchases"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          { name: "Time", cell: ({ createdAt }) => <Time at={createdAt} /> },
          { name: "What", cell: ({ description }) => description },
          { name: "State", cell: ({ status }) => <StateBadge state={status} /> },
          {
            name: "Invoice",
            wide: true,
            cell: ({ invoiceId }) => (
              <Link to="/invoices/$id" params={{ id: invoiceId } as never} className="text-accent underline">
                Open
              </Link>
            ),
          },
          {
            name: "Amount",
            figure: true,
            cell: ({ amount, unit }) => formatUnit(amount, unit, { signed: true }),
          },
        ]}
        empty={null}
      />
    </Card>
  );
}
