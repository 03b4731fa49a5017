/** Every subscription that a customer has had. */
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import { Card } from "../../parts/card";
import { Empty } from "../../parts/states";
import { type Column, PagedTable } from "../../parts/table";
import { SUBSCRIPTION_COLUMNS, type Subscription } from "../subscriptions/columns";

const COLUMNS: readonly Column<Subscription>[] = [
  ...SUBSCRIPTION_COLUMNS,
  { name: "Reason", wide: true, cell: ({ cancelReason }) => cancelReason ?? "–" },
];

export function SubscriptionsTab({ customerId }: { customerId: string }) {
  const { api, environment } = useSession();
  // The one that a link has led to.
  const [{ subscription }] = useFilters<"subscription">();
  const paged = usePaged([environment, "customers", customerId, "subscriptions"], (cursor) =>
    api.subscriptions.list({ customerId, limit: 50, cursor }),
  );
  return (
    <Card flush title="Subscriptions">
      <PagedTable
        label="Subscriptions"
        paged={paged}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        isMarked={({ id }) => id === subscription}
        empty={<Empty title="No subscriptions yet" />}
      />
    </Card>
  );
}
