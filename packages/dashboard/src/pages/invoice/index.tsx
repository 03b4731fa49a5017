import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatSettlement } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Card, Facts } from "../../parts/card";
import { Code, Id } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Failed, Loading } from "../../parts/states";
import { Day, Time } from "../../parts/time";
import { CustomerLink } from "../customers/customer-link";
import { InvoiceActions } from "./actions";
import { CreditNotes } from "./credit-notes";
import { Lines } from "./lines";
import { InvoicePayments } from "./payments";

type Invoice = Schemas["Invoice"];

export function InvoicePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "invoices", id],
    queryFn: () => api.invoices.get({ id }),
  });
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <Loading />;
  return <Content invoice={data} />;
}

function Content({ invoice }: { invoice: Invoice }) {
  const { currency } = invoice;
  return (
    <Page
      title={invoice.number ?? "Draft invoice"}
      above={
        <Link to="/invoices" className="hover:text-ink">
          Invoices
        </Link>
      }
      description={<Id id={invoice.id} />}
      actions={<InvoiceActions invoice={invoice} />}
    >
      <Card>
        <Facts
          facts={[
            ["State", <StateBadge key="state" state={invoice.status} />],
            ["Total", <strong key="total">{formatSettlement(invoice.total, currency)}</strong>],
            ["Reason", invoice.reason.replaceAll("_", " ")],
            ["Customer", <CustomerLink key="customer" id={invoice.customerId} />],
            ...(invoice.period
              ? ([
                  [
                    "Period",
                    <span key="p">
                      <Day at={invoice.period.start} /> to <Day at={invoice.period.end} />
                    </span>,
                  ],
                ] as const)
              : []),
            ...(invoice.issuedAt ? ([["Issued", <Time key="i" at={invoice.issuedAt} />]] as const) : []),
            ...(invoice.amountCredited > 0
              ? ([["Credited", formatSettlement(invoice.amountCredited, currency)]] as const)
              : []),
            ...(invoice.status === "open" || invoice.status === "uncollectible"
              ? ([["To pay", formatSettlement(invoice.amountDue, currency)]] as const)
              : []),
            ...(invoice.dueAt && invoice.status === "open"
              ? ([["Due", <Day key="due" at={invoice.dueAt} />]] as const)
              : []),
            ...(invoice.correctsInvoiceId
              ? ([
                  [
                    "Corrects",
                    <Link
                      key="corrects"
                      to="/invoices/$id"
                      params={{ id: invoice.correctsInvoiceId } as never}
                      className="text-accent underline"
                    >
                      <Code>{invoice.correctsInvoiceId}</Code>
                    </Link>,
                  ],
                ] as const)
              : []),
            ...(invoice.voidReason ? ([["Reason for voiding", invoice.voidReason]] as const) : []),
            ...(invoice.amountRefunded > 0
              ? ([["Refunded", formatSettlement(invoice.amountRefunded, currency)]] as const)
              : []),
            ...(invoice.paidAt ? ([["Paid", <Time key="p" at={invoice.paidAt} />]] as const) : []),
          ]}
        />
      </Card>
      <Lines invoice={invoice} />
      <CreditNotes invoice={invoice} />
      <InvoicePayments invoice={invoice} />
    </Page>
  );
}
