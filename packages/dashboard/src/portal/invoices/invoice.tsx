/** One invoice: what it is for, line by line, as paper, and the way to pay it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { toast } from "sonner";
import type { Schemas } from "../../api/schemas";
import { formatNumber, formatRate, formatSettlement } from "../../money/money";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Failed, Loading, messageOf } from "../../parts/states";
import { Table } from "../../parts/table";
import { Day } from "../../parts/time";
import { pdfOf, portalApi } from "../api";
import { PortalPage } from "../frame/page";
import { useLeavingFor } from "../parts/leaving";
import { reasonName } from "../parts/wording";
import { useRefresh } from "../queries";
import { InvoiceState } from ".";
import { CreditNotes } from "./credit-notes";

type Invoice = Schemas["PortalInvoice"];

export function InvoicePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useQuery({
    queryKey: ["invoice", id],
    queryFn: () => portalApi.invoice(id),
  });
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <Content invoice={data} />;
}

/** Nobody has to pay for what they have not got yet. */
function CancelPurchase({ invoiceId }: { invoiceId: string }) {
  const refresh = useRefresh();
  const cancel = useMutation({
    mutationFn: () => portalApi.cancelPurchase(invoiceId),
    onSuccess: async () => {
      await refresh();
      toast.success("Canceled. Nothing was charged.");
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  return (
    <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
      Cancel purchase
    </Button>
  );
}

function Content({ invoice }: { invoice: Invoice }) {
  const { id, number, status, currency, total, reason, description, period } = invoice;
  const { amountRefunded, amountCredited, amountDue, dueAt } = invoice;
  const pay = useLeavingFor(() => portalApi.payInvoice(id));
  return (
    <PortalPage
      title={number ?? "Invoice"}
      above={
        <Link to="/invoices" className="underline hover:text-ink">
          Invoices
        </Link>
      }
      actions={
        <>
          <Button asChild>
            <a href={pdfOf(id)} target="_blank" rel="noreferrer">
              <Download aria-hidden className="size-4" /> PDF
            </a>
          </Button>
          {status === "open" && (reason === "topup" || reason === "credit_pack") && (
            <CancelPurchase invoiceId={id} />
          )}
          {status === "open" && (
            <Button look="primary" busy={pay.isPending} onClick={() => pay.mutate()}>
              Pay {formatSettlement(amountDue, currency)}
            </Button>
          )}
        </>
      }
    >
      <Card>
        <Facts
          facts={[
            ["State", <InvoiceState key="state" status={status} />],
            ["For", description ?? reasonName(reason)],
            ...(period
              ? [
                  [
                    "Period",
                    <span key="p">
                      <Day at={period.start} /> to <Day at={period.end} />
                    </span>,
                  ] as const,
                ]
              : []),
            ["Issued", invoice.issuedAt && <Day key="i" at={invoice.issuedAt} />],
            ...(status === "open" && dueAt ? [["Due", <Day key="d" at={dueAt} />] as const] : []),
            ...(invoice.paidAt ? [["Paid", <Day key="p" at={invoice.paidAt} />] as const] : []),
            ...(amountCredited > 0
              ? [["Credited", formatSettlement(amountCredited, currency)] as const]
              : []),
            ...(amountRefunded > 0
              ? [["Refunded", formatSettlement(amountRefunded, currency)] as const]
              : []),
          ]}
        />
      </Card>
      <Card flush>
        <Table
          label="Lines"
          rows={invoice.lines}
          rowKey={(line) => line.id}
          columns={[
            {
              name: "What",
              cell: ({ description, period, used, included }) => (
                <>
                  <span className="font-medium">{description}</span>
                  {period && (
                    <span className="block text-xs text-ink-muted">
                      <Day at={period.start} /> to <Day at={period.end} />
                    </span>
                  )}
                  {used !== null && (
                    <span className="block text-xs text-ink-muted">
                      {formatNumber(used)} used
                      {included !== null && `, ${formatNumber(included)} included`}
                    </span>
                  )}
                </>
              ),
            },
            {
              name: "Quantity",
              figure: true,
              wide: true,
              cell: ({ quantity, unitPrice }) =>
                quantity === null
                  ? "–"
                  : `${formatNumber(quantity)}${unitPrice === null ? "" : ` × ${formatRate(unitPrice, currency)}`}`,
            },
            { name: "Amount", figure: true, cell: ({ amount }) => formatSettlement(amount, currency) },
          ]}
        />
        <p className="flex justify-between border-t px-4 py-3 font-semibold">
          <span>Total</span>
          <span className="tabular-nums">{formatSettlement(total, currency)}</span>
        </p>
      </Card>
      <CreditNotes invoiceId={id} />
    </PortalPage>
  );
}
