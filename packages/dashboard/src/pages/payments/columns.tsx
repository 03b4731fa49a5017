import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { CustomerName, CustomerOnPhone } from "../../parts/customer-name";
import type { Column } from "../../parts/table";
import { Time } from "../../parts/time";

/** Its state, and that of its dispute. */
export const PaymentState = ({ payment: { status, dispute } }: { payment: Schemas["Payment"] }) => (
  <span className="inline-flex flex-wrap gap-1">
    <StateBadge state={status} />
    {dispute && <StateBadge state={`dispute_${dispute.status}`} />}
  </span>
);

export const PAYMENT_COLUMNS: readonly Column<Schemas["Payment"]>[] = [
  { name: "Time", cell: ({ createdAt }) => <Time at={createdAt} /> },
  { name: "State", cell: (payment) => <PaymentState payment={payment} /> },
  { name: "For", wide: true, cell: ({ description }) => description },
  {
    name: "Note",
    wide: true,
    cell: (payment) => {
      if (payment.amountRefunded > 0)
        return `${formatSettlement(payment.amountRefunded, payment.currency)} refunded`;
      return payment.failureMessage ?? "–";
    },
  },
  { name: "Amount", figure: true, cell: ({ amount, currency }) => formatSettlement(amount, currency) },
];

/** Of payments of everybody. */
export const PAYMENT_COLUMNS_OF_ALL: typeof PAYMENT_COLUMNS = [
  {
    name: "Time",
    cell: ({ createdAt, customerId }) => (
      <>
        <Time at={createdAt} />
        <CustomerOnPhone id={customerId} />
      </>
    ),
  },
  ...PAYMENT_COLUMNS.slice(1, 2),
  { name: "Customer", wide: true, cell: ({ customerId }) => <CustomerName id={customerId} /> },
  ...PAYMENT_COLUMNS.slice(2),
];
