/** Money that the next invoices cost less: what is left of each credit, and until when. */
import { usePaged } from "../../api/paged";
import { formatSettlement } from "../../money/money";
import { Card } from "../../parts/card";
import { PagedTable } from "../../parts/table";
import { Day } from "../../parts/time";
import { type Credit, portalApi } from "../api";

const GONE: Readonly<Record<Exclude<Credit["status"], "active">, string>> = {
  used: "used",
  expired: "expired",
  revoked: "taken back",
};

/** Nothing where there is none. */
export function Credits() {
  const paged = usePaged(["customer-credits", "all"], (cursor) => portalApi.credits({ cursor, limit: 25 }));
  if (paged.rows?.length === 0 && paged.page === 1) return null;
  return (
    <Card flush title="Your credit">
      <p className="border-b px-4 py-2 text-sm text-ink-muted">
        Your next invoices cost less by what is left of it.
      </p>
      <PagedTable
        label="Your credit"
        paged={paged}
        rowKey={({ id }) => id}
        columns={[
          { name: "For", cell: ({ reason }) => <span className="font-medium">{reason}</span> },
          { name: "Given", wide: true, cell: ({ createdAt }) => <Day at={createdAt} /> },
          {
            name: "Expires",
            cell: ({ expiresAt }) => (expiresAt ? <Day at={expiresAt} /> : "Never"),
          },
          {
            name: "Amount",
            figure: true,
            wide: true,
            cell: ({ amount, currency }) => formatSettlement(amount, currency),
          },
          {
            name: "Left",
            figure: true,
            cell: ({ status, remaining, currency }) =>
              status === "active" ? formatSettlement(remaining, currency) : GONE[status],
          },
        ]}
        empty={null}
      />
    </Card>
  );
}
