import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Card } from "../../parts/card";
import { Empty, Loaded } from "../../parts/states";
import { Table } from "../../parts/table";
import { portalApi } from "../api";
import { useSubscription } from "../queries";
import { receiptColumns } from "../usage/columns";

const SHOWN = 5;

export function LatestReceipts() {
  const navigate = useNavigate();
  const { data: subscription } = useSubscription();
  const query = useQuery({
    queryKey: ["receipts", "latest"],
    queryFn: () => portalApi.receipts({ limit: SHOWN }),
  });
  return (
    <Card
      title="Latest requests"
      flush
      actions={
        <Link to="/usage" className="text-sm text-accent underline">
          All requests
        </Link>
      }
    >
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No requests yet">Each request gets a receipt. The latest appear here.</Empty>
          ) : (
            <Table
              label="Latest requests"
              rows={data}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: "/usage", search: { receipt: id } as never })}
              columns={receiptColumns(subscription?.consumptionModel === "metered")}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
