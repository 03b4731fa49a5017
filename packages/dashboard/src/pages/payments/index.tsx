import { useState } from "react";
import { useSession } from "../../api/context";
import { useFilters } from "../../api/filters";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { FilterField } from "../../parts/filter-field";
import { Filters, Page } from "../../parts/page";
import { StateFilter } from "../../parts/state-filter";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { Time } from "../../parts/time";
import { CustomerLink, CustomerOnPhone } from "../customers/customer-link";
import { PAYMENT_COLUMNS } from "./columns";
import { PaymentDetails } from "./payment-details";

/** After when it was: whose it is, which a customer's own page need not say. */
const COLUMNS: typeof PAYMENT_COLUMNS = [
  {
    name: "Time",
    cell: ({ createdAt, customerId }) => (
      <>
        <Time at={createdAt} />
        <CustomerOnPhone id={customerId} />
      </>
    ),
  },
  { name: "Customer", wide: true, cell: ({ customerId }) => <CustomerLink id={customerId} /> },
  ...PAYMENT_COLUMNS.slice(1),
];
const STATES = ["pending", "succeeded", "failed", "canceled", "refunded"];

export function PaymentsPage() {
  const { api, environment } = useSession();
  const [filter, setFilter] = useFilters<"status" | "customerId" | "payment">();
  const [openId, setOpenId] = useState(filter.payment);
  const paged = usePaged([environment, "payments", filter], (cursor) =>
    api.payments.list({
      limit: 50,
      cursor,
      status: filter.status as Schemas["Payment"]["status"] | undefined,
      customerId: filter.customerId,
    }),
  );
  return (
    <Page title="Payments" description="Money that was taken for invoices, or is to be.">
      <Filters>
        <StateFilter states={STATES} value={filter.status} onChange={(status) => setFilter({ status })} />
        <FilterField
          label="Customer"
          placeholder="cus_… or your id"
          value={filter.customerId}
          onChange={(customerId) => setFilter({ customerId })}
        />
      </Filters>
      <Card flush>
        <PagedTable
          label="Payments"
          paged={paged}
          columns={COLUMNS}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          empty={<Empty title="No payments">They are made when an invoice is to be paid.</Empty>}
        />
      </Card>
      {openId && <PaymentDetails id={openId} onClose={() => setOpenId(undefined)} />}
    </Page>
  );
}
