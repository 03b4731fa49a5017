import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useSession } from "../../api/context";
import type { Schemas } from "../../api/schemas";
import { formatNanos, formatNumber, formatRate, formatSettlement } from "../../money/money";
import { StateBadge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card, Facts } from "../../parts/card";
import { Code, Id } from "../../parts/copy";
import { Page } from "../../parts/page";
import { Failed, Loading, messageOf } from "../../parts/states";
import { Table } from "../../parts/table";
import { Day, Time } from "../../parts/time";
import { LineEvents } from "./line-events";

type Invoice = Schemas["Invoice"];
type Line = Schemas["InvoiceLine"];

const OF_USAGE: readonly Line["kind"][] = ["feature_overage", "balance_overage", "late_usage"];

export function InvoicePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api, environment } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [environment, "invoices", id],
    queryFn: () => api.invoices.get({ id }),
  });
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <Loading />;
  return <Content invoice={data} />;
}

function Content({ invoice }: { invoice: Invoice }) {
  const [line, setLine] = useState<Line>();
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
      actions={<Actions invoice={invoice} />}
    >
      <Card>
        <Facts
          facts={[
            ["State", <StateBadge key="state" state={invoice.status} />],
            ["Total", <strong key="total">{formatSettlement(invoice.total, currency)}</strong>],
            ["Why", invoice.reason.replaceAll("_", " ")],
            [
              "Customer",
              <Link
                key="c"
                to="/customers/$id"
                params={{ id: invoice.customerId } as never}
                className="text-accent underline"
              >
                <Code>{invoice.customerId}</Code>
              </Link>,
            ],
            [
              "Period",
              invoice.period && (
                <span key="p">
                  <Day at={invoice.period.start} /> to <Day at={invoice.period.end} />
                </span>
              ),
            ],
            ["Issued", invoice.issuedAt && <Time key="i" at={invoice.issuedAt} />],
            ["Paid", invoice.paidAt && <Time key="p" at={invoice.paidAt} />],
          ]}
        />
      </Card>
      <Card title="Lines" flush>
        <Table
          label="Lines"
          rows={invoice.lines}
          rowKey={({ id }) => id}
          onOpen={(row) => OF_USAGE.includes(row.kind) && setLine(row)}
          columns={[
            {
              name: "What",
              cell: (row) => (
                <>
                  <span className="font-medium">{row.description}</span>
                  {OF_USAGE.includes(row.kind) && (
                    <span className="block text-xs text-accent">Open its events</span>
                  )}
                </>
              ),
            },
            {
              name: "Used",
              figure: true,
              wide: true,
              cell: ({ used, included }) =>
                used === null
                  ? "–"
                  : `${formatNumber(used)}${included === null ? "" : ` (${formatNumber(included)} included)`}`,
            },
            {
              name: "Billed",
              figure: true,
              wide: true,
              cell: ({ quantity, unitPrice }) =>
                quantity === null
                  ? "–"
                  : `${formatNumber(quantity)}${unitPrice === null ? "" : ` × ${formatRate(unitPrice, currency)}`}`,
            },
            {
              name: "Exactly",
              figure: true,
              wide: true,
              cell: ({ amountNanos }) => formatNanos(amountNanos, currency),
            },
            { name: "Amount", figure: true, cell: ({ amount }) => formatSettlement(amount, currency) },
          ]}
        />
      </Card>
      {line && <LineEvents invoiceId={invoice.id} line={line} onClose={() => setLine(undefined)} />}
    </Page>
  );
}

function Actions({ invoice }: { invoice: Invoice }) {
  const { api, environment, mayWrite } = useSession();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (status: "paid" | "void") => api.invoices.setStatus({ id: invoice.id, status }),
    onSuccess: ({ status }) => {
      void queryClient.invalidateQueries({ queryKey: [environment, "invoices"] });
      toast.success(`The invoice is ${status}.`);
    },
    onError: (error) => toast.error(messageOf(error)),
  });
  if (!mayWrite || (invoice.status !== "open" && invoice.status !== "uncollectible")) return null;
  return (
    <>
      <Button busy={change.isPending} onClick={() => change.mutate("paid")}>
        Mark as paid
      </Button>
      <Button look="danger" busy={change.isPending} onClick={() => change.mutate("void")}>
        Void
      </Button>
    </>
  );
}
