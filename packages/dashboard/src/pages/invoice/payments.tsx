/** What was done to collect an invoice. */
import { useState } from "react";
import { useSession } from "../../api/context";
import { usePaged } from "../../api/paged";
import type { Schemas } from "../../api/schemas";
import { Card } from "../../parts/card";
import { Empty } from "../../parts/states";
import { PagedTable } from "../../parts/table";
import { PAYMENT_COLUMNS } from "../payments/columns";
import { PaymentDetails } from "../payments/payment-details";

export function InvoicePayments({ invoice }: { invoice: Schemas["Invoice"] }) {
  const { api, environment } = useSession();
  const [openId, setOpenId] = useState<string>();
  const paged = usePaged([environment, "payments", "of-invoice", invoice.id], (cursor) =>
    api.payments.list({ invoiceId: invoice.id, limit: 20, cursor }),
  );
  return (
    <Card title="Payments" flush>
      <PagedTable
        label="Payments"
        paged={paged}
        columns={PAYMENT_COLUMNS}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        empty={<Empty title="No payments">Nothing was charged for this invoice.</Empty>}
      />
      {openId && <PaymentDetails id={openId} onClose={() => setOpenId(undefined)} />}
    </Card>
  );
}
